// SPDX-License-Identifier: GPL-3.0-or-later
// Beside a real RabbitMQ of the tests' own.
#include "gateway/evolution/amqpconsumer.h"
#include "gateway/sourcewatch.h"
#include "support/catch.h"
#include "support/rabbitmqserver.h"
#include "support/tcprelay.h"

#include <memory>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kExchange = "evolution_exchange";
const QByteArray kQueue = "atalaia.office";

AmqpPlace placeAt(const QUrl &address)
{
    AmqpPlace place;
    place.address = address;
    place.exchange = QString::fromLatin1(kExchange);
    place.queue = QString::fromLatin1(kQueue);
    return place;
}

struct Consumer
{
    explicit Consumer(const AmqpPlace &place, const QByteArray &password = RabbitMqServer::password(),
                      const AmqpTimings &timings = {})
        : source(place, password, timings), watch(source)
    {}

    AmqpConsumer source;
    SourceWatch watch;
};

/// Null where there is no rabbitmq-server.
std::unique_ptr<RabbitMqServer> startedBroker(bool isWithTls = false)
{
    if (!RabbitMqServer::isInstalled()) {
        WARN("SKIPPED HERE: rabbitmq-server is not installed");
        return nullptr;
    }
    auto broker = std::make_unique<RabbitMqServer>();
    REQUIRE((!isWithTls || broker->useTls()));
    REQUIRE(broker->start());
    REQUIRE(broker->declareExchange(kExchange));
    return broker;
}

bool waitForCount(RabbitMqServer &broker, qint64 count)
{
    return SourceWatch::waitFor([&broker, count] { return broker.messageCount(kQueue) == count; });
}

QVector<QByteArray> numbered(int count)
{
    QVector<QByteArray> all;
    for (int i = 0; i < count; ++i)
        all.append(QByteArray::number(i));
    return all;
}

/// What the broker does when it is asked for such a place: the problem, marked when it is about the login.
QString refusalOf(const AmqpPlace &place, const QByteArray &password = RabbitMqServer::password())
{
    Consumer consumer(place, password);
    consumer.source.open();
    const QString problem = consumer.watch.nextProblem();
    CHECK(consumer.watch.openings == 0);
    CHECK_FALSE(problem.contains(QString::fromUtf8(password)));
    return consumer.watch.wasRefused ? problem + u" [refused]"_s : problem;
}

} // namespace

TEST_CASE("events leave the broker only when they are acknowledged", "[core]")
{
    const auto broker = startedBroker();
    if (!broker)
        return;
    Consumer consumer(placeAt(broker->address()));
    const QVector<QByteArray> &payloads = consumer.watch.payloads;
    consumer.source.open();
    REQUIRE(consumer.watch.waitForOpening());
    // Whatever Evolution calls them: with a hyphen, in capitals, without a dot.
    REQUIRE(broker->publish(kExchange, "messages.upsert", "0"));
    REQUIRE(broker->publish(kExchange, "group-participants.update", "1"));
    REQUIRE(broker->publish(kExchange, "MESSAGES_UPSERT", "2"));
    REQUIRE(consumer.watch.waitForEvents(3));
    CHECK(payloads == numbered(3));
    CHECK(consumer.watch.tags == QVector<quint64>{1, 2, 3});

    // Nothing was acknowledged: all of it comes again, under new tags.
    consumer.source.close();
    REQUIRE(waitForCount(*broker, 3));
    consumer.source.open();
    REQUIRE(consumer.watch.waitForEvents(6));
    CHECK(payloads.mid(3) == numbered(3));
    CHECK(consumer.watch.tags.mid(3) == QVector<quint64>{4, 5, 6});
    consumer.source.acknowledge(3); // of the earlier connection
    consumer.source.acknowledge(99); // never handed out
    consumer.source.close();
    REQUIRE(waitForCount(*broker, 3));

    // An acknowledgement takes along what came before it, and a close right after does not lose it.
    consumer.source.open();
    REQUIRE(consumer.watch.waitForEvents(9));
    consumer.source.acknowledge(8);
    consumer.source.close();
    REQUIRE(waitForCount(*broker, 1));

    // It is not kept for the close either: more than the prefetch comes only because of it.
    consumer.source.open();
    REQUIRE(consumer.watch.waitForEvents(10));
    CHECK(payloads.last() == "2");
    REQUIRE(broker->publish(kExchange, "messages.upsert", "%N", AmqpConsumer::kPrefetch));
    REQUIRE(consumer.watch.waitForEvents(9 + AmqpConsumer::kPrefetch));
    CHECK(waitForCount(*broker, 1));
    consumer.source.acknowledge(10);
    REQUIRE(consumer.watch.waitForEvents(10 + AmqpConsumer::kPrefetch));
    consumer.source.acknowledge(consumer.watch.tags.last());
    consumer.source.close();
    REQUIRE(waitForCount(*broker, 0));
    CHECK(consumer.watch.problems.isEmpty());
}

