// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/socketiopackets.h"

#include "gateway/evolution/eventsource.h"

#include <utility>

namespace atalaia {

namespace {

constexpr QByteArrayView kPlaceholder = "{\"_placeholder\":true,\"num\":";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Digits off the front; -1 when they are too many for a count.
int takeNumber(QByteArrayView &text)
{
    qsizetype digits = 0;
    int number = 0;
    while (digits < text.size() && isDigit(text[digits])) {
        number = number * 10 + (text[digits++] - '0');
        if (digits > 6)
            return -1;
    }
    text = text.sliced(digits);
    return number;
}

/// Where the string ends that begins at `at` with a quotation mark; one past the closing one.
qsizetype endOfString(QByteArrayView json, qsizetype at)
{
    for (qsizetype i = at + 1; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return json.size();
}

/// Where the value that begins at `at` ends: before the comma or bracket that does not belong to it.
qsizetype endOfValue(QByteArrayView json, qsizetype at)
{
    int depth = 0;
    while (at < json.size()) {
        switch (json[at]) {
        case '"':
            at = endOfString(json, at);
            continue;
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            if (depth-- == 0)
                return at;
            break;
        case ',':
            if (depth == 0)
                return at;
            break;
        default:
            break;
        }
        ++at;
    }
    return json.size();
}

} // namespace

std::optional<SocketIoPacket> readSocketIoPacket(QByteArrayView text)
{
    if (text.isEmpty() || text[0] < '0' || text[0] > '6')
        return {};
    SocketIoPacket packet;
    packet.type = SocketIoPacket::Type(text[0] - '0');
    text = text.sliced(1);
    if (packet.type == SocketIoPacket::Type::BinaryEvent || packet.type == SocketIoPacket::Type::BinaryAcknowledge) {
        packet.attachments = takeNumber(text);
        if (packet.attachments < 0 || text.isEmpty() || text[0] != '-')
            return {};
        text = text.sliced(1);
    }
    packet.nameSpace = "/";
    if (text.startsWith('/')) {
        const qsizetype comma = text.indexOf(',');
        packet.nameSpace = comma < 0 ? text : text.first(comma);
        text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
        if (const qsizetype query = packet.nameSpace.indexOf('?'); query >= 0)
            packet.nameSpace = packet.nameSpace.first(query);
    }
    while (!text.isEmpty() && isDigit(text[0])) // the number under which the server wants an answer
        text = text.sliced(1);
    packet.json = text;
    return packet;
}

std::optional<QByteArrayView> firstArgument(QByteArrayView json)
{
    if (!json.startsWith('[') || !json.endsWith(']') || json.size() < 2 || json[1] != '"')
        return {};
    const qsizetype comma = endOfString(json, 1);
    if (comma >= json.size() || json[comma] != ',')
        return {};
    const qsizetype end = endOfValue(json, comma + 1);
    if (end == json.size())
        return {};
    return json.sliced(comma + 1, end - comma - 1);
}

void SocketIoAttachments::begin(QByteArrayView json, int count)
{
    clear();
    m_missing = count;
    m_size = json.size();
    m_json = json.toByteArray();
}

void SocketIoAttachments::add(const QByteArray &bytes)
{
    --m_missing;
    m_size += bytes.size() / 3 * 4 + 4;
    if (m_size > kLargestEvent) {
        m_json.clear();
        m_parts.clear();
        return;
    }
    m_parts.append(bytes.toBase64());
}

void SocketIoAttachments::clear()
{
    m_missing = 0;
    m_size = 0;
    m_json.clear();
    m_parts.clear();
}

QByteArray SocketIoAttachments::take()
{
    if (m_size > kLargestEvent) {
        clear();
        return {};
    }
    // Within a JSON string the quotation marks would be escaped, so no text of a person's looks like this.
    QByteArray whole;
    whole.reserve(m_size);
    qsizetype from = 0;
    for (qsizetype at; (at = m_json.indexOf(kPlaceholder, from)) >= 0;) {
        QByteArrayView rest = QByteArrayView(m_json).sliced(at + kPlaceholder.size());
        const int number = takeNumber(rest);
        whole.append(QByteArrayView(m_json).sliced(from, at - from));
        if (number >= 0 && number < m_parts.size() && rest.startsWith('}')) {
            whole.append('"').append(m_parts.at(number)).append('"');
            from = m_json.size() - rest.size() + 1;
        } else {
            whole.append(kPlaceholder);
            from = at + kPlaceholder.size();
        }
        if (whole.size() > kLargestEvent) {
            clear();
            return {}; // one part many times
        }
    }
    whole.append(QByteArrayView(m_json).sliced(from));
    clear();
    return whole;
}

} // namespace atalaia
