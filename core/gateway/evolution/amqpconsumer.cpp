// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/amqpconsumer.h"

#include "crypto/wipe.h"
#include "gateway/evolution/amqpframes.h"
#include "gateway/evolution/amqpopening.h"
#include "gateway/evolution/tlstrust.h"

#include <QMetaEnum>
#include <QSslSocket>

#include <amqp.h>
#include <amqp_framing.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kChunk = 64 * 1024;
// More is left in the kernel, which tells the broker to wait.
constexpr qint64 kReadBuffer = 256 * 1024;
constexpr int kPlainPort = 5672;
constexpr int kTlsPort = 5671;

QString nameOf(QAbstractSocket::SocketError error)
{
    return QString::fromLatin1(QMetaEnum::fromType<QAbstractSocket::SocketError>().valueToKey(error));
}

QByteArray bytesOf(amqp_bytes_t bytes)
{
    return QByteArray(static_cast<const char *>(bytes.bytes), qsizetype(bytes.len));
}

} // namespace

AmqpConsumer::AmqpConsumer(const AmqpPlace &place, const QByteArray &password, const AmqpTimings &timings,
                           QObject *parent)
    : EventSource(parent),
      m_place(place),
      m_password(password.constData(), password.size()) // a copy of our own, so that it can be wiped
      ,
      m_timings(timings),
      m_openTimer(new QTimer(this)),
      m_heartbeatTimer(new QTimer(this))
{
    m_openTimer->setSingleShot(true);
    connect(m_openTimer, &QTimer::timeout, this, [this] { end(m_opening->problemOfDelay().text, false); });
    connect(m_heartbeatTimer, &QTimer::timeout, this, &AmqpConsumer::beat);
}

AmqpConsumer::~AmqpConsumer()
{
    close();
    wipe(m_password);
}

void AmqpConsumer::open()
{
    close();
    m_opening = std::make_unique<AmqpOpening>(m_place, m_password, kPrefetch, m_timings.heartbeat);
    m_frames = std::make_unique<AmqpFrames>();
    m_openTimer->start(m_timings.openWithin);
    m_sinceHeard.invalidate();
    if (!m_leaving) {
        connectSocket();
        return;
    }
    // It has the right to the queue until the broker has said goodbye.
    connect(m_leaving, &QObject::destroyed, this, [this, connection = m_connection] {
        if (connection == m_connection)
            connectSocket();
    });
}

void AmqpConsumer::connectSocket()
{
    if (!makeSocket())
        return;
    m_socket->setReadBufferSize(kReadBuffer);
    connect(m_socket, &QTcpSocket::readyRead, this, &AmqpConsumer::read);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &AmqpConsumer::endFromSocket);
    if (auto *secure = qobject_cast<QSslSocket *>(m_socket)) {
        connect(secure, &QSslSocket::encrypted, this, &AmqpConsumer::greet);
        secure->connectToHostEncrypted(m_place.address.host(), quint16(m_place.address.port(kTlsPort)));
    } else {
        connect(m_socket, &QTcpSocket::connected, this, &AmqpConsumer::greet);
        m_socket->connectToHost(m_place.address.host(), quint16(m_place.address.port(kPlainPort)));
    }
}

bool AmqpConsumer::makeSocket()
{
    QString problem;
    if (m_place.address.scheme() == u"amqps") {
        Result<QSslConfiguration> tls = tlsTrusting(m_place.caFile);
        if (tls) {
            auto *secure = new QSslSocket(this);
            secure->setSslConfiguration(*tls);
            m_socket = secure;
            return true;
        }
        problem = tls.error().context;
    } else if (m_place.address.scheme() == u"amqp") {
        m_socket = new QTcpSocket(this);
        return true;
    } else {
        problem = u"the address is neither amqp nor amqps"_s;
    }
    // Not from within open(): nobody expects an answer before it returned.
    const quint64 connection = m_connection;
    QTimer::singleShot(0, this, [this, connection, problem] {
        if (connection == m_connection)
            end(problem, false);
    });
    return false;
}

void AmqpConsumer::greet()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->write(AmqpFrames::greeting());
    m_sinceHeard.start();
}

void AmqpConsumer::close()
{
    if (m_socket && m_opening->isDone())
        sendAcknowledgement();
    leave();
}

