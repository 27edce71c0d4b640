// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaorders.h"

#include "base/continuation.h"
#include "gateway/waha/wahaengine.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kPageSize = 100;
constexpr int kLargestOffset = 5'000; // more than one chat gets between an order and its last attempt

QFuture<Result<GatewayAnswer>> atOnce(Result<GatewayAnswer> result)
{
    QPromise<Result<GatewayAnswer>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

QFuture<Result<GatewayAnswer>> done(const QString &summary)
{
    return atOnce(GatewayAnswer{summary});
}

bool isGood(const RestResponse &response)
{
    return response.status >= 200 && response.status < 300;
}

bool isAboutLine(const GatewayOrder &order)
{
    return order.kind == InterventionKind::SuspendLine || order.kind == InterventionKind::ResumeLine;
}

bool isAboutContact(const GatewayOrder &order)
{
    return order.kind == InterventionKind::BlockContact || order.kind == InterventionKind::UnblockContact;
}

bool isComplete(const GatewayOrder &order)
{
    const bool isMessageNamed = order.kind != InterventionKind::DeleteForEveryone || !order.messageId.isEmpty();
    return !order.lineExternalId.isEmpty() && (isAboutLine(order) || (!order.chat.isEmpty() && isMessageNamed));
}

QByteArray chatPath(const GatewayOrder &order)
{
    return "/api/" + pathSegment(order.lineExternalId) + "/chats/" + pathSegment(order.chat) + "/messages";
}

/// Only own messages are sent and deleted, so the id's direction is known.
QByteArray messagePath(const GatewayOrder &order)
{
    return chatPath(order) + '/' + pathSegment(u"true_%1_%2"_s.arg(order.chat, order.messageId));
}

QByteArray linePath(const GatewayOrder &order)
{
    return "/api/sessions/" + pathSegment(order.lineExternalId);
}

QByteArray contactBody(const GatewayOrder &order)
{
    const QJsonObject body{{u"session"_s, order.lineExternalId}, {u"contactId"_s, order.chat}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

RestRequest requestOf(const GatewayOrder &order)
{
    switch (order.kind) {
    case InterventionKind::MessageToContact: {
        QJsonObject body{{u"session"_s, order.lineExternalId}, {u"chatId"_s, order.chat}, {u"text"_s, order.text}};
        if (!order.messageId.isEmpty())
            body.insert(u"id"_s, order.messageId);
        return {RestRequest::Method::Post, "/api/sendText", QJsonDocument(body).toJson(QJsonDocument::Compact)};
    }
    case InterventionKind::DeleteForEveryone:
        return {RestRequest::Method::Delete, messagePath(order), {}};
    case InterventionKind::SuspendLine:
        return {RestRequest::Method::Post, linePath(order) + "/stop", "{}"};
    case InterventionKind::ResumeLine:
        return {RestRequest::Method::Post, linePath(order) + "/start", "{}"};
    case InterventionKind::BlockContact:
        return {RestRequest::Method::Post, "/api/contacts/block", contactBody(order)};
    case InterventionKind::UnblockContact:
        return {RestRequest::Method::Post, "/api/contacts/unblock", contactBody(order)};
    }
    Q_UNREACHABLE();
}

/// Whether this page of the chat, newest first, reaches behind all that the order may have left.
bool isPast(const GatewayOrder &order, const QVector<GatewayEvent> &events)
{
    constexpr qint64 kClockDifferenceMs = 24LL * 60 * 60 * 1000; // the order's time is of our clock
    qint64 newestMs = 0;
    qint64 oldestMs = 0;
    for (const GatewayEvent &event : events) {
        if (const auto *message = std::get_if<MessageReceived>(&event.body)) {
            newestMs = newestMs > 0 ? newestMs : message->sentAtMs;
            oldestMs = message->sentAtMs;
        }
    }
    const bool isNewestFirst = newestMs >= oldestMs; // a gateway that sorts the other way is read to its end
    return oldestMs > 0 && isNewestFirst && oldestMs < order.notBeforeMs - kClockDifferenceMs;
}

QString stateName(LineState state)
{
    switch (state) {
    case LineState::Stopped:
        return u"STOPPED"_s;
    case LineState::Starting:
        return u"STARTING"_s;
    case LineState::NeedsPairing:
        return u"SCAN_QR_CODE"_s;
    case LineState::Working:
        return u"WORKING"_s;
    case LineState::Failed:
        return u"FAILED"_s;
    case LineState::Unknown:
        break;
    }
    return {};
}

} // namespace

WahaOrders::WahaOrders(RestClient &reading, RestClient &acting, WahaParser &parser, QObject *parent)
    : QObject(parent), m_reading(reading), m_acting(acting), m_parser(parser)
{}

WahaOrders::~WahaOrders() = default;

QFuture<Result<GatewayAnswer>> WahaOrders::perform(const GatewayOrder &order, const QString &engine)
{
    if (!isComplete(order))
        return atOnce(Error{Error::Kind::InvalidInput, u"the order lacks its line, chat or message"_s});
    if (isAboutContact(order)) {
        if (!engine.isEmpty() && !waha::isBrowserEngine(engine))
            return atOnce(Error{Error::Kind::Unsupported, u"the engine %1 cannot block contacts"_s.arg(engine)});
        if (order.chat.endsWith(u"@g.us"))
            return atOnce(Error{Error::Kind::Unsupported, u"a group cannot be blocked"_s});
        return act(order); // twice does no harm
    }
    if (!order.mayHaveRun)
        return act(order);
    if (isAboutLine(order))
        return lookAtLine(order);
    // Without an id of ours there is nothing to recognise the message by.
    return order.messageId.isEmpty() ? act(order) : lookForMessage(order);
}

QFuture<Result<GatewayAnswer>> WahaOrders::act(const GatewayOrder &order)
{
    return continueOn(this, m_acting.send(requestOf(order), RestClient::Priority::Order),
                      [this, order](const RestResponse &response) { return answerOf(order, response); });
}

QFuture<Result<GatewayAnswer>> WahaOrders::lookForMessage(const GatewayOrder &order)
{
    const RestRequest get{RestRequest::Method::Get, messagePath(order) + "?downloadMedia=false", {}};
    return continueOn(this, m_reading.send(get, RestClient::Priority::Order),
                      [this, order](const RestResponse &response) { return decideOnMessage(order, response); })
            .unwrap();
}

QFuture<Result<GatewayAnswer>> WahaOrders::decideOnMessage(const GatewayOrder &order, const RestResponse &response)
{
    if (response.status == 404)
        return lookInChat(order, 0);
    if (!isGood(response))
        return couldNotLook(response);
    const Result<WahaReading> reading = m_parser.message(response.body, order.lineExternalId);
    if (!reading)
        return atOnce(Error{Error::Kind::Unreachable, u"the message cannot be read: "_s + reading.error().context});
    if (!reading->events.isEmpty()) {
        if (const auto *found = std::get_if<MessageReceived>(&reading->events.first().body))
            return decideOnFound(order, *found);
    }
    return lookInChat(order, 0);
}

/// The gateway may keep the message under another id of the same person (@lid for @c.us), where the
/// full id does not find it; the merged list of the chat does.
QFuture<Result<GatewayAnswer>> WahaOrders::lookInChat(const GatewayOrder &order, int offset)
{
    const RestRequest get{RestRequest::Method::Get,
                          chatPath(order) + "?limit=" + QByteArray::number(kPageSize)
                                  + "&offset=" + QByteArray::number(offset)
                                  + "&sortBy=timestamp&sortOrder=desc&downloadMedia=false&merge=true",
                          {}};
    return continueOn(this, m_reading.send(get, RestClient::Priority::Order),
                      [this, order, offset](const RestResponse &response) {
                          return decideOnChat(order, offset, response);
                      })
            .unwrap();
}

QFuture<Result<GatewayAnswer>> WahaOrders::decideOnChat(const GatewayOrder &order, int offset,
                                                        const RestResponse &response)
{
    if (response.status == 404)
        return decideOnAbsent(order);
    if (!isGood(response))
        return couldNotLook(response);
    const Result<WahaReading> page = m_parser.messages(response.body, order.lineExternalId);
    if (!page)
        return atOnce(Error{Error::Kind::Unreachable, u"the chat cannot be read: "_s + page.error().context});
    for (const GatewayEvent &event : page->events) {
        const auto *found = std::get_if<MessageReceived>(&event.body);
        if (found && found->messageId == order.messageId)
            return decideOnFound(order, *found);
    }
    if (page->items == 0 || isPast(order, page->events))
        return decideOnAbsent(order);
    if (offset < kLargestOffset)
        return lookInChat(order, offset + kPageSize);
    // To delete twice does no harm, to send twice does.
    if (order.kind == InterventionKind::DeleteForEveryone)
        return act(order);
    return atOnce(Error{Error::Kind::Unreachable, u"the chat is too long to look for the message"_s});
}

QFuture<Result<GatewayAnswer>> WahaOrders::decideOnFound(const GatewayOrder &order, const MessageReceived &found)
{
    if (order.kind == InterventionKind::MessageToContact)
        return done(u"already sent"_s);
    return found.isRevoked ? done(u"already deleted"_s) : act(order);
}

QFuture<Result<GatewayAnswer>> WahaOrders::decideOnAbsent(const GatewayOrder &order)
{
    return order.kind == InterventionKind::DeleteForEveryone ? done(u"already gone"_s) : act(order);
}

QFuture<Result<GatewayAnswer>> WahaOrders::lookAtLine(const GatewayOrder &order)
{
    const RestRequest get{RestRequest::Method::Get, linePath(order), {}};
    return continueOn(this, m_reading.send(get, RestClient::Priority::Order),
                      [this, order](const RestResponse &response) { return decideOnLine(order, response); })
            .unwrap();
}

QFuture<Result<GatewayAnswer>> WahaOrders::decideOnLine(const GatewayOrder &order, const RestResponse &response)
{
    if (response.status == 404)
        return atOnce(errorOf(response, m_parser.complaint(response.body)));
    if (!isGood(response))
        return couldNotLook(response);
    const Result<WahaSession> session = m_parser.session(response.body);
    if (!session)
        return atOnce(Error{Error::Kind::Unreachable, u"the line's state cannot be read"_s});
    const bool isRunning = session->state == LineState::Working || session->state == LineState::Starting
                           || session->state == LineState::NeedsPairing;
    if (order.kind == InterventionKind::SuspendLine && session->state == LineState::Stopped)
        return done(u"already STOPPED"_s);
    if (order.kind == InterventionKind::ResumeLine && isRunning)
        return done(u"already "_s + stateName(session->state));
    return act(order);
}

/// Whatever kept us from looking says nothing about whether the order ran before, so a refusal of the
/// look must not end the order as refused.
QFuture<Result<GatewayAnswer>> WahaOrders::couldNotLook(const RestResponse &response)
{
    return atOnce(Error{Error::Kind::Unreachable, errorOf(response, m_parser.complaint(response.body)).context});
}

Result<GatewayAnswer> WahaOrders::answerOf(const GatewayOrder &order, const RestResponse &response)
{
    if (!isGood(response))
        return errorOf(response, m_parser.complaint(response.body));
    QString word = response.status == 201 ? u"Created"_s : u"OK"_s;
    if (isAboutLine(order)) {
        const Result<WahaSession> session = m_parser.session(response.body);
        if (session && session->state != LineState::Unknown)
            word = stateName(session->state);
    }
    return GatewayAnswer{u"%1 %2"_s.arg(QString::number(response.status), word)};
}

} // namespace atalaia
