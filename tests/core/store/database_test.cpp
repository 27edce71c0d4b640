// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connection.h"
#include "store/database.h"
#include "store/messagerepository.h"
#include "store/migrations.h"
#include "support/catch.h"
#include "support/teststore.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

constexpr auto kOwnFile = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
constexpr auto kOwnFolder = kOwnFile | QFile::ExeOwner | QFile::ExeUser;

QStringList tableNames(Database::Connection &connection)
{
    QSqlQuery query(connection.database);
    REQUIRE(query.exec(u"SELECT name FROM sqlite_schema ORDER BY name"_s));
    QStringList names;
    while (query.next())
        names.append(query.value(0).toString());
    return names;
}

} // namespace

TEST_CASE("A new store and its folder belong to their owner alone", "[core]")
{
    TestStore store;
    const QFileInfo file(store.filePath());
    CHECK(file.permissions() == kOwnFile);
    CHECK(QFileInfo(file.absolutePath()).permissions() == kOwnFolder);
    CHECK(QFileInfo(store.filePath() + u"-wal"_s).permissions() == kOwnFile);
    CHECK(store.database().schemaVersion() == Database::newestSchemaVersion());
}

TEST_CASE("The writing connection is durable and keeps references", "[core]")
{
    TestStore store;
    auto &connection = store.database().connection();
    CHECK(*connection.pragma(u"journal_mode"_s) == u"wal"_s);
    CHECK(*connection.pragma(u"synchronous"_s) == u"2"_s);
    CHECK(*connection.pragma(u"foreign_keys"_s) == u"1"_s);
    CHECK(*connection.pragma(u"trusted_schema"_s) == u"0"_s);
    CHECK(*connection.pragma(u"temp_store"_s) == u"2"_s);
}

TEST_CASE("A second writer is refused and a reader is let in", "[core]")
{
    TestStore store;
    auto second = Database::open(store.filePath(), Database::Access::ReadWrite, store.codec());
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == Error::Kind::StoreLocked);

    auto reader = Database::open(store.filePath(), Database::Access::ReadOnly, store.codec());
    REQUIRE(reader);
    const GatewayId gateway = store.addGateway();
    const auto seen = GatewayRepository(**reader).all();
    REQUIRE(seen);
    REQUIRE(seen->size() == 1);
    CHECK(seen->first().id == gateway);
    CHECK_FALSE(GatewayRepository(**reader).save({}));
}

TEST_CASE("Reading needs a store that exists", "[core]")
{
    const QTemporaryDir folder;
    const PlainTextCodec codec;
    auto opened = Database::open(folder.filePath(u"none.db"_s), Database::Access::ReadOnly, codec);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == Error::Kind::NotFound);
    CHECK_FALSE(QFile::exists(folder.filePath(u"none.db"_s)));
}

TEST_CASE("A store made by a newer version is refused and not touched", "[core]")
{
    TestStore store;
    REQUIRE(store.database().connection().execute(u"PRAGMA user_version = 99"_s));
    SECTION("when its log was written back")
    {
        store.close();
        const QByteArray before = bytesOf(store.filePath());
        for (const auto access : {Database::Access::ReadWrite, Database::Access::ReadOnly}) {
            auto opened = Database::open(store.filePath(), access, store.codec());
            REQUIRE_FALSE(opened);
            CHECK(opened.error().kind == Error::Kind::StoreTooNew);
            CHECK(opened.error().context == u"schema 99 is newer than %1"_s.arg(Database::newestSchemaVersion()));
        }
        CHECK(bytesOf(store.filePath()) == before);
        CHECK_FALSE(QFile::exists(store.filePath() + u"-wal"_s));
    }
    SECTION("when the number is still in the log")
    {
        auto opened = Database::open(store.filePath(), Database::Access::ReadOnly, store.codec());
        REQUIRE_FALSE(opened);
        CHECK(opened.error().kind == Error::Kind::StoreTooNew);
    }
}

