// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange.h"
#include "httpserver.h"

namespace atalaia {

/// WAHA's REST paths over the history and the exchange, and two of our own under /sample for tests.
class RestApi
{
public:
    RestApi(const QByteArray &apiKey, Exchange &exchange) : m_apiKey(apiKey), m_exchange(exchange) {}

    [[nodiscard]] HttpAnswer answer(const HttpRequest &request);

private:
    [[nodiscard]] HttpAnswer route(const HttpRequest &request);
    [[nodiscard]] HttpAnswer sample(const HttpRequest &request) const;
    [[nodiscard]] HttpAnswer sessions(const HttpRequest &request);
    [[nodiscard]] HttpAnswer controlSession(quint32 session, const QString &order);
    [[nodiscard]] HttpAnswer file(const HttpRequest &request) const;
    [[nodiscard]] HttpAnswer contacts(const HttpRequest &request);
    [[nodiscard]] HttpAnswer sendText(const HttpRequest &request);
    [[nodiscard]] HttpAnswer ofSession(const HttpRequest &request);
    [[nodiscard]] HttpAnswer chats(quint32 session, const HttpRequest &request);
    [[nodiscard]] HttpAnswer lids(quint32 session, const HttpRequest &request) const;
    [[nodiscard]] HttpAnswer messages(quint32 session, const HttpRequest &request);
    [[nodiscard]] HttpAnswer singleMessage(quint32 session, const HttpRequest &request);
    /// The message as JSON; with media, its file is put on the shelf again.
    [[nodiscard]] QJsonObject shown(quint32 message, bool isWithMedia);
    [[nodiscard]] quint32 chatForSending(quint32 session, const QString &address);
    void acknowledgeLater(quint32 message);

    QByteArray m_apiKey;
    Exchange &m_exchange;
    QVector<QByteArray> m_sends; ///< bare ids, in order
    qint64 m_sendCalls = 0;
};

} // namespace atalaia
