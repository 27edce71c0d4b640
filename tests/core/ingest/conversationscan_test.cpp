// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/enginedriver.h"
#include "ingest/conversationscan.h"
#include "support/catch.h"

#include <QDateTime>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

qint64 ms(const QString &time)
{
    return QDateTime::fromString(time, Qt::ISODate).toMSecsSinceEpoch();
}

/// "a text" by the agent, "c text" by the customer, a minute apart from each other.
NeutralConversation conversationOf(const QStringList &bubbles, const QString &start = u"2026-03-10T10:00:00-03:00"_s)
{
    NeutralConversation conversation;
    conversation.id = u"one"_s;
    conversation.messageZone = QTimeZone(-3 * 3600);
    for (const QString &bubble : bubbles) {
        ObservedMessage message;
        message.number = conversation.messages.size();
        message.author = bubble.startsWith(u'a') ? Author::Agent : Author::Contact;
        message.text = bubble.mid(2);
        message.atMs = ms(start) + message.number * 60'000;
        conversation.messages.append(message);
    }
    return conversation;
}

QString namesOf(const QVector<RuleHit> &hits)
{
    QStringList names;
    for (const RuleHit &hit : hits)
        names.append(u"%1:%2"_s.arg(hit.message).arg(hit.rule));
    return names.join(u' ');
}

ConversationScan scanOf(const QByteArray &body, const QHash<QString, CompanyProfile> &companies = {})
{
    return {engineOf({policyOf(body)}), companies, CompanyProfile()};
}

const QByteArray kEver = R"(
signals: [{id: stop, by: customer, when: '"pare"'}]
rules: [{id: r, category: c, by: agent, when: '"oferta"', given: [{said: stop, within: ever}]}]
)";

} // namespace

TEST_CASE("Hits come in the order of messages and rules with those of the close", "[core]")
{
    ConversationScan scan = scanOf(R"(
signals:
  - {id: hello, when: '"ola"'}
  - {id: ask, by: customer, when: '"quero"'}
  - {id: answer, by: agent, when: '"feito"'}
rules:
  - {id: z, category: c, when: '"quero"'}
  - {id: b, category: c, when: '"sim"'}
  - {id: missing, category: c, conduct: absent, parameters: {signal: hello, N: 5}}
  - {id: late, category: c, conduct: overdue, parameters: {request: ask, answer: answer, days: 1}}
)");
    const NeutralConversation conversation = conversationOf({u"c quero"_s, u"a sim"_s, u"c ta"_s});
    CHECK(namesOf(scan.scan(conversation, 0)) == u"0:z 1:b 1:missing"_s);
    CHECK(namesOf(scan.scan(conversation, ms(u"2026-03-13T10:00:00-03:00"_s))) == u"0:late 0:z 1:b 1:missing"_s);
    CHECK(scan.scan(conversationOf({}), 0).isEmpty());
}

TEST_CASE("Nobody answered is told of the very first message", "[core]")
{
    ConversationScan scan = scanOf("rules: [{id: slow, category: c, conduct: late-reply, parameters: {first_reply_min: "
                                   "10, at_close: true}}]\n");
    CHECK(namesOf(scan.scan(conversationOf({u"c oi"_s}), ms(u"2026-03-10T12:00:00-03:00"_s))) == u"0:slow"_s);
    NeutralConversation replied = conversationOf({u"c oi"_s, u"a oi"_s});
    CHECK(namesOf(scan.scan(replied, 0)) == QString());
    replied.messages[1].atMs += 3'600'000;
    CHECK(namesOf(scan.scan(replied, 0)) == u"1:slow"_s);
}

TEST_CASE("A contact is known again by the phone with and without the ninth digit", "[core]")
{
    ConversationScan scan = scanOf(kEver);
    NeutralConversation first = conversationOf({u"c pare"_s});
    first.facts.contactPhone = u"+5511900000001"_s;
    NeutralConversation second = conversationOf({u"a oferta"_s}, u"2026-03-12T10:00:00-03:00"_s);
    second.facts.contactPhone = u"+55 11 0000-0001"_s;
    CHECK(namesOf(scan.scan(first, 0)) == QString());
    CHECK(namesOf(scan.scan(second, 0)) == u"0:r"_s);
    second.company = u"other"_s; // has its own contacts
    CHECK(namesOf(scan.scan(second, 0)) == QString());
}

TEST_CASE("Who has no phone is nobody known", "[core]")
{
    ConversationScan scan = scanOf(kEver);
    CHECK(namesOf(scan.scan(conversationOf({u"c pare"_s, u"a oferta"_s}), 0)) == u"1:r"_s);
    CHECK(namesOf(scan.scan(conversationOf({u"a oferta"_s}), 0)) == QString());
}

TEST_CASE("Outreach is counted for each agent that has an id", "[core]")
{
    const QByteArray body =
            "rules: [{id: mass, category: c, conduct: similar-outreach, parameters: {mass_n: 3, mass_overlap: 0.8}}]\n";
    const auto found = [](ConversationScan &scan, const QString &agentId, const QString &company) {
        int count = 0;
        for (int i = 0; i < 4; ++i) {
            NeutralConversation conversation = conversationOf({u"a ola temos uma oferta de internet para voce hoje"_s});
            conversation.id = u"c%1"_s.arg(i);
            conversation.company = company;
            conversation.facts.agentId = agentId;
            conversation.facts.contactPhone = u"+551190000%1"_s.arg(1000 + i);
            conversation.facts.isRelated = false;
            count += int(scan.scan(conversation, 0).size());
        }
        return count;
    };
    ConversationScan scan = scanOf(body);
    CHECK(found(scan, u"ag-1"_s, u"one"_s) > 0);
    ConversationScan nameless = scanOf(body);
    CHECK(found(nameless, QString(), u"one"_s) == 0);
}

TEST_CASE("A condition knows groups", "[core]")
{
    ConversationScan scan = scanOf("rules: [{id: spread, category: c, when: '\"ola\"', given: [{contact: group}]}]\n");
    NeutralConversation conversation = conversationOf({u"a ola"_s}, u"2026-03-10T08:30:00-03:00"_s);
    CHECK(namesOf(scan.scan(conversation, 0)) == QString());
    conversation.facts.isGroup = true;
    CHECK(namesOf(scan.scan(conversation, 0)) == u"0:spread"_s);
}

TEST_CASE("Hours are those of the conversation's zone then the company's then the messages'", "[core]")
{
    const QByteArray body = "rules: [{id: off, category: c, conduct: off-hours, parameters: {whose: agent}}]\n";
    CompanyProfile manaus; // an hour behind
    manaus.timeZone = QTimeZone("America/Manaus");
    ConversationScan scan = scanOf(body, {{u"manaus"_s, manaus}});
    NeutralConversation conversation = conversationOf({u"a ola"_s}, u"2026-03-10T08:30:00-03:00"_s);
    CHECK(namesOf(scan.scan(conversation, 0)) == QString());
    conversation.company = u"manaus"_s;
    CHECK(namesOf(scan.scan(conversation, 0)) == u"0:off"_s);
    conversation.facts.timeZone = QTimeZone("America/Sao_Paulo");
    CHECK(namesOf(scan.scan(conversation, 0)) == QString());
    conversation.company.clear();
    conversation.facts.timeZone = QTimeZone();
    conversation.messageZone = QTimeZone(0);
    conversation.messages[0].atMs = ms(u"2026-03-10T07:30:00Z"_s);
    CHECK(namesOf(scan.scan(conversation, 0)) == u"0:off"_s);
}
