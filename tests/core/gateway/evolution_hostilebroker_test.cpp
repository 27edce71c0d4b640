// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that are slow, silent or no brokers at all.
#include "gateway/evolution/amqpconsumer.h"
#include "gateway/sourcewatch.h"
#include "support/catch.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtEndian>

#include <memory>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Says the same to everyone, at once or a byte every few milliseconds.
class Talker final : public QObject
{
public:
    explicit Talker(QByteArray words, int msPerByte = 0) : m_words(std::move(words)), m_msPerByte(msPerByte)
    {
        connect(&m_server, &QTcpServer::newConnection, this, &Talker::talk);
        REQUIRE(m_server.listen(QHostAddress::LocalHost));
    }

    [[nodiscard]] AmqpPlace place(const QString &scheme = u"amqp"_s) const
    {
        AmqpPlace place;
        place.address.setScheme(scheme);
        place.address.setHost(u"127.0.0.1"_s);
        place.address.setPort(m_server.serverPort());
        place.address.setUserName(u"reader"_s);
        place.exchange = u"evolution"_s;
        place.queue = u"atalaia"_s;
        return place;
    }
    [[nodiscard]] int guests() const { return m_guests; }

private:
    void talk()
    {
        ++m_guests;
        QTcpSocket *const guest = m_server.nextPendingConnection();
        if (m_msPerByte == 0) {
            guest->write(m_words);
            return;
        }
        auto *const timer = new QTimer(guest);
        connect(timer, &QTimer::timeout, guest, [this, guest, said = qsizetype(0)]() mutable {
            if (said < m_words.size())
                guest->write(m_words.sliced(said++, 1));
        });
        timer->start(m_msPerByte);
    }

    QTcpServer m_server;
    QByteArray m_words;
    int m_msPerByte;
    int m_guests = 0;
};

QByteArray frame(char type, quint16 channel, const QByteArray &payload)
{
    QByteArray bytes(7, '\0');
    bytes[0] = type;
    qToBigEndian(channel, bytes.data() + 1);
    qToBigEndian(quint32(payload.size()), bytes.data() + 3);
    return bytes + payload + '\xce';
}

/// connection.start of a server with no properties that takes PLAIN.
QByteArray start()
{
    return frame(1, 0,
                 QByteArray("\0\x0a\0\x0a\0\x09\0\0\0\0\0\0\0\x05PLAIN\0\0\0\x05"
                            "en_US",
                            28));
}

QString problemWith(const QByteArray &words)
{
    Talker talker(words);
    AmqpConsumer source(talker.place(), "secret");
    SourceWatch watch(source);
    source.open();
    const QString problem = watch.nextProblem();
    CHECK(watch.problems.size() == 1);
    return problem;
}

} // namespace

TEST_CASE("a server that is no broker is left with a reason", "[core]")
{
    CHECK(problemWith("HTTP/1.1 400 Bad Request\r\n\r\n").startsWith(u"what came is not AMQP"));
    CHECK(problemWith(QByteArray("AMQP\0\1\0\0", 8)) == u"the broker speaks another protocol than AMQP 0-9-1");
    // A frame of 2 GB, one for a channel that was never opened, one without its end, unknown methods.
    CHECK(problemWith(QByteArray("\1\0\0\x7f\xff\xff\xff", 7) + QByteArray(100, 'x')).startsWith(u"what came"));
    CHECK(problemWith(frame(1, 7, QByteArray("\0\x14\0\x0b\0\0\0\0", 8))) == u"a frame for channel 7");
    CHECK(problemWith(start().chopped(1) + 'x').startsWith(u"what came"));
    CHECK(problemWith(frame(1, 0, QByteArray("\x7f\x7f\x7f\x7f", 4))).startsWith(u"what came"));
    CHECK(problemWith(frame(1, 0, QByteArray("\0\x0a", 2))).startsWith(u"what came"));
    // Deliveries before anybody asked for one, a body that belongs to nothing.
    CHECK(problemWith(start() + start()) == u"unexpected method a000a, at the login");
    CHECK(problemWith(start() + frame(3, 1, "body")) == u"more of a body than was announced");
    CHECK(problemWith(start() + frame(2, 1, QByteArray("\0\x3c\0\0\xff\xff\xff\xff\xff\xff\xff\xff\0\0", 14)))
          == u"a header without its delivery");
}

TEST_CASE("a slow broker can be left at any moment", "[core]")
{
    const QString scheme = GENERATE(u"amqp"_s, u"amqps"_s);
    CAPTURE(scheme);
    Talker talker(start(), 20);
    AmqpTimings timings;
    timings.openWithin = 300ms;
    auto source = std::make_unique<AmqpConsumer>(talker.place(scheme), "secret", timings);
    SourceWatch watch(*source);
    source->open();
    REQUIRE(watch.waitFor([&talker] { return talker.guests() == 1; }));
    QElapsedTimer timer;
    timer.start();
    source->close();
    source->open();
    CHECK(timer.elapsed() < 500);
    if (scheme == u"amqp")
        CHECK(watch.nextProblem() .startsWith(u"the broker was not ready in time, "));
    else
        CHECK_FALSE(watch.nextProblem().isEmpty());
    source->open();
    REQUIRE(watch.waitFor([&talker] { return talker.guests() >= 2; }));
    timer.start();
    source.reset();
    CHECK(timer.elapsed() < 500);
    CHECK(watch.problems.size() == 1);
}

TEST_CASE("a broker that hangs up at the login is taken for a refusal", "[core]")
{
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
        QTcpSocket *const guest = server.nextPendingConnection();
        guest->write(start());
        QObject::connect(guest, &QTcpSocket::readyRead, guest, [guest] {
            if (guest->readAll().contains("PLAIN"))
                guest->disconnectFromHost();
        });
    });
    AmqpPlace place;
    place.address = QUrl(u"amqp://reader@127.0.0.1:%1"_s.arg(server.serverPort()));
    AmqpConsumer source(place, "secret");
    SourceWatch watch(source);
    source.open();
    CHECK(watch.nextProblem() == u"hung up without a word, at the login");
    CHECK(watch.wasRefused);
}

TEST_CASE("an address of another kind is not connected to", "[core]")
{
    AmqpPlace place;
    place.address = QUrl(u"http://127.0.0.1:1"_s);
    AmqpConsumer source(place, "secret");
    SourceWatch watch(source);
    source.open();
    CHECK(watch.problems.isEmpty()); // not before open() returned
    CHECK(watch.nextProblem() == u"the address is neither amqp nor amqps");
    source.open();
    source.close();
    CHECK_FALSE(QTest::qWaitFor([&watch] { return watch.problems.size() > 1; }, 50));
}
