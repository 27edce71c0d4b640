// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/evolution/amqpplace.h"
#include "gateway/evolution/eventsource.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

#include <memory>

class QSslSocket;
struct amqp_frame_t_;
struct amqp_method_t_;

namespace atalaia {

class AmqpFrames;
class AmqpOpening;

/// Evolution's events from a queue of our own at RabbitMQ, which keeps them while we are away. An event leaves
/// the queue only by acknowledge(). Over amqps the broker's certificate and host name are checked, always.
class AmqpConsumer final : public EventSource
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AmqpConsumer)

public:
    /// Deliveries that may wait for our acknowledgement, which comes after a commit of the store. With commits every
    /// 50 ms, 200 let through 4 000 events a second, 2 000 over 30 000.
    static constexpr int kPrefetch = 2000;

    AmqpConsumer(const AmqpPlace &place, const QByteArray &password, const AmqpTimings &timings = {},
                 QObject *parent = nullptr);
    ~AmqpConsumer() override;

    void open() override;
    void close() override;
    void acknowledge(quint64 tag) override;
    /// Stops reading. The broker is held back by the prefetch and by TCP, heartbeats go on.
    void setPaused(bool isPaused) override;

private:
    void connectSocket();
    [[nodiscard]] bool makeSocket();
    void greet();
    void read();
    void handle(const amqp_frame_t_ &frame);
    void handleMethod(const amqp_method_t_ &method);
    void continueOpening(const amqp_method_t_ &method);
    void beginDelivery(const amqp_method_t_ &method);
    void beginBody(quint64 size);
    void addToBody(QByteArrayView part);
    void handOver();
    void sendAcknowledgement();
    void endFromBroker(int code, const QByteArray &words);
    void endFromSocket();
    void end(const QString &problem, bool isRefused);
    /// Says goodbye where that makes sense and lets go of the socket.
    void leave();
    void beat();
    /// Only deliveries are held back, not the opening.
    [[nodiscard]] bool isHeldBack() const;

    const AmqpPlace m_place;
    QByteArray m_password;
    const AmqpTimings m_timings;
    QTimer *m_openTimer;
    QTimer *m_heartbeatTimer;
    QTcpSocket *m_socket = nullptr; ///< child; replaced by each open()
    QPointer<QTcpSocket> m_leaving; ///< of the connection before, as long as the broker may take it for alive
    std::unique_ptr<AmqpFrames> m_frames;
    std::unique_ptr<AmqpOpening> m_opening;
    quint64 m_connection = 0; ///< counts open() and close(): whether slots of our signals changed anything
    QByteArray m_chunk;
    qsizetype m_chunkRead = 0;
    QElapsedTimer m_sinceHeard;
    bool m_isPaused = false;
    bool m_isBrokerLeaving = false; ///< it wants its goodbye answered

    quint64 m_tagBase = 0; ///< our tag = this + the broker's, which starts afresh with each connection
    quint64 m_lastTag = 0;
    quint64 m_acknowledged = 0;
    bool m_isAcknowledgementDue = false;

    quint64 m_tag = 0; ///< of the delivery that is being read; 0 = none
    bool m_hasHeader = false;
    bool m_isTooLarge = false;
    quint64 m_missing = 0; ///< bytes of its body
    QByteArray m_body;
};

} // namespace atalaia
