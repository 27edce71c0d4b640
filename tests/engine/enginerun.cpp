// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/enginerun.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace atalaia {

WahaTimings shortTimings()
{
    WahaTimings timings;
    timings.firstRetry = 100ms;
    timings.longestRetry = 400ms;
    timings.stateEvery = 20ms;
    timings.overlap = 1s;
    return timings;
}

EngineRun::EngineRun(const QString &storePath, const WahaTimings &timings)
    : m_engine(std::make_unique<Engine>(storePath, u"tester"_s, timings))
{
    const GatewayService &gateways = m_engine->gateways();
    QObject::connect(&gateways, &GatewayService::stateChanged, m_engine.get(),
                     [this](const ConnectionState &state) { m_states.append(state); });
    QObject::connect(&gateways, &GatewayService::storeFailed, m_engine.get(),
                     [this](const Error &error) { m_storeFailures.append(error); });
    QObject::connect(&gateways, &GatewayService::storeRecovered, m_engine.get(), [this] { ++m_storeRecoveries; });
}

Result<> EngineRun::start()
{
    const auto started = answerOf(m_engine->start());
    return started ? *started : Result<>(Error{Error::Kind::Internal, u"the start does not end"_s});
}

GatewayId EngineRun::connectTo(const QUrl &address, const QString &key)
{
    GivenGateway gateway;
    gateway.config.address = address;
    gateway.secrets.key = key.toUtf8();
    const auto saved = answerOf(m_engine->gateways().connectForThisRun(gateway));
    return saved && *saved ? (*saved)->config.id : GatewayId();
}

GatewayId EngineRun::connectTo(const SampleGateway &gateway)
{
    return connectTo(QUrl(gateway.baseUrl()), gateway.apiKey());
}

QVector<ConnectionState> EngineRun::states(GatewayId gateway) const
{
    QVector<ConnectionState> own;
    std::copy_if(m_states.cbegin(), m_states.cend(), std::back_inserter(own),
                 [gateway](const ConnectionState &state) { return state.gateway == gateway; });
    return own;
}

ConnectionState EngineRun::state(GatewayId gateway) const
{
    const QVector<ConnectionState> own = states(gateway);
    return own.isEmpty() ? ConnectionState() : own.constLast();
}

int EngineRun::timesIn(GatewayId gateway, ConnectionPhase phase) const
{
    const QVector<ConnectionState> own = states(gateway);
    int times = 0;
    for (qsizetype i = 0; i < own.size(); ++i)
        times += own[i].phase == phase && (i == 0 || own[i - 1].phase != phase) ? 1 : 0;
    return times;
}

bool EngineRun::reaches(GatewayId gateway, ConnectionPhase phase) const
{
    return waitUntil([this, gateway, phase] { return state(gateway).phase == phase && !states(gateway).isEmpty(); });
}

bool FaultBench::storesAtLeast(qint64 count) const
{
    return waitUntil([this, count] { return m_view.messageCount() >= count; });
}

bool FaultBench::catchesUp(const SampleGateway &gateway, qint64 count) const
{
    return waitUntil([&gateway, count] { return gateway.messageCount() == count; }) && storesAtLeast(count);
}

QStringList FaultBench::tellingLogLines() const
{
    return m_log.linesWith(m_view.confidentialWords() + QStringList{u"sample-key"_s, u"x-api-key"_s});
}

QStringList messageKeys(const SampleGateway &gateway)
{
    const QJsonObject sessions = QJsonDocument::fromJson(gateway.get(u"/sample/stats"_s).body)[u"ids"].toObject();
    QStringList keys;
    for (const QString &session : sessions.keys()) {
        for (const QString &id : gateway.ids(session))
            keys.append(session + u'/' + id);
    }
    keys.sort();
    return keys;
}

QStringList differences(const QStringList &stored, const QStringList &expected)
{
    QMap<QString, int> balance;
    for (const QString &key : stored)
        ++balance[key];
    for (const QString &key : expected)
        --balance[key];
    QStringList different;
    for (auto entry = balance.cbegin(); entry != balance.cend(); ++entry) {
        if (entry.value() != 0)
            different.append((entry.value() < 0 ? u"missing "_s : u"too many "_s) + entry.key());
    }
    return different;
}

QStringList load(int rate, int count, const QStringList &faults)
{
    return QStringList{u"--rate"_s, QString::number(rate), u"--count"_s, QString::number(count), u"--seed"_s,
                       u"1"_s,      u"--wait-for-client"_s}
           + faults;
}

bool waitUntil(const std::function<bool()> &condition, int patienceMs)
{
    return QTest::qWaitFor(condition, patienceMs);
}

} // namespace atalaia