TEST_CASE("a connection that breaks is told and costs no event", "[core]")
{
    const auto broker = startedBroker();
    if (!broker)
        return;
    TcpRelay relay(broker->port());
    QUrl address = broker->address();
    address.setPort(relay.port());
    AmqpTimings timings;
    timings.heartbeat = 1s;
    Consumer consumer(placeAt(address), RabbitMqServer::password(), timings);
    consumer.source.open();
    REQUIRE(consumer.watch.waitForOpening());
    REQUIRE(broker->publish(kExchange, "messages.upsert", "%N", 3));
    REQUIRE(consumer.watch.waitForEvents(3));

    relay.cut();
    CHECK(consumer.watch.nextProblem() == u"hung up without a word, while receiving");
    consumer.source.acknowledge(3); // too late
    consumer.source.open();
    REQUIRE(consumer.watch.waitForEvents(6));
    CHECK(consumer.watch.payloads.mid(3) == numbered(3));

    relay.setDeaf(true);
    CHECK(consumer.watch.nextProblem() == u"no sign of the broker for 2 s");
    relay.setDeaf(false);
    consumer.source.open();
    REQUIRE(consumer.watch.waitForEvents(9));
    CHECK(consumer.watch.payloads.mid(6) == numbered(3));
    CHECK_FALSE(consumer.watch.wasRefused);
    consumer.source.acknowledge(consumer.watch.tags.last());
    consumer.source.close();
    REQUIRE(waitForCount(*broker, 0));
}

TEST_CASE("a queue survives the broker", "[core]")
{
    const auto broker = startedBroker();
    if (!broker)
        return;
    Consumer consumer(placeAt(broker->address()));
    consumer.source.open();
    REQUIRE(consumer.watch.waitForOpening());
    REQUIRE(broker->publish(kExchange, "messages.upsert", "%N", 10));
    REQUIRE(consumer.watch.waitForEvents(10));

    // Taken out of service: it says so.
    broker->stop();
    CHECK(consumer.watch.nextProblem() == u"320, closed from the broker's side");
    consumer.source.open();
    CHECK(consumer.watch.nextProblem() == u"ConnectionRefusedError");
    REQUIRE(broker->start());
    consumer.source.open();
    REQUIRE(consumer.watch.waitForEvents(20));
    CHECK(consumer.watch.payloads.mid(10) == numbered(10));
    consumer.source.acknowledge(consumer.watch.tags.at(13));
    consumer.source.close();
    REQUIRE(waitForCount(*broker, 6));

    // Killed while it holds events nobody has fetched.
    broker->kill();
    REQUIRE(broker->start());
    consumer.source.open();
    REQUIRE(consumer.watch.waitForEvents(26));
    CHECK(consumer.watch.payloads.mid(20) == numbered(10).mid(4));
    CHECK(std::is_sorted(consumer.watch.tags.cbegin(), consumer.watch.tags.cend()));
}

