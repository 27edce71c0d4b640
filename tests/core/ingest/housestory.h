// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A house with a policy, and what its two lines say to one person.

#include "detection/conduct/countmessage.h"
#include "detection/detector.h"
#include "detection/policyengine.h"
#include "domain/identity.h"
#include "ingest/conversationwatch.h"
#include "ingest/ingestwriter.h"
#include "policy/policyreader.h"
#include "review/changefeed.h"
#include "store/connection.h"
#include "store/flagrepository.h"
#include "store/staterepository.h"
#include "store/transaction.h"
#include "support/catch.h"
#include "support/manualclock.h"
#include "support/teststore.h"

#include <QCborArray>
#include <QCborMap>
#include <QSet>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

inline constexpr qint64 kStartMs = 1'767'600'000'000;
inline constexpr qint64 kMinuteMs = 60'000;
inline constexpr qint64 kHourMs = 60 * kMinuteMs;
inline const QString kChat = u"5511900000001@c.us"_s;

inline const QByteArray kPolicy = R"(
policy: house
version: 4
title: House
purpose: Test
legal_basis: none
owner: Nobody
lists:
  pretty: {pt: [linda, gata]}
  hello: {pt: ["sou a Ana", "aqui é a Ana"]}
  stop: {pt: ["me tira da lista", "não quero"]}
  offer: {pt: [oferta, promoção]}
  ask: {pt: ["apagar meus dados"]}
  told: {pt: ["vou apagar"]}
signals:
  - id: identification
    by: agent
    title: Says who it is
    when: "@hello"
  - id: objection
    by: customer
    title: Objects
    when: "@stop"
  - id: request
    by: customer
    title: Asks
    when: "@ask"
  - id: answer
    by: agent
    title: Answers
    when: "@told"
rules:
  - id: advance
    category: harassment
    title: Advance
    severity: 4
    by: agent
    when: '("muito" AND @pretty) UNLESS "vitrine linda"'
  - id: anonymous
    category: identification
    title: Nameless
    severity: 2
    flag: true
    by: agent
    conduct: absent
    parameters: {signal: identification, N: 2, at_close: true, per_agent: true}
  - id: pushed
    category: objection
    title: Pushed
    severity: 4
    by: agent
    conduct: after-objection
    parameters: {objection: objection, grace_messages: 1, grace_minutes: 30}
  - id: unheard
    category: rights
    title: Unheard
    severity: 3
    by: agent
    conduct: unanswered
    parameters: {request: request, answer: answer, within_minutes: 600, by: agent}
  - id: late-request
    category: rights
    title: Overdue
    severity: 3
    by: agent
    conduct: overdue
    parameters: {request: request, answer: answer, days: 15}
  - id: meddled
    category: tampering
    title: Meddled
    severity: 3
    by: agent
    conduct: tampering
    parameters: {window_h: 24, after: [objection], on: [advance], del_n: 50}
)";

/// The policy of the house in one of its versions.
inline std::shared_ptr<const PolicyEngine> houseEngineOf(int version)
{
    QByteArray text = kPolicy;
    text.replace("version: 4", "version: " + QByteArray::number(version));
    const PolicyReading reading = readPolicy(text, u"house.yaml"_s);
    for (const PolicyProblem &problem : reading.problems)
        UNSCOPED_INFO(problem.line << ": " << problem.reason.toStdString());
    REQUIRE(reading.policy);
    const PolicyEngine::Compiled compiled = PolicyEngine::compile({*reading.policy}, {});
    for (const PolicyProblem &problem : compiled.problems)
        UNSCOPED_INFO(problem.rule.toStdString() << ": " << problem.reason.toStdString());
    REQUIRE(compiled.problems.isEmpty());
    return compiled.engine;
}

inline std::shared_ptr<const PolicyEngine> houseEngine()
{
    static const auto engine = houseEngineOf(4);
    return engine;
}

inline GatewayEvent said(const QString &line, const QString &id, Author author, qint64 minute, const QString &text)
{
    MessageReceived message;
    message.messageId = id;
    message.chat = kChat;
    message.author = author;
    message.sentAtMs = kStartMs + minute * kMinuteMs;
    message.text = text;
    message.hasText = !text.isEmpty();
    message.kind = text.isEmpty() ? MessageKind::Image : MessageKind::Text;
    return {line, message};
}

inline GatewayEvent edited(const QString &line, const QString &id, Author author, qint64 minute, const QString &text)
{
    return {line,
            MessageEdited{id, id + u'e' + QString::number(minute), kChat, author, kStartMs + minute * kMinuteMs, text}};
}

