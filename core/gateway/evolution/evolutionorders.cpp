// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionorders.h"

#include "base/clock.h"
#include "base/continuation.h"
#include "base/futures.h"
#include "domain/identity.h"
#include "gateway/chataddress.h"
#include "gateway/evolution/evolutionrest.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kPageSize = 100;
constexpr int kMostPages = 50; // more than one chat gets between an order and its last attempt
constexpr qint64 kClockDifferenceMs = 10LL * 60 * 1000; // the order's time is of our clock
constexpr qint64 kLookBackMs = 24LL * 60 * 60 * 1000; // where the order does not say its time

QFuture<Result<GatewayAnswer>> atOnce(Result<GatewayAnswer> result)
{
    return finishedFuture(std::move(result));
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

/// Evolution wants the digits of a phone number, and any other address whole.
QString numberOf(const ChatAddress &chat)
{
    return isPhoneAddress(chat) ? chat.section(u'@', 0, 0) : chat;
}

/// As Evolution writes it; other gateways' spelling may be in the order when a conversation knows several.
ChatAddress addressOf(const ChatAddress &chat)
{
    return isPhoneAddress(chat) ? numberOf(chat) + u"@s.whatsapp.net"_s : chat;
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

RestRequest blockRequest(const GatewayOrder &order, const QString &status)
{
    return {RestRequest::Method::Post, evolutionPath("/chat/updateBlockStatus", order.lineExternalId),
            json({{u"number"_s, numberOf(order.chat)}, {u"status"_s, status}})};
}

RestRequest requestOf(const GatewayOrder &order)
{
    using Method = RestRequest::Method;
    switch (order.kind) {
    case InterventionKind::MessageToContact:
        return {Method::Post, evolutionPath("/message/sendText", order.lineExternalId),
                json({{u"number"_s, numberOf(order.chat)}, {u"text"_s, order.text}})};
    case InterventionKind::DeleteForEveryone:
        // Only own messages can be deleted, so the direction is known.
        return {Method::Delete, evolutionPath("/chat/deleteMessageForEveryone", order.lineExternalId),
                json({{u"id"_s, order.messageId}, {u"remoteJid"_s, addressOf(order.chat)}, {u"fromMe"_s, true}})};
    case InterventionKind::SuspendLine:
        return {Method::Delete, evolutionPath("/instance/logout", order.lineExternalId), {}};
    case InterventionKind::ResumeLine:
        return {Method::Get, evolutionPath("/instance/connect", order.lineExternalId), {}};
    case InterventionKind::BlockContact:
        return blockRequest(order, u"block"_s);
    case InterventionKind::UnblockContact:
        return blockRequest(order, u"unblock"_s);
    }
    Q_UNREACHABLE();
}

RestRequest stateRequest(const GatewayOrder &order)
{
    return {RestRequest::Method::Get, evolutionPath("/instance/connectionState", order.lineExternalId), {}};
}

bool isComplete(const GatewayOrder &order)
{
    if (order.lineExternalId.isEmpty())
        return false;
    if (isAboutLine(order))
        return true;
    if (order.chat.isEmpty())
        return false;
    return order.kind != InterventionKind::DeleteForEveryone || !order.messageId.isEmpty();
}

qint64 notBefore(const GatewayOrder &order, qint64 nowMs)
{
    return order.notBeforeMs > 0 ? order.notBeforeMs - kClockDifferenceMs : nowMs - kLookBackMs;
}

/// Whether the page holds a message of ours to that chat with these words. The gateway keeps a chat under a hidden id
/// or a phone number; where a record has both, the aliases of the page say so.
bool holdsText(const GatewayOrder &order, const QVector<GatewayEvent> &events, qint64 sinceMs)
{
    QHash<QString, QString> phoneOf;
    for (const GatewayEvent &event : events) {
        if (const auto *alias = std::get_if<AliasFound>(&event.body))
            phoneOf.insert(alias->first, alias->second);
    }
    const QString wanted = identityKey(phoneOf.value(order.chat, order.chat));
    for (const GatewayEvent &event : events) {
        const auto *message = std::get_if<MessageReceived>(&event.body);
        const bool isOurs = message && message->author == Author::Agent && message->sentAtMs >= sinceMs
                            && message->text == order.text;
        if (isOurs && identityKey(phoneOf.value(message->chat, message->chat)) == wanted)
            return true;
    }
    return false;
}

Result<GatewayAnswer> answerOf(const RestResponse &response)
{
    const QString word = response.status == 201 ? u"Created"_s : u"OK"_s;
    return GatewayAnswer{u"%1 %2"_s.arg(QString::number(response.status), word)};
}

} // namespace

EvolutionOrders::EvolutionOrders(RestClient &rest, EvolutionParser &parser, const Clock &clock, QObject *parent)
    : QObject(parent), m_rest(rest), m_parser(parser), m_clock(clock)
{}

EvolutionOrders::~EvolutionOrders() = default;

QFuture<Result<GatewayAnswer>> EvolutionOrders::perform(const GatewayOrder &order)
{
    if (!isComplete(order))
        return atOnce(Error{Error::Kind::InvalidInput, u"the order lacks its line, chat or message"_s});
    if (!order.mayHaveRun)
        return act(order);
    if (isAboutLine(order))
        return lookAtLine(order, false);
    return order.kind == InterventionKind::MessageToContact ? lookForText(order, 1) : act(order);
}

QFuture<Result<GatewayAnswer>> EvolutionOrders::act(const GatewayOrder &order)
{
    return continueOn(this, m_rest.send(requestOf(order), RestClient::Priority::Order),
                      [this, order](const RestResponse &response) { return decideOnAnswer(order, response); })
            .unwrap();
}

QFuture<Result<GatewayAnswer>> EvolutionOrders::decideOnAnswer(const GatewayOrder &order, const RestResponse &response)
{
    if (isGood(response)) {
        // The answer holds the code to scan: nothing of it may be shown or kept.
        if (order.kind == InterventionKind::ResumeLine)
            return lookAtLine(order, true);
        return atOnce(answerOf(response));
    }
    // It refuses to log out what is logged out already.
    if (order.kind == InterventionKind::SuspendLine && response.status == 400)
        return lookAtLine(order, true);
    return atOnce(errorOf(response, m_parser.complaint(response.body)));
}

QFuture<Result<GatewayAnswer>> EvolutionOrders::lookForText(const GatewayOrder &order, int page)
{
    // By time alone: the gateway's own filter by chat knows one of two ids of a person, or matches everything.
    const qint64 nowMs = m_clock.nowMs();
    const EvolutionWindow window{notBefore(order, nowMs), nowMs + kLookBackMs};
    return continueOn(this,
                      m_rest.send(findMessages(order.lineExternalId, window, page, kPageSize),
                                  RestClient::Priority::Order),
                      [this, order, page](const RestResponse &response) { return decideOnPage(order, page, response); })
            .unwrap();
}

QFuture<Result<GatewayAnswer>> EvolutionOrders::decideOnPage(const GatewayOrder &order, int page,
                                                             const RestResponse &response)
{
    if (!isGood(response))
        return couldNotLook(response);
    const Result<EvolutionPage> records = m_parser.page(response.body, order.lineExternalId, m_clock.nowMs());
    if (!records)
        return atOnce(Error{Error::Kind::Unreachable, u"the history cannot be read: "_s + records.error().context});
    const qint64 sinceMs = notBefore(order, m_clock.nowMs());
    if (holdsText(order, records->reading.events, sinceMs))
        return done(u"already sent"_s);
    if (records->reading.items == 0)
        return act(order);
    if (page < kMostPages)
        return lookForText(order, page + 1);
    return atOnce(Error{Error::Kind::Unreachable, u"the history is too long to look for the message"_s});
}

QFuture<Result<GatewayAnswer>> EvolutionOrders::lookAtLine(const GatewayOrder &order, bool hasActed)
{
    return continueOn(this, m_rest.send(stateRequest(order), RestClient::Priority::Order),
                      [this, order, hasActed](const RestResponse &response) {
                          return decideOnLine(order, hasActed, response);
                      })
            .unwrap();
}

QFuture<Result<GatewayAnswer>> EvolutionOrders::decideOnLine(const GatewayOrder &order, bool hasActed,
                                                             const RestResponse &response)
{
    if (response.status == 404)
        return atOnce(errorOf(response, m_parser.complaint(response.body)));
    if (!isGood(response))
        return couldNotLook(response);
    const Result<LineState> state = m_parser.lineState(response.body);
    if (!state)
        return atOnce(Error{Error::Kind::Unreachable, u"the line's state cannot be read"_s});
    if (order.kind == InterventionKind::SuspendLine && *state == LineState::NeedsPairing)
        return done(u"already logged out"_s);
    if (order.kind == InterventionKind::ResumeLine && *state == LineState::Working)
        return done(u"open"_s);
    if (!hasActed)
        return act(order);
    if (order.kind == InterventionKind::ResumeLine)
        return done(u"waits to be paired at the gateway"_s);
    return atOnce(Error{Error::Kind::Rejected, u"the gateway did not log the line out"_s});
}

/// Whatever kept us from looking says nothing about whether the order ran before, so a refusal of the look must not end
/// the order as refused.
QFuture<Result<GatewayAnswer>> EvolutionOrders::couldNotLook(const RestResponse &response)
{
    return atOnce(Error{Error::Kind::Unreachable, errorOf(response, m_parser.complaint(response.body)).context});
}

} // namespace atalaia