void AmqpConsumer::leave()
{
    ++m_connection;
    m_openTimer->stop();
    m_heartbeatTimer->stop();
    QTcpSocket *socket = std::exchange(m_socket, nullptr);
    const bool isLoggedIn = m_opening && m_opening->step() > AmqpOpening::Step::Login;
    const bool isBrokerLeaving = std::exchange(m_isBrokerLeaving, false);
    m_opening.reset();
    m_frames.reset();
    m_chunk.clear();
    m_chunkRead = 0;
    m_tag = 0;
    m_body.clear();
    m_tagBase = m_lastTag;
    m_acknowledged = m_lastTag;
    if (!socket)
        return;
    socket->disconnect(this);
    if (!isLoggedIn || socket->state() != QAbstractSocket::ConnectedState
        || socket->error() != QAbstractSocket::UnknownSocketError) {
        socket->abort();
        socket->deleteLater(); // we may be inside one of its signals
        return;
    }
    amqp_connection_close_t goodbye{};
    goodbye.reply_code = AMQP_REPLY_SUCCESS;
    amqp_connection_close_ok_t answer{};
    socket->write(isBrokerLeaving ? AmqpFrames::method(0, AMQP_CONNECTION_CLOSE_OK_METHOD, &answer)
                                  : AmqpFrames::method(0, AMQP_CONNECTION_CLOSE_METHOD, &goodbye));
    socket->flush();
    m_leaving = socket;
    // Deliveries under way are read and dropped until the broker hangs up: hanging up before that resets the
    // connection, and the broker might never see our last acknowledgement.
    connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->readAll(); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(m_timings.farewell, socket, &QObject::deleteLater);
    if (socket->isReadable())
        socket->readAll();
}

void AmqpConsumer::end(const QString &problem, bool isRefused)
{
    leave();
    emit lost(problem, isRefused);
}

void AmqpConsumer::endFromSocket()
{
    // What came before it hung up may say why.
    const quint64 connection = m_connection;
    read();
    if (connection != m_connection)
        return;
    if (m_socket->error() == QAbstractSocket::RemoteHostClosedError && m_sinceHeard.isValid()) {
        const AmqpOpening::Problem problem = m_opening->problemOfSilence();
        end(problem.text, problem.isRefused);
        return;
    }
    const auto *secure = qobject_cast<QSslSocket *>(m_socket);
    const QList<QSslError> errors = secure ? secure->sslHandshakeErrors() : QList<QSslError>();
    end(errors.isEmpty() ? nameOf(m_socket->error()) : u"TLS: %1"_s.arg(errors.first().errorString()), false);
}

void AmqpConsumer::endFromBroker(int code, const QByteArray &words)
{
    const AmqpOpening::Problem problem = m_opening->problemOf(code, words);
    end(problem.text, problem.isRefused);
}

void AmqpConsumer::setPaused(bool isPaused)
{
    if (m_isPaused == isPaused)
        return;
    m_isPaused = isPaused;
    if (m_sinceHeard.isValid())
        m_sinceHeard.start(); // what was said in a pause was not heard
    if (!isPaused && m_socket)
        QMetaObject::invokeMethod(this, &AmqpConsumer::read, Qt::QueuedConnection);
}

bool AmqpConsumer::isHeldBack() const
{
    return m_isPaused && m_opening->isDone();
}

void AmqpConsumer::read()
{
    const quint64 connection = m_connection;
    while (m_socket && m_socket->isReadable() && !isHeldBack()) {
        if (m_chunkRead == m_chunk.size()) {
            m_chunk.resize(kChunk);
            const qint64 size = m_socket->read(m_chunk.data(), kChunk);
            m_chunk.resize(qsizetype(std::max(size, qint64(0))));
            m_chunkRead = 0;
            if (m_chunk.isEmpty())
                return;
            m_sinceHeard.start();
        }
        QByteArrayView rest = QByteArrayView(m_chunk).sliced(m_chunkRead);
        amqp_frame_t frame{};
        const AmqpFrames::Next next = m_frames->next(rest, &frame);
        m_chunkRead = m_chunk.size() - rest.size();
        if (next == AmqpFrames::Next::Broken)
            end(u"what came is not AMQP 0-9-1, or a frame over the limit"_s, false);
        else if (next == AmqpFrames::Next::Complete)
            handle(frame);
        if (connection != m_connection)
            return; // a slot closed it, or the broker
    }
}

void AmqpConsumer::handle(const amqp_frame_t_ &frame)
{
    if (frame.channel > AmqpOpening::kChannel) {
        end(u"a frame for channel %1"_s.arg(frame.channel), false);
        return;
    }
    switch (frame.frame_type) {
    case AMQP_FRAME_METHOD:
        handleMethod(frame.payload.method);
        return;
    case AMQP_FRAME_HEADER:
        beginBody(frame.payload.properties.body_size);
        return;
    case AMQP_FRAME_BODY:
        addToBody({static_cast<const char *>(frame.payload.body_fragment.bytes),
                   qsizetype(frame.payload.body_fragment.len)});
        return;
    case AMQP_FRAME_HEARTBEAT:
        return;
    default:
        end(u"the broker speaks another protocol than AMQP 0-9-1"_s, false);
    }
}

