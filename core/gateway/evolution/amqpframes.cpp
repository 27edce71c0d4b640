// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/amqpframes.h"

#include <QtEndian>

#include <amqp.h>
#include <amqp_framing.h>

#include <new>

namespace atalaia {

namespace {

constexpr int kLargestMethod = 16 * 1024;
constexpr int kHeaderSize = 7; ///< type, channel, size
constexpr int kIdSize = 4;

} // namespace

AmqpFrames::AmqpFrames() : m_state(amqp_new_connection())
{
    if (!m_state)
        throw std::bad_alloc();
}

AmqpFrames::~AmqpFrames()
{
    amqp_destroy_connection(m_state);
}

void AmqpFrames::setLargestFrame(int bytes)
{
    amqp_tune_connection(m_state, 0, bytes, 0); // fails only without memory
}

AmqpFrames::Next AmqpFrames::next(QByteArrayView &bytes, amqp_frame_t_ *frame)
{
    // Only what was complete can be released; half a frame stays.
    amqp_maybe_release_buffers(m_state);
    while (!bytes.isEmpty()) {
        amqp_bytes_t input;
        input.len = size_t(bytes.size());
        input.bytes = const_cast<char *>(bytes.data()); // NOLINT: the library copies from it
        const int taken = amqp_handle_input(m_state, input, frame);
        if (taken <= 0)
            return Next::Broken;
        bytes = bytes.sliced(taken);
        if (frame->frame_type != 0)
            return Next::Complete;
    }
    return Next::Incomplete;
}

QByteArray AmqpFrames::greeting()
{
    return QByteArray("AMQP\x00\x00\x09\x01", 8);
}

QByteArray AmqpFrames::heartbeat()
{
    return QByteArray("\x08\x00\x00\x00\x00\x00\x00\xce", 8);
}

QByteArray AmqpFrames::method(quint16 channel, quint32 id, void *fields)
{
    QByteArray frame(kLargestMethod, Qt::Uninitialized);
    char *const at = frame.data();
    amqp_bytes_t room;
    room.len = size_t(kLargestMethod - kHeaderSize - kIdSize - 1);
    room.bytes = at + kHeaderSize + kIdSize;
    const int size = amqp_encode_method(id, fields, room);
    if (size < 0)
        return {};
    at[0] = AMQP_FRAME_METHOD;
    qToBigEndian(channel, at + 1);
    qToBigEndian(quint32(size + kIdSize), at + 3);
    qToBigEndian(id, at + kHeaderSize);
    at[kHeaderSize + kIdSize + size] = char(AMQP_FRAME_END);
    frame.resize(kHeaderSize + kIdSize + size + 1);
    return frame;
}

} // namespace atalaia
