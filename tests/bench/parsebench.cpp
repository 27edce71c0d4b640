// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiparser.h"
#include "gateway/evolution/evolutionparser.h"
#include "gateway/waha/wahaparser.h"
#include "ingestbench.h"
#include "webhookbench.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <simdjson.h>

#include <algorithm>
#include <variant>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

/// The fields that any reader of a WAHA frame needs, as views: what parsing costs when nothing is made of it.
qint64 readOnDemand(const std::vector<simdjson::padded_string> &frames)
{
    simdjson::ondemand::parser parser;
    qint64 found = 0;
    for (const simdjson::padded_string &frame : frames) {
        simdjson::ondemand::document document;
        if (parser.iterate(frame).get(document))
            continue;
        std::string_view event;
        std::string_view session;
        std::string_view id;
        std::string_view body;
        int64_t timestamp = 0;
        bool isFromMe = false;
        const bool isRead = !document["event"].get_string().get(event) && !document["session"].get_string().get(session)
                            && !document["payload"]["id"].get_string().get(id)
                            && !document["payload"]["timestamp"].get_int64().get(timestamp)
                            && !document["payload"]["fromMe"].get_bool().get(isFromMe)
                            && !document["payload"]["body"].get_string().get(body);
        found += isRead && !id.empty() && timestamp > 0 ? 1 : 0;
    }
    return found;
}

qint64 readByQt(const QByteArray &frame)
{
    const QJsonObject object = QJsonDocument::fromJson(frame).object();
    const QJsonObject payload = object[u"payload"_s].toObject();
    const QString id = payload[u"id"_s].toString();
    const QString body = payload[u"body"_s].toString();
    return object[u"event"_s].toString() == u"message.any" && !id.isEmpty() && !body.isEmpty()
                           && payload[u"timestamp"_s].toInteger() > 0
                   ? 1
                   : 0;
}

qint64 readEnvelopesOnDemand(const std::vector<simdjson::padded_string> &envelopes)
{
    simdjson::ondemand::parser parser;
    qint64 found = 0;
    for (const simdjson::padded_string &envelope : envelopes) {
        simdjson::ondemand::document document;
        if (parser.iterate(envelope).get(document))
            continue;
        std::string_view event;
        std::string_view instance;
        std::string_view chat;
        std::string_view id;
        std::string_view text;
        int64_t timestamp = 0;
        bool isFromMe = false;
        const bool isRead = !document["event"].get_string().get(event)
                            && !document["instance"].get_string().get(instance)
                            && !document["data"]["key"]["remoteJid"].get_string().get(chat)
                            && !document["data"]["key"]["fromMe"].get_bool().get(isFromMe)
                            && !document["data"]["key"]["id"].get_string().get(id)
                            && !document["data"]["message"]["conversation"].get_string().get(text)
                            && !document["data"]["messageTimestamp"].get_int64().get(timestamp);
        found += isRead && !id.empty() && timestamp > 0 ? 1 : 0;
    }
    return found;
}

qint64 readNotificationsOnDemand(const std::vector<simdjson::padded_string> &notifications)
{
    simdjson::ondemand::parser parser;
    qint64 found = 0;
    for (const simdjson::padded_string &notification : notifications) {
        simdjson::ondemand::document document;
        if (parser.iterate(notification).get(document))
            continue;
        std::string_view line;
        std::string_view name;
        std::string_view chat;
        std::string_view id;
        std::string_view timestamp;
        std::string_view text;
        simdjson::ondemand::object value;
        simdjson::ondemand::object message;
        const bool isRead = !document["entry"].at(0)["changes"].at(0)["value"].get_object().get(value)
                            && !value["metadata"]["phone_number_id"].get_string().get(line)
                            && !value["contacts"].at(0)["profile"]["name"].get_string().get(name)
                            && !value["messages"].at(0).get_object().get(message)
                            && !message["from"].get_string().get(chat) && !message["id"].get_string().get(id)
                            && !message["timestamp"].get_string().get(timestamp)
                            && !message["text"]["body"].get_string().get(text);
        found += isRead && !id.empty() && !timestamp.empty() ? 1 : 0;
    }
    return found;
}

qint64 messagesAmong(const QVector<GatewayEvent> &events)
{
    return std::count_if(events.cbegin(), events.cend(),
                         [](const GatewayEvent &event) { return std::holds_alternative<MessageReceived>(event.body); });
}

/// One gateway's bytes by everybody; each must find a message in each.
class ParseContest
{
public:
    ParseContest(IngestBench &bench, const std::vector<QByteArray> &events) : m_bench(bench), m_events(events)
    {
        for (const QByteArray &event : events)
            m_padded.emplace_back(event.constData(), size_t(event.size()));
    }

    void addOnDemand(qint64 (*read)(const std::vector<simdjson::padded_string> &))
    {
        m_rounds.add(kOnDemand, m_bench.events, [this, read] { check(read(m_padded)); });
    }
    template <typename Read> void add(const char *name, Read read)
    {
        m_rounds.add(name, m_bench.events, [this, read] {
            qint64 found = 0;
            for (const QByteArray &event : m_events)
                found += read(event);
            check(found);
        });
    }
    void run(const char *title)
    {
        m_rounds.run(m_bench.rounds);
        m_rounds.print(title, kOnDemand);
    }

private:
    static constexpr const char *kOnDemand = "simdjson on demand";

    void check(qint64 found)
    {
        if (found != m_bench.events)
            m_bench.hasFailed = true;
    }

    IngestBench &m_bench;
    const std::vector<QByteArray> &m_events;
    std::vector<simdjson::padded_string> m_padded;
    Rounds m_rounds;
};

} // namespace

void benchParse(IngestBench &bench)
{
    const std::vector<QByteArray> frames = wahaFrames(bench.events);
    ParseContest waha(bench, frames);
    WahaParser wahaParser;
    waha.addOnDemand(readOnDemand);
    waha.add("QJsonDocument", readByQt);
    waha.add("WAHA parser", [&wahaParser](const QByteArray &frame) {
        const auto reading = wahaParser.frame(frame, 0);
        return reading ? messagesAmong(reading->events) : 0;
    });
    waha.run("WAHA frame to event, 1.66 KB");

    const std::vector<QByteArray> envelopes = evolutionEnvelopes(bench.events);
    ParseContest evolution(bench, envelopes);
    EvolutionParser evolutionParser;
    evolution.addOnDemand(readEnvelopesOnDemand);
    evolution.add("Evolution parser", [&evolutionParser](const QByteArray &envelope) {
        return messagesAmong(evolutionParser.event(envelope, 1).events);
    });
    evolution.run("Evolution envelope to event, 1.66 KB");

    std::vector<QByteArray> notifications;
    for (const WebhookPost &post : metaPosts(int(bench.events), "secret"))
        notifications.push_back(post.body);
    ParseContest cloud(bench, notifications);
    CloudApiParser cloudParser;
    cloud.addOnDemand(readNotificationsOnDemand);
    cloud.add("Cloud API parser", [&cloudParser](const QByteArray &notification) {
        const auto reading = cloudParser.notification(notification, 1);
        return reading ? messagesAmong(reading->events) : 0;
    });
    cloud.run("Cloud API notification to event, 1.66 KB");
}

} // namespace atalaia::bench