void AmqpConsumer::handleMethod(const amqp_method_t_ &method)
{
    switch (method.id) {
    case AMQP_CONNECTION_CLOSE_METHOD: {
        const auto *fields = static_cast<const amqp_connection_close_t *>(method.decoded);
        m_isBrokerLeaving = true;
        endFromBroker(fields->reply_code, bytesOf(fields->reply_text));
        return;
    }
    case AMQP_CHANNEL_CLOSE_METHOD: {
        const auto *fields = static_cast<const amqp_channel_close_t *>(method.decoded);
        endFromBroker(fields->reply_code, bytesOf(fields->reply_text));
        return;
    }
    case AMQP_CONNECTION_BLOCKED_METHOD:
    case AMQP_CONNECTION_UNBLOCKED_METHOD:
        return; // concerns those who publish
    default:
        break;
    }
    if (!m_opening->isDone())
        continueOpening(method);
    else if (method.id == AMQP_BASIC_DELIVER_METHOD)
        beginDelivery(method);
    else if (method.id == AMQP_BASIC_CANCEL_METHOD)
        end(u"the queue was deleted, or moved to another node"_s, false);
    else
        end(u"unexpected method %1"_s.arg(QString::number(method.id, 16)), false);
}

void AmqpConsumer::continueOpening(const amqp_method_t_ &method)
{
    const bool wasTuned = m_opening->step() >= AmqpOpening::Step::VirtualHost;
    const QByteArray answer = m_opening->answer(method);
    if (m_opening->isDone()) {
        m_openTimer->stop();
        emit opened();
        return;
    }
    if (answer.isEmpty()) {
        const AmqpOpening::Problem problem = m_opening->problem();
        end(problem.text, problem.isRefused);
        return;
    }
    m_socket->write(answer);
    if (!wasTuned && m_opening->step() == AmqpOpening::Step::VirtualHost) {
        m_frames->setLargestFrame(m_opening->largestFrame());
        if (m_opening->heartbeatSeconds() > 0)
            m_heartbeatTimer->start(std::chrono::milliseconds(m_opening->heartbeatSeconds() * 500));
    }
}

void AmqpConsumer::beginDelivery(const amqp_method_t_ &method)
{
    if (m_tag != 0) {
        end(u"a delivery within another"_s, false);
        return;
    }
    m_tag = static_cast<const amqp_basic_deliver_t *>(method.decoded)->delivery_tag;
    m_hasHeader = false;
    if (m_tag == 0)
        end(u"a delivery without a tag"_s, false);
}

void AmqpConsumer::beginBody(quint64 size)
{
    if (m_tag == 0 || m_hasHeader) {
        end(u"a header without its delivery"_s, false);
        return;
    }
    m_hasHeader = true;
    m_missing = size;
    m_isTooLarge = size > quint64(kLargestEvent);
    if (!m_isTooLarge)
        m_body.reserve(qsizetype(size));
    if (size == 0)
        handOver();
}

void AmqpConsumer::addToBody(QByteArrayView part)
{
    if (m_tag == 0 || !m_hasHeader || quint64(part.size()) > m_missing) {
        end(u"more of a body than was announced"_s, false);
        return;
    }
    m_missing -= quint64(part.size());
    if (!m_isTooLarge)
        m_body.append(part);
    if (m_missing == 0)
        handOver();
}

void AmqpConsumer::handOver()
{
    m_lastTag = m_tagBase + std::exchange(m_tag, 0);
    emit received(std::exchange(m_body, {}), m_lastTag);
}

void AmqpConsumer::acknowledge(quint64 tag)
{
    if (!m_socket || tag <= m_acknowledged || tag > m_lastTag)
        return; // of an earlier connection, or done
    m_acknowledged = tag;
    // One frame for all that are acknowledged before the event loop comes round.
    if (!std::exchange(m_isAcknowledgementDue, true))
        QMetaObject::invokeMethod(this, &AmqpConsumer::sendAcknowledgement, Qt::QueuedConnection);
}

void AmqpConsumer::sendAcknowledgement()
{
    if (!std::exchange(m_isAcknowledgementDue, false) || !m_socket || m_acknowledged <= m_tagBase)
        return;
    amqp_basic_ack_t fields{};
    fields.delivery_tag = m_acknowledged - m_tagBase;
    fields.multiple = 1;
    m_socket->write(AmqpFrames::method(AmqpOpening::kChannel, AMQP_BASIC_ACK_METHOD, &fields));
}

void AmqpConsumer::beat()
{
    const qint64 patienceMs = 2000LL * m_opening->heartbeatSeconds();
    if (!isHeldBack() && m_sinceHeard.elapsed() > patienceMs) {
        end(u"no sign of the broker for %1 s"_s.arg(patienceMs / 1000), false);
        return;
    }
    m_socket->write(AmqpFrames::heartbeat());
}

} // namespace atalaia
