// SPDX-License-Identifier: GPL-3.0-or-later
// A store of the first schema, with terms in place of rules.
#include "store/connection.h"
#include "store/flagrepository.h"
#include "store/lexiconrepository.h"
#include "store/messagerepository.h"
#include "store/migrations.h"
#include "store/staterepository.h"
#include "support/catch.h"
#include "support/teststore.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

const QStringList kRows{
        u"INSERT INTO gateways VALUES (1, 'waha', 'http://127.0.0.1:3000', 1)"_s,
        u"INSERT INTO lines VALUES (1, 1, 'sales-1', x'', x'', 'working', 0, 0)"_s,
        u"INSERT INTO agents VALUES (1, 'A-01')"_s,
        u"INSERT INTO line_agents VALUES (1, 1, 1, 0, NULL)"_s,
        u"INSERT INTO contacts VALUES (1, 'C-3F2A', x'', 0)"_s,
        u"INSERT INTO conversations VALUES (1, 1, 1, x'35', 3, 1000, 3000)"_s,
        u"INSERT INTO messages VALUES (1, 1, 1, 'M1', 'agent', 'text', 'read', 1000, 1000, 0, 0, '', x'', '')"_s,
        u"INSERT INTO messages VALUES (2, 1, 1, 'M2', 'contact', 'text', 'read', 2000, 2000, 0, 0, '', x'', '')"_s,
        u"INSERT INTO message_versions VALUES (1, 0, 1000, 'stream', NULL, CAST('qual a senha, a senha?' AS BLOB))"_s,
        u"INSERT INTO message_versions VALUES (1, 1, 1500, 'stream', 'e1', CAST('qual a senha?' AS BLOB))"_s,
        u"INSERT INTO message_versions VALUES (2, 0, 2000, 'stream', NULL, CAST('vou ao procon' AS BLOB))"_s,
        u"INSERT INTO flags VALUES (1, 1, 'secret_request', 4, 'open', 'ana', 3, 1000, 1500, 1)"_s,
        u"INSERT INTO flags VALUES (2, 1, 'complaint_legal', 3, 'dismissed', '', 1, 2000, 2000, 0)"_s,
        u"INSERT INTO decisions VALUES (1, 2, 'dismissed', 'ana', 2500, x'', NULL)"_s,
        u"INSERT INTO fired_terms VALUES (1, 1, 'secrets', 2, 7, 'senha', 'literal', 'pt', 'secret_request', 4, "
        "'agent', 'a note')"_s,
        u"INSERT INTO fired_terms VALUES (2, 1, 'secrets', 3, 7, 'senha', 'literal', 'pt', 'secret_request', 4, "
        "'agent', 'a note')"_s,
        u"INSERT INTO fired_terms VALUES (3, 2, 'legal', 1, 9, 'procon \"x\"', 'literal', 'pt', 'complaint_legal', 3, "
        "'any', '')"_s,
        u"INSERT INTO fired_terms VALUES (4, 2, 'legal', 1, 3, 'vou', 'literal', 'pt', 'weak', 1, 'any', '')"_s,
        // Twice in one text; once more in its next version, found with another version of the list.
        u"INSERT INTO hits VALUES (1, 1, 1, 0, 1, 1, 1100, 0, 15, 20, '[[15,20]]')"_s,
        u"INSERT INTO hits VALUES (2, 1, 1, 0, 1, 1, 1100, 0, 7, 12, '[[7,12]]')"_s,
        u"INSERT INTO hits VALUES (3, 1, 1, 1, 2, 1, 1600, 1, 7, 12, '[[7,12]]')"_s,
        u"INSERT INTO hits VALUES (4, 1, 2, 0, 3, 2, 2100, 0, 7, 13, '[[7,13]]')"_s,
        u"INSERT INTO hits VALUES (5, 1, 2, 0, 4, NULL, 2100, 0, 0, 3, '[[0,3]]')"_s,
        u"INSERT INTO lexicons VALUES (1, 'secrets', 1)"_s,
        u"INSERT INTO lexicon_versions VALUES (1, 1, 1, 'secrets.csv', 'ana', 100)"_s,
        u"INSERT INTO lexicon_terms VALUES (1, 0, 'senha', 'literal', 'pt', 'secret_request', 4, 'agent', '', 7)"_s,
        u"PRAGMA user_version = 1"_s,
};

