// SPDX-License-Identifier: GPL-3.0-or-later
#include "evolutionserver.h"

#include "support/tcprelay.h"

#include <QDateTime>
#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponse>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutexLocker>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia::soak {

namespace {

qint64 secondOf(const QJsonValue &isoTime, qint64 otherwise)
{
    const QDateTime time = QDateTime::fromString(isoTime.toString(), Qt::ISODate);
    return time.isValid() ? time.toSecsSinceEpoch() : otherwise;
}

} // namespace

QJsonObject evolutionRecord(const SoakMessage &message)
{
    return {{u"key"_s, QJsonObject{{u"remoteJid"_s, message.contact + u"@s.whatsapp.net"_s},
                                   {u"fromMe"_s, message.isFromAgent},
                                   {u"id"_s, message.id}}},
            {u"pushName"_s, message.isFromAgent ? u"Você"_s : u"Cliente"_s},
            {u"messageType"_s, u"conversation"_s},
            {u"message"_s, QJsonObject{{u"conversation"_s, message.text}}},
            {u"messageTimestamp"_s, message.second},
            {u"instanceId"_s, u"11111111-2222-4333-8444-555555555555"_s},
            {u"source"_s, u"android"_s}};
}

EvolutionServer::EvolutionServer() = default;

EvolutionServer::~EvolutionServer()
{
    m_thread.quit();
    m_thread.wait();
}

bool EvolutionServer::start(quint16 brokerPort, int cutEverySeconds)
{
    m_context = new QObject;
    m_context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
            m_context,
            [this, brokerPort, cutEverySeconds] {
                auto *const http = new QHttpServer(m_context);
                http->route(u"/instance/fetchInstances"_s,
                            [this] { return QHttpServerResponse("application/json", instances()); });
                http->route(u"/chat/findMessages/<arg>"_s, QHttpServerRequest::Method::Post,
                            [this](const QString &line, const QHttpServerRequest &request) {
                                return QHttpServerResponse("application/json", page(line, request.body()));
                            });
                m_restPort = http->listen(QHostAddress::LocalHost);
                auto *const relay = new TcpRelay(brokerPort);
                m_brokerPort = relay->port();
                QObject::connect(m_context, &QObject::destroyed, relay, [relay] { delete relay; });
                if (cutEverySeconds <= 0)
                    return;
                auto *const timer = new QTimer(m_context);
                QObject::connect(timer, &QTimer::timeout, relay, [this, relay] {
                    relay->cut();
                    ++m_cuts;
                });
                timer->start(cutEverySeconds * 1'000);
            },
            Qt::BlockingQueuedConnection);
    return m_restPort != 0 && m_brokerPort != 0;
}

void EvolutionServer::add(const QString &line, const QVector<SoakMessage> &messages)
{
    const QMutexLocker lock(&m_mutex);
    m_history[line] += messages;
}

QByteArray EvolutionServer::instances() const
{
    const QMutexLocker lock(&m_mutex);
    QJsonArray instances;
    for (auto line = m_history.cbegin(); line != m_history.cend(); ++line) {
        instances.append(QJsonObject{{u"id"_s, u"11111111-2222-4333-8444-555555555555"_s},
                                     {u"name"_s, line.key()},
                                     {u"connectionStatus"_s, u"open"_s},
                                     {u"ownerJid"_s, u"5511900000001@s.whatsapp.net"_s},
                                     {u"profileName"_s, u"Atendimento"_s}});
    }
    return QJsonDocument(instances).toJson(QJsonDocument::Compact);
}

QByteArray EvolutionServer::page(const QString &line, const QByteArray &request) const
{
    const QJsonObject asked = QJsonDocument::fromJson(request).object();
    const QJsonObject window = asked[u"where"_s][u"messageTimestamp"_s].toObject();
    const qint64 from = secondOf(window[u"gte"_s], 0);
    const qint64 to = secondOf(window[u"lte"_s], std::numeric_limits<qint64>::max());
    const qint64 pageSize = std::max(1, asked[u"offset"_s].toInt(50));
    const qint64 page = std::max(1, asked[u"page"_s].toInt(1));

    const QMutexLocker lock(&m_mutex);
    const QVector<SoakMessage> history = m_history.value(line);
    const auto isBefore = [](const SoakMessage &message, qint64 second) { return message.second < second; };
    const auto isAfter = [](qint64 second, const SoakMessage &message) { return second < message.second; };
    const auto first = std::lower_bound(history.cbegin(), history.cend(), from, isBefore);
    const auto last = std::upper_bound(first, history.cend(), to, isAfter);
    const qint64 total = last - first;
    QJsonArray records; // the newest first
    for (qint64 i = (page - 1) * pageSize; i < std::min(total, page * pageSize); ++i)
        records.append(evolutionRecord(*(last - 1 - i)));
    const QJsonObject messages{{u"total"_s, total},
                               {u"pages"_s, (total + pageSize - 1) / pageSize},
                               {u"currentPage"_s, page},
                               {u"records"_s, records}};
    return QJsonDocument(QJsonObject{{u"messages"_s, messages}}).toJson(QJsonDocument::Compact);
}

} // namespace atalaia::soak
