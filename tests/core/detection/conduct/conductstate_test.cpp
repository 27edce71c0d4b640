// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "detection/conduct/countmessage.h"
#include "support/catch.h"

#include <QCborArray>
#include <QCborValue>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

ObservedMessage message(qint64 number, Author author, const QString &isoTime)
{
    ObservedMessage made;
    made.number = number;
    made.author = author;
    made.atMs = at(isoTime);
    made.text = u"text %1"_s.arg(number);
    return made;
}

ConversationState someConversation()
{
    ConversationState state;
    ContactState contact;
    countMessage(state, contact, message(7, Author::Agent, u"2026-10-06T10:00:00-03:00"_s));
    countMessage(state, contact, message(8, Author::Contact, u"2026-10-06T10:01:00-03:00"_s));
    state.recent.back().isAutomatic = true;
    state.said.insert(u"objection/stop"_s, {{{8, 2, 5}, {9, 3, 6}}, 12});
    state.memory.insert(u"rule key"_s, -1234567890123);
    return state;
}

} // namespace

TEST_CASE("States come back from CBOR as they were", "[core]")
{
    const ConversationState conversation = someConversation();
    const QByteArray bytes = QCborValue(toCbor(conversation)).toCbor();
    CHECK(conversationStateFromCbor(QCborValue::fromCbor(bytes).toMap()) == conversation);

    ContactState contact;
    contact.said = conversation.said;
    contact.memory = conversation.memory;
    contact.firstSeenAtMs = 12;
    contact.lastWroteAtMs = 1790000000000;
    CHECK(contactStateFromCbor(QCborValue::fromCbor(QCborValue(toCbor(contact)).toCbor()).toMap()) == contact);

    AgentState agent;
    agent.openings = {{u"5541:00000048"_s, 5, {1, 4294967295U}}, {u"k"_s, 6, {}}};
    agent.memory = conversation.memory;
    CHECK(agentStateFromCbor(QCborValue::fromCbor(QCborValue(toCbor(agent)).toCbor()).toMap()) == agent);

    CHECK(conversationStateFromCbor({}) == ConversationState());
}

TEST_CASE("Malformed entries of a saved state are dropped and the others stay", "[core]")
{
    QCborMap map = toCbor(someConversation());
    map[u"recent"_s] = QCborArray{1, QCborArray{1, 2}, QCborArray{1, 2, 9, false, 3, u"x"_s},
                                  QCborArray{1, 2, 1, false, 3, u"kept"_s}, QCborArray{1, 2, 1, false, 3, 4}};
    map[u"windowBy"_s] = 77;
    map[u"lastAt"_s] = u"soon"_s;
    map[u"said"_s] = QCborMap{{u"a"_s, 1},
                              {u"b"_s, QCborArray{1, QCborArray{QCborArray{1, 2}}}},
                              {3, QCborArray{1, QCborArray{}}},
                              {u"c"_s, QCborArray{1, QCborArray{QCborArray{1, 2, 3}}}}};
    map[u"memory"_s] = QCborMap{{u"a"_s, u"b"_s}, {u"zero"_s, 0}, {u"c"_s, 4}};
    const ConversationState state = conversationStateFromCbor(map);
    REQUIRE(state.recent.size() == 1);
    CHECK(state.recent.front().text == u"kept"_s);
    CHECK(state.windowStartedBy == Author::Contact);
    CHECK(state.lastAtMs == 0);
    CHECK(state.said.keys() == QStringList{u"c"_s});
    CHECK(state.memory == ConductMemory{{u"c"_s, 4}});
    CHECK(agentStateFromCbor({{u"openings"_s, QCborArray{QCborArray{1, 2, 3}, 5}}}).openings.empty());
}

