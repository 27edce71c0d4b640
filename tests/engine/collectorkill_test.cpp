// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/enginerun.h"

#include <QProcess>

#include <sys/prctl.h>

#include <csignal>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

class Collector
{
public:
    Collector(const QString &storePath, const SampleGateway &gateway)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ATALAIA_GATEWAY_URL"_s, gateway.baseUrl());
        environment.insert(u"ATALAIA_GATEWAY_KEY"_s, gateway.apiKey());
        m_process.setProcessEnvironment(environment);
        m_process.setProgram(QStringLiteral(ATALAIA_COLLECTOR));
        m_process.setArguments({u"--store"_s, storePath});
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
