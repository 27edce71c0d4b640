// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionrest.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

QString isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate);
}

} // namespace

RestAccess evolutionAccess(const QUrl &address, const QByteArray &key, const QString &caFile)
{
    return {address, key, "apikey", {}, caFile};
}

RestRequest findMessages(const QString &line, const EvolutionWindow &window, int page, int pageSize)
{
    QJsonObject where;
    if (window.fromMs > 0 && window.toMs > 0) {
        // Whole seconds; the end rounded up, so that nothing at it is cut off.
        where.insert(u"messageTimestamp"_s,
                     QJsonObject{{u"gte"_s, isoTime(window.fromMs)}, {u"lte"_s, isoTime(window.toMs + 999)}});
    }
    QJsonObject key;
    if (!window.chat.isEmpty())
        key.insert(u"remoteJid"_s, window.chat);
    if (!window.messageId.isEmpty())
        key.insert(u"id"_s, window.messageId);
    if (!key.isEmpty())
        where.insert(u"key"_s, key);
    const QJsonObject body{{u"where"_s, where}, {u"page"_s, page}, {u"offset"_s, pageSize}};
    return {RestRequest::Method::Post, evolutionPath("/chat/findMessages", line),
            QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

QByteArray evolutionPath(const char *call, const QString &line)
{
    return QByteArray(call) + '/' + pathSegment(line);
}

} // namespace atalaia