inline GatewayEvent deleted(const QString &line, const QString &id, Author author, qint64 minute)
{
    return {line, MessageRevoked{id, kChat, author, kStartMs + minute * kMinuteMs}};
}

/// In the order of time, over two lines of different agents, with what there is: turns, an objection on one
/// line that counts on the other, pictures, edits, deletions, a night in between.
inline QVector<GatewayEvent> story()
{
    const QString one = u"line-1"_s;
    const QString two = u"line-2"_s;
    return {
            said(one, u"A1"_s, Author::Agent, 0, u"oi, tudo bem?"_s),
            said(one, u"A2"_s, Author::Agent, 1, u"você é muito"_s),
            said(one, u"A3"_s, Author::Agent, 2, u"linda hoje"_s),
            said(one, u"C1"_s, Author::Contact, 5, u"não quero conversa"_s),
            said(two, u"B1"_s, Author::Agent, 9, u"aqui é a Ana, temos oferta"_s),
            said(two, u"B2"_s, Author::Agent, 12, {}),
            said(two, u"B3"_s, Author::Agent, 13, u"responde"_s),
            edited(one, u"A3"_s, Author::Agent, 20, u"linda vitrine"_s),
            said(one, u"C2"_s, Author::Contact, 30, u"quero apagar meus dados"_s),
            deleted(one, u"A2"_s, Author::Agent, 40),
            said(one, u"A4"_s, Author::Agent, 50, u"vou ver"_s),
            {one, MessageReacted{u"A4"_s, kChat, Author::Contact, u"👍"_s, kStartMs + 55 * kMinuteMs}},
            said(two, u"C3"_s, Author::Contact, 60, u"e na outra linha também não quero"_s),
            // the window of line-1 closes
            said(one, u"A5"_s, Author::Agent, 900, u"vou apagar tudo, sou a Ana"_s),
            said(one, u"A6"_s, Author::Agent, 901, u"muito obrigada"_s),
            edited(one, u"A6"_s, Author::Agent, 903, u"muito obrigada, linda"_s),
            said(two, u"B4"_s, Author::Agent, 910, u"promoção"_s),
            deleted(two, u"B4"_s, Author::Agent, 911),
            said(one, u"C4"_s, Author::Contact, 920, u"quero apagar meus dados"_s),
            said(one, u"A7"_s, Author::Agent, 921, u"um momento"_s),
    };
}

struct Company
{
    Company()
    {
        for (const QString &name : {u"line-1"_s, u"line-2"_s}) {
            lines.append(store.addLine(gateway, name));
            conversations.append(ConversationRepository(store.database())
                                         .ensure(lines.last(), identityKey(kChat), kChat, u"Clara Exemplo"_s)
                                         .value());
        }
    }

    Result<IngestOutcome> write(const QVector<GatewayEvent> &events)
    {
        return writer.write(store.database(), {EventBatch{gateway, events, {}}});
    }

    /// As a page of backfill brings it.
    Result<IngestOutcome> writeHistory(QVector<GatewayEvent> events)
    {
        for (GatewayEvent &event : events) {
            if (auto *message = std::get_if<MessageReceived>(&event.body))
                message->isHistory = true;
        }
        return write(events);
    }
    /// All that waits, in one transaction each.
    ConversationWatch::Waiting readWaiting(qint64 mostEvents = 2000)
    {
        ConversationWatch watch(detector, store.database(), clock.nowMs());
        const auto waiting =
                transacted(store.database(), [&watch, mostEvents] { return watch.readWaiting(mostEvents); });
        REQUIRE(waiting);
        return *waiting;
    }
    QVector<FlagRow> inbox() { return FlagRepository(store.database()).rows(FlagList::Inbox, {}, 100).value(); }

    QVector<QVariantList> rows(const QString &sql)
    {
        QSqlQuery query(store.database().connection().database);
        REQUIRE(query.exec(sql));
        QVector<QVariantList> all;
        while (query.next()) {
            QVariantList row;
            for (int column = 0; query.value(column).isValid(); ++column)
                row.append(query.value(column));
            all.append(row);
        }
        return all;
    }

    /// "A3 v0 advance", sorted; one that is there twice is there twice.
    QStringList hits()
    {
        QStringList all;
        for (const QVariantList &row : rows(u"SELECT m.external_id, h.version, h.rule FROM hits h "
                                            "JOIN messages m ON m.id = h.message_id"_s))
            all.append(u"%1 v%2 %3"_s.arg(row[0].toString(), row[1].toString(), row[2].toString()));
        all.sort();
        return all;
    }

