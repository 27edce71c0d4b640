// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeevolution.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

qint64 secondsOf(const QJsonObject &record)
{
    return record.value(u"messageTimestamp"_s).toInteger();
}

qint64 secondsOf(const QJsonValue &isoTime)
{
    return QDateTime::fromString(isoTime.toString(), Qt::ISODate).toSecsSinceEpoch();
}

} // namespace

FakeEvolution::FakeEvolution()
{
    m_server.setScript([this](const Request &request) -> std::optional<Reply> {
        if (m_script) {
            if (const std::optional<Reply> scripted = m_script(request))
                return scripted;
        }
        return builtIn(request);
    });
}

void FakeEvolution::addInstance(const QString &name, const QString &state)
{
    m_names.append(name);
    m_states.insert(name, state);
}

void FakeEvolution::addRecord(const QString &instance, const QString &id, qint64 seconds, const QString &text,
                              bool isFromMe)
{
    addRecord(instance, {{u"id"_s, u"cm0-"_s + id},
                         {u"key"_s, QJsonObject{{u"id"_s, id},
                                                {u"fromMe"_s, isFromMe},
                                                {u"remoteJid"_s, u"5511990000002@s.whatsapp.net"_s}}},
                         {u"pushName"_s, u"Ana"_s},
                         {u"messageType"_s, u"conversation"_s},
                         {u"message"_s, QJsonObject{{u"conversation"_s, text}}},
                         {u"messageTimestamp"_s, seconds},
                         {u"MessageUpdate"_s, QJsonArray{}}});
}

void FakeEvolution::removeRecord(const QString &instance, const QString &id)
{
    m_records[instance].removeIf([&id](const QJsonObject &record) {
        return record.value(u"key"_s).toObject().value(u"id"_s).toString() == id;
    });
}

QVector<QJsonObject> FakeEvolution::bodiesOf(const QString &pathPart) const
{
    QVector<QJsonObject> bodies;
    for (const Request &request : requests()) {
        if (request.path.contains(pathPart))
            bodies.append(QJsonDocument::fromJson(request.body).object());
    }
    return bodies;
}

FakeEvolution::Reply FakeEvolution::builtIn(const Request &request) const
{
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    if (request.method == u"GET" && parts.isEmpty())
        return {200, R"({"status":200,"message":"Welcome to the Evolution API, it is working!","version":"2.3.7"})"};
    if (request.method == u"GET" && request.path == u"/instance/fetchInstances")
        return instances();
    const QString call = parts.mid(0, 2).join(u'/');
    const QString instance = parts.value(2);
    if (!m_states.contains(instance))
        return {404, R"({"status":404,"error":"Not Found","response":{"message":["The instance does not exist"]}})"};
    if (call == u"instance/connectionState")
        return {200, json({{u"instance"_s,
                            QJsonObject{{u"instanceName"_s, instance}, {u"state"_s, m_states.value(instance)}}}})};
    if (call == u"chat/findMessages")
        return page(instance, QJsonDocument::fromJson(request.body).object());
    if (call == u"message/sendText")
        return {201, R"({"key":{"id":"API1","fromMe":true},"status":"PENDING"})"};
    if (call == u"chat/deleteMessageForEveryone" || call == u"chat/updateBlockStatus")
        return {201, "{}"};
    if (call == u"instance/logout")
        return {200, R"({"status":"SUCCESS","error":false,"response":{"message":"Instance logged out"}})"};
    if (call == u"instance/connect")
        return {200, R"({"pairingCode":null,"code":"2@secret-code","base64":"data:image/png;base64,AAAA","count":1})"};
    return {404, R"({"status":404,"error":"Not Found"})"};
}

FakeEvolution::Reply FakeEvolution::instances() const
{
    QJsonArray list;
    for (const QString &name : m_names) {
        list.append(QJsonObject{{u"name"_s, name},
                                {u"connectionStatus"_s, m_states.value(name)},
                                {u"ownerJid"_s, u"5511900000001@s.whatsapp.net"_s},
                                {u"profileName"_s, u"Loja"_s},
                                {u"integration"_s, u"WHATSAPP-BAILEYS"_s},
                                {u"token"_s, u"K-9"_s}});
    }
    return {200, QJsonDocument(list).toJson(QJsonDocument::Compact)};
}

FakeEvolution::Reply FakeEvolution::page(const QString &instance, const QJsonObject &body) const
{
    const QJsonObject window = body.value(u"where"_s).toObject().value(u"messageTimestamp"_s).toObject();
    const bool isFiltered = !m_ignoresWindow && window.contains(u"gte"_s) && window.contains(u"lte"_s);
    QVector<QJsonObject> found;
    for (const QJsonObject &record : m_records.value(instance)) {
        const qint64 seconds = secondsOf(record);
        if (!isFiltered
            || (seconds >= secondsOf(window.value(u"gte"_s)) && seconds <= secondsOf(window.value(u"lte"_s))))
            found.append(record);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const QJsonObject &a, const QJsonObject &b) { return secondsOf(a) > secondsOf(b); });
    const qsizetype size = body.value(u"offset"_s).toInteger(50);
    const qsizetype page = m_ignoresPage ? 1 : body.value(u"page"_s).toInteger(1);
    QJsonArray records;
    for (qsizetype i = (page - 1) * size; i < std::min(found.size(), page * size); ++i)
        records.append(found.at(i));
    const QJsonObject messages{{u"total"_s, found.size()},
                               {u"pages"_s, (found.size() + size - 1) / size},
                               {u"currentPage"_s, page},
                               {u"records"_s, records}};
    return {200, json({{u"messages"_s, messages}})};
}

} // namespace atalaia
