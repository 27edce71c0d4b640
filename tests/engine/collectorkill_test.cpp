// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/enginerun.h"

#include <QJsonDocument>
#include <QProcess>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

class Collector
{
public:
    Collector(const QString &storePath, const SampleGateway &gateway, const QStringList &options = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ATALAIA_GATEWAY_URL"_s, gateway.baseUrl());
        environment.insert(u"ATALAIA_GATEWAY_KEY"_s, gateway.apiKey());
        m_process.setProcessEnvironment(environment);
        m_process.setProgram(QStringLiteral(ATALAIA_COLLECTOR));
        m_process.setArguments(QStringList{u"--store"_s, storePath} + options);
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start(QIODevice::ReadOnly);
    }
    ~Collector() { kill(); }
    Q_DISABLE_COPY_MOVE(Collector)

    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(EngineRun::kPatienceMs);
    }
    /// Asks it to end; its exit status, or nothing when it does not leave of its own.
    [[nodiscard]] std::optional<int> terminate()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(EngineRun::kPatienceMs) || m_process.exitStatus() != QProcess::NormalExit)
            return std::nullopt;
        return m_process.exitCode();
    }
    [[nodiscard]] rlim_t coreLimit() const
    {
        rlimit limit{RLIM_INFINITY, RLIM_INFINITY};
        ::prlimit(pid_t(m_process.processId()), RLIMIT_CORE, nullptr, &limit);
        return limit.rlim_max;
    }
    [[nodiscard]] QByteArray summary() { return m_process.readAllStandardOutput(); }
    [[nodiscard]] QString output()
    {
        return QString::fromUtf8(m_process.readAllStandardError() + m_process.readAllStandardOutput());
    }

private:
    QProcess m_process;
};

} // namespace

TEST_CASE("a collector that is killed again and again loses nothing and doubles nothing", "[engine][slow]")
{
    constexpr int kCount = 1800;
    constexpr int kKills = 5;
    FaultBench bench;
    SampleGateway gateway(load(300, kCount));
    REQUIRE(gateway.start());
    QStringList outputs;
    for (int kill = 1; kill <= kKills; ++kill) {
        Collector collector(bench.storePath(), gateway);
        // Whenever that is: in the middle of the history, of the stream or of a commit.
        REQUIRE(bench.storesAtLeast(std::min<qint64>(bench.store().messageCount() + 1 + 40 * kill, kCount)));
        REQUIRE(collector.isRunning());
        collector.kill();
        outputs.append(collector.output());
    }
    {
        Collector collector(bench.storePath(), gateway);
        REQUIRE(bench.catchesUp(gateway, kCount));
        collector.kill();
        outputs.append(collector.output());
    }
    CHECK(differences(bench.store().messageKeys(), messageKeys(gateway)) == QStringList());
    CHECK(bench.store().hitDifferences() == QStringList());
    CHECK(bench.store().rows(u"PRAGMA integrity_check"_s) == QVector<QVariantList>{{u"ok"_s}});
    CHECK(bench.store().rows(u"PRAGMA foreign_key_check"_s).isEmpty());
    for (const QString &word : bench.store().confidentialWords() + QStringList{gateway.apiKey()})
        CHECK_FALSE(outputs.join(u'\n').contains(word));
}

TEST_CASE("a collector that is asked to end stores what it has and says what that is", "[engine]")
{
    FaultBench bench;
    SampleGateway gateway(load(300, 600));
    REQUIRE(gateway.start());
    Collector collector(bench.storePath(), gateway, {u"--summary"_s});
    REQUIRE(bench.storesAtLeast(100));
    CHECK(collector.coreLimit() == 0);
    CHECK(collector.terminate() == 0);
    const QJsonDocument summary = QJsonDocument::fromJson(collector.summary());
    CHECK(summary[u"messages"_s].toInt() >= 100);
    CHECK(summary[u"messages"_s].toInt() <= bench.store().messageCount());
    CHECK(bench.store().rows(u"PRAGMA integrity_check"_s) == QVector<QVariantList>{{u"ok"_s}});
}

TEST_CASE("a collector refuses a wrong command line", "[engine]")
{
    const QStringList arguments =
            GENERATE(QStringList{u"--profile"_s, u"../../x"_s}, QStringList{u"--seconds"_s, u"2147484"_s},
                     QStringList{u"--seconds"_s, u"-1"_s}, QStringList{u"more"_s});
    QProcess program;
    program.start(QStringLiteral(ATALAIA_COLLECTOR), arguments);
    REQUIRE(program.waitForFinished(EngineRun::kPatienceMs));
    CHECK(program.exitStatus() == QProcess::NormalExit);
    CHECK(program.exitCode() == 2);
}
