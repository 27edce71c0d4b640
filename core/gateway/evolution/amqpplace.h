// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <chrono>

namespace atalaia {

/// Where the events of an Evolution gateway are to be had.
struct AmqpPlace
{
    QUrl address; ///< amqp or amqps, user, host, port, virtual host ("/%2F" and no path are the usual one)
    QString exchange; ///< as Evolution declares it; must be there
    QString queue; ///< our own, made as a durable quorum queue when it is missing; nobody else's reader may have it
    QString caFile; ///< PEM; authorities trusted in addition to the system's
};

/// How patient an AmqpConsumer is. The defaults are for real brokers; tests shorten them.
struct AmqpTimings
{
    std::chrono::milliseconds openWithin = std::chrono::seconds(30); ///< from the look-up of the host to the queue
    std::chrono::seconds heartbeat = std::chrono::seconds(20); ///< lost after twice that without a byte
    std::chrono::milliseconds farewell = std::chrono::milliseconds(500); ///< for the broker to answer our goodbye
};

} // namespace atalaia
