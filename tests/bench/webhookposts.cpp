// SPDX-License-Identifier: GPL-3.0-or-later
#include "webhookbench.h"

#include <QMessageAuthenticationCode>

namespace atalaia::bench {

namespace {

constexpr const char *kWords[]{"bom",   "dia",     "pedido", "entrega", "amanhã", "preço",    "obrigado", "boleto",
                               "troca", "cliente", "loja",   "caixa",   "frete",  "garantia", "nota",     "prazo"};

QByteArray sentence(quint32 seed, int words)
{
    QByteArray text;
    for (int i = 0; i < words; ++i) {
        seed = seed * 1'664'525u + 1'013'904'223u;
        text += (i > 0 ? " " : "") + QByteArray(kWords[(seed >> 20) % std::size(kWords)]);
    }
    return text;
}

QByteArray hex(quint32 seed, int digits)
{
    return QByteArray::number(qulonglong(seed) * 2'654'435'761u + 0x3A000000'00000000ull, 16)
            .toUpper()
            .leftJustified(digits, '7', true);
}

WebhookPost wahaPost(int i, const QByteArray &secret)
{
    const QByteArray n = QByteArray::number(i).rightJustified(8, '0');
    const QByteArray chat = "55119" + n + "@c.us";
    const QByteArray id = hex(quint32(i), 20);
    const QByteArray text = sentence(quint32(i), 12 + i % 9);
    WebhookPost post;
    post.method = "POST";
    post.path = "/webhooks/1";
    post.body =
            R"({"id":"evt_01k0example0000)" + n + R"(","timestamp":17676100)" + n.right(5)
            + R"(,"event":"message.any",)"
            + R"("session":"vendas","metadata":{"user.id":"42","user.email":"vendas@example.com"},)"
            + R"("me":{"id":"5511900000001@c.us","pushName":"Loja","lid":"100000000000001@lid","jid":"5511900000001:20@s.whatsapp.net"},)"
            + R"("payload":{"id":"false_)" + chat + '_' + id + R"(","timestamp":17676)" + n.right(5) + R"(,"from":")"
            + chat + R"(","fromMe":false,"source":"app","to":"5511900000001@c.us","participant":null,"body":")" + text
            + R"(","hasMedia":false,"media":null,"ack":1,"ackName":"SERVER","location":null,"vCards":[],"replyTo":null,)"
            + R"("_data":{"key":{"remoteJid":")" + chat + R"(","fromMe":false,"id":")" + id
            + R"(","senderLid":"1000000)" + n + R"(@lid"},"messageTimestamp":17676)" + n.right(5)
            + R"(,"pushName":"Cliente )" + n + R"(","broadcast":false,"message":{"extendedTextMessage":{"text":")"
            + text
            + R"(","contextInfo":{"expiration":0,"ephemeralSettingTimestamp":"0","disappearingMode":{"initiator":"CHANGED_IN_CHAT"}}},)"
            + R"("messageContextInfo":{"deviceListMetadata":{"senderKeyHash":"AAAAAAAAAAAAAA==","senderTimestamp":"1767610000",)"
            + R"("recipientKeyHash":"BBBBBBBBBBBBBB==","recipientTimestamp":"1767610000"},"deviceListMetadataVersion":2,)"
            + R"("messageSecret":")" + hex(quint32(i) + 7, 24) + R"("}},"status":2}},"engine":"NOWEB",)"
            + R"("environment":{"version":"2026.7.1","engine":"NOWEB","tier":"CORE","browser":null,"platform":"linux/x64","worker":{"id":null}}})";
    post.headers = {
            {"host", "collector"},
            {"content-type", "application/json"},
            {"x-webhook-request-id", "01k0" + n},
            {"x-webhook-timestamp", "17676100" + n.right(5)},
            {"x-webhook-hmac", QMessageAuthenticationCode::hash(post.body, secret, QCryptographicHash::Sha512).toHex()},
            {"x-webhook-hmac-algorithm", "sha512"}};
    return post;
}

/// A customer who came by an advertisement: the largest of the usual ones.
WebhookPost metaPost(int i, const QByteArray &secret)
{
    const QByteArray n = QByteArray::number(i).rightJustified(8, '0');
    const QByteArray referral =
            R"("referral":{"source_url":"https://fb.me/example)" + n + R"(","source_id":"12000000000)" + n
            + R"(","source_type":"ad","headline":")" + sentence(quint32(i) + 1, 8) + R"(","body":")"
            + sentence(quint32(i) + 2, 40)
            + R"(","media_type":"image","image_url":"https://scontent.example.com/v/t45.1600-4/)" + hex(quint32(i), 40)
            + R"(.jpg?stp=dst-jpg&_nc_cat=100","thumbnail_url":"https://scontent.example.com/v/t15.5256-10/)"
            + hex(quint32(i) + 3, 40) + R"(.jpg","ctwa_clid":")" + hex(quint32(i) + 5, 100)
            + R"(","welcome_message":{"text":")" + sentence(quint32(i) + 4, 12) + R"("}})";
    WebhookPost post;
    post.method = "POST";
    post.path = "/webhooks/1";
    post.body =
            R"({"object":"whatsapp_business_account","entry":[{"id":"800000000000001","changes":[{"value":{)"
            R"("messaging_product":"whatsapp","metadata":{"display_phone_number":"551140000001","phone_number_id":"900000000000001"},)"
            R"("contacts":[{"profile":{"name":"Cliente )"
            + n + R"("},"wa_id":"55119)" + n + R"(","user_id":"BR.7000000)" + n + R"("}],"messages":[{"from":"55119)"
            + n + R"(","id":"wamid.HBgNNTUxMT)" + hex(quint32(i), 20) + R"(AA==","timestamp":"17676)" + n.right(5)
            + R"(","text":{"body":")" + sentence(quint32(i), 30 + i % 17) + R"("},"type":"text",)" + referral
            + R"(}]},"field":"messages"}]}]})";
    post.headers = {
            {"host", "collector"},
            {"content-type", "application/json"},
            {"user-agent", "facebookexternalua"},
            {"x-hub-signature", "sha1=0000000000000000000000000000000000000000"},
            {"x-hub-signature-256",
             "sha256=" + QMessageAuthenticationCode::hash(post.body, secret, QCryptographicHash::Sha256).toHex()}};
    return post;
}

} // namespace

QVector<WebhookPost> wahaPosts(int count, const QByteArray &secret)
{
    QVector<WebhookPost> posts;
    for (int i = 0; i < count; ++i)
        posts.append(wahaPost(i, secret));
    return posts;
}

QVector<WebhookPost> metaPosts(int count, const QByteArray &secret)
{
    QVector<WebhookPost> posts;
    for (int i = 0; i < count; ++i)
        posts.append(metaPost(i, secret));
    return posts;
}

} // namespace atalaia::bench
