// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiputaside.h"

#include <array>

namespace atalaia::cloudapi {

namespace {

constexpr int kDeepest = 64; // deeper than any notification; bounds the recursion

void appendQuoted(QByteArray &json, std::string_view text)
{
    constexpr std::array<char, 17> kHex{"0123456789abcdef"};
    json += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (byte < 0x20) {
            json += "\\u00";
            json += kHex[byte >> 4];
            json += kHex[byte & 15];
        } else {
            json += c;
        }
    }
    json += '"';
}

void appendKey(QByteArray &json, std::string_view name)
{
    if (!json.endsWith('{'))
        json += ',';
    appendQuoted(json, name);
    json += ':';
}

/// Meta signs these addresses: who has one needs no token for some minutes.
bool opensMedia(std::string_view name, Element value)
{
    std::string_view text;
    return name == "url" && value.get_string().get(text) == simdjson::SUCCESS
           && (text.find("fbsbx.com") != text.npos || text.find("fbcdn.net") != text.npos
               || text.find("whatsapp.net") != text.npos || text.find("facebook.com") != text.npos);
}

void appendValue(QByteArray &json, Element value, int depth)
{
    if (depth > kDeepest || json.size() > RejectedEvent::kLargestBytes) {
        json += "null";
    } else if (value.is_object()) {
        json += '{';
        const simdjson::dom::object object = value.get_object().value_unsafe();
        for (const auto [name, inner] : object) {
            if (opensMedia(name, inner))
                continue;
            appendKey(json, name);
            appendValue(json, inner, depth + 1);
        }
        json += '}';
    } else if (value.is_array()) {
        json += '[';
        const simdjson::dom::array list = value.get_array().value_unsafe();
        for (const Element inner : list) {
            if (!json.endsWith('['))
                json += ',';
            appendValue(json, inner, depth + 1);
        }
        json += ']';
    } else if (value.is_string()) {
        appendQuoted(json, value.get_string().value_unsafe());
    } else {
        json += QByteArray::fromStdString(simdjson::to_string(value));
    }
}

void appendMember(QByteArray &json, std::string_view name, MaybeElement value)
{
    if (!value)
        return;
    appendKey(json, name);
    appendValue(json, *value, 0);
}

QByteArray beginning(std::string_view field, MaybeElement entryId)
{
    QByteArray json = R"({"object":"whatsapp_business_account","entry":[{)";
    appendMember(json, "id", entryId);
    appendKey(json, "changes");
    json += "[{";
    appendKey(json, "field");
    appendQuoted(json, field);
    return json;
}

} // namespace

QByteArray changeAsNotification(std::string_view field, MaybeElement entryId, Element value)
{
    QByteArray json = beginning(field, entryId);
    appendMember(json, "value", value);
    json += "}]}]}";
    return json;
}

QByteArray asNotification(std::string_view field, MaybeElement entryId, MaybeElement metadata, MaybeElement contact,
                          std::string_view list, const QString &thread, Element item)
{
    QByteArray json = beginning(field, entryId);
    appendKey(json, "value");
    json += '{';
    appendMember(json, "metadata", metadata);
    if (contact) {
        appendKey(json, "contacts");
        json += '[';
        appendValue(json, *contact, 0);
        json += ']';
    }
    const bool isInThread = !thread.isEmpty();
    if (isInThread) {
        appendKey(json, "history");
        json += "[{\"threads\":[{\"id\":";
        appendQuoted(json, thread.toStdString());
    }
    appendKey(json, list);
    json += '[';
    appendValue(json, item, 0);
    json += ']';
    if (isInThread)
        json += "}]}]";
    json += "}}]}]}";
    return json;
}

} // namespace atalaia::cloudapi
