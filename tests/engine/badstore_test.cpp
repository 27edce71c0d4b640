// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/enginerun.h"

#include <QDir>
#include <QFile>
#include <QtEndian>

#include <unistd.h>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

void makeStore(const QString &path)
{
    EngineRun run(path);
    REQUIRE(run.start());
}

/// PRAGMA user_version, in the file's header.
void raiseVersion(const QString &path)
{
    constexpr qsizetype kPlace = 60;
    QByteArray bytes = contentOf(path);
    qToBigEndian<qint32>(Database::newestSchemaVersion() + 1, bytes.data() + kPlace);
    write(path, bytes);
}

} // namespace

TEST_CASE("a store of a newer version is refused and left as it is", "[engine]")
{
    FaultBench bench;
    makeStore(bench.storePath());
    raiseVersion(bench.storePath());
    const QByteArray before = contentOf(bench.storePath());
    {
        EngineRun run(bench.storePath());
        const Result<> started = run.start();
        REQUIRE_FALSE(started);
        CHECK(started.error().kind == Error::Kind::StoreTooNew);
    }
    CHECK(contentOf(bench.storePath()) == before);
    CHECK_FALSE(QFile::exists(bench.storePath() + u"-wal"_s));
}

TEST_CASE("a store that another engine writes is refused and the first one goes on", "[engine]")
{
    constexpr int kCount = 200;
    FaultBench bench;
    SampleGateway gateway(load(400, kCount));
    REQUIRE(gateway.start());
    EngineRun first(bench.storePath());
    REQUIRE(first.start());
    {
        EngineRun second(bench.storePath());
        const Result<> started = second.start();
        REQUIRE_FALSE(started);
        CHECK(started.error().kind == Error::Kind::StoreLocked);
    }
    const GatewayId id = first.connectTo(gateway);
    CHECK(bench.catchesUp(gateway, kCount));
    CHECK(differences(bench.store().messageKeys(id), messageKeys(gateway)) == QStringList());
}

TEST_CASE("the lock of an engine that ended is free", "[engine]")
{
    FaultBench bench;
    makeStore(bench.storePath());
    EngineRun again(bench.storePath());
    CHECK(again.start());
}

TEST_CASE("a file that is no store is refused and left as it is", "[engine]")
{
    FaultBench bench;
    const QByteArray bytes =
            GENERATE(QByteArray(8192, 'g'), QByteArray("short"),
                     QByteArray("SQLite format 3\0 and then something else", 40) + QByteArray(8192, 'g'));
    write(bench.storePath(), bytes);
    {
        EngineRun run(bench.storePath());
        const Result<> started = run.start();
        REQUIRE_FALSE(started);
        CHECK((started.error().kind == Error::Kind::Storage || started.error().kind == Error::Kind::StoreTooNew));
    }
    CHECK(contentOf(bench.storePath()) == bytes);
}

TEST_CASE("a store that is broken inside is refused and left as it is", "[engine]")
{
    FaultBench bench;
    makeStore(bench.storePath());
    QByteArray bytes = contentOf(bench.storePath());
    constexpr qsizetype kPageSize = 4096;
    bytes.replace(200, kPageSize, QByteArray(kPageSize, '\x5a')); // the table of tables
    write(bench.storePath(), bytes);
    {
        EngineRun run(bench.storePath());
        const Result<> started = run.start();
        REQUIRE_FALSE(started);
        CHECK(started.error().kind == Error::Kind::Storage);
    }
    CHECK(contentOf(bench.storePath()) == bytes);
}

TEST_CASE("a folder where nothing can be written gives an error", "[engine]")
{
    FaultBench bench;
    // Root may write everywhere; a file in the place of the folder stops everybody.
    const QString blocked = bench.folder() + u"/blocked"_s;
    write(blocked, "a file");
    {
        EngineRun run(blocked + u"/store/atalaia.db"_s);
        const Result<> started = run.start();
        REQUIRE_FALSE(started);
        CHECK(started.error().kind == Error::Kind::Storage);
        CHECK_FALSE(started.error().context.contains(bench.folder()));
    }
    if (::geteuid() == 0)
        return;
    const QString readOnly = bench.folder() + u"/read-only"_s;
    REQUIRE(QDir().mkpath(readOnly));
    REQUIRE(QFile::setPermissions(readOnly, QFile::ReadOwner | QFile::ExeOwner));
    EngineRun run(readOnly + u"/atalaia.db"_s);
    const Result<> started = run.start();
    REQUIRE_FALSE(started);
    CHECK(started.error().kind == Error::Kind::Storage);
}
