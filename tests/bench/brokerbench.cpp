// SPDX-License-Identifier: GPL-3.0-or-later
#include "brokerbench.h"

#include "gateway/evolution/amqpconsumer.h"
#include "rounds.h"
#include "support/rabbitmqserver.h"

#include <QEventLoop>

#include <amqp.h>
#include <amqp_tcp_socket.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

constexpr int kAcknowledgeEvery = 100;
const QByteArray kExchange = "bench";
const QByteArray kOurQueue = "atalaia.ours";
const QByteArray kBareQueue = "atalaia.bare";

AmqpPlace placeOf(const RabbitMqServer &server, const QByteArray &queue)
{
    AmqpPlace place;
    place.address = server.address(u"writer"_s);
    place.exchange = QString::fromLatin1(kExchange);
    place.queue = QString::fromLatin1(queue);
    return place;
}

/// Both kinds of loop do this much with an event: its size goes into a sum, so that it has been there.
bool consumeOurs(const AmqpPlace &place, int count, qint64 *bytes)
{
    AmqpConsumer source(place, RabbitMqServer::password());
    QEventLoop loop;
    int seen = 0;
    QObject::connect(&source, &EventSource::lost, &loop, &QEventLoop::quit);
    QObject::connect(&source, &EventSource::received, &loop, [&](const QByteArray &payload, quint64 tag) {
        *bytes += payload.size();
        if (++seen % kAcknowledgeEvery == 0)
            source.acknowledge(tag);
        if (seen == count)
            loop.quit();
    });
    if (count == 0)
        QObject::connect(&source, &EventSource::opened, &loop, &QEventLoop::quit); // makes the queue
    source.open();
    loop.exec();
    return seen == count;
}

bool consumeBare(quint16 port, const QByteArray &queue, int count, qint64 *bytes)
{
    constexpr amqp_channel_t kChannel = 1;
    amqp_connection_state_t state = amqp_new_connection();
    amqp_socket_t *socket = amqp_tcp_socket_new(state);
    int seen = 0;
    if (amqp_socket_open(socket, "127.0.0.1", port) == AMQP_STATUS_OK
        && amqp_login(state, "/", 0, 131072, 20, AMQP_SASL_METHOD_PLAIN, "writer",
                      RabbitMqServer::password().constData())
                           .reply_type
                   == AMQP_RESPONSE_NORMAL) {
        amqp_channel_open(state, kChannel);
        amqp_basic_qos(state, kChannel, 0, AmqpConsumer::kPrefetch, 0);
        amqp_basic_consume(state, kChannel, amqp_cstring_bytes(queue.constData()), amqp_empty_bytes, 0, 0, 0,
                           amqp_empty_table);
        while (seen < count) {
            amqp_envelope_t envelope;
            timeval patience{10, 0};
            amqp_maybe_release_buffers(state);
            if (amqp_consume_message(state, &envelope, &patience, 0).reply_type != AMQP_RESPONSE_NORMAL)
                break;
            *bytes += qint64(envelope.message.body.len);
            if (++seen % kAcknowledgeEvery == 0)
                amqp_basic_ack(state, kChannel, envelope.delivery_tag, 1);
            amqp_destroy_envelope(&envelope);
        }
        amqp_connection_close(state, AMQP_REPLY_SUCCESS);
    }
    amqp_destroy_connection(state);
    return seen == count;
}

} // namespace

void runBrokerBench(BrokerBench &bench)
{
    if (!RabbitMqServer::isInstalled()) {
        std::printf("\nconsuming from RabbitMQ: rabbitmq-server is not installed here\n");
        return;
    }
    RabbitMqServer server;
    qint64 ours = 0;
    qint64 bare = 0;
    if (!server.start() || !server.declareExchange(kExchange) || !consumeOurs(placeOf(server, kOurQueue), 0, &ours)
        || !consumeOurs(placeOf(server, kBareQueue), 0, &bare)) {
        bench.hasFailed = true;
        return;
    }
    const QByteArray body(bench.messageBytes, 'x');
    const auto fill = [&](const QByteArray &queue) {
        bench.hasFailed |= !server.publish({}, queue, body, bench.messages); // past the exchange, to one queue
    };
    Rounds rounds(Rounds::Time::Wall);
    rounds.add(
            "rabbitmq-c, amqp_consume_message in a loop", bench.messages,
            [&] { bench.hasFailed |= !consumeBare(server.port(), kBareQueue, bench.messages, &bare); },
            [&] { fill(kBareQueue); });
    rounds.add(
            "AmqpConsumer", bench.messages,
            [&] { bench.hasFailed |= !consumeOurs(placeOf(server, kOurQueue), bench.messages, &ours); },
            [&] { fill(kOurQueue); });
    rounds.run(bench.rounds);
    rounds.print("consuming from a quorum queue of RabbitMQ", "rabbitmq-c, amqp_consume_message in a loop");
    bench.speed = rounds.speedOf("AmqpConsumer", "rabbitmq-c, amqp_consume_message in a loop");
    bench.hasFailed |= ours != bare;
}

} // namespace atalaia::bench