/// Writes the file as a program of that time would have.
void makeOldStore(const QString &filePath)
{
    REQUIRE(QDir().mkpath(QFileInfo(filePath).absolutePath()));
    const QString name = u"oldStore"_s;
    {
        QSqlDatabase old = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        old.setDatabaseName(filePath);
        REQUIRE(old.open());
        QSqlQuery query(old);
        REQUIRE(query.exec(u"PRAGMA foreign_keys = ON"_s));
        for (const QString &statement : builtInMigrations().constFirst().sql.split(u"\n-- @next\n"_s) + kRows) {
            INFO(statement.toStdString());
            REQUIRE(query.exec(statement));
        }
    }
    QSqlDatabase::removeDatabase(name);
}

} // namespace

TEST_CASE("A store of the first schema keeps its hits and flags as hits of rules", "[core]")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store/atalaia.db"_s);
    makeOldStore(path);
    const PlainTextCodec codec;
    auto opened = Database::open(path, Database::Access::ReadWrite, codec);
    INFO((opened ? std::string() : opened.error().context.toStdString()));
    REQUIRE(opened);
    Database &database = **opened;
    CHECK(database.schemaVersion() == Database::newestSchemaVersion());
    CHECK(QFileInfo::exists(path + u".schema1.backup"_s));

    FlagRepository flags(database);
    const auto hits = flags.hitsOf(ConversationId{1});
    REQUIRE(hits);
    REQUIRE(hits->size() == 4);
    const Hit &twice = hits->at(0);
    CHECK(twice.message == MessageId{1});
    CHECK(twice.messageVersion == 0);
    CHECK(twice.flag == FlagId{1});
    CHECK(twice.foundAtMs == 1100);
    CHECK(twice.what.rule == u"secrets:7"_s); // as the engine names it, so that it is known when played again
    CHECK(twice.what.policy == u"secrets"_s);
    CHECK(twice.what.policyVersion == 2);
    CHECK(twice.what.category == u"secret_request"_s);
    CHECK(twice.what.severity == 4);
    CHECK(twice.what.author == Author::Agent);
    CHECK(twice.what.opensFlag);
    CHECK_FALSE(twice.what.isBackground);
    CHECK(twice.what.spans == QVector<MessageSpan>{{1, {7, 12}}, {1, {15, 20}}});
    REQUIRE(twice.what.explanation.size() == 1);
    CHECK(twice.what.explanation[0].kind == ExplanationStep::Kind::Matched);
    CHECK(twice.what.explanation[0].subject == u"senha"_s);
    CHECK(hits->at(1).messageVersion == 1);
    CHECK(hits->at(1).what.policyVersion == 3);
    CHECK(hits->at(1).what.level == 1);
    CHECK(hits->at(2).flag == FlagId{2});
    CHECK(hits->at(2).what.explanation[0].subject == u"procon \"x\""_s);
    CHECK(hits->at(2).what.author == Author::Contact);
    CHECK_FALSE(hits->at(3).flag.isValid());
    CHECK_FALSE(hits->at(3).what.opensFlag);

    const auto rows = flags.rows(QVector<FlagId>{FlagId{1}, FlagId{2}});
    REQUIRE(rows);
    REQUIRE(rows->size() == 2);
    CHECK(rows->at(0).hitCount == 2);
    CHECK(rows->at(0).status == FlagStatus{FlagState::Open, u"ana"_s});
    CHECK(rows->at(0).snippet.contains(u"senha"_s));
    CHECK(rows->at(1).status.state == FlagState::Dismissed);
    CHECK(flags.decisionsOf(FlagId{2})->size() == 1);

    // Found again: known. Found anew: joins the flag that collects.
    RuleHit again = twice.what;
    CHECK(flags.recordHits(ConversationId{1}, MessageId{1}, 0, {again}, 1000, 9000)->isEmpty());
    again.rule = u"secrets:8"_s;
    const auto joined = flags.recordHits(ConversationId{1}, MessageId{1}, 0, {again}, 1000, 9000);
    REQUIRE(joined->size() == 1);
    CHECK(joined->first().flag == FlagId{1});

    const auto lexicons = LexiconRepository(database).live();
    REQUIRE(lexicons);
    REQUIRE(lexicons->size() == 1);
    CHECK(lexicons->first().terms.size() == 1);
    CHECK_FALSE(database.connection().execute(u"DELETE FROM lexicon_terms"_s));
    CHECK(StateRepository(database).conversation(ConversationId{1}).value() == std::nullopt);
    // Nothing is remembered of its contact: all that was said is to be read.
    CHECK(StateRepository(database).contactsToRead(10).value() == QVector<ContactId>{ContactId{1}});
    QSqlQuery check(database.connection().database);
    REQUIRE(check.exec(u"PRAGMA foreign_key_check"_s));
    CHECK_FALSE(check.next());
}
