// SPDX-License-Identifier: GPL-3.0-or-later
#include "restapi.h"

#include "wire.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kTextAtMost = 65'536;
constexpr qsizetype kIdAtMost = 128;

HttpAnswer object(const QJsonObject &body, int status = 200)
{
    return HttpAnswer::json(QJsonDocument(body), status);
}

HttpAnswer array(const QJsonArray &body)
{
    return HttpAnswer::json(QJsonDocument(body));
}

HttpAnswer failure(int status, const QString &message, const QString &error)
{
    return object({{u"message"_s, message}, {u"error"_s, error}, {u"statusCode"_s, status}}, status);
}

HttpAnswer noSuchPath(const HttpRequest &request)
{
    const QString method = QString::fromLatin1(request.method);
    return failure(404, u"Cannot %1 /%2"_s.arg(method, request.path.join(u'/')), u"Not Found"_s);
}

HttpAnswer noSuchSession()
{
    return failure(404, u"Session not found"_s, u"Not Found"_s);
}

HttpAnswer notWorking(const SampleSession &session)
{
    return object({{u"error"_s, u"Session status is not as expected. Try again later or restart the session"_s},
                   {u"session"_s, session.name},
                   {u"status"_s, wire::statusName(session.status)},
                   {u"expected"_s, QJsonArray{u"WORKING"_s}}},
                  422);
}

std::optional<qint64> numberIn(const QUrlQuery &query, const QString &name)
{
    bool isNumber = false;
    // A fraction of a second is cut: the gateway compares whole seconds.
    const double number = query.queryItemValue(name, QUrl::FullyDecoded).toDouble(&isNumber);
    return isNumber ? std::optional(qint64(number)) : std::nullopt;
}

std::optional<bool> truthIn(const QUrlQuery &query, const QString &name)
{
    if (!query.hasQueryItem(name))
        return {};
    return query.queryItemValue(name) == "true"_L1;
}

/// The part of a list that limit and offset ask for.
template <typename Item> QVector<Item> page(const QVector<Item> &items, const QUrlQuery &query, qint64 usualLimit)
{
    const qint64 offset = std::clamp<qint64>(numberIn(query, u"offset"_s).value_or(0), 0, items.size());
    return items.mid(offset, std::max<qint64>(0, numberIn(query, u"limit"_s).value_or(usualLimit)));
}

/// Bare id out of a bare or full one.
QByteArray bareIdOf(const QString &id)
{
    const QStringList parts = id.split(u'_');
    const bool isFull = parts.size() >= 3 && (parts[0] == "true"_L1 || parts[0] == "false"_L1);
    return (isFull ? parts[2] : id).toLatin1();
}

QString canonicalAddress(QString address)
{
    return address.replace(u"@s.whatsapp.net"_s, u"@c.us"_s);
}

} // namespace

HttpAnswer RestApi::answer(const HttpRequest &request)
{
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    const bool hasKeyInQuery = std::any_of(items.begin(), items.end(), [this](const auto &item) {
        return item.first.compare("x-api-key"_L1, Qt::CaseInsensitive) == 0 && item.second.toUtf8() == m_apiKey;
    });
    const bool isOpenPath = request.path == QStringList{u"ping"_s};
    if (!isOpenPath && !hasKeyInQuery && request.headers.value("x-api-key") != m_apiKey)
        return object({{u"message"_s, u"Unauthorized"_s}, {u"statusCode"_s, 401}}, 401);
    return route(request);
}

HttpAnswer RestApi::route(const HttpRequest &request)
{
    const QStringList &path = request.path;
    const auto at = [&path](int i) { return i < path.size() ? path[i] : QString(); };
    if (at(0) == "ping"_L1)
        return object({{u"message"_s, u"pong"_s}});
    if (at(0) == "health"_L1)
        return object({{u"status"_s, u"ok"_s},
                       {u"info"_s, QJsonObject()},
                       {u"error"_s, QJsonObject()},
                       {u"details"_s, QJsonObject()}});
    if (at(0) == "sample"_L1)
        return sample(request);
    if (at(0) != "api"_L1)
        return noSuchPath(request);
    if (at(1) == "server"_L1 && at(2) == "version"_L1)
        return object(wire::environment());
    if (at(1) == "sessions"_L1)
        return sessions(request);
    if (at(1) == "files"_L1)
        return file(request);
    if (at(1) == "contacts"_L1)
        return contacts(request);
    if (at(1) == "sendText"_L1 && request.method == "POST")
        return sendText(request);
    return ofSession(request);
}

