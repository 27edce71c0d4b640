// SPDX-License-Identifier: GPL-3.0-or-later
#include "evolutionsoak.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QMutexLocker>
#include <QThread>

#include <chrono>

using namespace Qt::StringLiterals;

namespace atalaia::soak {

namespace {

const QString kLines[] = {u"vendas"_s, u"suporte"_s};
constexpr quint64 kDoubled = 1;
constexpr quint64 kReordered = 2;
constexpr quint64 kUnsent = 3;
const QByteArray kExchange = "evolution";

} // namespace

EvolutionSoak::~EvolutionSoak()
{
    end();
}

void EvolutionSoak::end()
{
    m_isEnding = true;
    if (m_player.joinable())
        m_player.join();
}

QString EvolutionSoak::prepare(const Plan &plan)
{
    end();
    m_isEnding = false;
    m_hasPlayed = false;
    m_script.clear();
    m_faults = {};
    m_plan = plan;
    m_server.reset();
    if (!RabbitMqServer::isInstalled())
        return u"rabbitmq-server is not installed"_s;
    m_broker = std::make_unique<RabbitMqServer>();
    if (!m_broker->start() || !m_broker->declareExchange(kExchange))
        return u"RabbitMQ did not start"_s;
    m_server = std::make_unique<EvolutionServer>();
    for (const QString &line : kLines)
        m_server->add(line, {});
    return m_server->start(m_broker->port(), plan.dropEverySeconds) ? QString() : u"no port to listen on"_s;
}

QJsonObject EvolutionSoak::entry() const
{
    QUrl broker = m_broker->address();
    broker.setPort(m_server->brokerPort());
    return {{u"kind"_s, u"evolution"_s},
            {u"address"_s, u"http://127.0.0.1:%1"_s.arg(m_server->restPort())},
            {u"key"_s, u"soak-key"_s},
            {u"broker_address"_s, broker.toString(QUrl::FullyEncoded)},
            {u"broker_password"_s, QString::fromLatin1(RabbitMqServer::password())},
            {u"broker_exchange"_s, QString::fromLatin1(kExchange)},
            {u"broker_queue"_s, u"atalaia.soak"_s}};
}

void EvolutionSoak::play()
{
    m_player = std::thread([this] { playAll(); });
}

void EvolutionSoak::playAll()
{
    QElapsedTimer time;
    time.start();
    QVector<std::pair<qint64, QVector<SoakMessage>>> late;
    for (qint64 next = 0; next < m_plan.events && !m_isEnding; next += kBlock) {
        const qint64 dueMs = next * 1'000 / m_plan.eventsPerSecond;
        if (dueMs > time.elapsed())
            std::this_thread::sleep_for(std::chrono::milliseconds(dueMs - time.elapsed()));
        const qint64 block = next / kBlock;
        QVector<SoakMessage> messages;
        for (qint64 number = next; number < std::min(next + kBlock, m_plan.events); ++number)
            messages.append(soakMessage(number, QDateTime::currentSecsSinceEpoch()));
        const QString line = kLines[block % 2];
        for (const SoakMessage &message : messages)
            m_script.insert(line + u'/' + message.id, message.text);
        m_server->add(line, messages);
        if (isDrawn(block, kReordered, m_plan.reorderedShare)) {
            m_faults.reordered += messages.size();
            late.append({block, messages});
            continue;
        }
        say(block, messages);
        if (late.size() > 3) {
            const auto [lateBlock, lateMessages] = late.takeFirst();
            say(lateBlock, lateMessages);
        }
    }
    for (const auto &[block, messages] : late)
        say(block, messages);
    m_hasPlayed = true;
}

void EvolutionSoak::say(qint64 block, const QVector<SoakMessage> &messages)
{
    if (isDrawn(block, kUnsent, m_plan.neverSentShare)) {
        m_faults.notSent += messages.size();
        return;
    }
    const int times = isDrawn(block, kDoubled, m_plan.duplicateShare) ? 2 : 1;
    m_faults.doubled += (times - 1) * messages.size();
    for (int i = 0; i < times; ++i)
        publish(kLines[block % 2], block, messages.constFirst(), int(messages.size()));
}

/// Until the broker says that it has all of them: one that did not say so gets them again.
void EvolutionSoak::publish(const QString &line, qint64 block, const SoakMessage &first, int count)
{
    SoakMessage pattern = first;
    pattern.id = blockId(block);
    const QJsonObject envelope{{u"event"_s, u"messages.upsert"_s},
                               {u"instance"_s, line},
                               {u"data"_s, evolutionRecord(pattern)},
                               {u"date_time"_s, u"2026-11-24T12:00:00.000Z"_s},
                               {u"sender"_s, u"5511900000001@s.whatsapp.net"_s},
                               {u"server_url"_s, u"http://evolution.example"_s}};
    const QByteArray body = QJsonDocument(envelope).toJson(QJsonDocument::Compact);
    while (!m_isEnding) {
        {
            const QMutexLocker lock(&m_brokerMutex);
            if (m_broker->publish(kExchange, "messages.upsert", body, count))
                return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

bool EvolutionSoak::restartBroker()
{
    const QMutexLocker lock(&m_brokerMutex);
    m_broker->stop();
    return m_broker->start();
}

Faults EvolutionSoak::faults()
{
    end();
    m_faults.drops = m_server->cuts();
    return m_faults;
}

Script EvolutionSoak::script()
{
    end();
    return m_script;
}

} // namespace atalaia::soak
