// SPDX-License-Identifier: GPL-3.0-or-later
// A scanner keeps memory from message to message: none of it may show.
#include "detection/policyengine.h"
#include "ingest/scanprogram.h"
#include "policy/listincludes.h"
#include "policy/policyreader.h"
#include "support/catch.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <random>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const PolicyEngine> shippedEngine()
{
    QVector<Policy> policies;
    for (const PolicyReading &reading : readShippedPolicies()) {
        REQUIRE(reading.policy);
        policies.append(*reading.policy);
    }
    REQUIRE(resolveIncludes(policies).isEmpty());
    for (Policy &policy : policies) {
        for (PolicyRule &rule : policy.rules) { // others try them
            rule.matching.clear();
            rule.notMatching.clear();
        }
    }
    return PolicyEngine::compile(policies, {}).engine;
}

/// The text in up to four bubbles, cut wherever chance wants.
QStringList inBubbles(const QString &text, std::mt19937 &random)
{
    QStringList bubbles;
    qsizetype begin = 0;
    for (int cuts = int(random() % 4); cuts > 0 && text.size() - begin > 1; --cuts) {
        qsizetype end = begin + 1 + qsizetype(random() % quint32(text.size() - begin - 1));
        const qsizetype space = text.indexOf(u' ', end);
        if (random() % 2 == 0 && space >= 0)
            end = space;
        bubbles.append(text.sliced(begin, end - begin));
        begin = end;
    }
    bubbles.append(text.sliced(begin));
    return bubbles;
}

QVector<ObservedMessage> bubblesOf(const QJsonObject &conversation, std::mt19937 &random)
{
    QVector<ObservedMessage> messages;
    for (const QJsonValue &value : conversation[u"messages"_s].toArray()) {
        qint64 atMs = QDateTime::fromString(value[u"at"_s].toString(), Qt::ISODate).toMSecsSinceEpoch();
        for (const QString &text : inBubbles(value[u"text"_s].toString(), random)) {
            ObservedMessage message;
            message.number = messages.size() + 1;
            message.author = value[u"from"_s].toString() == u"customer" ? Author::Contact : Author::Agent;
            message.atMs = atMs++;
            message.text = text;
            messages.append(message);
        }
    }
    return messages;
}

struct States
{
    ConversationState conversation;
    ContactState contact;
    AgentState agent;

    QVector<RuleHit> observe(PolicyScanner &scanner, const ObservedMessage &message, const ConversationFacts &facts)
    {
        return scanner.observe(message, facts, conversation, contact, agent);
    }
};

} // namespace

TEST_CASE("Bubble by bubble a scanner finds what a new one finds in the whole turn", "[core]")
{
    const auto engine = shippedEngine();
    REQUIRE(engine);
    PolicyScanner reused(engine);
    CompanyProfile company;
    std::mt19937 random(5);
    qsizetype hits = 0;
    const QVector<QJsonObject> conversations = testLines(u"conversations/shipped.jsonl"_s);
    for (qsizetype i = 0; i < conversations.size(); ++i) {
        ConversationFacts facts;
        facts.company = &company;
        facts.agentName = conversations[i][u"agent"_s].toString();
        facts.contactName = conversations[i][u"customer"_s].toString();
        States ofReused;
        States ofNew;
        for (const ObservedMessage &message : bubblesOf(conversations[i], random)) {
            PolicyScanner fresh(engine);
            const QVector<RuleHit> found = ofReused.observe(reused, message, facts);
            const QVector<RuleHit> expected = ofNew.observe(fresh, message, facts);
            INFO("conversation " << i << ", message " << message.number);
            CHECK(found == expected);
            hits += found.size();
        }
        CHECK(ofReused.conversation == ofNew.conversation);
        CHECK(ofReused.contact == ofNew.contact);
    }
    CHECK(hits > 30); // or it says nothing
}