TEST_CASE("what a broker does not allow is told clearly", "[core]")
{
    const auto broker = startedBroker();
    if (!broker)
        return;
    CHECK(refusalOf(placeAt(broker->address()), "wrong word") == u"403, login refused [refused]");
    CHECK(refusalOf(placeAt(broker->address(u"nobody"_s))) == u"403, login refused [refused]");
    CHECK(refusalOf(placeAt(broker->address(u"stranger"_s))) == u"530, no right to the virtual host [refused]");
    CHECK(refusalOf(placeAt(broker->address(u"reader"_s, u"/missing"_s))) == u"530, there is no such virtual host");
    CHECK(refusalOf(placeAt(broker->address(u"reader"_s, u"/empty"_s)))
          == u"530, no right to the virtual host [refused]");

    AmqpPlace other = placeAt(broker->address());
    other.exchange = u"evolution_exchnage"_s;
    CHECK(refusalOf(other) == u"404, there is no such exchange");

    other = placeAt(broker->address());
    other.queue = u"office"_s;
    CHECK(refusalOf(other) == u"403, no right to it, at the queue [refused]");

    REQUIRE(broker->declareClassicQueue("atalaia.classic"));
    other.queue = u"atalaia.classic"_s;
    CHECK(refusalOf(other) == u"406, the queue exists and is no durable quorum queue");

    other.queue = u"atalaia."_s + QString(300, u'x');
    CHECK(refusalOf(other) == u"a name is too long for the protocol, at the queue");

    // The usual virtual host by the name that addresses give it.
    Consumer consumer(placeAt(QUrl(broker->address().toString() + u"/%2F"_s)));
    consumer.source.open();
    CHECK(consumer.watch.waitForOpening());

    REQUIRE(broker->deleteQueue(kQueue));
    CHECK(consumer.watch.nextProblem() == u"the queue was deleted, or moved to another node");
}

TEST_CASE("a queue is read by one at a time and the second is told so", "[core]")
{
    const auto broker = startedBroker();
    if (!broker)
        return;
    Consumer first(placeAt(broker->address()));
    first.source.open();
    REQUIRE(first.watch.waitForOpening());
    CHECK(refusalOf(placeAt(broker->address()))
          == u"another Atalaia reads this queue already, and each needs a queue of its own");
    REQUIRE(broker->publish(kExchange, "messages.upsert", "%N", 10));
    REQUIRE(first.watch.waitForEvents(10));
    CHECK(first.watch.payloads == numbered(10));
    CHECK(first.watch.problems.isEmpty());

    // With a queue of its own it gets all as well.
    AmqpPlace other = placeAt(broker->address());
    other.queue = u"atalaia.branch"_s;
    Consumer second(other);
    second.source.open();
    REQUIRE(second.watch.waitForOpening());
    REQUIRE(broker->publish(kExchange, "messages.upsert", "%N", 10));
    REQUIRE(second.watch.waitForEvents(10));
    REQUIRE(first.watch.waitForEvents(20));
    second.source.close();

    // What the first leaves, and where it stopped, is for whoever comes then.
    first.source.acknowledge(first.watch.tags.at(14));
    first.source.close();
    REQUIRE(waitForCount(*broker, 5));
    Consumer third(placeAt(broker->address()));
    third.source.open();
    REQUIRE(third.watch.waitForEvents(5));
    CHECK(third.watch.payloads == numbered(10).mid(5));
}

