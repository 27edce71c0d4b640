// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connection.h"
#include "store/lexiconrepository.h"
#include "support/catch.h"
#include "support/teststore.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

Lexicon invented(const QString &name, const QStringList &texts)
{
    Lexicon lexicon;
    lexicon.name = name;
    lexicon.sourceName = u"list.csv"_s;
    lexicon.importedBy = u"ana"_s;
    lexicon.importedAtMs = 1000;
    for (const QString &text : texts)
        lexicon.terms.append({text, TermKind::Near, u"pt-BR"_s, u"harassment"_s, 4, Direction::Agent, u"n"_s, 7});
    return lexicon;
}

} // namespace

TEST_CASE("Versions of a lexicon are added and one is live", "[core]")
{
    TestStore store;
    LexiconRepository lexicons(store.database());
    const auto first = lexicons.addVersion(invented(u"house"_s, {u"um"_s, u"dois"_s}));
    REQUIRE(first);
    CHECK(first->id.isValid());
    CHECK(first->version == 1);
    auto draft = invented(u"house"_s, {u"três"_s});
    draft.isLive = false;
    const auto second = lexicons.addVersion(draft);
    REQUIRE(second);
    CHECK(second->version == 2);
    CHECK(second->id == first->id);

    REQUIRE(lexicons.live());
    CHECK(*lexicons.live() == QVector<Lexicon>{*first});
    CHECK(*lexicons.find(u"house"_s, 0) == *second);
    CHECK(*lexicons.find(u"house"_s, 1) == *first);
    REQUIRE(lexicons.newest()->size() == 1);
    CHECK(lexicons.newest()->first().version == 2);
    CHECK_FALSE(lexicons.newest()->first().isLive);
    CHECK(lexicons.newest()->first().terms.isEmpty());

    REQUIRE(lexicons.setLive(u"house"_s, 2));
    CHECK(lexicons.live()->first().version == 2);
    REQUIRE(lexicons.setLive(u"house"_s, 0));
    CHECK(lexicons.live()->isEmpty());
    CHECK(lexicons.setLive(u"house"_s, 3).error().kind == Error::Kind::NotFound);
    CHECK(lexicons.setLive(u"other"_s, 0).error().kind == Error::Kind::NotFound);
    CHECK(lexicons.find(u"other"_s, 0).error().kind == Error::Kind::NotFound);
}

TEST_CASE("Every kind of term comes back as it was stored", "[core]")
{
    TestStore store;
    LexiconRepository lexicons(store.database());
    Lexicon lexicon = invented(u"house"_s, {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});
    const QVector<TermKind> kinds = {TermKind::Literal, TermKind::Regex, TermKind::Prefix, TermKind::Near,
                                     TermKind::Expression};
    for (qsizetype i = 0; i < kinds.size(); ++i)
        lexicon.terms[i].kind = kinds[i];
    const auto added = lexicons.addVersion(lexicon);
    REQUIRE(added);
    CHECK(lexicons.find(u"house"_s, 1)->terms == lexicon.terms);
}

TEST_CASE("Stored versions of a lexicon cannot be changed", "[core]")
{
    TestStore store;
    REQUIRE(LexiconRepository(store.database()).addVersion(invented(u"house"_s, {u"um"_s})));
    auto &connection = store.database().connection();
    CHECK_FALSE(connection.execute(u"UPDATE lexicon_terms SET text = 'x'"_s));
    CHECK_FALSE(connection.execute(u"DELETE FROM lexicon_terms"_s));
    CHECK_FALSE(connection.execute(u"UPDATE lexicon_versions SET version = 5"_s));
    CHECK_FALSE(connection.execute(u"DELETE FROM lexicon_versions"_s));
    CHECK_FALSE(connection.execute(u"REPLACE INTO lexicon_terms SELECT * FROM lexicon_terms"_s));
    CHECK_FALSE(connection.execute(u"REPLACE INTO lexicon_versions SELECT * FROM lexicon_versions"_s));
}