HttpAnswer RestApi::sample(const HttpRequest &request) const
{
    const History &history = m_exchange.history();
    const QString what = request.path.value(1);
    if (what == "ids"_L1) {
        const QString name = request.query.queryItemValue(u"session"_s, QUrl::FullyDecoded);
        QJsonArray ids;
        for (quint32 session = 0; session < history.sessionCount(); ++session) {
            if (!name.isEmpty() && name != u"*" && name != history.session(session).name)
                continue;
            for (const quint32 index : history.session(session).messages)
                ids.append(QString::fromLatin1(history.message(index).id));
        }
        return array(ids);
    }
    if (what != "stats"_L1)
        return noSuchPath(request);
    QJsonObject counts;
    for (quint32 session = 0; session < history.sessionCount(); ++session)
        counts.insert(history.session(session).name, qint64(history.session(session).messages.size()));
    QJsonArray sends;
    for (const QByteArray &id : m_sends)
        sends.append(QString::fromLatin1(id));
    return object({{u"messages"_s, qint64(history.messageCount())},
                   {u"posted"_s, m_exchange.postedCount()},
                   {u"sends"_s, sends},
                   {u"sendCalls"_s, m_sendCalls},
                   {u"refused"_s, m_exchange.refusedCount()},
                   {u"doubled"_s, m_exchange.faultCounts().doubled},
                   {u"lost"_s, m_exchange.faultCounts().lost},
                   {u"shuffled"_s, m_exchange.faultCounts().shuffled},
                   {u"drops"_s, m_exchange.faultCounts().drops},
                   {u"ids"_s, counts}});
}

HttpAnswer RestApi::sessions(const HttpRequest &request)
{
    History &history = m_exchange.history();
    if (request.path.size() == 2) {
        const bool isAll = request.query.queryItemValue(u"all"_s) == "true"_L1;
        QJsonArray list;
        for (quint32 session = 0; session < history.sessionCount(); ++session) {
            if (isAll || history.session(session).status != SessionStatus::Stopped)
                list.append(wire::session(history.session(session)));
        }
        return array(list);
    }
    const std::optional<quint32> session = history.findSession(request.path[2]);
    if (!session)
        return noSuchSession();
    if (request.path.size() == 3 && request.method == "GET")
        return object(wire::session(history.session(*session)));
    if (request.path.size() == 4 && request.path[3] == "me"_L1)
        return object(wire::me(history.session(*session)));
    if (request.path.size() == 4 && request.method == "POST")
        return controlSession(*session, request.path[3]);
    return noSuchPath(request);
}

HttpAnswer RestApi::controlSession(quint32 session, const QString &order)
{
    const SessionStatus before = m_exchange.history().session(session).status;
    if (order == "stop"_L1 || order == "restart"_L1) {
        if (before != SessionStatus::Stopped)
            m_exchange.setStatus(session, SessionStatus::Stopped);
    } else if (order == "logout"_L1) {
        m_exchange.setStatus(session, SessionStatus::ScanQrCode);
    } else if (order != "start"_L1) {
        return failure(404, u"Cannot POST this"_s, u"Not Found"_s);
    }
    if (order == "start"_L1 || order == "restart"_L1)
        m_exchange.startSession(session);
    return object(wire::session(m_exchange.history().session(session)), 201);
}

HttpAnswer RestApi::file(const HttpRequest &request) const
{
    const std::optional<MediaShelf::File> found = m_exchange.shelf().take(request.path.value(3), m_exchange.nowMs());
    if (!found)
        return failure(404, u"File not found"_s, u"Not Found"_s);
    return {200, found->bytes, found->type.toLatin1()};
}

HttpAnswer RestApi::contacts(const HttpRequest &request)
{
    const QString what = request.path.value(2);
    if (what == "block"_L1 || what == "unblock"_L1)
        return failure(501, u"The method is not available for the GOWS engine"_s, u"Not Implemented"_s);
    if (what != "check-exists"_L1)
        return noSuchPath(request);
    const std::optional<quint32> session =
            m_exchange.history().findSession(request.query.queryItemValue(u"session"_s, QUrl::FullyDecoded));
    if (!session)
        return noSuchSession();
    QString phone = request.query.queryItemValue(u"phone"_s, QUrl::FullyDecoded);
    phone.remove(u'+').remove(u"@c.us"_s);
    QStringList spellings{phone};
    if (phone.startsWith("55"_L1) && phone.size() == 13)
        spellings.append(phone.left(4) + phone.mid(5));
    for (const QString &spelling : spellings) {
        const QString address = spelling + u"@c.us"_s;
        if (m_exchange.history().findChat(*session, address))
            return object({{u"numberExists"_s, true}, {u"chatId"_s, address}});
    }
    return object({{u"numberExists"_s, false}, {u"chatId"_s, QJsonValue::Null}});
}