TEST_CASE("a broker is trusted only with a certificate for its name", "[core]")
{
    const auto broker = startedBroker(true);
    if (!broker)
        return;
    AmqpPlace place = placeAt(broker->tlsAddress());
    CHECK(refusalOf(place).startsWith(u"TLS: "));

    place.caFile = u"/nowhere/ca.pem"_s;
    CHECK(refusalOf(place) == u"no certificates in the file of trusted authorities");

    place.caFile = broker->caFile();
    Consumer consumer(place);
    consumer.source.open();
    REQUIRE(consumer.watch.waitForOpening());
    REQUIRE(broker->publish(kExchange, "messages.upsert", QByteArray(300'000, 'x') + "%N", 50));
    REQUIRE(consumer.watch.waitForEvents(50));
    CHECK(consumer.watch.payloads.last() == QByteArray(300'000, 'x') + "49");
    consumer.source.acknowledge(50);
    consumer.source.close();
    CHECK(waitForCount(*broker, 0));

    place.address = broker->tlsAddress(u"127.0.0.1"_s); // the same machine, but not what the certificate says
    CHECK(refusalOf(place).startsWith(u"TLS: The host name did not match"));
}

TEST_CASE("thousands of events come in order and once", "[core]")
{
    constexpr int kCount = 5000;
    const auto broker = startedBroker();
    if (!broker)
        return;
    Consumer consumer(placeAt(broker->address()));
    QObject::connect(&consumer.source, &EventSource::received, &consumer.source,
                     [&consumer](const QByteArray &, quint64 tag) {
                         if (tag % 50 == 0)
                             consumer.source.acknowledge(tag);
                     });
    consumer.source.open();
    REQUIRE(consumer.watch.waitForOpening());
    REQUIRE(broker->publish(kExchange, "messages.upsert", "%N", kCount));
    REQUIRE(consumer.watch.waitForEvents(kCount));
    CHECK(consumer.watch.payloads == numbered(kCount));
    consumer.source.close();
    CHECK(waitForCount(*broker, 0));
    CHECK(consumer.watch.problems.isEmpty());
}

TEST_CASE("a consumer in a pause holds the broker back and stays connected", "[core]")
{
    constexpr int kCount = AmqpConsumer::kPrefetch + 500;
    const auto broker = startedBroker();
    if (!broker)
        return;
    AmqpTimings timings;
    timings.heartbeat = 1s;
    Consumer consumer(placeAt(broker->address()), RabbitMqServer::password(), timings);
    QObject::connect(&consumer.source, &EventSource::received, &consumer.source,
                     [&consumer](const QByteArray &, quint64 tag) {
                         if (tag == 3)
                             consumer.source.setPaused(true); // in the middle of what has been read
                     });
    consumer.source.open();
    REQUIRE(consumer.watch.waitForOpening());
    REQUIRE(broker->publish(kExchange, "messages.upsert", "%N", kCount));
    REQUIRE(consumer.watch.waitForEvents(3));
    CHECK(waitForCount(*broker, kCount - AmqpConsumer::kPrefetch));
    // The broker drops whoever is silent for two of its heartbeats.
    CHECK_FALSE(QTest::qWaitFor([&consumer] { return !consumer.watch.problems.isEmpty(); }, 3500));
    CHECK(consumer.watch.payloads.size() == 3);

    QObject::connect(&consumer.source, &EventSource::received, &consumer.source,
                     [&consumer](const QByteArray &, quint64 tag) { consumer.source.acknowledge(tag); });
    consumer.source.setPaused(false);
    REQUIRE(consumer.watch.waitForEvents(kCount));
    CHECK(consumer.watch.payloads == numbered(kCount));
    CHECK(consumer.watch.problems.isEmpty());
}

TEST_CASE("an event that is too large comes without its content", "[core]")
{
    const auto broker = startedBroker();
    if (!broker)
        return;
    Consumer consumer(placeAt(broker->address()));
    consumer.source.open();
    REQUIRE(consumer.watch.waitForOpening());
    REQUIRE(broker->publish(kExchange, "messages.upsert", QByteArray(kLargestEvent, 'x')));
    REQUIRE(broker->publish(kExchange, "messages.upsert", QByteArray(kLargestEvent + 1, 'x')));
    REQUIRE(broker->publish(kExchange, "messages.upsert", "next"));
    REQUIRE(consumer.watch.waitForEvents(3));
    CHECK(consumer.watch.payloads.at(0).size() == kLargestEvent);
    CHECK(consumer.watch.payloads.at(1).isEmpty());
    CHECK(consumer.watch.payloads.at(2) == "next");
    consumer.source.acknowledge(3);
    consumer.source.close();
    CHECK(waitForCount(*broker, 0));
}
