// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionparser.h"

#include "gateway/chataddress.h"
#include "gateway/evolution/evolutionline.h"
#include "gateway/evolution/evolutionmessage.h"
#include "gateway/json/jsondocument.h"
#include "gateway/json/secretstripping.h"

#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

using evolution::ItemReading;
using evolution::Origin;
using json::Element;
using json::MaybeElement;
using json::member;
using json::textOf;

namespace {

Error invalid(const QString &context)
{
    return {Error::Kind::InvalidInput, context};
}

Error malformed(const char *field)
{
    return invalid(u"field %1 is missing or has the wrong shape"_s.arg(QLatin1StringView(field)));
}

RejectedEvent putAside(const QString &line, const QByteArray &bytes, const QString &reason, qint64 receivedAtMs)
{
    return {line, json::strippedOfSecrets(bytes).left(RejectedEvent::kLargestBytes), reason, receivedAtMs};
}

/// How the items of an event are read.
using ItemReader = Result<ItemReading> (*)(Element item, const Origin &origin);

/// Events are named as in "messages.upsert" where they are sent and as in "MESSAGES_UPSERT" where they are configured.
QString plainEventName(QString name)
{
    return name.replace(u'.', u'_').replace(u'-', u'_').toUpper();
}

struct EventUse
{
    QStringView name;
    ItemReader read;
    bool isHistory = false;
    bool isSentByApi = false;
};

constexpr std::array kListEvents{EventUse{u"MESSAGES_UPSERT", evolution::readMessage},
                                 EventUse{u"MESSAGES_SET", evolution::readMessage, true},
                                 EventUse{u"SEND_MESSAGE", evolution::readMessage, false, true},
                                 EventUse{u"SEND_MESSAGE_UPDATE", evolution::readEdit, false, true},
                                 EventUse{u"MESSAGES_EDITED", evolution::readEdit},
                                 EventUse{u"MESSAGES_DELETE", evolution::readDeletion},
                                 EventUse{u"MESSAGES_UPDATE", evolution::readUpdate},
                                 EventUse{u"CONTACTS_UPSERT", evolution::readContact},
                                 EventUse{u"CONTACTS_UPDATE", evolution::readContact},
                                 EventUse{u"CONTACTS_SET", evolution::readContact},
                                 EventUse{u"CONNECTION_UPDATE", evolution::readConnection},
                                 EventUse{u"STATUS_INSTANCE", evolution::readEnd}};

const EventUse *useOf(const QString &name)
{
    for (const EventUse &use : kListEvents) {
        if (use.name == name)
            return &use;
    }
    return nullptr;
}

/// The few that mean the same whatever their data says; they may come without.
std::optional<ItemReading> readWithoutData(const QString &name, const Origin &origin)
{
    if (name == u"LOGOUT_INSTANCE")
        return evolution::readLogout(origin);
    if (name == u"REMOVE_INSTANCE")
        return evolution::readRemoval(origin);
    if (name == u"QRCODE_UPDATED")
        return evolution::readPairing(origin);
    return std::nullopt;
}

ChatAddress ownAccountOf(MaybeElement sender)
{
    const QString address = textOf(sender);
    return address.size() <= kLongestExternalId && isPhoneAddress(address) ? withoutDevice(address) : ChatAddress();
}

QByteArray quoted(const QString &text)
{
    QByteArray json("\"");
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\')
            json.append('\\').append(c);
        else if (uchar(c) < 0x20)
            json.append("\\u00").append(QByteArray(1, c).toHex());
        else
            json.append(c);
    }
    return json.append('"');
}

/// An item by itself, in the shape in which it can be read again.
QByteArray enveloped(const QString &event, const QString &line, const ChatAddress &sender, Element item)
{
    std::string data = simdjson::minify(item);
    if (item.is_array())
        data = '[' + data + ']'; // or it would be taken for a list of items
    return "{\"event\":" + quoted(event) + ",\"instance\":" + quoted(line) + ",\"sender\":" + quoted(sender)
           + ",\"data\":" + QByteArray(data.data(), qsizetype(data.size())) + '}';
}

/// Adds the items of one event or page to a reading.
class ItemTaker
{
public:
    ItemTaker(QString event, QString line, Origin origin, ItemReader read)
        : m_event(std::move(event)), m_line(std::move(line)), m_origin(std::move(origin)), m_read(read)
    {}

    void take(Element item)
    {
        ++m_reading.items;
        Result<ItemReading> one = m_read(item, m_origin);
        if (one)
            add(*one);
        else
            m_reading.rejected.append(putAside(m_line, enveloped(m_event, m_line, m_origin.ownAccount, item),
                                               one.error().context, m_origin.receivedAtMs));
    }

    void add(const ItemReading &one)
    {
        for (const evolution::EventBody &body : one.bodies)
            m_reading.events.append(GatewayEvent{m_line, body});
        if (!one.ignored.isEmpty())
            m_reading.ignored = one.ignored;
    }

    [[nodiscard]] EvolutionReading taken() const { return m_reading; }

private:
    const QString m_event;
    const QString m_line;
    const Origin m_origin;
    const ItemReader m_read;
    EvolutionReading m_reading;
};

