// SPDX-License-Identifier: GPL-3.0-or-later
// One person under several ids: whatever arrives first, the same stands in the end, and it can be taken back.
#include "housestory.h"
#include "store/identityrepository.h"
#include "store/statistics.h"

#include <random>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

const QString kLine = u"line-1"_s;
const QString kLid = u"100000000000001@lid"_s;
const QString kNewNumber = u"5511900000002@c.us"_s;

GatewayEvent alias(const QString &first, const QString &second, AliasFound::Kind kind = AliasFound::Kind::SamePerson,
                   const QString &line = kLine)
{
    return {line, AliasFound{first, second, kind, kStartMs}};
}

void setChat(GatewayEvent &event, const QString &chat)
{
    std::visit(
            [&chat](auto &body) {
                if constexpr (requires { body.messageId; })
                    body.chat = chat;
            },
            event.body);
}

GatewayEvent in(const QString &chat, GatewayEvent event)
{
    setChat(event, chat);
    return event;
}

/// The story, under ids that the seed draws.
QVector<GatewayEvent> scattered(unsigned seed, const QVector<QString> &chats)
{
    std::mt19937 random(seed);
    QHash<QString, QString> chatOf;
    QVector<GatewayEvent> events = story();
    for (GatewayEvent &event : events) {
        const QString id = std::visit(
                [](const auto &body) {
                    if constexpr (requires { body.messageId; })
                        return body.messageId;
                    else
                        return QString();
                },
                event.body);
        if (!chatOf.contains(id))
            chatOf.insert(id, chats[qsizetype(random() % unsigned(chats.size()))]);
        setChat(event, chatOf.value(id));
    }
    return events;
}

void writeShuffled(Company &company, QVector<GatewayEvent> events, unsigned seed)
{
    std::mt19937 random(seed);
    std::shuffle(events.begin(), events.end(), random);
    for (qsizetype at = 0; at < events.size();) {
        const qsizetype count = 1 + qsizetype(random() % 4);
        const auto portion = events.mid(at, count);
        REQUIRE((random() % 2 == 0 ? company.writeHistory(portion) : company.write(portion)));
        if (random() % 5 == 0)
            company.readWaiting(1);
        at += count;
    }
    while (company.readWaiting(1).hasMore) {
    }
}

/// Which messages each thread shows.
QStringList threads(Company &company)
{
    QStringList all;
    for (const QVariantList &row : company.rows(
                 u"SELECT l.external_id, group_concat(m.external_id, ' '), c.person_id FROM (SELECT * FROM messages "
                 "ORDER BY external_id) m JOIN conversations v ON v.id = m.conversation_id "
                 "JOIN contacts c ON c.id = v.contact_id JOIN lines l ON l.id = v.line_id GROUP BY v.id"_s))
        all.append(row[0].toString() + u": "_s + row[1].toString());
    all.sort();
    return all;
}

/// All rows that a merge may touch, without what only counts rows.
QStringList content(Company &company)
{
    QStringList all;
    const auto add = [&company, &all](const QString &what, const QString &sql) {
        for (const QVariantList &row : company.rows(sql)) {
            QStringList cells{what};
            for (const QVariant &cell : row)
                cells.append(cell.toString());
            all.append(cells.join(u' '));
        }
    };
    add(u"contact"_s, u"SELECT id, person_id FROM contacts ORDER BY id"_s);
    add(u"conversation"_s, u"SELECT id, thread_id, message_count, first_at, last_at FROM conversations ORDER BY id"_s);
    add(u"message"_s, u"SELECT id, conversation_id, coalesce(received_in, 0) FROM messages ORDER BY id"_s);
    add(u"hit"_s, u"SELECT h.message_id, h.version, h.rule, h.conversation_id, coalesce(f.category, '-'), "
                  "coalesce(f.state, '-'), coalesce(f.conversation_id, 0) FROM hits h LEFT JOIN flags f "
                  "ON f.id = h.flag_id ORDER BY 1, 2, 3"_s);
    add(u"flag"_s, u"SELECT conversation_id, category, severity, state, hit_count, opened_at, last_hit_at, "
                   "is_collecting FROM flags ORDER BY 1, 2, 3, 4, 5, 6"_s);
    add(u"order"_s, u"SELECT id, conversation_id, coalesce(ordered_in, 0) FROM outbox ORDER BY id"_s);
    add(u"count"_s, u"SELECT what, count FROM hour_counts WHERE what = 'conversations' AND count <> 0"_s);
    return all;
}

