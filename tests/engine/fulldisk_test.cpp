// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/enginerun.h"

#include <QFile>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

bool writeFile(const char *path, const QByteArray &bytes)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(bytes) == bytes.size();
}

/// Root may mount; anybody else may in a world of its own, where the kernel allows that. Needs a
/// process without threads: each case runs in one of its own.
bool mayMount()
{
    if (::geteuid() == 0)
        return true;
    const QByteArray user = QByteArray::number(::geteuid());
    const QByteArray group = QByteArray::number(::getegid());
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && writeFile("/proc/self/setgroups", "deny")
           && writeFile("/proc/self/uid_map", "0 " + user + " 1")
           && writeFile("/proc/self/gid_map", "0 " + group + " 1");
}

/// A file system of its own that can be filled up.
class SmallDisk
{
public:
    SmallDisk(const QString &folder, int megabytes) : m_folder(folder.toLocal8Bit())
    {
        const QByteArray size = "size=" + QByteArray::number(megabytes) + "m";
        m_isMounted = mayMount() && ::mount("tmpfs", m_folder.constData(), "tmpfs", 0, size.constData()) == 0;
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            ::umount2(m_folder.constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    [[nodiscard]] bool isMounted() const { return m_isMounted; }

    /// Writes until nothing fits any more.
    void fill() const
    {
        QFile ballast(ballastPath());
        REQUIRE(ballast.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered));
        for (int piece = 64 * 1024; piece >= 1; piece /= 2) {
            const QByteArray bytes(piece, 'b');
            while (ballast.write(bytes) == piece) {
            }
        }
    }
    void clear() const { REQUIRE(QFile::remove(ballastPath())); }

private:
    [[nodiscard]] QString ballastPath() const { return QString::fromLocal8Bit(m_folder) + u"/ballast"_s; }

    const QByteArray m_folder;
    bool m_isMounted = false;
};

} // namespace

TEST_CASE("a full disk is said and everything is stored when there is room again", "[engine]")
{
    constexpr int kCount = 900;
    FaultBench bench;
    const SmallDisk disk(bench.folder(), 24);
    if (!disk.isMounted()) {
        WARN("SKIPPED HERE: neither root nor allowed to mount a small disk");
        return;
    }
    SampleGateway gateway(load(300, kCount));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.storesAtLeast(kCount / 6));
    disk.fill();
    REQUIRE(waitUntil([&run] { return !run.storeFailures().isEmpty(); }));
    CHECK(run.storeFailures().constFirst().kind == Error::Kind::StorageFull);
    REQUIRE(waitUntil([&gateway] { return gateway.messageCount() == kCount; }));
    CHECK(run.storeRecoveries() == 0);
    CHECK(bench.store().messageCount() < kCount);
    CHECK(run.state(id).phase != ConnectionPhase::WaitingToRetry); // the gateway is not to blame

    disk.clear();
    CHECK(waitUntil([&run] { return run.storeRecoveries() == 1; }));
    CHECK(bench.catchesUp(gateway, kCount));
    CHECK(run.reaches(id, ConnectionPhase::Live));
    CHECK(differences(bench.store().messageKeys(id), messageKeys(gateway)) == QStringList());
    CHECK(bench.store().hitDifferences() == QStringList());
    CHECK(bench.tellingLogLines() == QStringList());
}

TEST_CASE("a full disk at the start is an error and the next start works", "[engine]")
{
    FaultBench bench;
    const SmallDisk disk(bench.folder(), 24);
    if (!disk.isMounted()) {
        WARN("SKIPPED HERE: neither root nor allowed to mount a small disk");
        return;
    }
    disk.fill();
    {
        EngineRun run(bench.storePath());
        const Result<> started = run.start();
        REQUIRE_FALSE(started);
        CAPTURE(started.error().context);
        CHECK((started.error().kind == Error::Kind::StorageFull || started.error().kind == Error::Kind::Storage));
    }
    disk.clear();
    EngineRun run(bench.storePath());
    CHECK(run.start());
}

TEST_CASE("streams pause while more waits than memory may hold and go on afterwards", "[engine][slow]")
{
    constexpr int kCount = 24'000; // above IngestQueue::kHighWater
    FaultBench bench;
    const SmallDisk disk(bench.folder(), 160);
    if (!disk.isMounted()) {
        WARN("SKIPPED HERE: neither root nor allowed to mount a small disk");
        return;
    }
    SampleGateway gateway(load(8000, kCount));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.storesAtLeast(1));
    disk.fill();
    REQUIRE(run.reaches(id, ConnectionPhase::Paused));
    REQUIRE(waitUntil([&run] { return !run.storeFailures().isEmpty(); }));
    CHECK(run.storeFailures().constFirst().kind == Error::Kind::StorageFull);

    disk.clear();
    CHECK(run.reaches(id, ConnectionPhase::Live));
    CHECK(bench.catchesUp(gateway, kCount));
    CHECK(run.storeRecoveries() >= 1);
    CHECK(differences(bench.store().messageKeys(id), messageKeys(gateway)) == QStringList());
    CHECK(bench.tellingLogLines() == QStringList());
}
