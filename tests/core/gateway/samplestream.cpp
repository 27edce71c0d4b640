// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplestream.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace atalaia {

SampleStream::SampleStream()
{
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                     [this](const QString &frame) { keep(frame); });
    QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket, [this] { ++m_disconnectCount; });
}

bool SampleStream::open(const SampleGateway &gateway, const QString &query)
{
    return openUrl(gateway.streamUrl(query));
}

bool SampleStream::openUrl(const QString &url)
{
    m_socket.open(QUrl(url));
    return until([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
}

bool SampleStream::until(const std::function<bool()> &condition, int timeoutMs)
{
    return QTest::qWaitFor(condition, timeoutMs);
}

void SampleStream::keep(const QString &frame)
{
    const QJsonObject event = QJsonDocument::fromJson(frame.toUtf8()).object();
    if (!event[u"event"].isString() || !event[u"payload"].isObject() || !event[u"id"].isString()) {
        ++m_unreadableCount;
        return;
    }
    m_events.append(event);
    if (event[u"event"].toString() == u"message.any")
        m_messageIds.append(bareId(event[u"payload"][u"id"].toString()));
}

QVector<QJsonObject> SampleStream::events(const QString &name) const
{
    QVector<QJsonObject> found;
    for (const QJsonObject &event : m_events) {
        if (event[u"event"].toString() == name)
            found.append(event);
    }
    return found;
}

QString SampleStream::bareId(const QString &fullId)
{
    return fullId.split(u'_').value(2);
}

} // namespace atalaia