quint32 RestApi::chatForSending(quint32 session, const QString &address)
{
    if (const std::optional<quint32> known = m_exchange.history().findChat(session, address))
        return *known;
    SampleChat chat;
    chat.session = session;
    chat.address = address;
    chat.phoneAddress = address;
    return m_exchange.history().addChat(chat);
}

HttpAnswer RestApi::sendText(const HttpRequest &request)
{
    const QJsonObject order = QJsonDocument::fromJson(request.body).object();
    const QString address = canonicalAddress(order[u"chatId"].toString());
    const QString text = order[u"text"].toString();
    if (!address.contains(u'@') || text.isEmpty() || text.size() > kTextAtMost)
        return failure(400, u"chatId and text must be given"_s, u"Bad Request"_s);
    History &history = m_exchange.history();
    const std::optional<quint32> session = history.findSession(order[u"session"].toString(u"default"_s));
    if (!session)
        return noSuchSession();
    if (!m_exchange.isWorking(*session))
        return notWorking(history.session(*session));

    SampleMessage message;
    message.id = order[u"id"].toString().toLatin1();
    // An underscore would make the full id ambiguous.
    if (message.id.size() > kIdAtMost || message.id.contains('_'))
        return failure(400, u"id is not a message id"_s, u"Bad Request"_s);
    ++m_sendCalls;
    if (message.id.isEmpty())
        message.id = m_exchange.ids().nextMessageId();
    if (const std::optional<quint32> earlier = history.findMessage(*session, message.id))
        return object(wire::messageEvent(history, history.message(*earlier), {}), 201);
    message.atMs = m_exchange.nowMs();
    message.text = text;
    message.replyToId = bareIdOf(order[u"reply_to"].toString());
    message.chat = chatForSending(*session, address);
    message.isFromMe = true;
    message.isFromApi = true;
    const quint32 index = m_exchange.post(message);
    m_sends.append(message.id);
    acknowledgeLater(index);
    return object(wire::messageEvent(history, history.message(index), {}), 201);
}

void RestApi::acknowledgeLater(quint32 message)
{
    for (int ack = 2; ack <= 3; ++ack)
        QTimer::singleShot(300 * ack, &m_exchange, [this, message, ack] { m_exchange.acknowledge(message, ack); });
}

HttpAnswer RestApi::ofSession(const HttpRequest &request)
{
    const std::optional<quint32> session = m_exchange.history().findSession(request.path.value(1));
    const QString what = request.path.value(2);
    if (what != "chats"_L1 && what != "lids"_L1)
        return noSuchPath(request);
    if (!session)
        return noSuchSession();
    if (!m_exchange.isWorking(*session))
        return notWorking(m_exchange.history().session(*session));
    return what == "chats"_L1 ? chats(*session, request) : lids(*session, request);
}

HttpAnswer RestApi::lids(quint32 session, const HttpRequest &request) const
{
    const History &history = m_exchange.history();
    QVector<QJsonObject> pairs;
    for (const quint32 index : history.session(session).chats) {
        const SampleChat &chat = history.chat(index);
        if (!chat.lidAddress.isEmpty())
            pairs.append({{u"lid"_s, chat.lidAddress}, {u"pn"_s, chat.phoneAddress}});
    }
    const QString what = request.path.value(3);
    if (what.isEmpty()) {
        QJsonArray list;
        for (const QJsonObject &pair : page(pairs, request.query, 100))
            list.append(pair);
        return array(list);
    }
    if (what == "count"_L1)
        return object({{u"count"_s, qint64(pairs.size())}});
    const bool isByPhone = what == "pn"_L1;
    const QString wanted = isByPhone ? canonicalAddress(request.path.value(4)) : what;
    const QString suffix = isByPhone ? u"@c.us"_s : u"@lid"_s;
    const QString address = wanted.contains(u'@') ? wanted : wanted + suffix;
    const QString key = isByPhone ? u"pn"_s : u"lid"_s;
    for (const QJsonObject &pair : std::as_const(pairs)) {
        if (pair[key].toString() == address)
            return object(pair);
    }
    return object({{u"lid"_s, isByPhone ? QJsonValue::Null : QJsonValue(address)},
                   {u"pn"_s, isByPhone ? QJsonValue(address) : QJsonValue::Null}});
}

