// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

struct amqp_connection_state_t_;
struct amqp_frame_t_;

namespace atalaia {

/// AMQP 0-9-1 frames between bytes and rabbitmq-c's structures. The library's own sockets wait, so only its
/// coding is used: bytes come from and go to a socket of the caller's.
class AmqpFrames final
{
    Q_DISABLE_COPY_MOVE(AmqpFrames)

public:
    enum class Next { Incomplete, Complete, Broken };

    AmqpFrames();
    ~AmqpFrames();

    /// Takes what belongs to the next frame off the front of `bytes`. Complete: `frame` is valid until the next
    /// call. Broken: not AMQP, or a frame over the limit; nothing can be read any more.
    [[nodiscard]] Next next(QByteArrayView &bytes, amqp_frame_t_ *frame);
    /// What both sides agreed on; 64 KiB before. Only after a complete frame: at other times rabbitmq-c ends the
    /// program.
    void setLargestFrame(int bytes);

    /// What a client says first.
    [[nodiscard]] static QByteArray greeting();
    [[nodiscard]] static QByteArray heartbeat();
    /// `fields`: rabbitmq-c's structure of the method `id`. Empty: a value is too long for its field.
    [[nodiscard]] static QByteArray method(quint16 channel, quint32 id, void *fields);

private:
    amqp_connection_state_t_ *m_state;
};

} // namespace atalaia