TEST_CASE("A file that is no store is an error and stays as it is", "[core]")
{
    const QTemporaryDir folder;
    const PlainTextCodec codec;
    const QString path = folder.filePath(u"letter.db"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.write("not a store");
    file.close();
    const QByteArray before = bytesOf(path);
    auto opened = Database::open(path, Database::Access::ReadWrite, codec);
    REQUIRE_FALSE(opened);
    CHECK(bytesOf(path) == before);
}

TEST_CASE("Closing removes the connection", "[core]")
{
    const auto before = QSqlDatabase::connectionNames();
    {
        TestStore store;
        (void)store.addGateway();
        CHECK(QSqlDatabase::connectionNames().size() == before.size() + 1);
    }
    CHECK(QSqlDatabase::connectionNames() == before);
}

TEST_CASE("A migration that fails half-way leaves nothing and one that works keeps a backup", "[core]")
{
    TestStore store;
    (void)store.addGateway();
    auto &connection = store.database().connection();
    const QStringList before = tableNames(connection);
    const int version = connection.schemaVersion;
    QVector<Migration> migrations = builtInMigrations();
    const QString backup = u"%1.schema%2.backup"_s.arg(store.filePath()).arg(version);

    SECTION("fails")
    {
        migrations.append({version + 1, u"broken.sql"_s,
                           u"CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT\n-- @next\n"
                           "INSERT INTO gateways (kind, address, is_enabled) VALUES ('waha', 'http://b', 1)\n-- @next\n"
                           "CREATE TABLE broken ("_s});
        auto migrated = migrate(connection, migrations);
        REQUIRE_FALSE(migrated);
        CHECK(migrated.error().kind == Error::Kind::Storage);
        CHECK(migrated.error().context.startsWith(u"broken.sql: "_s));
        CHECK(tableNames(connection) == before);
        CHECK(*connection.pragma(u"user_version"_s) == QString::number(version));
        CHECK(GatewayRepository(store.database()).all()->size() == 1);
        CHECK(connection.schemaVersion == version);
    }
    SECTION("works")
    {
        migrations.append({version + 1, u"next.sql"_s, u"CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT"_s});
        REQUIRE(migrate(connection, migrations));
        CHECK(tableNames(connection).contains(u"added"_s));
        CHECK(*connection.pragma(u"user_version"_s) == QString::number(version + 1));
        CHECK(QFileInfo(backup).permissions() == kOwnFile);
    }
    auto old = Database::open(backup, Database::Access::ReadWrite, store.codec());
    REQUIRE(old);
    CHECK(GatewayRepository(**old).all()->size() == 1);
}

TEST_CASE("A transaction is rolled back on an error and on a failed statement", "[core]")
{
    TestStore store;
    GatewayRepository gateways(store.database());
    GatewayConfig config;
    config.address = QUrl(u"http://127.0.0.1:3000"_s);

    SECTION("the work says no")
    {
        auto done = store.database().inTransaction([&]() -> Result<> {
            REQUIRE(gateways.save(config));
            return Error{Error::Kind::Rejected, u"no"_s};
        });
        REQUIRE_FALSE(done);
        CHECK(done.error().kind == Error::Kind::Rejected);
    }
    SECTION("the work overlooks an error")
    {
        auto done = store.database().inTransaction([&]() -> Result<> {
            REQUIRE(gateways.save(config));
            (void)store.database().connection().execute(u"INSERT INTO nowhere VALUES (1)"_s);
            return {};
        });
        REQUIRE_FALSE(done);
        CHECK(done.error().kind == Error::Kind::Storage);
    }
    SECTION("the commit fails")
    {
        REQUIRE(store.database().connection().execute(
                u"CREATE TABLE late (id INTEGER REFERENCES gateways (id) DEFERRABLE INITIALLY DEFERRED)"_s));
        auto done = store.database().inTransaction([&]() -> Result<> {
            REQUIRE(gateways.save(config));
            return store.database().connection().execute(u"INSERT INTO late VALUES (77)"_s);
        });
        REQUIRE_FALSE(done);
    }
    SECTION("the work throws")
    {
        CHECK_THROWS(store.database().inTransaction([&]() -> Result<> {
            REQUIRE(gateways.save(config));
            throw 1;
        }));
    }
    SECTION("they do not nest")
    {
        auto done = store.database().inTransaction([&]() -> Result<> {
            REQUIRE(gateways.save(config));
            return store.database().inTransaction([]() -> Result<> { return {}; });
        });
        REQUIRE_FALSE(done);
        CHECK(done.error().kind == Error::Kind::Internal);
    }
    CHECK(gateways.all()->isEmpty());
    CHECK(store.database().inTransaction([&]() -> Result<> {
        auto saved = gateways.save(config);
        return saved ? Result<>{} : Result<>{saved.error()};
    }));
    CHECK(gateways.all()->size() == 1);
}

TEST_CASE("A full disk rolls back and writing goes on when there is space again", "[core]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    const ConversationId conversation = store.addConversation(line);
    auto &connection = store.database().connection();
    const int pages = connection.pragma(u"page_count"_s)->toInt();
    REQUIRE(connection.execute(u"PRAGMA max_page_count = %1"_s.arg(pages + 8)));

    MessageRepository messages(store.database());
    const QString longText(100'000, u'a');
    auto writeBatch = [&] {
        return store.database().inTransaction([&]() -> Result<> {
            for (int i = 0; i < 3; ++i) {
                const auto change = messages.insert(line, textMessage(conversation, u"m%1"_s.arg(i), longText), false);
                if (!change)
                    return change.error();
            }
            return {};
        });
    };
    auto full = writeBatch();
    REQUIRE_FALSE(full);
    CHECK(full.error().kind == Error::Kind::StorageFull);
    CHECK(messages.page(conversation, 0, {}, 10)->isEmpty());
    CHECK(ConversationRepository(store.database()).head(conversation)->messageCount == 0);

    REQUIRE(connection.execute(u"PRAGMA max_page_count = 1000000"_s));
    REQUIRE(writeBatch());
    CHECK(messages.page(conversation, 0, {}, 10)->size() == 3);
}

TEST_CASE("What codecs make is checked when it is read", "[core]")
{
    const PlainTextCodec codec;
    const QString text = u"olá 🌻\0x"_s;
    CHECK(*codec.open(codec.seal(text)) == text);
    CHECK_FALSE(codec.seal(QString()).isNull());
    const auto broken = codec.open(QByteArray("\xff\xfe", 2));
    REQUIRE_FALSE(broken);
    CHECK(broken.error().kind == Error::Kind::InvalidInput);
}
