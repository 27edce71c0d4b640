// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conversationrepository.h"
#include "store/messagerepository.h"
#include "store/statement.h"
#include "store/statistics.h"
#include "support/catch.h"
#include "support/teststore.h"

#include <QRegularExpression>
#include <QSet>

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("A contact is one person on every line and under every spelling", "[core]")
{
    TestStore store;
    const GatewayId gateway = store.addGateway();
    const LineId first = store.addLine(gateway, u"sales-1"_s);
    const LineId second = store.addLine(gateway, u"sales-2"_s);
    ConversationRepository conversations(store.database());
    const QString key = u"phone:5511-90000001"_s;

    const auto here = conversations.ensure(first, key, u"5511990000001@c.us"_s, u"Ana Invented"_s);
    const auto again = conversations.ensure(first, key, u"551190000001@s.whatsapp.net"_s, {});
    const auto there = conversations.ensure(second, key, u"5511990000001@c.us"_s, u"Ana I."_s);
    REQUIRE(here);
    REQUIRE(again);
    REQUIRE(there);
    CHECK(*here == *again);
    CHECK(*here != *there);

    const auto head = conversations.head(*here);
    REQUIRE(head);
    CHECK(head->contact == conversations.head(*there)->contact);
    CHECK(head->contactName == u"Ana I."_s);
    CHECK(head->chatAddress == u"551190000001@s.whatsapp.net"_s);
    CHECK(head->line.externalId == u"sales-1"_s);
    CHECK_FALSE(head->isGroup);
    CHECK(QRegularExpression(u"^C-[0-9A-F]{4}$"_s).match(head->contactPseudonym).hasMatch());

    const auto spellings =
            Statement(store.database(), u"SELECT address FROM contact_addresses"_s).with().all([](Statement &row) {
                return row.opened(0);
            });
    CHECK(spellings->size() == 2);
    CHECK(conversations.head(ConversationId{99}).error().kind == Error::Kind::NotFound);
}

TEST_CASE("A group is known as one", "[core]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    ConversationRepository conversations(store.database());
    const auto id = conversations.ensure(line, u"group:120363000001"_s, u"120363000001@g.us"_s, u"Invented group"_s);
    REQUIRE(id);
    CHECK(conversations.head(*id)->isGroup);
}

TEST_CASE("Pseudonyms stay unique when the short ones are taken", "[core]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    REQUIRE(store.database().connection().execute(
            u"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 65535) "
            "INSERT INTO contacts (pseudonym, name, is_group) SELECT printf('C-%04X', i), x'', 0 FROM n"_s));
    QSet<QString> pseudonyms;
    for (int i = 1; i <= 20; ++i) {
        const auto head = ConversationRepository(store.database()).head(store.addConversation(line, i));
        REQUIRE(head);
        CHECK(head->contactPseudonym.size() > 6);
        pseudonyms.insert(head->contactPseudonym);
    }
    CHECK(pseudonyms.size() == 20);
}

TEST_CASE("Totals are kept by the hour", "[core]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    const ConversationId conversation = store.addConversation(line);
    MessageRepository messages(store.database());
    const qint64 hour = 3'600'000;
    const qint64 noon = 1'767'614'400'000;
    for (int i = 0; i < 6; ++i) {
        const auto message = textMessage(conversation, u"m%1"_s.arg(i), u"text"_s, noon + i * hour);
        REQUIRE(messages.insert(line, message, false));
        REQUIRE(messages.insert(line, message, true));
    }
    const auto totals = storeTotals(store.database(), noon + 4 * hour);
    REQUIRE(totals);
    CHECK(totals->messages == 6);
    CHECK(totals->conversations == 1);
    CHECK(totals->messagesSince == 2);
    CHECK(totals->hits == 0);
}
