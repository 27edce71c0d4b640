// SPDX-License-Identifier: GPL-3.0-or-later
// What a connector makes of a real RabbitMQ that refuses, is shared or falls over.
#include "gateway/evolution/evolutionconnector.h"
#include "gateway/evolutionbench.h"
#include "support/catch.h"
#include "support/rabbitmqserver.h"

#include <memory>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kExchange = "evolution";
const QByteArray kQueue = "atalaia.office";
constexpr int kPatienceMs = 20'000;

/// Null where there is no rabbitmq-server.
std::unique_ptr<RabbitMqServer> startedBroker()
{
    if (!RabbitMqServer::isInstalled()) {
        WARN("SKIPPED HERE: rabbitmq-server is not installed");
        return nullptr;
    }
    auto broker = std::make_unique<RabbitMqServer>();
    REQUIRE(broker->start());
    REQUIRE(broker->declareExchange(kExchange));
    return broker;
}

/// A connector at the broker that stores nothing by itself.
class Office
{
public:
    Office(const RabbitMqServer &broker, FakeEvolution &gateway, const QString &user = u"reader"_s,
           const QByteArray &password = RabbitMqServer::password())
    {
        GatewayConfig config;
        config.id = GatewayId{7};
        config.kind = GatewayKind::Evolution;
        config.address = gateway.address();
        config.brokerAddress = broker.address(user);
        config.brokerExchange = QString::fromLatin1(kExchange);
        config.brokerQueue = QString::fromLatin1(kQueue);
        GatewaySecrets secrets;
        secrets.key = "reader-key";
        secrets.brokerPassword = password;
        connector = std::make_unique<EvolutionConnector>(config, secrets, m_clock, quickEvolution());
        QObject::connect(connector.get(), &Connector::batchReady, connector.get(),
                         [this](const EventBatch &batch) { take(batch); });
        QObject::connect(connector.get(), &Connector::stateChanged, connector.get(),
                         [this](const ConnectionState &now) { state = now; });
        connector->start({});
    }

    [[nodiscard]] bool waitForPhase(ConnectionPhase phase) const
    {
        return QTest::qWaitFor([this, phase] { return state.phase == phase; }, kPatienceMs);
    }
    [[nodiscard]] bool waitForMessages(qsizetype count) const
    {
        return QTest::qWaitFor([this, count] { return ids.size() >= count; }, kPatienceMs);
    }

    ConnectionState state;
    QStringList ids; ///< in the order in which they came
    QVector<quint64> receipts; ///< of each of them
    std::unique_ptr<EvolutionConnector> connector; ///< goes first

private:
    void take(const EventBatch &batch)
    {
        for (const GatewayEvent &event : batch.events) {
            if (const auto *message = std::get_if<MessageReceived>(&event.body)) {
                ids.append(message->messageId);
                receipts.append(batch.receipt);
            }
        }
    }

    ManualClock m_clock;
};

bool publish(RabbitMqServer &broker, int count)
{
    return broker.publish(kExchange, "messages.upsert",
                          evolutionEvent("messages.upsert", evolutionMessage("M%N", R"({"conversation":"x"})")), count);
}

QStringList sorted(QStringList ids)
{
    ids.sort();
    return ids;
}

QStringList numbered(int count)
{
    QStringList ids;
    for (int i = 0; i < count; ++i)
        ids.append(u"M%1"_s.arg(i));
    return sorted(ids);
}

bool waitForCount(RabbitMqServer &broker, qint64 count)
{
    return QTest::qWaitFor([&broker, count] { return broker.messageCount(kQueue) == count; }, kPatienceMs);
}

} // namespace