Result<EvolutionReading> readEnvelope(Element root, qint64 receivedAtMs)
{
    const QString event = textOf(member(root, "event"));
    if (event.isEmpty())
        return malformed("event");
    const QString name = plainEventName(event);
    const EventUse *use = useOf(name);
    Origin origin;
    origin.ownAccount = ownAccountOf(member(root, "sender"));
    origin.receivedAtMs = receivedAtMs;
    const std::optional<ItemReading> whole = readWithoutData(name, origin);
    if (!use && !whole)
        return EvolutionReading{{}, 1, {}, u"event is not used"_s};

    const QString line = textOf(member(root, "instance"));
    if (line.isEmpty() || line.size() > kLongestExternalId)
        return malformed("instance");
    if (whole) {
        ItemTaker taker(event, line, origin, nullptr);
        taker.add(*whole);
        EvolutionReading reading = taker.taken();
        reading.items = 1;
        return reading;
    }
    origin.isHistory = use->isHistory;
    origin.isSentByApi = use->isSentByApi;
    const MaybeElement data = member(root, "data");
    if (!data || (!data->is_object() && !data->is_array()))
        return malformed("data");
    ItemTaker taker(event, line, origin, use->read);
    simdjson::dom::array items;
    if (data->get_array().get(items) != simdjson::SUCCESS) {
        taker.take(*data);
        return taker.taken();
    }
    for (const Element item : items)
        taker.take(item);
    return taker.taken();
}

} // namespace

struct EvolutionParser::Private
{
    json::Document document{size_t(kLargestBytes)};
};

EvolutionParser::EvolutionParser() : m_data(std::make_unique<Private>()) {}
EvolutionParser::~EvolutionParser() = default;

EvolutionReading EvolutionParser::event(const QByteArray &bytes, qint64 receivedAtMs)
{
    const auto rejected = [&bytes, receivedAtMs](const QString &line, const QString &reason) {
        return EvolutionReading{{}, 1, {putAside(line, bytes, reason, receivedAtMs)}, {}};
    };
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return rejected({}, root.error().context);
    Result<EvolutionReading> reading = readEnvelope(*root, receivedAtMs);
    if (reading)
        return *std::move(reading);
    const QString line = textOf(member(*root, "instance"));
    return rejected(line.size() <= kLongestExternalId ? line : QString(), reading.error().context);
}

Result<EvolutionPage> EvolutionParser::page(const QByteArray &bytes, const QString &line, qint64 receivedAtMs)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    const MaybeElement messages = member(*root, "messages");
    simdjson::dom::array records;
    const MaybeElement list = messages && messages->is_object() ? member(messages, "records") : messages;
    const Element from = list ? *list : *root; // older versions answer with the bare list
    if (from.get_array().get(records) != simdjson::SUCCESS)
        return malformed("messages.records");

    Origin origin;
    origin.receivedAtMs = receivedAtMs;
    origin.isHistory = true;
    ItemTaker taker(u"messages.set"_s, line, origin, evolution::readMessage);
    for (const Element record : records)
        taker.take(record);
    return EvolutionPage{taker.taken(), json::numberOf(member(messages, "total")).value_or(-1)};
}

Result<EvolutionLineList> EvolutionParser::lines(const QByteArray &bytes)
{
    const Result<simdjson::dom::array> list = m_data->document.parseList(bytes);
    if (!list)
        return list.error();
    EvolutionLineList found;
    for (const Element item : *list) {
        Result<EvolutionLine> line = evolution::lineOf(item);
        if (line) {
            found.lines.append(*std::move(line));
        } else {
            ++found.rejected;
            found.reason = line.error().context;
        }
    }
    if (found.lines.isEmpty() && found.rejected > 0)
        return invalid(found.reason);
    return found;
}

Result<LineState> EvolutionParser::lineState(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    const QString state = textOf(json::descend(*root, {"instance", "state"}));
    if (state.isEmpty())
        return malformed("instance.state");
    return evolution::lineStateOf(state);
}

Result<QString> EvolutionParser::version(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return root.error();
    if (!textOf(member(*root, "message")).contains(u"Evolution"))
        return malformed("message");
    const QString version = textOf(member(*root, "version"));
    if (version.isEmpty())
        return malformed("version");
    return version;
}

QString EvolutionParser::complaint(const QByteArray &bytes)
{
    const Result<Element> root = m_data->document.parse(bytes);
    if (!root)
        return {};
    MaybeElement message = json::descend(*root, {"response", "message"});
    if (!message)
        message = member(*root, "message");
    // A text, a list of texts, or a list of lists of them.
    for (int depth = 0; depth < 3; ++depth) {
        simdjson::dom::array parts;
        if (!message || message->get_array().get(parts) != simdjson::SUCCESS)
            break;
        Element first;
        message = parts.at(0).get(first) == simdjson::SUCCESS ? MaybeElement(first) : std::nullopt;
    }
    const MaybeElement exists = member(message, "exists");
    if (exists && !json::isTrue(exists))
        return u"the number is not on WhatsApp"_s;
    const QString text = textOf(message);
    return text.isEmpty() ? textOf(member(*root, "error")) : text;
}

Result<EvolutionMedia> EvolutionParser::media(const QByteArray &bytes)
{
    json::Document document{size_t(bytes.size())}; // its buffers are not worth keeping
    const Result<Element> root = document.parse(bytes);
    if (!root)
        return root.error();
    const MaybeElement base64 = member(*root, "base64");
    std::string_view text;
    if (!base64 || base64->get_string().get(text) != simdjson::SUCCESS)
        return malformed("base64");
    // Some versions write it as a data address.
    if (text.substr(0, 5) == "data:") {
        const size_t comma = text.substr(0, 256).find(',');
        if (comma == std::string_view::npos)
            return malformed("base64");
        text.remove_prefix(comma + 1);
    }
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromRawData(text.data(), qsizetype(text.size())),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty())
        return malformed("base64");
    return EvolutionMedia{decoded.decoded, textOf(member(*root, "mimetype"))};
}

} // namespace atalaia