HttpAnswer RestApi::chats(quint32 session, const HttpRequest &request)
{
    const QString what = request.path.value(3);
    if (request.path.size() >= 6 && request.path[4] == "messages"_L1)
        return singleMessage(session, request);
    if (request.path.size() == 5 && request.path[4] == "messages"_L1 && request.method == "GET")
        return messages(session, request);
    if (request.path.size() > 4 || (!what.isEmpty() && what != "overview"_L1))
        return noSuchPath(request);

    const History &history = m_exchange.history();
    QVector<quint32> indexes = history.session(session).chats;
    const auto lastAt = [&history](quint32 index) {
        const SampleChat &chat = history.chat(index);
        return chat.messages.empty() ? 0 : history.message(chat.messages.back()).atMs;
    };
    std::stable_sort(indexes.begin(), indexes.end(), [&lastAt](quint32 a, quint32 b) { return lastAt(a) > lastAt(b); });
    QJsonArray list;
    for (const quint32 index : page(indexes, request.query, 20)) {
        const SampleChat &chat = history.chat(index);
        QJsonObject json{{u"id"_s, chat.address}, {u"name"_s, chat.contactName}};
        if (what == "overview"_L1) {
            json.insert(u"picture"_s, QJsonValue::Null);
            json.insert(u"lastMessage"_s,
                        chat.messages.empty() ? QJsonValue::Null : QJsonValue(shown(chat.messages.back(), false)));
            json.insert(u"_chat"_s, QJsonObject());
        } else {
            json.insert(u"conversationTimestamp"_s, lastAt(index) / 1000);
        }
        list.append(json);
    }
    return array(list);
}

QJsonObject RestApi::shown(quint32 message, bool isWithMedia)
{
    const SampleMessage &found = m_exchange.history().message(message);
    if (isWithMedia && found.hasMedia() && !found.isRevoked)
        m_exchange.shelf().put(found, m_exchange.nowMs());
    return wire::message(m_exchange.history(), found, {isWithMedia, m_exchange.baseUrl()});
}

HttpAnswer RestApi::messages(quint32 session, const HttpRequest &request)
{
    const QUrlQuery &query = request.query;
    const QString chatId = canonicalAddress(request.path[3]);
    MessageQuery wanted;
    if (chatId != "all"_L1) {
        wanted.chat = m_exchange.history().findChat(session, chatId);
        if (!wanted.chat)
            return array({});
    }
    wanted.fromSeconds = numberIn(query, u"filter.timestamp.gte"_s);
    wanted.untilSeconds = numberIn(query, u"filter.timestamp.lte"_s);
    wanted.isFromMe = truthIn(query, u"filter.fromMe"_s);
    if (const std::optional<qint64> ack = numberIn(query, u"filter.ack"_s))
        wanted.ack = int(*ack);
    wanted.isNewestFirst = query.queryItemValue(u"sortOrder"_s) != "asc"_L1;
    wanted.limit = std::max<qint64>(0, numberIn(query, u"limit"_s).value_or(10));
    wanted.offset = std::max<qint64>(0, numberIn(query, u"offset"_s).value_or(0));
    const bool isWithMedia = truthIn(query, u"downloadMedia"_s).value_or(true);

    QJsonArray list;
    for (const quint32 index : m_exchange.history().find(session, wanted))
        list.append(shown(index, isWithMedia));
    return array(list);
}

HttpAnswer RestApi::singleMessage(quint32 session, const HttpRequest &request)
{
    History &history = m_exchange.history();
    const std::optional<quint32> index = history.findMessage(session, bareIdOf(request.path[5]));
    const QString chatId = canonicalAddress(request.path[3]);
    const bool isInChat =
            chatId == "all"_L1
            || (index && history.findChat(session, chatId) == std::optional(history.message(*index).chat));
    if (!index || !isInChat || request.path.size() > 6)
        return failure(404, u"Message not found"_s, u"Not Found"_s);
    if (request.method == "GET")
        return object(shown(*index, truthIn(request.query, u"downloadMedia"_s).value_or(true)));

    const SampleMessage &message = history.message(*index);
    if (!message.isFromMe)
        return failure(422, u"Only own messages can be changed for everyone"_s, u"Unprocessable Entity"_s);
    if (request.method == "DELETE") {
        m_exchange.revoke(*index, m_exchange.ids().nextMessageId());
        return object({{u"success"_s, true}});
    }
    const QString text = QJsonDocument::fromJson(request.body).object()[u"text"].toString();
    if (request.method != "PUT" || text.isEmpty() || text.size() > kTextAtMost)
        return failure(400, u"text must be given"_s, u"Bad Request"_s);
    m_exchange.edit(*index, text, m_exchange.ids().nextMessageId());
    return object(shown(*index, false));
}

} // namespace atalaia
