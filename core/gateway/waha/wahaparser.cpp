// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaparser.h"

#include "gateway/json/jsondocument.h"
#include "gateway/waha/wahaalias.h"
#include "gateway/waha/wahaengine.h"
#include "gateway/waha/wahafields.h"
#include "gateway/waha/wahamessage.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <string>
#include <string_view>

using namespace Qt::StringLiterals;

namespace atalaia {

using waha::Element;
using waha::member;
using waha::textOf;
using waha::textOfUtf8;
using waha::wordOf;

namespace {

Error invalid(const QString &context)
{
    return {Error::Kind::InvalidInput, context};
}

/// What an item of a page is wrapped in when it is put aside, so that frame() can read it again.
constexpr std::string_view kHistoryItem = "history.message";
constexpr qsizetype kLongestLineName = 256;

QByteArray jsonOf(Element element)
{
    const std::string text = simdjson::minify(element);
    return QByteArray(text.data(), qsizetype(text.size()));
}

QByteArray wrapped(const QString &line, Element item)
{
    const QJsonObject envelope{{u"event"_s, QString::fromLatin1(kHistoryItem.data(), qsizetype(kHistoryItem.size()))},
                               {u"session"_s, line}};
    QByteArray json = QJsonDocument(envelope).toJson(QJsonDocument::Compact);
    json.chop(1);
    return json + R"(,"payload":)" + jsonOf(item) + '}';
}

void appendAliases(WahaReading &reading, const QString &line, QVector<AliasFound> aliases)
{
    for (AliasFound &alias : aliases)
        reading.events.append(GatewayEvent{line, std::move(alias)});
}

/// What one message says, and who is who in it.
void appendItem(WahaReading &reading, const QString &line, waha::MessageReading one, const waha::MessageFields &message,
                qint64 atMs)
{
    if (one.body)
        reading.events.append(GatewayEvent{line, *std::move(one.body)});
    if (!one.ignored.isEmpty())
        reading.reason = one.ignored;
    appendAliases(reading, line, waha::aliasesOfMessage(message, atMs));
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

/// WhatsApp tells the engine when it limits whom the number may write to.
std::optional<LineAlarmChanged> restrictionOf(Element payload, LineState state, qint64 atMs)
{
    const waha::MaybeElement data = member(payload, "data");
    if (state != LineState::Working || !data || !data->is_object())
        return std::nullopt;
    const waha::MaybeElement lock = member(data, "reachoutTimelock");
    const waha::MaybeElement isActive = member(lock, "isActive");
    const bool isRaised = lock && lock->is_object() && (!isActive || waha::isTrue(isActive));
    return LineAlarmChanged{LineAlarmChanged::Kind::Restricted, isRaised, atMs, u"reachoutTimelock"_s};
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
    WahaReading reading = readingOf(line, {change, {}});
    if (const std::optional<LineAlarmChanged> alarm = restrictionOf(payload, change.state, atMs))
        reading.events.append(GatewayEvent{line, *alarm});
    appendAliases(reading, line, waha::aliasesOfLine(member(envelope, "me"), atMs));
    return reading;
}

/// False only where the settings say so: what is not said may be set elsewhere.
bool keepsMessages(Element session, const QString &engine)
{
    const waha::MaybeElement isEnabled = engine == u"NOWEB"
                                                 ? waha::descend(session, {"config", "noweb", "store", "enabled"})
                                                 : waha::descend(session, {"config", "gows", "storage", "messages"});
    bool isOn = true;
    return !isEnabled || isEnabled->get_bool().get(isOn) != simdjson::SUCCESS || isOn;
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
    session.keepsMessages = keepsMessages(element, session.engine);
    const waha::MaybeElement me = member(element, "me");
    const auto alias = waha::aliasOf(wordOf(member(me, "lid")), wordOf(member(me, "id")), 0);
    if (alias)
        session.ownHiddenId = alias->first;
    return session;
}

WahaHiddenId hiddenIdOf(Element element)
{
    WahaHiddenId found;
    const std::string_view hidden = wordOf(member(element, "lid"));
    found.hidden = waha::addressOf(hidden);
    const auto alias = waha::aliasOf(hidden, wordOf(member(element, "pn")), 0);
    if (alias)
        found.phone = alias->second;
    return found;
}

enum class EventUse { Message, Waiting, Edit, Revocation, Reaction, Status, Line, Group, None };

EventUse useOf(std::string_view event)
{
    if (event == "message.any" || event == "message" || event == kHistoryItem)
        return EventUse::Message;
    if (event == "message.ack" || event == "message.ack.group")
        return EventUse::Status;
    if (event == "message.edited")
        return EventUse::Edit;
    if (event == "message.revoked")
        return EventUse::Revocation;
    if (event == "message.reaction")
        return EventUse::Reaction;
    if (event == "message.waiting")
        return EventUse::Waiting;
    if (event == "session.status")
        return EventUse::Line;
    return event.starts_with("group.v2.") ? EventUse::Group : EventUse::None;
}

Result<waha::MessageReading> readOne(EventUse use, Element payload, const waha::MessageFields &message, qint64 atMs)
{
    switch (use) {
    case EventUse::Waiting:
        return waha::readWaiting(message, atMs);
    case EventUse::Edit:
        return waha::readEdit(message, atMs);
    case EventUse::Revocation:
        return waha::readRevocation(payload, atMs);
    case EventUse::Reaction:
        return waha::readReaction(message, atMs);
    case EventUse::Status:
        return waha::readStatus(message);
    default:
        return waha::readMessage(message, atMs);
    }
}

} // namespace

struct WahaParser::Private
{
    /// Event after event is of the same line: its name need not be made each time.
    const QString &lineNamed(std::string_view utf8);

