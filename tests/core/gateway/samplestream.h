// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/samplegateway.h"

#include <QJsonObject>
#include <QVector>
#include <QWebSocket>

#include <functional>

namespace atalaia {

/// A plain WebSocket client that keeps what it receives.
class SampleStream
{
public:
    SampleStream();

    /// True when connected. Query as for SampleGateway::streamUrl.
    [[nodiscard]] bool open(const SampleGateway &gateway, const QString &query = QStringLiteral("session=*&events=*"));
    [[nodiscard]] bool openUrl(const QString &url);
    /// Waits until the condition holds.
    [[nodiscard]] static bool until(const std::function<bool()> &condition, int timeoutMs = 30'000);

    [[nodiscard]] QWebSocket &socket() { return m_socket; }
    [[nodiscard]] const QVector<QJsonObject> &events() const { return m_events; }
    [[nodiscard]] QVector<QJsonObject> events(const QString &name) const;
    /// Bare ids of the message.any events, in order of arrival.
    [[nodiscard]] const QStringList &messageIds() const { return m_messageIds; }
    [[nodiscard]] int unreadableCount() const { return m_unreadableCount; }
    [[nodiscard]] int disconnectCount() const { return m_disconnectCount; }

    [[nodiscard]] static QString bareId(const QString &fullId);

private:
    void keep(const QString &frame);

    QWebSocket m_socket;
    QVector<QJsonObject> m_events;
    QStringList m_messageIds;
    int m_unreadableCount = 0;
    int m_disconnectCount = 0;
};

} // namespace atalaia