ContactMerge onlyMerge(Company &company)
{
    const auto merges = IdentityRepository(company.store.database()).mergesOf(company.conversations[0]);
    REQUIRE(merges);
    REQUIRE(merges->size() == 1);
    return merges->first();
}

void separate(Company &company, ContactMergeId merge)
{
    REQUIRE(transacted(company.store.database(), [&company, merge] {
        return IdentityRepository(company.store.database()).separate(merge, u"ana"_s, 5000);
    }));
    company.readWaiting();
}

void joinAgain(Company &company, ContactMergeId merge)
{
    REQUIRE(transacted(company.store.database(),
                       [&company, merge] { return IdentityRepository(company.store.database()).joinAgain(merge); }));
    company.readWaiting();
}

} // namespace

TEST_CASE("Messages under a hidden id and a number end as one story in any order", "[core]")
{
    Company plain;
    for (const GatewayEvent &event : story())
        REQUIRE(plain.write({event}));
    for (unsigned seed = 0; seed < 16; ++seed) {
        Company company;
        QVector<GatewayEvent> events = scattered(seed, {kChat, kLid, kNewNumber});
        events.append(alias(kLid, kChat));
        events.append(alias(kChat, kNewNumber, AliasFound::Kind::NumberChanged, u"line-2"_s));
        writeShuffled(company, events, seed);
        INFO("seed " << seed << "\n" << company.hitTexts().join(u'\n').toStdString());
        CHECK(threads(company) == threads(plain));
        CHECK(company.hitTexts() == plain.hitTexts());
        CHECK(company.remembered() == plain.remembered());
        CHECK(storeTotals(company.store.database(), 0)->conversations == 2);
        CHECK(company.rows(u"SELECT DISTINCT person_id FROM contacts"_s).size() == 1);
    }
}

TEST_CASE("A merge that is undone leaves all as it was", "[core]")
{
    for (unsigned seed = 0; seed < 16; ++seed) {
        Company company;
        for (const GatewayEvent &event : scattered(seed, {kChat, kLid}))
            REQUIRE(company.write({event}));
        if (company.rows(u"SELECT id FROM contacts"_s).size() < 2)
            continue;
        const QStringList before = content(company);
        REQUIRE(company.write({alias(kLid, kChat)}));
        CHECK(content(company) != before);
        const ContactMerge merge = onlyMerge(company);
        const QStringList joined = content(company);
        separate(company, merge.id);
        INFO("seed " << seed << "\n"
                     << content(company).join(u'\n').toStdString() << "\nwas\n"
                     << before.join(u'\n').toStdString());
        CHECK(content(company) == before);
        joinAgain(company, merge.id);
        CHECK(content(company) == joined);
        separate(company, merge.id);
        CHECK(content(company) == before);
    }
}

TEST_CASE("What arrives while two are one goes to its own when they are separated", "[core]")
{
    Company company;
    REQUIRE(company.write({in(kChat, said(kLine, u"C1"_s, Author::Contact, 0, u"oi"_s)),
                           in(kLid, said(kLine, u"C2"_s, Author::Contact, 1, u"oi"_s)), alias(kLid, kChat)}));
    REQUIRE(company.write({in(kLid, said(kLine, u"A3"_s, Author::Agent, 2, u"sou a Ana, você é muito linda"_s)),
                           in(kChat, said(kLine, u"A4"_s, Author::Agent, 3, u"sou a Ana, muito linda mesmo"_s))}));
    REQUIRE(threads(company) == QStringList{u"line-1: A3 A4 C1 C2"_s});
    REQUIRE(company.inbox().size() == 1); // one flag for both
    CHECK(company.inbox().first().hitCount == 2);

    separate(company, onlyMerge(company).id);
    CHECK(threads(company) == QStringList{u"line-1: A3 C2"_s, u"line-1: A4 C1"_s});
    const QVector<FlagRow> flags = company.inbox();
    REQUIRE(flags.size() == 2);
    CHECK(flags[0].conversation != flags[1].conversation);
    CHECK(flags[0].hitCount == 1);
    CHECK(flags[1].hitCount == 1);
    CHECK(flags[0].contactPseudonym != flags[1].contactPseudonym);

    // Told again, as gateways do with each connection: what a person separated stays separate.
    const auto again = company.write({alias(kLid, kChat)});
    REQUIRE(again);
    CHECK(again->duplicates == 1);
    CHECK(threads(company).size() == 2);
}

