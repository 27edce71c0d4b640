// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QVector>

#include <optional>

namespace atalaia {

/// A Socket.IO 5 packet, as views into the text it was read from.
struct SocketIoPacket
{
    enum class Type { Connect, Disconnect, Event, Acknowledge, ConnectError, BinaryEvent, BinaryAcknowledge };

    Type type = Type::Event;
    int attachments = 0; ///< binary messages that follow and belong to it
    QByteArrayView nameSpace; ///< "/" where the text names none
    QByteArrayView json; ///< what is left; may be empty
};

/// Nothing where the text does not follow the format.
[[nodiscard]] std::optional<SocketIoPacket> readSocketIoPacket(QByteArrayView text);

/// The first argument of an event `["name",argument,...]` as it stands there. Nothing where there is none.
[[nodiscard]] std::optional<QByteArrayView> firstArgument(QByteArrayView json);

/// An event whose binary parts come after it, each as a message of its own. They are put back where they were, as
/// base64, the way Evolution's other transports write such fields.
class SocketIoAttachments final
{
public:
    void begin(QByteArrayView json, int count);
    void add(const QByteArray &bytes);
    void clear();
    /// Whether more belongs to the event that was begun.
    [[nodiscard]] bool isWaiting() const { return m_missing > 0; }
    /// The whole, once it is there; empty when it would be larger than kLargestEvent.
    [[nodiscard]] QByteArray take();

private:
    int m_missing = 0;
    qsizetype m_size = 0; ///< of the whole
    QByteArray m_json;
    QVector<QByteArray> m_parts; ///< base64
};

} // namespace atalaia
