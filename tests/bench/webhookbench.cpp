// SPDX-License-Identifier: GPL-3.0-or-later
#include "webhookbench.h"

#include "figures.h"
#include "gateway/cloudapi/cloudapiparser.h"
#include "gateway/waha/wahaparser.h"
#include "gateway/webhook/signature.h"
#include "rounds.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

constexpr int kPosts = 10'000;
constexpr int kSmokePosts = 200;
constexpr qint64 kReceivedAtMs = 1'767'614'400'000;

using Queue = QVector<GatewayEvent>;

const QByteArray &secret()
{
    static const QByteArray value("a secret of thirty-two characters");
    return value;
}

/// Ours, as the connectors do it.
class OwnWaha
{
public:
    void checkAlone(const WebhookPost &post)
    {
        m_valid += m_check.check(post.headers, post.body) == SignatureVerdict::Valid ? 1 : 0;
    }
    void accept(const WebhookPost &post, Queue &queue)
    {
        if (m_check.check(post.headers, post.body) != SignatureVerdict::Valid)
            return;
        if (auto reading = m_parser.frame(post.body, kReceivedAtMs))
            queue += std::move(reading->events);
    }

private:
    SignatureCheck m_check{SignatureCheck::Scheme::WahaSha512, secret()};
    WahaParser m_parser;
    qint64 m_valid = 0;
};

class OwnMeta
{
public:
    void checkAlone(const WebhookPost &post)
    {
        m_valid += m_check.check(post.headers, post.body) == SignatureVerdict::Valid ? 1 : 0;
    }
    void accept(const WebhookPost &post, Queue &queue)
    {
        if (m_check.check(post.headers, post.body) != SignatureVerdict::Valid)
            return;
        if (auto reading = m_parser.notification(post.body, kReceivedAtMs))
            queue += std::move(reading->events);
    }

private:
    SignatureCheck m_check{SignatureCheck::Scheme::MetaSha256, secret()};
    CloudApiParser m_parser;
    qint64 m_valid = 0;
};

bool isSigned(const WebhookPost &post, const char *header, qsizetype prefix, QCryptographicHash::Algorithm algorithm)
{
    QMessageAuthenticationCode hmac(algorithm, secret());
    hmac.addData(post.body);
    return hmac.result().toHex() == post.headers.value(header).sliced(prefix);
}

/// The same messages by Qt's means.
void acceptWahaByQt(const WebhookPost &post, Queue &queue)
{
    if (!isSigned(post, "x-webhook-hmac", 0, QCryptographicHash::Sha512))
        return;
    const QJsonObject root = QJsonDocument::fromJson(post.body).object();
    const QJsonObject payload = root.value("payload"_L1).toObject();
    const QStringList id = payload.value("id"_L1).toString().split(u'_');
    if (root.value("event"_L1).toString() != u"message.any" || id.size() < 3)
        return;
    MessageReceived message;
    message.author = id.at(0) == u"true" ? Author::Agent : Author::Contact;
    message.chat = id.at(1);
    message.messageId = id.at(2);
    message.sentAtMs = payload.value("timestamp"_L1).toInteger() * 1000;
    message.text = payload.value("body"_L1).toString();
    message.hasText = !message.text.isEmpty();
    message.contactName = payload.value("_data"_L1).toObject().value("pushName"_L1).toString();
    message.replyToMessageId = payload.value("replyTo"_L1).toObject().value("id"_L1).toString();
    message.mediaType = payload.value("media"_L1).toObject().value("mimetype"_L1).toString();
    message.status = payload.value("ack"_L1).toInt() == 1 ? DeliveryStatus::Server : DeliveryStatus::Unknown;
    const QString line = root.value("session"_L1).toString();
    const QString hidden =
            payload.value("_data"_L1).toObject().value("key"_L1).toObject().value("senderLid"_L1).toString();
    queue.append({line, message});
    queue.append({line, AliasFound{hidden, id.at(1), AliasFound::Kind::SamePerson, message.sentAtMs}});
}

