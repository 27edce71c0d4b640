// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapicontent.h"

#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace atalaia::cloudapi {

namespace {

constexpr int kMostCards = 100;
constexpr int kMostProducts = 200;

using Reader = Result<> (*)(Element body, MessageReceived &event);

/// As JSON writes it, for values that may be text or number.
QString plainText(MaybeElement element)
{
    if (!element)
        return {};
    if (element->is_string())
        return textOf(element);
    if (element->is_object() || element->is_array())
        return {};
    return QString::fromStdString(simdjson::to_string(*element));
}

Result<simdjson::dom::array> listOf(MaybeElement element, const char *field)
{
    simdjson::dom::array list;
    if (!element || element->get_array().get(list) != simdjson::SUCCESS)
        return malformed(field);
    return list;
}

void setText(MessageReceived &event, const QString &text)
{
    event.text = text;
    event.hasText = !text.isEmpty();
}

Result<> readText(Element body, MessageReceived &event)
{
    const MaybeElement text = member(body, "body");
    if (!text || !text->is_string())
        return malformed("text.body");
    setText(event, textOf(text));
    return {};
}

Result<> readButton(Element body, MessageReceived &event)
{
    const MaybeElement text = member(body, "text");
    if (!text || !text->is_string())
        return malformed("button.text");
    setText(event, textOf(text));
    return {};
}

Result<> readMedia(Element body, MessageReceived &event)
{
    if (!body.is_object())
        return malformed("media");
    const MaybeElement caption = member(body, "caption");
    if (caption && !caption->is_string())
        return malformed("media.caption");
    setText(event, textOf(caption));
    event.mediaType = textOf(member(body, "mime_type"));
    event.mediaName = textOf(member(body, "filename"));
    event.mediaReference = idOf(member(body, "id"));
    event.mediaHash = sha256Of(member(body, "sha256"));
    const MaybeElement size = member(body, "file_size");
    int64_t bytes = 0;
    if (size && size->get_int64().get(bytes) == simdjson::SUCCESS && bytes > 0)
        event.mediaSize = bytes;
    return {};
}

Result<> readLocation(Element body, MessageReceived &event)
{
    if (!body.is_object())
        return malformed("location");
    QStringList lines{textOf(member(body, "name")), textOf(member(body, "address"))};
    lines.removeAll(QString());
    setText(event, lines.join(u'\n'));
    return {};
}

void appendEach(QStringList &lines, MaybeElement list, std::string_view name)
{
    simdjson::dom::array entries;
    if (!list || list->get_array().get(entries) != simdjson::SUCCESS)
        return;
    for (const Element entry : entries) {
        if (const QString text = textOf(member(entry, name)); !text.isEmpty() && lines.size() < kMostCards * 8)
            lines.append(text);
    }
}

/// Cards pass numbers and addresses on: they are words of the conversation like any others.
Result<> readCards(Element body, MessageReceived &event)
{
    const auto cards = listOf(body, "contacts");
    if (!cards)
        return cards.error();
    QStringList lines;
    int count = 0;
    for (const Element card : *cards) {
        if (++count > kMostCards)
            break;
        if (const QString name = textOf(descend(card, {"name", "formatted_name"})); !name.isEmpty())
            lines.append(name);
        appendEach(lines, member(card, "phones"), "phone");
        appendEach(lines, member(card, "emails"), "email");
        appendEach(lines, member(card, "urls"), "url");
    }
    setText(event, lines.join(u'\n'));
    return {};
}

Result<> readInteractive(Element body, MessageReceived &event)
{
    if (!body.is_object())
        return malformed("interactive");
    QStringList lines{textOf(descend(body, {"button_reply", "title"})),
                      textOf(descend(body, {"list_reply", "title"})),
                      textOf(descend(body, {"list_reply", "description"})),
                      textOf(descend(body, {"nfm_reply", "body"})),
                      textOf(descend(body, {"nfm_reply", "response_json"})),
                      textOf(descend(body, {"header", "text"})), // these three: of what the company sent
                      textOf(descend(body, {"body", "text"})),
                      textOf(descend(body, {"footer", "text"}))};
    lines.removeAll(QString());
    setText(event, lines.join(u'\n'));
    if (lines.isEmpty())
        event.content = ContentState::Unavailable;
    return {};
}

Result<> readOrder(Element body, MessageReceived &event)
{
    if (!body.is_object())
        return malformed("order");
    QStringList lines;
    if (const QString text = textOf(member(body, "text")); !text.isEmpty())
        lines.append(text);
    simdjson::dom::array products;
    const MaybeElement list = member(body, "product_items");
    if (list && list->get_array().get(products) == simdjson::SUCCESS) {
        for (const Element product : products) {
            if (lines.size() > kMostProducts)
                break;
            lines.append(u"%1 x %2, %3 %4"_s.arg(
                    plainText(member(product, "quantity")), plainText(member(product, "product_retailer_id")),
                    plainText(member(product, "item_price")), plainText(member(product, "currency"))));
        }
    }
    setText(event, lines.join(u'\n'));
    return {};
}

struct Type
{
    std::string_view name;
    MessageKind kind;
    Reader read;
};

constexpr std::array kTypes{Type{"text", MessageKind::Text, readText},
                            Type{"image", MessageKind::Image, readMedia},
                            Type{"video", MessageKind::Video, readMedia},
                            Type{"audio", MessageKind::Audio, readMedia},
                            Type{"voice", MessageKind::Audio, readMedia},
                            Type{"document", MessageKind::Document, readMedia},
                            Type{"sticker", MessageKind::Sticker, readMedia},
                            Type{"location", MessageKind::Location, readLocation},
                            Type{"contacts", MessageKind::ContactCard, readCards},
                            Type{"interactive", MessageKind::Text, readInteractive},
                            Type{"button", MessageKind::Text, readButton},
                            Type{"order", MessageKind::Text, readOrder}};

} // namespace

Result<> readContent(const Fields &message, std::string_view type, bool hasErrors, MessageReceived &event)
{
    for (const Type &known : kTypes) {
        if (known.name != type)
            continue;
        event.kind = known.kind;
        const MaybeElement body = member(message, type);
        if (body) {
            const Result<> read = known.read(*body, event);
            if (read || !hasErrors)
                return read;
        } else if (!hasErrors) {
            return Error{Error::Kind::InvalidInput, u"the object that the type names is missing"_s};
        }
        event.content = ContentState::Unavailable;
        return {};
    }
    event.kind = MessageKind::Unknown;
    event.content = type == "media_placeholder" ? ContentState::Pending : ContentState::Unavailable;
    return {};
}

} // namespace atalaia::cloudapi
