// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaytap.h"

#include <QStringView>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

/// The text after `"name":`, found at `at`, up to the next comma, brace or quote: enough for the two
/// plain fields that are read here, and far cheaper than a parser beside the one that is measured.
QStringView valueAt(QStringView frame, qsizetype at, QStringView name)
{
    if (at < 0)
        return {};
    const QStringView rest = frame.mid(at + name.size());
    qsizetype end = 0;
    while (end < rest.size() && rest[end] != u',' && rest[end] != u'}' && rest[end] != u'"')
        ++end;
    return rest.left(end);
}

} // namespace

GatewayTap::GatewayTap(QUrl stream, QObject *parent) : QObject(parent), m_stream(std::move(stream)) {}

void GatewayTap::start()
{
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    connect(m_socket, &QWebSocket::connected, this, &GatewayTap::opened);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &GatewayTap::note);
    m_socket->open(m_stream);
}

void GatewayTap::note(const QString &frame)
{
    constexpr QStringView kTime = u"\"timestamp\":";
    constexpr QStringView kId = u"\"id\":\"";
    // Keys come in alphabetical order: the envelope's own time is the last one of the frame, and the
    // id of the message is the first one inside the payload.
    const qsizetype payload = frame.indexOf(u"\"payload\":");
    if (payload < 0)
        return;
    const qint64 sentAtMs = valueAt(frame, frame.lastIndexOf(kTime), kTime).toLongLong();
    const QStringView fullId = valueAt(frame, frame.indexOf(kId, payload), kId);
    const QList<QStringView> parts = fullId.split(u'_');
    if (parts.size() >= 3 && sentAtMs > 0)
        m_sentAt.insert(parts[2].toString(), sentAtMs);
}

} // namespace atalaia::bench
