// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/waha/wahatimings.h"

#include <QByteArray>
#include <QObject>
#include <QSslConfiguration>
#include <QString>
#include <QTimer>
#include <QUrl>

#include <optional>

class QWebSocket;

namespace atalaia {

/// One socket at a time to WAHA's /ws, with a watchdog. Does not reconnect by itself.
class WahaStream final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WahaStream)

public:
    /// `caFile`: PEM, trusted beside the system's authorities; empty = none.
    WahaStream(const QUrl &address, const QByteArray &key, const QString &caFile, const WahaTimings &timings,
               QObject *parent = nullptr);
    ~WahaStream() override;

    void open();
    /// Nothing is emitted for this socket afterwards.
    void close();

signals:
    void opened();
    void frameReceived(const QByteArray &frame);
    /// The other side answered a ping.
    void answered();
    /// The connection ended or never came about. `problem` is technical and without the address.
    void lost(const QString &problem, bool isKeyRefused);

private:
    void end(const QString &problem, bool isKeyRefused);
    void endFromSocket();
    void ping();
    QUrl socketAddress() const;

    const QUrl m_address;
    QByteArray m_key;
    std::optional<QSslConfiguration> m_tls; ///< only when it differs from the system's
    const WahaTimings m_timings;
    QWebSocket *m_socket = nullptr; ///< child; replaced by each open()
    QTimer *m_connectTimer;
    QTimer *m_pingTimer;
    int m_unanswered = 0;
};

} // namespace atalaia