TEST_CASE("A flag that somebody decided on is never lost by a merge or its undoing", "[core]")
{
    Company company;
    REQUIRE(company.write({in(kChat, said(kLine, u"A1"_s, Author::Agent, 0, u"você é muito linda"_s)),
                           in(kLid, said(kLine, u"A2"_s, Author::Agent, 1, u"muito linda"_s))}));
    REQUIRE(company.inbox().size() == 2);
    FlagRepository flags(company.store.database());
    const FlagRow decided = company.inbox().last();
    REQUIRE(flags.decide({{}, decided.id, DecisionKind::Confirmed, u"ana"_s, 1, u"why"_s, {}}, {}));

    REQUIRE(company.write({alias(kLid, kChat)}));
    const auto joined = flags.rows(QVector<FlagId>{decided.id});
    REQUIRE(joined->size() == 1);
    CHECK(joined->first().status.state == FlagState::Confirmed);
    CHECK(joined->first().conversation == company.conversations[0]);
    CHECK(joined->first().hitCount == decided.hitCount);
    CHECK(flags.decisionsOf(decided.id)->size() == 1);

    separate(company, onlyMerge(company).id);
    CHECK(flags.rows(QVector<FlagId>{decided.id})->first().conversation == decided.conversation);
    CHECK(flags.decisionsOf(decided.id)->size() == 1);
}

TEST_CASE("A decided flag keeps what it was decided on when its hits part", "[core]")
{
    Company company;
    REQUIRE(company.write({alias(kLid, kChat),
                           in(kChat, said(kLine, u"A1"_s, Author::Agent, 0, u"sou a Ana, muito linda"_s)),
                           in(kLid, said(kLine, u"A2"_s, Author::Agent, 1, u"muito linda mesmo"_s))}));
    REQUIRE(company.inbox().size() == 1);
    FlagRepository flags(company.store.database());
    const FlagId flag = company.inbox().first().id;
    REQUIRE(flags.decide({{}, flag, DecisionKind::Confirmed, u"ana"_s, 1, {}, {}}, {}));
    separate(company, onlyMerge(company).id);
    CHECK(flags.rows(QVector<FlagId>{flag})->first().hitCount == 2);
    CHECK(company.rows(u"SELECT id FROM hits WHERE flag_id = %1"_s.arg(flag.value)).size() == 2);
}

TEST_CASE("Conduct sees what was said under the other id", "[core]")
{
    Company company;
    REQUIRE(company.write({in(kLid, said(kLine, u"C1"_s, Author::Contact, 0, u"me tira da lista"_s)),
                           in(kChat, said(kLine, u"A1"_s, Author::Agent, 100, u"promoção"_s)),
                           in(kChat, said(kLine, u"A2"_s, Author::Agent, 101, u"promoção"_s))}));
    const QStringList before = company.hits();
    REQUIRE(company.write({alias(kLid, kChat)}));
    CHECK(company.hits().size() > before.size());
    CHECK(company.hits().join(u' ').contains(u"pushed"_s));
    separate(company, onlyMerge(company).id);
    CHECK(company.hits() == before);
}

TEST_CASE("An alias of people who never wrote makes nobody until one of them does", "[core]")
{
    Company company;
    const auto contacts = company.rows(u"SELECT id FROM contacts"_s).size();
    REQUIRE(company.write({alias(u"100000000000002@lid"_s, u"5511900000009@c.us"_s)}));
    CHECK(company.rows(u"SELECT id FROM contacts"_s).size() == contacts);
    REQUIRE(company.write({in(u"100000000000002@lid"_s, said(kLine, u"C1"_s, Author::Contact, 0, u"oi"_s)),
                           in(u"5511900000009@s.whatsapp.net"_s, said(kLine, u"C2"_s, Author::Contact, 1, u"oi"_s))}));
    CHECK(threads(company) == QStringList{u"line-1: C1 C2"_s});
}

