// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/enginedriver.h"

#include "policy/listincludes.h"
#include "policy/policyreader.h"
#include "support/catch.h"

#include <QDateTime>

namespace atalaia::test {

using namespace Qt::StringLiterals;

QVector<Policy> policiesFrom(const QVector<QByteArray> &files)
{
    QVector<Policy> policies;
    for (const QByteArray &file : files) {
        const PolicyReading reading = readPolicy(file, u"test%1.yaml"_s.arg(policies.size() + 1));
        INFO(file.toStdString());
        INFO(reading.problems.value(0).reason.toStdString());
        REQUIRE(reading.policy.has_value());
        policies.append(*reading.policy);
    }
    REQUIRE(resolveIncludes(policies).isEmpty());
    return policies;
}

Policy policyOf(const QByteArray &body)
{
    return policiesFrom({"policy: test\nversion: 7\ntitle: A test\n" + body}).first();
}

std::shared_ptr<const PolicyEngine> engineOf(const QVector<Policy> &policies, const QVector<Lexicon> &lexicons)
{
    const PolicyEngine::Compiled compiled = PolicyEngine::compile(policies, lexicons);
    INFO(compiled.problems.value(0).reason.toStdString());
    REQUIRE(compiled.problems.isEmpty());
    REQUIRE(compiled.engine != nullptr);
    return compiled.engine;
}

EngineDriver::EngineDriver(std::shared_ptr<const PolicyEngine> engine)
    : m_scanner(std::make_unique<PolicyScanner>(std::move(engine)))
{
    company.timeZone = QTimeZone("America/Sao_Paulo");
    facts.company = &company;
    facts.contactKey = u"contact"_s;
    facts.isRelated = true;
    nowMs = QDateTime(QDate(2026, 3, 10), QTime(10, 0), company.timeZone).toMSecsSinceEpoch();
}

ObservedMessage EngineDriver::agentMessage(const QString &text)
{
    ObservedMessage message;
    message.author = Author::Agent;
    message.text = text;
    return message;
}

ObservedMessage EngineDriver::customerMessage(const QString &text)
{
    ObservedMessage message;
    message.author = Author::Contact;
    message.text = text;
    return message;
}

QString EngineDriver::agent(const QString &text, qint64 afterSeconds)
{
    return observe(agentMessage(text), afterSeconds);
}

QString EngineDriver::customer(const QString &text, qint64 afterSeconds)
{
    return observe(customerMessage(text), afterSeconds);
}

QString EngineDriver::observe(ObservedMessage message, qint64 afterSeconds)
{
    message.number = ++number;
    nowMs += afterSeconds * 1000;
    message.atMs = nowMs;
    m_times.insert(number, nowMs);
    hits = m_scanner->observe(message, facts, conversation, contact, agentState);
    return names();
}

QString EngineDriver::update(qint64 updated, ObservedMessage message)
{
    REQUIRE(m_times.contains(updated));
    message.number = updated;
    message.atMs = m_times.value(updated);
    message.changedAtMs = nowMs;
    message.isUpdate = true;
    hits = m_scanner->observe(message, facts, conversation, contact, agentState);
    return names();
}

QString EngineDriver::handIn(const ObservedMessage &message)
{
    hits = m_scanner->observe(message, facts, conversation, contact, agentState);
    return names();
}

QString EngineDriver::close(qint64 afterSeconds)
{
    hits = m_scanner->close(nowMs + afterSeconds * 1000, facts, conversation, contact, agentState);
    return names();
}

void EngineDriver::changeLine()
{
    conversation = ConversationState();
}

void EngineDriver::saveAndLoad()
{
    conversation = conversationStateFromCbor(toCbor(conversation));
    contact = contactStateFromCbor(toCbor(contact));
    agentState = agentStateFromCbor(toCbor(agentState));
}

const RuleHit &EngineDriver::hit() const
{
    REQUIRE(hits.size() == 1);
    return hits.first();
}

QString EngineDriver::spans() const
{
    QStringList texts;
    for (const MessageSpan &span : hit().spans)
        texts.append(u"%1:%2-%3"_s.arg(span.message).arg(span.span.start).arg(span.span.end));
    return texts.join(u' ');
}

QString EngineDriver::names() const
{
    QStringList list;
    for (const RuleHit &one : hits)
        list.append(one.variant.isEmpty() ? one.rule : one.rule + u'/' + one.variant);
    return list.join(u' ');
}

} // namespace atalaia::test
