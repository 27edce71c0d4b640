// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connection.h"
#include "store/messagerepository.h"
#include "store/staterepository.h"
#include "support/catch.h"
#include "support/teststore.h"

#include <QCborArray>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Person
{
    TestStore store;
    GatewayId gateway = store.addGateway();
    LineId one = store.addLine(gateway, u"sales-1"_s);
    LineId two = store.addLine(gateway, u"sales-2"_s);
    ConversationId here = store.addConversation(one);
    ConversationId there = store.addConversation(two);
    ConversationId other = store.addConversation(one, 2);
    StateRepository states{store.database()};

    ContactId contact(ConversationId conversation)
    {
        return ConversationRepository(store.database()).head(conversation)->contact;
    }
};

const QCborMap kState{{u"recent"_s, QCborArray{u"olá 😀 \u202e"_s, 7, true}},
                      {u"big"_s, qint64(1'767'614'400'000)},
                      {3, QByteArray("\0\xff", 2)}};

} // namespace

TEST_CASE("States come back as they were saved", "[core]")
{
    Person person;
    CHECK(person.states.conversation(person.here).value() == std::nullopt);
    REQUIRE(person.states.save(person.here, {kState, 1000, 2000}));
    const auto entry = person.states.conversation(person.here).value();
    REQUIRE(entry);
    CHECK(*entry == StateRepository::ConversationEntry{kState, 1000, 2000});
    REQUIRE(person.states.save(person.here, {QCborMap(), 3000, 0}));
    CHECK(*person.states.conversation(person.here).value() == StateRepository::ConversationEntry{QCborMap(), 3000, 0});
    CHECK(person.states.conversation(person.there).value() == std::nullopt);

    const ContactId contact = person.contact(person.here);
    CHECK(person.states.contact(contact)->isEmpty());
    REQUIRE(person.states.save(contact, kState));
    CHECK(person.states.contact(contact).value() == kState);
    CHECK(person.states.contact(person.contact(person.other))->isEmpty());

    CHECK(person.states.agent(AgentId{1})->isEmpty());
    REQUIRE(person.states.save(AgentId{1}, kState));
    REQUIRE(person.states.save(AgentId{1}, QCborMap{{u"a"_s, 1}}));
    CHECK(person.states.agent(AgentId{1}).value() == QCborMap{{u"a"_s, 1}});
    CHECK(person.states.agent(AgentId{2})->isEmpty());

    person.store.reopen();
    CHECK(StateRepository(person.store.database()).contact(contact).value() == kState);
}

TEST_CASE("States of what is not stored are refused", "[core]")
{
    Person person;
    CHECK_FALSE(person.states.save(ConversationId{99}, {kState, 1, 1}));
    CHECK_FALSE(person.states.save(ContactId{99}, kState));
    CHECK_FALSE(person.states.save(AgentId{99}, kState));
}

TEST_CASE("A damaged state is nothing remembered", "[core]")
{
    Person person;
    REQUIRE(person.states.save(person.here, {kState, 1000, 2000}));
    REQUIRE(person.store.database().connection().execute(u"UPDATE conversation_states SET state = x'21212121'"_s));
    const auto entry = person.states.conversation(person.here).value();
    REQUIRE(entry);
    CHECK(entry->state.isEmpty());
    CHECK(entry->lastAtMs == 1000);
}

TEST_CASE("The conversations of a contact are found on all lines", "[core]")
{
    Person person;
    const ContactId contact = person.contact(person.here);
    CHECK(person.contact(person.there) == contact);
    CHECK(person.states.conversationsOf(contact).value() == QVector<ConversationId>{person.here, person.there});
    CHECK(person.states.contactOf(person.there).value() == contact);
    CHECK_FALSE(person.states.contactOf(ConversationId{99}));
}

TEST_CASE("Silences are due by time where the line is complete", "[core]")
{
    Person person;
    REQUIRE(person.states.save(person.here, {kState, 1, 5000}));
    REQUIRE(person.states.save(person.other, {kState, 1, 4000}));
    REQUIRE(person.states.save(person.there, {kState, 1, 0}));
    CHECK(person.states.toClose(9000, 10)->isEmpty());
    REQUIRE(LineRepository(person.store.database()).setCompleteUntil(person.one, 5000));
    CHECK(person.states.toClose(3999, 10)->isEmpty());
    CHECK(person.states.toClose(4000, 10).value() == QVector<ConversationId>{person.other});
    CHECK(person.states.toClose(9000, 10).value() == QVector<ConversationId>{person.other, person.here});
    CHECK(person.states.toClose(9000, 1).value() == QVector<ConversationId>{person.other});
}

TEST_CASE("What waits to be read is remembered until it was read", "[core]")
{
    Person person;
    const ContactId contact = person.contact(person.here);
    const ContactId other = person.contact(person.other);
    MessageRepository messages(person.store.database());
    const auto add = [&](LineId line, ConversationId conversation, const QString &id) {
        return messages.insert(line, textMessage(conversation, id, u"oi"_s), true)->message;
    };
    const MessageId first = add(person.one, person.here, u"m1"_s);
    const MessageId second = add(person.two, person.there, u"m2"_s);
    const MessageId third = add(person.one, person.other, u"m3"_s);
    CHECK_FALSE(person.states.isToRead(contact).value());
    for (int twice = 0; twice < 2; ++twice) {
        REQUIRE(person.states.setToRead(contact));
        REQUIRE(person.states.setToRead(other));
        for (const MessageId message : {first, second, third})
            REQUIRE(person.states.setToRead(message));
    }
    CHECK(person.states.isToRead(contact).value());
    CHECK(person.states.contactsToRead(10)->size() == 2);
    CHECK(person.states.contactsToRead(1).value() == QVector<ContactId>{contact});
    CHECK(person.states.messagesToRead(contact).value() == QVector<MessageId>{first, second});

    REQUIRE(LineRepository(person.store.database()).setCompleteUntil(person.one, 5000));
    REQUIRE(person.states.save(person.here, {kState, 1, 4000}));
    CHECK(person.states.toClose(9000, 10)->isEmpty()); // its silence may be none
    REQUIRE(person.states.setRead(contact));
    CHECK_FALSE(person.states.isToRead(contact).value());
    CHECK(person.states.messagesToRead(contact)->isEmpty());
    CHECK(person.states.messagesToRead(other).value() == QVector<MessageId>{third});
    CHECK(person.states.toClose(9000, 10).value() == QVector<ConversationId>{person.here});
}