    json::Document document{size_t(kLargestBytes)};
    std::string lastLineUtf8;
    QString lastLine;
};

const QString &WahaParser::Private::lineNamed(std::string_view utf8)
{
    if (utf8 != lastLineUtf8) {
        lastLineUtf8 = utf8;
        lastLine = textOfUtf8(utf8);
    }
    return lastLine;
}

WahaParser::WahaParser() : m_data(std::make_unique<Private>()) {}
WahaParser::~WahaParser() = default;

Result<WahaReading> WahaParser::frame(const QByteArray &bytes, qint64 receivedAtMs)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    const json::Fields envelope{*root};
    const std::string_view event = wordOf(member(envelope, "event"));
    if (event.empty())
        return invalid(u"field event is missing or has the wrong shape"_s);

    const EventUse use = useOf(event);
    if (use == EventUse::None && m_data->document.isMended())
        return invalid(u"not UTF-8, and no event that is known"_s); // its name may be what was broken
    if (use == EventUse::None)
        return WahaReading{{}, 1, {}, u"event is not used"_s};

    const std::string_view lineName = wordOf(member(envelope, "session"));
    const waha::MaybeElement payload = member(envelope, "payload");
    const bool isPayload = payload && payload->is_object();
    const qint64 createdAtMs = waha::timeOf(member(envelope, "timestamp"));
    const qint64 atMs = createdAtMs > 0 ? createdAtMs : receivedAtMs;
    const QString line = m_data->lineNamed(lineName);
    if (use == EventUse::Group) { // only for who is who in it
        WahaReading people{{}, 1, {}, u"event is not used"_s};
        if (isPayload && !line.isEmpty())
            appendAliases(people, line, waha::aliasesOfGroup(*payload, atMs));
        return people;
    }
    if (line.isEmpty())
        return invalid(u"field session is missing or has the wrong shape"_s);
    if (!isPayload)
        return invalid(u"field payload is missing or has the wrong shape"_s);
    if (use == EventUse::Line) {
        Result<WahaReading> reading = readSessionStatus(line, *root, *payload, atMs);
        const QString engine = textOf(member(envelope, "engine"));
        if (reading && !engine.isEmpty())
            std::get<LineChanged>(reading->events.first().body).capabilities = waha::capabilitiesOf(engine, true);
        return reading;
    }
    const waha::MessageFields message(*payload);
    Result<waha::MessageReading> one = readOne(use, *payload, message, atMs);
    if (!one)
        return one.error();
    if (event == kHistoryItem && one->body) {
        if (auto *received = std::get_if<MessageReceived>(&*one->body))
            received->isHistory = true;
    }
    WahaReading reading;
    reading.items = 1;
    reading.events.reserve(2); // itself and, often, who is who
    appendItem(reading, line, *std::move(one), message, atMs);
    return reading;
}

RejectedEvent WahaParser::rejectedFrame(const QByteArray &bytes, const QString &reason, qint64 receivedAtMs)
{
    RejectedEvent event{{}, bytes, reason, receivedAtMs};
    if (const Result<Element> root = m_data->document.parse(bytes))
        event.lineExternalId = textOf(member(*root, "session")).left(kLongestLineName);
    return event;
}

Result<WahaReading> WahaParser::messages(const QByteArray &bytes, const QString &line, qint64 receivedAtMs)
{
    const Result<simdjson::dom::array> list = m_data->document.parseList(bytes);
    if (!list)
        return list.error();
    WahaReading page;
    for (const Element item : *list) {
        ++page.items;
        const waha::MessageFields message(item);
        Result<waha::MessageReading> one = waha::readMessage(message, 0);
        if (one)
            appendItem(page, line, *std::move(one), message, receivedAtMs);
        else
            page.rejected.append({line, wrapped(line, item), one.error().context, receivedAtMs});
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
    const Result<waha::MessageReading> one = waha::readMessage(waha::MessageFields(*root), 0);
    if (!one)
        return one.error();
    return readingOf(line, *std::move(one));
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

Result<WahaHiddenIdList> WahaParser::hiddenIds(const QByteArray &bytes)
{
    const Result<simdjson::dom::array> list = m_data->document.parseList(bytes);
    if (!list)
        return list.error();
    WahaHiddenIdList found;
    for (const Element item : *list) {
        ++found.items;
        if (const WahaHiddenId id = hiddenIdOf(item); !id.phone.isEmpty())
            found.ids.append(id);
    }
    return found;
}

Result<WahaHiddenId> WahaParser::hiddenId(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    const WahaHiddenId id = hiddenIdOf(*root);
    if (id.hidden.isEmpty())
        return invalid(u"field lid is missing or has the wrong shape"_s);
    return id;
}

std::optional<qint64> WahaParser::count(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    int64_t number = 0;
    const waha::MaybeElement element = root ? member(*root, "count") : waha::MaybeElement();
    if (!element || element->get_int64().get(number) != simdjson::SUCCESS || number < 0)
        return std::nullopt;
    return number;
}

Result<QString> WahaParser::mediaUrl(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    if (!root->is_object())
        return invalid(u"an object was expected"_s);
    return textOf(waha::descend(*root, {"media", "url"}));
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