TEST_CASE("Aliases that cannot be true join nobody", "[core]")
{
    const QString other = u"5511900000007@c.us"_s;
    const QString group = u"120363000000000001@g.us"_s;
    const QString own = u"5511900000099@c.us"_s;
    Company company;
    REQUIRE(company.write({{kLine, LineChanged{LineState::Working, u"Loja"_s, own, 1}},
                           in(kChat, said(kLine, u"M1"_s, Author::Contact, 0, u"oi"_s)),
                           in(kLid, said(kLine, u"M2"_s, Author::Contact, 1, u"oi"_s)),
                           in(other, said(kLine, u"M3"_s, Author::Contact, 2, u"oi"_s)),
                           in(group, said(kLine, u"M4"_s, Author::Contact, 3, u"oi"_s))}));
    REQUIRE(threads(company).size() == 4);
    REQUIRE(company.write({alias(kChat, other), alias(kLid, group), alias(kLid, own), alias(own, kLid),
                           alias(kLid, u"status@broadcast"_s), alias(kLid, QString()),
                           alias(kLid, u"100000000000002@lid"_s)}));
    CHECK(threads(company).size() == 4);
    // The first number of a hidden id stays the only one.
    REQUIRE(company.write({alias(kLid, kChat), alias(kLid, other), alias(other, kLid)}));
    CHECK(threads(company) == QStringList{u"line-1: M1 M2"_s, u"line-1: M3"_s, u"line-1: M4"_s});
    // Nor does a number that was given to somebody else get a second hidden id.
    REQUIRE(company.write({alias(u"100000000000002@lid"_s, kChat)}));
    CHECK(company.rows(u"SELECT * FROM contact_aliases"_s).size() == 1);
    // A change of number is another matter, and is marked as such.
    REQUIRE(company.write({alias(kChat, other, AliasFound::Kind::NumberChanged)}));
    CHECK(threads(company) == QStringList{u"line-1: M1 M2 M3"_s, u"line-1: M4"_s});
    const auto merges = IdentityRepository(company.store.database()).mergesOf(company.conversations[0]);
    REQUIRE(merges->size() == 2);
    CHECK(merges->last().kind == MergeKind::NumberChanged);
}

TEST_CASE("A joined person is reached at the newest address and known by the number", "[core]")
{
    Company company;
    REQUIRE(company.write({in(kChat, said(kLine, u"C1"_s, Author::Contact, 0, u"oi"_s)),
                           in(kLid, said(kLine, u"C2"_s, Author::Contact, 1, u"oi"_s))}));
    ConversationRepository conversations(company.store.database());
    const auto find = [&company](const QString &id) {
        return *MessageRepository(company.store.database()).find(company.lines[0], id).value();
    };
    const ConversationId hidden = find(u"C2"_s).conversation;
    CHECK(conversations.head(hidden)->contactPhone == QString()); // digits of a hidden id are no number
    REQUIRE(company.write({alias(kLid, kChat)}));
    const auto head = conversations.head(hidden);
    REQUIRE(head);
    CHECK(head->id == company.conversations[0]);
    CHECK(head->chatAddress == kLid);
    CHECK(head->contactPhone == u"+5511900000001"_s);
    CHECK(head->contactName == u"Clara Exemplo"_s);
    CHECK(head->messageCount == 2);
    CHECK(conversations.addressOf(find(u"C1"_s).id).value() == kChat);
    CHECK(conversations.addressOf(find(u"C2"_s).id).value() == kLid);
}

TEST_CASE("A separation of what is separate is refused", "[core]")
{
    Company company;
    REQUIRE(company.write({in(kChat, said(kLine, u"C1"_s, Author::Contact, 0, u"oi"_s)),
                           in(kLid, said(kLine, u"C2"_s, Author::Contact, 1, u"oi"_s)), alias(kLid, kChat)}));
    IdentityRepository identities(company.store.database());
    const ContactMergeId merge = onlyMerge(company).id;
    separate(company, merge);
    CHECK(onlyMerge(company).undoneBy == u"ana"_s);
    CHECK(identities.separate(merge, u"ana"_s, 1).error().kind == Error::Kind::Conflict);
    CHECK(identities.separate(ContactMergeId{99}, u"ana"_s, 1).error().kind == Error::Kind::NotFound);
    joinAgain(company, merge);
    CHECK(identities.joinAgain(merge).error().kind == Error::Kind::Conflict);
    CHECK(threads(company).size() == 1);
}