    /// The same with the text in place of the number of the version: these are numbered as they arrive.
    QStringList hitTexts()
    {
        QStringList all;
        for (const QVariantList &row : rows(u"SELECT m.external_id, coalesce(v.text, 'none'), h.rule, h.severity "
                                            "FROM hits h JOIN messages m ON m.id = h.message_id "
                                            "LEFT JOIN message_versions v ON v.message_id = h.message_id "
                                            "AND v.version = h.version"_s))
            all.append(u"%1 '%2' %3 %4"_s.arg(row[0].toString(), QString::fromUtf8(row[1].toByteArray()),
                                              row[2].toString(), row[3].toString()));
        all.sort();
        return all;
    }

    /// The states with the gateway's ids in place of the store's numbers.
    QString remembered()
    {
        QHash<qint64, QString> names;
        for (const QVariantList &row : rows(u"SELECT id, external_id FROM messages"_s))
            names.insert(row[0].toLongLong(), row[1].toString());
        StateRepository states(store.database());
        QStringList all;
        for (const ConversationId conversation : std::as_const(conversations)) {
            const auto entry = states.conversation(conversation).value();
            if (!entry)
                continue;
            const ConversationState state = conversationStateFromCbor(entry->state);
            all << u"conversation %1: %2 messages, %3 by agent, %4 by contact, window %5 by %6, last %7 %8 %9 %10 %11"_s
                            .arg(conversation.value)
                            .arg(state.messageCount)
                            .arg(state.agentCount)
                            .arg(state.contactCount)
                            .arg(state.windowStartedAtMs)
                            .arg(int(state.windowStartedBy))
                            .arg(state.lastAtMs)
                            .arg(state.lastAgentAtMs)
                            .arg(state.lastContactAtMs)
                            .arg(names.value(state.lastAgentMessage))
                            .arg(entry->lastAtMs);
            for (const RecentMessage &recent : state.recent)
                all << u"  recent %1 #%2 %3 %4"_s.arg(names.value(recent.number))
                                .arg(recent.ordinal)
                                .arg(recent.atMs)
                                .arg(recent.text);
            all << told(state.said, names) << told(state.memory, names);
        }
        const ContactState contact = contactStateFromCbor(states.contact(ContactId{1}).value());
        all << u"contact: %1 %2"_s.arg(contact.firstSeenAtMs).arg(contact.lastWroteAtMs);
        all << told(contact.said, names) << told(contact.memory, names);
        return all.join(u'\n');
    }

    static QStringList told(const SignalTraces &traces, const QHash<qint64, QString> &names)
    {
        QStringList all;
        for (auto trace = traces.cbegin(); trace != traces.cend(); ++trace) {
            QStringList places;
            for (const SignalTrace::Occurrence &place : trace->latest)
                places << u"%1 #%2 %3"_s.arg(names.value(place.message)).arg(place.ordinal).arg(place.atMs);
            all << u"  said %1: %2 (%3)"_s.arg(trace.key(), places.join(u", "_s)).arg(trace->count);
        }
        all.sort();
        return all;
    }
    static QStringList told(const ConductMemory &memory, const QHash<qint64, QString> &names)
    {
        QStringList all;
        for (auto entry = memory.cbegin(); entry != memory.cend(); ++entry) {
            const bool isMessage = entry.key().endsWith(u" request"_s);
            all << u"  memory %1: %2"_s.arg(entry.key(), isMessage ? names.value(*entry) : QString::number(*entry));
        }
        all.sort();
        return all;
    }

    int stateCount() { return int(rows(u"SELECT conversation_id FROM conversation_states"_s).size()); }
    /// So that the line says that nothing is still to come until then.
    void completeUntil(qint64 atMs)
    {
        for (const LineId line : std::as_const(lines))
            REQUIRE(LineRepository(store.database()).setCompleteUntil(line, atMs));
    }
    ConversationWatch::Silence closeSilent(qint64 nowMs, int limit = 100)
    {
        ConversationWatch watch(detector, store.database(), nowMs);
        ConversationWatch::Silence silence;
        REQUIRE(store.database().inTransaction([&watch, &silence, limit]() -> Result<> {
            auto done = watch.closeSilent(limit);
            if (!done)
                return done.error();
            silence = *done;
            return {};
        }));
        return silence;
    }

    TestStore store;
    GatewayId gateway = store.addGateway();
    QVector<LineId> lines;
    QVector<ConversationId> conversations;
    ManualClock clock;
    Detector detector{houseEngine()};
    IngestWriter writer{detector, clock};
};

} // namespace atalaia
