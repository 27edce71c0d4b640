// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaparser.h"

#include "gateway/json/jsondocument.h"
#include "gateway/waha/wahafields.h"
#include "gateway/waha/wahamessage.h"

using namespace Qt::StringLiterals;

namespace atalaia {

using waha::Element;
using waha::member;
using waha::textOf;

namespace {

Error invalid(const QString &context)
{
    return {Error::Kind::InvalidInput, context};
}

WahaReading readingOf(const QString &line, waha::MessageReading one)
{
    WahaReading reading;
    reading.items = 1;
    reading.reason = one.ignored;
    if (one.body)
        reading.events.append(GatewayEvent{line, *std::move(one.body)});
    return reading;
}

LineChanged lineOf(waha::MaybeElement me, QStringView status)
{
    LineChanged line;
    line.state = waha::lineStateOf(status);
    line.displayName = textOf(member(me, "pushName"));
    if (line.displayName == u"~") // the gateway's word for "not known yet"
        line.displayName.clear();
    line.ownAddress = waha::withoutDevice(textOf(member(me, "id")));
    return line;
}

Result<WahaReading> readSessionStatus(const QString &line, Element envelope, Element payload, qint64 atMs)
{
    const QString status = textOf(member(payload, "status"));
    if (status.isEmpty())
        return invalid(u"field payload.status is missing or has the wrong shape"_s);
    LineChanged change = lineOf(member(envelope, "me"), status);
    change.changedAtMs = atMs;

    simdjson::dom::array history;
    const waha::MaybeElement statuses = member(payload, "statuses");
    if (statuses && statuses->get_array().get(history) == simdjson::SUCCESS) {
        for (const Element entry : history) {
            if (const qint64 ms = waha::timeOf(member(entry, "timestamp"));
                ms > 0 && textOf(member(entry, "status")) == status)
                change.changedAtMs = ms;
        }
    }
    return readingOf(line, {change, {}});
}

Result<WahaSession> sessionOf(Element element)
{
    WahaSession session;
    session.name = textOf(member(element, "name"));
    const QString status = textOf(member(element, "status"));
    if (session.name.isEmpty())
        return invalid(u"field name is missing or has the wrong shape"_s);
    if (status.isEmpty())
        return invalid(u"field status is missing or has the wrong shape"_s);
    const LineChanged line = lineOf(member(element, "me"), status);
    session.state = line.state;
    session.displayName = line.displayName;
    session.ownAddress = line.ownAddress;
    const waha::MaybeElement engine = member(element, "engine");
    session.engine = engine && engine->is_object() ? textOf(member(engine, "engine")) : textOf(engine);
    return session;
}

} // namespace

struct WahaParser::Private
{
    json::Document document{size_t(kLargestBytes)};
};

WahaParser::WahaParser() : m_data(std::make_unique<Private>()) {}
WahaParser::~WahaParser() = default;

Result<WahaReading> WahaParser::frame(const QByteArray &bytes, qint64 receivedAtMs)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    const QString event = textOf(member(*root, "event"));
    if (event.isEmpty())
        return invalid(u"field event is missing or has the wrong shape"_s);

    const bool isMessage = event == u"message.any" || event == u"message";
    const bool isAck = event == u"message.ack" || event == u"message.ack.group";
    const bool isUsed = isMessage || isAck || event == u"message.edited" || event == u"message.revoked"
                        || event == u"message.reaction" || event == u"session.status";
    if (!isUsed)
        return WahaReading{{}, 1, 0, u"event is not used"_s};

    const QString line = textOf(member(*root, "session"));
    if (line.isEmpty())
        return invalid(u"field session is missing or has the wrong shape"_s);
    const waha::MaybeElement payload = member(*root, "payload");
    if (!payload || !payload->is_object())
        return invalid(u"field payload is missing or has the wrong shape"_s);
    const qint64 createdAtMs = waha::timeOf(member(*root, "timestamp"));
    const qint64 atMs = createdAtMs > 0 ? createdAtMs : receivedAtMs;
    if (event == u"session.status")
        return readSessionStatus(line, *root, *payload, atMs);

    const Result<waha::MessageReading> one = isMessage                     ? waha::readMessage(*payload, atMs)
                                             : isAck                       ? waha::readStatus(*payload)
                                             : event == u"message.edited"  ? waha::readEdit(*payload, atMs)
                                             : event == u"message.revoked" ? waha::readRevocation(*payload, atMs)
                                                                           : waha::readReaction(*payload, atMs);
    if (!one)
        return one.error();
    return readingOf(line, *one);
}

Result<WahaReading> WahaParser::messages(const QByteArray &bytes, const QString &line)
{
    const Result<simdjson::dom::array> list = m_data->document.parseList(bytes);
    if (!list)
        return list.error();
    WahaReading page;
    for (const Element item : *list) {
        ++page.items;
        const Result<waha::MessageReading> one = waha::readMessage(item, 0);
        if (!one) {
            ++page.rejected;
            page.reason = one.error().context;
        } else if (one->body) {
            page.events.append(GatewayEvent{line, *one->body});
        }
    }
    return page;
}

Result<WahaReading> WahaParser::message(const QByteArray &bytes, const QString &line)
{
    if (bytes.trimmed().isEmpty())
        return WahaReading();
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    if (root->is_null())
        return WahaReading();
    const Result<waha::MessageReading> one = waha::readMessage(*root, 0);
    if (!one)
        return one.error();
    return readingOf(line, *one);
}

Result<WahaSessionList> WahaParser::sessions(const QByteArray &bytes)
{
    const Result<simdjson::dom::array> list = m_data->document.parseList(bytes);
    if (!list)
        return list.error();
    WahaSessionList found;
    for (const Element item : *list) {
        Result<WahaSession> session = sessionOf(item);
        if (session) {
            found.sessions.append(*std::move(session));
        } else {
            ++found.rejected;
            found.reason = session.error().context;
        }
    }
    if (found.sessions.isEmpty() && found.rejected > 0)
        return invalid(found.reason);
    return found;
}

Result<WahaSession> WahaParser::session(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    return sessionOf(*root);
}

Result<QVector<WahaChat>> WahaParser::chats(const QByteArray &bytes)
{
    const Result<simdjson::dom::array> list = m_data->document.parseList(bytes);
    if (!list)
        return list.error();
    QVector<WahaChat> chats;
    for (const Element item : *list) {
        const waha::MaybeElement id = member(item, "id");
        const QString address = textOf(id && id->is_object() ? member(id, "_serialized") : id);
        if (address.isEmpty())
            return invalid(u"field id is missing or has the wrong shape"_s);
        chats.append({waha::withoutDevice(address), waha::timeOf(member(item, "timestamp"))});
    }
    return chats;
}

Result<WahaVersion> WahaParser::version(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    const WahaVersion version{textOf(member(*root, "version")), textOf(member(*root, "engine"))};
    if (version.version.isEmpty())
        return invalid(u"field version is missing or has the wrong shape"_s);
    return version;
}

QString WahaParser::complaint(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return {};
    const waha::MaybeElement message = member(*root, "message");
    simdjson::dom::array parts;
    if (message && message->get_array().get(parts) == simdjson::SUCCESS)
        return parts.size() > 0 ? textOf(parts.at(0).value_unsafe()) : QString();
    const QString text = textOf(message);
    return text.isEmpty() ? textOf(member(*root, "error")) : text;
}

} // namespace atalaia
