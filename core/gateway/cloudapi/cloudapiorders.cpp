// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiorders.h"

#include "base/clock.h"
#include "base/continuation.h"
#include "base/futures.h"
#include "gateway/cloudapi/cloudapiaccess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kMostMarks = 5'000;
constexpr qsizetype kMostOrders = 1'000;
constexpr qsizetype kLongestText = 4'096; // Meta's limit
constexpr QStringView kGroupSuffix = u"@g.us";

using Answer = Result<GatewayAnswer>;

QFuture<Answer> refused(Error::Kind kind, const QString &why)
{
    return finishedFuture<Answer>(Error{kind, why});
}

bool isNumber(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

QByteArray messageBody(const GatewayOrder &order)
{
    const bool isGroup = order.chat.endsWith(kGroupSuffix);
    QJsonObject body{{u"messaging_product"_s, u"whatsapp"_s},
                     {u"recipient_type"_s, isGroup ? u"group"_s : u"individual"_s},
                     {u"type"_s, u"text"_s},
                     {u"text"_s, QJsonObject{{u"body"_s, order.text}, {u"preview_url"_s, false}}}};
    if (isGroup)
        body.insert(u"to"_s, order.chat.chopped(kGroupSuffix.size()));
    else
        body.insert(isNumber(order.chat) ? u"to"_s : u"recipient"_s, order.chat); // the hidden id has its own field
    if (!order.messageId.isEmpty())
        body.insert(u"biz_opaque_callback_data"_s, order.messageId);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

QByteArray blockBody(const GatewayOrder &order)
{
    const QJsonObject user{{isNumber(order.chat) ? u"user"_s : u"user_id"_s, order.chat}};
    return QJsonDocument(QJsonObject{{u"messaging_product"_s, u"whatsapp"_s}, {u"block_users"_s, QJsonArray{user}}})
            .toJson(QJsonDocument::Compact);
}

RestRequest requestOf(const GatewayOrder &order)
{
    RestRequest request;
    request.method =
            order.kind == InterventionKind::UnblockContact ? RestRequest::Method::Delete : RestRequest::Method::Post;
    const bool isMessage = order.kind == InterventionKind::MessageToContact;
    request.path = graphPath({order.lineExternalId, isMessage ? u"messages"_s : u"block_users"_s});
    request.body = isMessage ? messageBody(order) : blockBody(order);
    return request;
}

/// Whether the request cannot have been carried out: no connection was made, or Meta said no.
bool isCertainlyNotDone(const RestResponse &response)
{
    constexpr std::array<QByteArrayView, 6> kBeforeSending{"ConnectionRefusedError",      "HostNotFoundError",
                                                           "SslHandshakeFailedError",     "ProxyNotFoundError",
                                                           "ProxyConnectionRefusedError", "NetworkSessionFailedError"};
    if (response.status == 0)
        return std::find(kBeforeSending.begin(), kBeforeSending.end(), QByteArrayView(response.problem))
               != kBeforeSending.end();
    return response.status >= 400 && response.status < 500 && response.status != 408;
}

} // namespace

CloudApiOrders::CloudApiOrders(RestClient &rest, CloudApiParser &parser, const Clock &clock,
                               const CloudApiTimings &timings, Keep keep, QObject *parent)
    : QObject(parent),
      m_rest(rest),
      m_parser(parser),
      m_clock(clock),
      m_timings(timings),
      m_keep(std::move(keep)),
      m_marks(kMostMarks)
{}

QFuture<Answer> CloudApiOrders::perform(const GatewayOrder &order)
{
    switch (order.kind) {
    case InterventionKind::DeleteForEveryone:
        return refused(Error::Kind::Unsupported,
                       u"the Cloud API deletes no messages; only the phone that sent it can"_s);
    case InterventionKind::SuspendLine:
    case InterventionKind::ResumeLine:
        return refused(Error::Kind::Unsupported,
                       u"the Cloud API suspends no numbers; take the agent's access away at Meta"_s);
    case InterventionKind::MessageToContact:
    case InterventionKind::BlockContact:
    case InterventionKind::UnblockContact:
        break;
    }
    if (order.lineExternalId.isEmpty() || order.chat.isEmpty())
        return refused(Error::Kind::InvalidInput, u"the order lacks its line or chat"_s);
    const bool isMessage = order.kind == InterventionKind::MessageToContact;
    if (isMessage && (order.text.isEmpty() || order.text.size() > kLongestText))
        return refused(Error::Kind::Rejected, u"a message has 1 to %1 characters"_s.arg(kLongestText));
    if (!isMessage && order.chat.endsWith(kGroupSuffix))
        return refused(Error::Kind::Unsupported, u"a group cannot be blocked"_s);
    // To block twice does no harm, to send twice does.
    return isMessage && order.mayHaveRun ? lookForMessage(order) : act(order);
}

QFuture<Answer> CloudApiOrders::lookForMessage(const GatewayOrder &order)
{
    if (const CloudReading::MarkedStatus *known = m_marks.object(order.messageId)) {
        m_waitingSince.remove(order.messageId);
        if (known->status == DeliveryStatus::Error)
            return refused(Error::Kind::Rejected, u"sent before; Meta could not deliver it"_s);
        // The attempt that sent it may have ended before it was stored; a second time does no harm there.
        return answerWhenKept(order, known->messageId, order.notBeforeMs, u"already sent"_s);
    }
    if (m_notSent.contains(order.messageId))
        return act(order);
    if (m_waitingSince.size() > kMostOrders)
        m_waitingSince.clear();
    const qint64 nowMs = m_clock.nowMs();
    const qint64 sinceMs = m_waitingSince.value(order.messageId, nowMs);
    m_waitingSince.insert(order.messageId, sinceMs);
    if (nowMs - sinceMs < m_timings.statusPatience.count())
        return refused(Error::Kind::Unreachable, u"an earlier attempt may have sent it; its status is waited for"_s);
    m_waitingSince.remove(order.messageId);
    return refused(Error::Kind::Rejected,
                   u"an earlier attempt may have sent it and Meta cannot be asked; not sent again"_s);
}

QFuture<Answer> CloudApiOrders::act(const GatewayOrder &order)
{
    m_notSent.remove(order.messageId);
    return continueOn(this, m_rest.send(requestOf(order), RestClient::Priority::Order),
                      [this, order](const RestResponse &response) { return answerOf(order, response); })
            .unwrap();
}

QFuture<Answer> CloudApiOrders::answerOf(const GatewayOrder &order, const RestResponse &response)
{
    if (response.status < 200 || response.status >= 300) {
        noteProblem(order, response);
        return finishedFuture<Answer>(cloudApiErrorOf(response, m_parser.problem(response.body)));
    }
    if (order.kind == InterventionKind::MessageToContact)
        return answerToMessage(order, response);
    const auto failed = m_parser.blocked(response.body);
    if (failed && *failed) {
        const QString why = (*failed)->code == 0 ? u"no reason given"_s : u"code %1"_s.arg((*failed)->code);
        return refused(Error::Kind::Rejected,
                       u"%1 refused for this contact: %2"_s.arg(QString::number(response.status), why));
    }
    const bool isBlock = order.kind == InterventionKind::BlockContact;
    return finishedFuture<Answer>(
            GatewayAnswer{u"%1 %2"_s.arg(QString::number(response.status), isBlock ? u"blocked"_s : u"unblocked"_s)});
}

QFuture<Answer> CloudApiOrders::answerToMessage(const GatewayOrder &order, const RestResponse &response)
{
    const Result<QString> id = m_parser.sentMessage(response.body);
    if (!id) { // it was sent: to say anything else would have it sent again
        if (m_nameless.size() >= kMostOrders)
            m_nameless.clear();
        if (!order.messageId.isEmpty())
            m_nameless.insert(order.messageId, order);
        return finishedFuture<Answer>(GatewayAnswer{u"%1 accepted, without an id"_s.arg(response.status)});
    }
    if (!order.messageId.isEmpty())
        noteMarks({{order.messageId, *id, DeliveryStatus::Pending}});
    return answerWhenKept(order, *id, response.serverTimeMs, u"%1 accepted"_s.arg(response.status));
}

/// Done is done when it is stored: a program that ends in between would have the order, and not its message.
QFuture<Answer> CloudApiOrders::answerWhenKept(const GatewayOrder &order, const QString &messageId, qint64 sentAtMs,
                                               const QString &summary)
{
    MessageReceived message;
    message.messageId = messageId;
    message.chat = order.chat;
    message.author = Author::Agent;
    message.sentAtMs = sentAtMs > 0 ? sentAtMs : m_clock.nowMs();
    message.text = order.text;
    message.hasText = true;
    message.status = DeliveryStatus::Pending;
    message.isAutomatic = true;
    return continueOn(this, m_keep({order.lineExternalId, message}),
                      [summary](bool) -> Answer { return GatewayAnswer{summary}; });
}

void CloudApiOrders::noteProblem(const GatewayOrder &order, const RestResponse &response)
{
    if (order.messageId.isEmpty() || !isCertainlyNotDone(response))
        return;
    if (m_notSent.size() >= kMostOrders)
        m_notSent.clear();
    m_notSent.insert(order.messageId);
}

void CloudApiOrders::noteMarks(const QVector<CloudReading::MarkedStatus> &marks)
{
    for (const CloudReading::MarkedStatus &mark : marks) {
        m_marks.insert(mark.mark, new CloudReading::MarkedStatus(mark)); // the cache owns it
        const auto nameless = m_nameless.constFind(mark.mark);
        if (nameless == m_nameless.cend())
            continue;
        const GatewayOrder order = *nameless;
        m_nameless.erase(nameless);
        static_cast<void>(answerWhenKept(order, mark.messageId, order.notBeforeMs, {}));
    }
}

} // namespace atalaia