void acceptMetaByQt(const WebhookPost &post, Queue &queue)
{
    if (!isSigned(post, "x-hub-signature-256", 7, QCryptographicHash::Sha256))
        return;
    const QJsonObject root = QJsonDocument::fromJson(post.body).object();
    for (const QJsonValue &entry : root.value("entry"_L1).toArray()) {
        for (const QJsonValue &change : entry.toObject().value("changes"_L1).toArray()) {
            const QJsonObject value = change.toObject().value("value"_L1).toObject();
            const QString line = value.value("metadata"_L1).toObject().value("phone_number_id"_L1).toString();
            const QJsonObject contact = value.value("contacts"_L1).toArray().at(0).toObject();
            const QString number = contact.value("wa_id"_L1).toString();
            queue.append({line, AliasFound{contact.value("user_id"_L1).toString(), number, AliasFound::Kind::SamePerson,
                                           kReceivedAtMs}});
            for (const QJsonValue &item : value.value("messages"_L1).toArray()) {
                const QJsonObject object = item.toObject();
                MessageReceived message;
                message.messageId = object.value("id"_L1).toString();
                message.chat = object.value("from"_L1).toString();
                message.contactName = contact.value("profile"_L1).toObject().value("name"_L1).toString();
                message.sentAtMs = object.value("timestamp"_L1).toString().toLongLong() * 1000;
                message.text = object.value("text"_L1).toObject().value("body"_L1).toString();
                message.hasText = !message.text.isEmpty();
                message.replyToMessageId = object.value("context"_L1).toObject().value("id"_L1).toString();
                queue.append({line, message});
            }
        }
    }
}

/// Who is who is said before the message by one and after it by the other.
QVector<MessageReceived> messagesOf(const Queue &queue)
{
    QVector<MessageReceived> messages;
    for (const GatewayEvent &event : queue) {
        if (const auto *message = std::get_if<MessageReceived>(&event.body))
            messages.append(*message);
    }
    return messages;
}

double meanSize(const QVector<WebhookPost> &posts)
{
    qint64 bytes = 0;
    for (const WebhookPost &post : posts)
        bytes += post.body.size();
    return double(bytes) / double(posts.size());
}

template <typename Own>
bool benchGateway(const char *name, const QVector<WebhookPost> &posts, void (*byQt)(const WebhookPost &, Queue &),
                  double goal, int rounds, bool isSmoke)
{
    Own own;
    Queue ours;
    Queue theirs;
    for (const WebhookPost &post : posts) {
        own.accept(post, ours);
        byQt(post, theirs);
    }
    if (messagesOf(ours) != messagesOf(theirs) || ours.size() != theirs.size() || ours.size() < posts.size()) {
        std::printf("%s: not the same messages (%lld and %lld)\n", name, qlonglong(ours.size()),
                    qlonglong(theirs.size()));
        return false;
    }
    if (isSmoke)
        return true;
    Rounds contest;
    const auto each = [&posts](const auto &accept) {
        Queue queue;
        queue.reserve(posts.size() * 2);
        for (const WebhookPost &post : posts)
            accept(post, queue);
    };
    const std::string peer = "QJsonDocument and QMessageAuthenticationCode";
    contest.add(peer, double(posts.size()), [&] { each(byQt); });
    contest.add("ours", double(posts.size()),
                [&] { each([&own](const WebhookPost &post, Queue &queue) { own.accept(post, queue); }); });
    contest.add("of ours, the signature alone", double(posts.size()), [&] {
        for (const WebhookPost &post : posts)
            own.checkAlone(post);
    });
    contest.run(rounds);
    char title[160];
    std::snprintf(title, sizeof title, "P14 webhook accept, %s: %lld requests of %.0f bytes", name,
                  qlonglong(posts.size()), meanSize(posts));
    contest.print(title, peer);
    char goalName[64];
    std::snprintf(goalName, sizeof goalName, "P14.%s", name);
    printGoal(goalName, contest.speedOf("ours", peer), goal, false);
    return true;
}

} // namespace

bool benchWebhookAccept(int rounds, bool isSmoke)
{
    const int count = isSmoke ? kSmokePosts : kPosts;
    const bool isWahaSame =
            benchGateway<OwnWaha>("waha", wahaPosts(count, secret()), acceptWahaByQt, 5, rounds, isSmoke);
    const bool isMetaSame =
            benchGateway<OwnMeta>("meta", metaPosts(count, secret()), acceptMetaByQt, 7, rounds, isSmoke);
    return isWahaSame && isMetaSame;
}

void benchOwnWebhookAccept(int rounds)
{
    const QVector<WebhookPost> waha = wahaPosts(kSmokePosts, secret());
    const QVector<WebhookPost> meta = metaPosts(kSmokePosts, secret());
    OwnWaha ownWaha;
    OwnMeta ownMeta;
    Queue queue;
    for (int i = 0; i < rounds; ++i) {
        queue.clear();
        for (const WebhookPost &post : waha)
            ownWaha.accept(post, queue);
        for (const WebhookPost &post : meta)
            ownMeta.accept(post, queue);
    }
    std::printf("%lld events a round\n", qlonglong(queue.size()));
}

} // namespace atalaia::bench
