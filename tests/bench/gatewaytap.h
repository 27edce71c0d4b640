// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QUrl>
#include <QWebSocket>

namespace atalaia::bench {

/// A second listener on the gateway's stream, beside the console's: notes when the gateway says it
/// sent each message (envelope timestamp, UTC ms), by bare id. For latency figures only. Runs on a
/// thread of its own so that it takes no time from the GUI thread.
class GatewayTap final : public QObject
{
    Q_OBJECT

public:
    explicit GatewayTap(QUrl stream, QObject *parent = nullptr);

    void start();
    /// Call on the tap's thread, or after it has ended.
    [[nodiscard]] const QHash<QString, qint64> &sentAt() const { return m_sentAt; }

signals:
    void opened();

private:
    void note(const QString &frame);

    const QUrl m_stream;
    QWebSocket *m_socket = nullptr;
    QHash<QString, qint64> m_sentAt;
};

} // namespace atalaia::bench