TEST_CASE("a login that the broker refuses is shown and not tried at once", "[core]")
{
    const auto broker = startedBroker();
    if (!broker)
        return;
    FakeEvolution gateway;
    gateway.addInstance(u"vendas"_s, u"open"_s);
    const auto check = [&](const QString &user, const QByteArray &password, const QString &words) {
        Office office(*broker, gateway, user, password);
        REQUIRE(office.waitForPhase(ConnectionPhase::KeyRefused));
        CHECK(office.state.detail == words);
        CHECK(office.state.retryAtMs > ManualClock().nowMs() + 60'000);
    };
    check(u"reader"_s, "wrong word", u"403, login refused"_s);
    check(u"nobody"_s, RabbitMqServer::password(), u"403, login refused"_s);
    check(u"reader"_s, {}, u"403, login refused"_s);
    check(u"stranger"_s, RabbitMqServer::password(), u"530, no right to the virtual host"_s);
}

TEST_CASE("a queue of another kind is shown until it is gone", "[core]")
{
    const auto broker = startedBroker();
    if (!broker)
        return;
    FakeEvolution gateway;
    gateway.addInstance(u"vendas"_s, u"open"_s);
    REQUIRE(broker->declareClassicQueue(kQueue));
    Office office(*broker, gateway);
    REQUIRE(office.waitForPhase(ConnectionPhase::WaitingToRetry));
    CHECK(office.state.detail == u"406, the queue exists and is no durable quorum queue");
    REQUIRE(broker->deleteQueue(kQueue));
    REQUIRE(office.waitForPhase(ConnectionPhase::Live));
    REQUIRE(publish(*broker, 3));
    REQUIRE(office.waitForMessages(3));
}

TEST_CASE("the second at a queue is shown why it gets nothing and takes over when the first is gone", "[core]")
{
    const auto broker = startedBroker();
    if (!broker)
        return;
    FakeEvolution gateway;
    gateway.addInstance(u"vendas"_s, u"open"_s);
    auto first = std::make_unique<Office>(*broker, gateway);
    REQUIRE(first->waitForPhase(ConnectionPhase::Live));
    Office second(*broker, gateway);
    REQUIRE(second.waitForPhase(ConnectionPhase::WaitingToRetry));
    CHECK(second.state.detail == u"another Atalaia reads this queue already, and each needs a queue of its own");
    REQUIRE(publish(*broker, 100));
    REQUIRE(first->waitForMessages(100));
    CHECK(sorted(first->ids) == numbered(100));
    CHECK(second.ids.isEmpty());
    first->connector->noteStored(first->receipts.last());
    first.reset();
    REQUIRE(second.waitForPhase(ConnectionPhase::Live));
    REQUIRE(broker->publish(kExchange, "messages.upsert",
                            evolutionEvent("messages.upsert", evolutionMessage("LAST", R"({"conversation":"x"})"))));
    REQUIRE(second.waitForMessages(1));
    CHECK(second.ids == QStringList{u"LAST"_s});
}

TEST_CASE("what was not stored when the broker fell over comes again", "[core]")
{
    constexpr int kCount = 1200;
    const auto broker = startedBroker();
    if (!broker)
        return;
    FakeEvolution gateway;
    gateway.addInstance(u"vendas"_s, u"open"_s);
    Office office(*broker, gateway);
    REQUIRE(office.waitForPhase(ConnectionPhase::Live));
    REQUIRE(publish(*broker, kCount));
    REQUIRE(office.waitForMessages(kCount));

    // Restarted, then killed, each time with one batch stored and the next on its way.
    QStringList waiting = office.ids;
    for (const bool isKilled : {false, true}) {
        CAPTURE(isKilled);
        const qsizetype before = office.ids.size() - waiting.size();
        const quint64 stored = office.receipts.at(before);
        const auto storedCount = office.receipts.lastIndexOf(stored) + 1 - before;
        REQUIRE(storedCount < waiting.size());
        office.connector->noteStored(stored);
        QTest::qWait(200); // for the acknowledgement to arrive, which nothing tells
        isKilled ? broker->kill() : broker->stop();
        REQUIRE(office.waitForPhase(ConnectionPhase::WaitingToRetry));
        office.connector->noteStored(office.receipts.last()); // of the connection that is gone: it says nothing
        REQUIRE(broker->start());
        const qsizetype seen = office.ids.size();
        waiting.remove(0, storedCount);
        REQUIRE(office.waitForMessages(seen + waiting.size()));
        CHECK((office.ids.mid(seen) == waiting)); // in their order, and none of those that are stored
    }
    office.connector->noteStored(office.receipts.last());
    office.connector->stop();
    CHECK(waitForCount(*broker, 0));
}
