// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionparser.h"
#include "gateway/waha/wahaparser.h"
#include "ingestbench.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <simdjson.h>

#include <cstdio>

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

qint64 readByQt(const std::vector<QByteArray> &frames)
{
    qint64 found = 0;
    for (const QByteArray &frame : frames) {
        const QJsonObject object = QJsonDocument::fromJson(frame).object();
        const QJsonObject payload = object[u"payload"_s].toObject();
        const QString id = payload[u"id"_s].toString();
        const QString body = payload[u"body"_s].toString();
        found += object[u"event"_s].toString() == u"message.any" && !id.isEmpty() && !body.isEmpty()
                                 && payload[u"timestamp"_s].toInteger() > 0
                         ? 1
                         : 0;
    }
    return found;
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

void benchEvolutionParse(IngestBench &bench)
{
    const std::vector<QByteArray> envelopes = evolutionEnvelopes(bench.events);
    std::vector<simdjson::padded_string> padded;
    for (const QByteArray &envelope : envelopes)
        padded.emplace_back(envelope.constData(), size_t(envelope.size()));
    const auto check = [&bench](qint64 found) {
        if (found != bench.events)
            bench.hasFailed = true;
    };
    Rounds rounds;
    rounds.add("simdjson on demand", bench.events, [&] { check(readEnvelopesOnDemand(padded)); });
    EvolutionParser evolution;
    rounds.add("Evolution parser", bench.events, [&] {
        qint64 found = 0;
        for (const QByteArray &envelope : envelopes)
            found += evolution.event(envelope, 1).events.size();
        check(found);
    });
    rounds.run(bench.rounds);
    rounds.print("Evolution envelope to event, 1.66 KB", "simdjson on demand");
}

} // namespace

void benchParse(IngestBench &bench)
{
    const std::vector<QByteArray> frames = wahaFrames(bench.events);
    std::vector<simdjson::padded_string> padded;
    for (const QByteArray &frame : frames)
        padded.emplace_back(frame.constData(), size_t(frame.size()));

    const auto check = [&bench](qint64 found) {
        if (found != bench.events)
            bench.hasFailed = true;
    };
    Rounds rounds;
    rounds.add("simdjson on demand", bench.events, [&] { check(readOnDemand(padded)); });
    rounds.add("QJsonDocument", bench.events, [&] { check(readByQt(frames)); });
    WahaParser waha;
    rounds.add("WAHA parser", bench.events, [&] {
        qint64 found = 0;
        for (const QByteArray &frame : frames) {
            const auto reading = waha.frame(frame, 0);
            found += reading ? reading->events.size() : 0;
        }
        check(found);
    });
    rounds.run(bench.rounds);
    rounds.print("WAHA frame to event, 1.66 KB", "simdjson on demand");
    benchEvolutionParse(bench);
}

} // namespace atalaia::bench
