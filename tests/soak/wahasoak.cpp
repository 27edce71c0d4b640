// SPDX-License-Identifier: GPL-3.0-or-later
#include "wahasoak.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace atalaia::soak {

namespace {

constexpr int kPage = 1'000;

void addPage(const QString &session, const QJsonArray &messages, Script &script)
{
    for (const QJsonValue &message : messages) {
        // "{true|false}_{chat}_{bare id}[_{participant}]"
        const QString bareId = message[u"id"_s].toString().section(u'_', 2, 2);
        script.insert(session + u'/' + bareId, message[u"body"_s].toString());
    }
}

} // namespace

QString WahaSoak::prepare(const Plan &plan)
{
    m_events = plan.events;
    QStringList options{u"--rate"_s,      QString::number(plan.eventsPerSecond),
                        u"--count"_s,     QString::number(plan.events),
                        u"--seed"_s,      u"1"_s,
                        u"--duplicate"_s, QString::number(plan.duplicateShare),
                        u"--lose"_s,      QString::number(plan.neverSentShare)};
    if (plan.reorderedShare > 0)
        options << u"--reorder"_s << u"20"_s; // of all events, more than the plan's share
    if (plan.dropEverySeconds > 0)
        options << u"--drop-every"_s << QString::number(plan.dropEverySeconds);
    if (plan.killEverySeconds > 0)
        options << u"--wait-for-client"_s;
    m_gateway = std::make_unique<SampleGateway>(options);
    return m_gateway->start() ? QString() : u"the sample gateway did not start"_s;
}

QJsonObject WahaSoak::entry() const
{
    return {{u"kind"_s, u"waha"_s}, {u"address"_s, m_gateway->baseUrl()}, {u"key"_s, m_gateway->apiKey()}};
}

bool WahaSoak::hasPlayed()
{
    return m_gateway->messageCount() >= m_events;
}

Faults WahaSoak::faults()
{
    const QJsonDocument stats = QJsonDocument::fromJson(m_gateway->get(u"/sample/stats"_s).body);
    return {stats[u"doubled"].toInteger(), stats[u"shuffled"].toInteger(), stats[u"lost"].toInteger(),
            stats[u"drops"].toInt()};
}

Script WahaSoak::script()
{
    Script script;
    const QJsonArray sessions = QJsonDocument::fromJson(m_gateway->get(u"/api/sessions?all=true"_s).body).array();
    for (const QJsonValue &session : sessions) {
        const QString name = session[u"name"_s].toString();
        for (int offset = 0;; offset += kPage) {
            const QString path = u"/api/%1/chats/all/messages?limit=%2&offset=%3&sortBy=timestamp&sortOrder=asc"
                                 "&downloadMedia=false"_s.arg(name)
                                         .arg(kPage)
                                         .arg(offset);
            const QJsonArray messages = QJsonDocument::fromJson(m_gateway->get(path).body).array();
            if (messages.isEmpty())
                break;
            addPage(name, messages, script);
        }
    }
    return script;
}

} // namespace atalaia::soak
