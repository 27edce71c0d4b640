// SPDX-License-Identifier: GPL-3.0-or-later
// Edits and revocations that name no chat, before the message that they mean.
#include "housestory.h"
#include "store/linehealthquery.h"
#include "store/putasiderepository.h"
#include "store/statistics.h"

#include <numeric>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

const QString kLine = u"line-1"_s;

GatewayEvent withoutChat(GatewayEvent event)
{
    if (auto *edit = std::get_if<MessageEdited>(&event.body))
        edit->chat.clear();
    else if (auto *revocation = std::get_if<MessageRevoked>(&event.body))
        revocation->chat.clear();
    return event;
}

GatewayEvent shown(GatewayEvent event)
{
    std::get<MessageReceived>(event.body).isHistory = true;
    return event;
}

/// All that is to be seen of the messages, and what is remembered and found.
QString endOf(Company &company)
{
    QStringList told = company.hitTexts();
    told << company.remembered() << u"unsolved %1"_s.arg(lineHealth(company.store.database(), 0)->first().putAside);
    for (const QVariantList &row : company.rows(u"SELECT external_id, author, kind, sent_at, revoked_at, "
                                                "is_first_version_missing FROM messages ORDER BY external_id"_s)) {
        QStringList words;
        for (const QVariant &value : row)
            words << value.toString();
        const auto message = MessageRepository(company.store.database()).find(company.lines[0], words.first());
        for (const MessageVersion &version : (*message)->versions)
            words << u"%1 at %2"_s.arg(version.text).arg(version.atMs);
        told << words.join(u", "_s);
    }
    return told.join(u'\n');
}

/// Ends alike in every order, one commit an event and all in one.
void checkAllOrders(const QVector<GatewayEvent> &events)
{
    QVector<int> order(events.size());
    std::iota(order.begin(), order.end(), 0);
    QString expected;
    do {
        Company apart;
        QVector<GatewayEvent> ordered;
        for (const int at : std::as_const(order)) {
            ordered.append(events[at]);
            REQUIRE(apart.write({events[at]}));
        }
        Company together;
        REQUIRE(together.write(ordered));
        REQUIRE(together.write(ordered)); // and once more
        if (expected.isEmpty())
            expected = endOf(apart);
        QStringList names;
        for (const int at : std::as_const(order))
            names << QString::number(at);
        INFO("order " << names.join(u' ').toStdString());
        CHECK(endOf(apart) == expected);
        CHECK(endOf(together) == expected);
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(expected.contains(u"unsolved 0"_s));
}

} // namespace

TEST_CASE("Edits and a revocation without a chat may come before their message", "[core]")
{
    checkAllOrders({said(kLine, u"A1"_s, Author::Agent, 0, u"sou a Ana"_s),
                    withoutChat(edited(kLine, u"A1"_s, Author::Agent, 1, u"você é muito linda"_s)),
                    withoutChat(edited(kLine, u"A1"_s, Author::Agent, 2, u"sou a Ana, bom dia"_s)),
                    withoutChat(deleted(kLine, u"A1"_s, Author::Agent, 3)),
                    said(kLine, u"A2"_s, Author::Agent, 4, u"posso ajudar?"_s)});
}

TEST_CASE("Changes with and without a chat may come before their message", "[core]")
{
    checkAllOrders({said(kLine, u"A1"_s, Author::Agent, 0, u"sou a Ana"_s),
                    withoutChat(edited(kLine, u"A1"_s, Author::Agent, 1, u"você é muito linda"_s)),
                    edited(kLine, u"A1"_s, Author::Agent, 2, u"sou a Ana, bom dia"_s),
                    withoutChat(deleted(kLine, u"A1"_s, Author::Agent, 3))});
}

TEST_CASE("A revocation without a chat may come before a message of history", "[core]")
{
    checkAllOrders({shown(said(kLine, u"A1"_s, Author::Agent, 0, u"você é muito linda"_s)),
                    withoutChat(deleted(kLine, u"A1"_s, Author::Agent, 3))});
}

TEST_CASE("A change that waits for its message is shown as put aside until it comes", "[core]")
{
    Company company;
    Database &database = company.store.database();
    const auto health = [&database] { return lineHealth(database, 0)->first(); };
    const auto edit = withoutChat(edited(kLine, u"A1"_s, Author::Agent, 1, u"você é muito linda"_s));
    const auto early = company.write({edit, withoutChat(deleted(kLine, u"A9"_s, Author::Agent, 1))});
    REQUIRE(early);
    CHECK(early->change.newMessages == 0);
    CHECK(health().putAside == 2);
    REQUIRE(company.write({edit}));
    CHECK(health().putAside == 2);

    company.store.reopen(); // it may be long
    Database &later = company.store.database();
    const auto came = company.write({said(kLine, u"A1"_s, Author::Agent, 0, u"sou a Ana"_s)});
    REQUIRE(came);
    CHECK(company.hits().contains(u"A1 v1 advance"_s));
    CHECK(came->change.newMessages == 1);
    CHECK(lineHealth(later, 0)->first().putAside == 1);
    CHECK(company.rows(u"SELECT id FROM waiting_changes"_s).size() == 1);
}

TEST_CASE("What waits for a message goes with what is put aside when there is too much", "[core]")
{
    Company company;
    REQUIRE(company.write({withoutChat(edited(kLine, u"A1"_s, Author::Agent, 1, u"oi"_s))}));
    PutAsideRepository bounded(company.store.database(), {1, 1000});
    REQUIRE(bounded.add({0, company.gateway, kLine, 1000, u"no id"_s, "{}", {}}, u"1"_s));
    CHECK(company.rows(u"SELECT id FROM waiting_changes"_s).isEmpty());
    CHECK(*bounded.countNotKept(company.gateway) == 1);
}

TEST_CASE("Of a message that is changed again and again and never comes the last changes wait", "[core]")
{
    Company company;
    QVector<GatewayEvent> edits;
    for (int i = 1; i <= 60; ++i)
        edits.append(withoutChat(edited(kLine, u"A1"_s, Author::Agent, i, QString::number(i))));
    REQUIRE(company.write(edits));
    CHECK(company.rows(u"SELECT id FROM waiting_changes"_s).size() == 50);
    REQUIRE(company.write({said(kLine, u"A1"_s, Author::Agent, 0, u"oi"_s)}));
    CHECK((*MessageRepository(company.store.database()).find(company.lines[0], u"A1"_s))->versions.last().text
          == u"60");
}

TEST_CASE("Another line's message of the same id is not the one that is waited for", "[core]")
{
    Company company;
    REQUIRE(company.write({withoutChat(deleted(kLine, u"A1"_s, Author::Agent, 1))}));
    REQUIRE(company.write({said(u"line-2"_s, u"A1"_s, Author::Agent, 0, u"oi"_s)}));
    const auto other = MessageRepository(company.store.database()).find(company.lines[1], u"A1"_s);
    CHECK((*other)->revokedAtMs == 0);
}
