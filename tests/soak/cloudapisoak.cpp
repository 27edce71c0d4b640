// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloudapisoak.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia::soak {

namespace {

constexpr int kSenders = 8;
constexpr int kAnswerMs = 10'000;
constexpr int kRetryMs = 1'000; // Meta waits longer; the order of things is the same
const QByteArray kAppSecret = "soak app secret";
const QString kLine = u"100200300"_s;
constexpr qint64 kReorderMs = 500;
constexpr qint64 kDoubleMs = 200;
constexpr qint64 kLateMs = 10'000;
constexpr quint64 kDoubled = 1;
constexpr quint64 kReordered = 2;
constexpr quint64 kLate = 3;

QByteArray bodyOf(const QVector<SoakMessage> &messages)
{
    QJsonArray written;
    const bool isEcho = messages.constFirst().isFromAgent;
    for (const SoakMessage &message : messages) {
        QJsonObject object{{u"id"_s, message.id},
                           {u"timestamp"_s, QString::number(message.second)},
                           {u"type"_s, u"text"_s},
                           {u"text"_s, QJsonObject{{u"body"_s, message.text}}}};
        object.insert(u"from"_s, isEcho ? u"551130000001"_s : message.contact);
        if (isEcho)
            object.insert(u"to"_s, message.contact);
        written.append(object);
    }
    QJsonObject value{{u"messaging_product"_s, u"whatsapp"_s},
                      {u"metadata"_s,
                       QJsonObject{{u"display_phone_number"_s, u"551130000001"_s}, {u"phone_number_id"_s, kLine}}}};
    value.insert(isEcho ? u"message_echoes"_s : u"messages"_s, written);
    const QJsonObject change{{u"field"_s, isEcho ? u"smb_message_echoes"_s : u"messages"_s}, {u"value"_s, value}};
    const QJsonObject entry{{u"id"_s, u"200300400"_s}, {u"changes"_s, QJsonArray{change}}};
    return QJsonDocument(QJsonObject{{u"object"_s, u"whatsapp_business_account"_s}, {u"entry"_s, QJsonArray{entry}}})
            .toJson(QJsonDocument::Compact);
}

/// HTTP status of the answer; 0 = none.
int post(QTcpSocket &socket, quint16 port, const QByteArray &body)
{
    if (socket.state() != QAbstractSocket::ConnectedState) {
        socket.abort();
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (!socket.waitForConnected(kAnswerMs))
            return 0;
    }
    const QByteArray signature = QMessageAuthenticationCode::hash(body, kAppSecret, QCryptographicHash::Sha256).toHex();
    socket.write(
            "POST /webhooks/1 HTTP/1.1\r\nHost: soak\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256="
            + signature + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (!answer.contains("\r\n\r\n")) {
        if (!socket.waitForReadyRead(kAnswerMs)) {
            socket.abort();
            return 0;
        }
        answer += socket.readAll();
    }
    const int status = answer.mid(9, 3).toInt();
    if (status != 200)
        socket.abort(); // a body of which we know no length may follow
    return status;
}

} // namespace

CloudApiSoak::~CloudApiSoak()
{
    end();
}

void CloudApiSoak::end()
{
    m_isEnding = true;
    for (std::thread &sender : m_senders)
        sender.join();
    m_senders.clear();
}

QString CloudApiSoak::prepare(const Plan &plan)
{
    end();
    m_isEnding = false;
    m_hasPlayed = false;
    m_plan = plan;
    QTcpServer free;
    if (!free.listen(QHostAddress::LocalHost))
        return u"no port to listen on"_s;
    m_port = free.serverPort();
    return {};
}

QJsonObject CloudApiSoak::entry() const
{
    return {{u"kind"_s, u"cloud-api"_s},
            {u"address"_s, u"http://127.0.0.1:1"_s}, // no order and no media here: nothing is asked of Meta
            {u"business_account"_s, u"200300400"_s},
            {u"webhook_secret"_s, QString::fromLatin1(kAppSecret)},
            {u"verify_token"_s, u"soak"_s}};
}

QStringList CloudApiSoak::collectorOptions() const
{
    return {u"--webhooks"_s, u"127.0.0.1:%1"_s.arg(m_port)};
}

QVector<SoakMessage> CloudApiSoak::messagesOf(qint64 block) const
{
    QVector<SoakMessage> messages;
    const qint64 first = block * kBlock;
    for (qint64 number = first; number < std::min(first + kBlock, m_plan.events); ++number)
        messages.append(soakMessage(number, m_startSecond + number / m_plan.eventsPerSecond));
    return messages;
}

void CloudApiSoak::makePosts()
{
    m_posts.clear();
    m_script.clear();
    m_faults = {};
    m_drops = 0;
    m_startSecond = QDateTime::currentSecsSinceEpoch();
    // What never came as it happened comes with a later attempt: Meta has no history to ask.
    const qint64 lateMs = std::min(kLateMs, m_plan.events * 1'000 / m_plan.eventsPerSecond);
    for (qint64 next = 0; next < m_plan.events; next += kBlock) {
        const qint64 block = next / kBlock;
        const qint64 dueMs = next * 1'000 / m_plan.eventsPerSecond;
        const QVector<SoakMessage> messages = messagesOf(block);
        for (const SoakMessage &message : messages)
            m_script.insert(kLine + u'/' + message.id, message.text);
        const bool isReordered = isDrawn(block, kReordered, m_plan.reorderedShare);
        const bool isLate = isDrawn(block, kLate, m_plan.neverSentShare);
        const bool isDoubled = isDrawn(block, kDoubled, m_plan.duplicateShare);
        m_faults.reordered += isReordered ? messages.size() : 0;
        m_faults.notSent += isLate ? messages.size() : 0;
        m_faults.doubled += isDoubled ? messages.size() : 0;
        m_posts.push_back({block, dueMs + (isReordered ? kReorderMs : 0) + (isLate ? lateMs : 0), 0});
        if (isDoubled)
            m_posts.push_back({block, dueMs + kDoubleMs, 0});
    }
    m_fresh = m_posts.size();
}

void CloudApiSoak::play()
{
    makePosts();
    const auto isLater = [](const Post &a, const Post &b) { return a.dueMs > b.dueMs; };
    std::make_heap(m_posts.begin(), m_posts.end(), isLater);
    m_start = std::chrono::steady_clock::now();
    for (int i = 0; i < kSenders; ++i)
        m_senders.emplace_back([this] { deliver(); });
}

bool CloudApiSoak::takeNext(Post &post)
{
    const std::lock_guard lock(m_mutex);
    const qint64 nowMs =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_start).count();
    if (m_posts.empty() || m_posts.front().dueMs > nowMs)
        return false;
    std::pop_heap(m_posts.begin(), m_posts.end(), [](const Post &a, const Post &b) { return a.dueMs > b.dueMs; });
    post = std::move(m_posts.back());
    m_posts.pop_back();
    if (post.attempts++ == 0 && --m_fresh == 0)
        m_hasPlayed = true;
    return true;
}

void CloudApiSoak::giveBack(Post post)
{
    const std::lock_guard lock(m_mutex);
    post.dueMs =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_start).count()
            + kRetryMs;
    m_posts.push_back(std::move(post));
    std::push_heap(m_posts.begin(), m_posts.end(), [](const Post &a, const Post &b) { return a.dueMs > b.dueMs; });
}

void CloudApiSoak::deliver()
{
    QTcpSocket socket;
    auto droppedAt = std::chrono::steady_clock::now();
    while (!m_isEnding) {
        Post next;
        if (!takeNext(next)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            continue;
        }
        const auto now = std::chrono::steady_clock::now();
        if (m_plan.dropEverySeconds > 0 && now - droppedAt > std::chrono::seconds(m_plan.dropEverySeconds)) {
            droppedAt = now;
            if (socket.state() == QAbstractSocket::ConnectedState) {
                socket.write("POST /webhooks/1 HTTP/1.1\r\nContent-Length: 9999\r\n\r\n{\"half"); // and gone
                socket.waitForBytesWritten(kAnswerMs);
            }
            socket.abort();
            ++m_drops;
        }
        if (post(socket, m_port, bodyOf(messagesOf(next.block))) != 200)
            giveBack(std::move(next));
    }
}

Faults CloudApiSoak::faults()
{
    Faults faults = m_faults;
    faults.drops = m_drops;
    return faults;
}

Script CloudApiSoak::script()
{
    end();
    return m_script;
}

} // namespace atalaia::soak
