// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaytap.h"

#include <QStringView>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

/// The text after `"name":` up to the next comma, brace or quote: enough for the two plain fields
/// that are read here, and far cheaper than a parser beside the one that is measured.
QStringView valueAfter(QStringView frame, QStringView name)
{
    const qsizetype at = frame.indexOf(name);
    if (at < 0)
        return {};
    QStringView rest = frame.mid(at + name.size());
    if (rest.startsWith(u'"'))
        rest = rest.mid(1);
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
    const qint64 sentAtMs = valueAfter(frame, u"\"timestamp\":").toLongLong(); // the envelope's comes first
    const qsizetype payload = frame.indexOf(u"\"payload\":");
    if (payload < 0)
        return;
    const QStringView fullId = valueAfter(QStringView(frame).mid(payload), u"\"id\":");
    const QList<QStringView> parts = fullId.split(u'_');
    if (parts.size() >= 3 && sentAtMs > 0)
        m_sentAt.insert(parts[2].toString(), sentAtMs);
}

} // namespace atalaia::bench