TEST_CASE("A saved state cannot hold more than a living one", "[core]")
{
    QCborArray recent;
    QCborArray latest;
    for (int i = 0; i < 100; ++i) {
        recent.append(QCborArray{i, i, 0, false, i, QString(5000, u'x')});
        latest.append(QCborArray{i, i, i});
    }
    const ConversationState state = conversationStateFromCbor(
            {{u"recent"_s, recent}, {u"said"_s, QCborMap{{u"a"_s, QCborArray{100, latest}}}}});
    CHECK(state.recent.size() == std::size_t(ConversationState::kMaxRecent));
    CHECK(state.recent.front().text.size() == ConversationState::kMaxRecentText);
    CHECK(state.said.value(u"a"_s).latest.size() == SignalTrace::kMaxKept);
}

TEST_CASE("Counters follow the messages and a silence begins a window", "[core]")
{
    ConversationState state;
    ContactState contact;
    countMessage(state, contact, message(1, Author::Contact, u"2026-10-06T10:00:00-03:00"_s));
    countMessage(state, contact, message(2, Author::Agent, u"2026-10-06T10:01:00-03:00"_s));
    ObservedMessage automatic = message(3, Author::Agent, u"2026-10-06T10:02:00-03:00"_s);
    automatic.isAutomatic = true;
    countMessage(state, contact, automatic);
    countMessage(state, contact, message(4, Author::System, u"2026-10-06T21:00:00-03:00"_s));
    CHECK(state.messageCount == 3);
    CHECK(state.agentCount == 1);
    CHECK(state.contactCount == 1);
    CHECK(state.windowStartedBy == Author::Contact);
    CHECK(state.lastAgentMessage == 2);
    CHECK(state.lastAtMs == at(u"2026-10-06T10:02:00-03:00"_s));
    CHECK(contact.firstSeenAtMs == at(u"2026-10-06T10:00:00-03:00"_s));
    CHECK(contact.lastWroteAtMs == at(u"2026-10-06T10:00:00-03:00"_s));

    CHECK_FALSE(isWindowOver(state, at(u"2026-10-06T22:01:59.999-03:00"_s)));
    CHECK(isWindowOver(state, at(u"2026-10-06T22:02:00-03:00"_s)));
    CHECK_FALSE(isWindowOver(ConversationState(), at(u"2026-10-06T22:02:00-03:00"_s)));
    countMessage(state, contact, message(5, Author::Agent, u"2026-10-06T22:02:00-03:00"_s));
    CHECK(state.messageCount == 4);
    CHECK(state.agentCount == 1);
    CHECK(state.contactCount == 0);
    CHECK(state.windowStartedBy == Author::Agent);
    CHECK(state.windowStartedAtMs == at(u"2026-10-06T22:02:00-03:00"_s));
    CHECK(state.recent.back().ordinal == 4);
}

TEST_CASE("A new version of a message replaces its text and counts nothing", "[core]")
{
    ConversationState state;
    ContactState contact;
    countMessage(state, contact, message(1, Author::Agent, u"2026-10-06T10:00:00-03:00"_s));
    ObservedMessage edited = message(1, Author::Agent, u"2026-10-06T10:00:00-03:00"_s);
    edited.isEdited = true;
    edited.text = u"other"_s;
    countMessage(state, contact, edited);
    CHECK(state.agentCount == 1);
    REQUIRE(state.recent.size() == 1);
    CHECK(state.recent.front().text == u"other"_s);
}

TEST_CASE("The last ten messages are kept and long ones are cut between letters", "[core]")
{
    ConversationState state;
    ContactState contact;
    for (int number = 1; number <= 12; ++number)
        countMessage(state, contact, message(number, Author::Contact, u"2026-10-06T10:00:00-03:00"_s));
    ObservedMessage endless = message(13, Author::Contact, u"2026-10-06T10:01:00-03:00"_s);
    endless.text = QString(ConversationState::kMaxRecentText - 1, u'x') + u"\U0001F600"_s;
    countMessage(state, contact, endless);
    REQUIRE(state.recent.size() == std::size_t(ConversationState::kMaxRecent));
    CHECK(state.recent.front().number == 4);
    CHECK(state.recent.back().text == QString(ConversationState::kMaxRecentText - 1, u'x'));
}
