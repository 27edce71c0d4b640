// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/json/jsonfields.h"

#include <QDateTime>

#include <cmath>

namespace atalaia::json {

namespace {

// 2100-01-01. A later time would pin a message to the end of every list.
constexpr double kLatestMs = 4'102'444'800'000.0;

qint64 scaledMs(double value)
{
    if (!std::isfinite(value) || value <= 0)
        return 0;
    // Seconds stay below 1e11 until the year 5138, milliseconds are above it since 1973.
    double ms = value * 1000.0;
    if (value >= 1e17)
        ms = value / 1e6;
    else if (value >= 1e14)
        ms = value / 1e3;
    else if (value >= 1e11)
        ms = value;
    return ms < kLatestMs ? qint64(std::llround(ms)) : 0;
}

/// Digits alone, as most times in texts are; -1 for anything else.
double plainNumber(std::string_view text)
{
    constexpr size_t kMostDigits = 15; // exact in a double
    if (text.empty() || text.size() > kMostDigits)
        return -1;
    qint64 number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        number = number * 10 + (c - '0');
    }
    return double(number);
}

qint64 timeOfText(const QString &text)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (isNumber)
        return scaledMs(value);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? scaledMs(double(time.toMSecsSinceEpoch())) : 0;
}

/// Protobuf longs; `high` is 0 for seconds until the year 2106.
std::optional<qint64> longOf(MaybeElement element)
{
    const MaybeElement low = member(element, "low");
    int64_t lowPart = 0;
    if (!low || low->get_int64().get(lowPart) != simdjson::SUCCESS)
        return std::nullopt;
    int64_t highPart = 0;
    const MaybeElement high = member(element, "high");
    if (high && high->get_int64().get(highPart) != simdjson::SUCCESS)
        return std::nullopt;
    return qint64((quint64(quint32(highPart)) << 32) | quint32(lowPart));
}

bool isByte(Element element, QByteArray &bytes)
{
    uint64_t value = 0;
    if (element.get_uint64().get(value) != simdjson::SUCCESS || value > 255)
        return false;
    bytes.append(char(uchar(value)));
    return true;
}

QByteArray bytesOfList(simdjson::dom::array list, size_t largest)
{
    QByteArray bytes;
    for (const Element element : list) {
        if (size_t(bytes.size()) >= largest || !isByte(element, bytes))
            return {};
    }
    return bytes;
}

/// JavaScript writes the keys of such an object in rising order, so they need not be sorted.
QByteArray bytesOfMap(simdjson::dom::object map, size_t largest)
{
    QByteArray bytes;
    for (const simdjson::dom::key_value_pair field : map) {
        const QByteArray place = QByteArray::number(bytes.size());
        if (size_t(bytes.size()) >= largest || field.key != std::string_view(place.constData(), size_t(place.size()))
            || !isByte(field.value, bytes))
            return {};
    }
    return bytes;
}

} // namespace

Fields::Fields(const MaybeElement &parent)
{
    if (!parent || !parent->is_object())
        return;
    m_isObject = true;
    const simdjson::dom::object object = parent->get_object().value_unsafe();
    for (const simdjson::dom::key_value_pair field : object)
        m_fields.append({field.key, field.value});
}

MaybeElement descend(MaybeElement parent, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        parent = member(parent, name);
    return parent;
}

QString textOf(MaybeElement element)
{
    const std::string_view text = wordOf(element);
    return text.empty() ? QString() : textOfUtf8(text);
}

bool isTrue(MaybeElement element)
{
    bool value = false;
    return element && element->get_bool().get(value) == simdjson::SUCCESS && value;
}

qint64 timeOf(MaybeElement element)
{
    if (!element)
        return 0;
    double number = 0;
    if (element->get_double().get(number) == simdjson::SUCCESS)
        return scaledMs(number);
    std::string_view text;
    if (element->get_string().get(text) == simdjson::SUCCESS) {
        const double plain = plainNumber(text);
        return plain >= 0 ? scaledMs(plain) : timeOfText(textOf(element));
    }
    return scaledMs(double(longOf(element).value_or(0)));
}

std::optional<qint64> numberOf(MaybeElement element)
{
    constexpr qint64 kLargest = qint64(1) << 53;
    if (!element)
        return std::nullopt;
    std::optional<qint64> number;
    int64_t value = 0;
    if (element->get_int64().get(value) == simdjson::SUCCESS) {
        number = value;
    } else if (element->is_string()) {
        bool isNumber = false;
        const qint64 parsed = textOf(element).toLongLong(&isNumber);
        if (isNumber)
            number = parsed;
    } else {
        number = longOf(element);
    }
    return number && *number >= 0 && *number <= kLargest ? number : std::nullopt;
}

QByteArray bytesOf(MaybeElement element, size_t largest)
{
    if (!element)
        return {};
    std::string_view text;
    if (element->get_string().get(text) == simdjson::SUCCESS) {
        if (text.size() > largest / 3 * 4 + 4)
            return {};
        const auto decoded = QByteArray::fromBase64Encoding(
                QByteArray::fromRawData(text.data(), qsizetype(text.size())), QByteArray::AbortOnBase64DecodingErrors);
        return decoded && size_t(decoded.decoded.size()) <= largest ? decoded.decoded : QByteArray();
    }
    simdjson::dom::array list;
    if (element->get_array().get(list) == simdjson::SUCCESS)
        return bytesOfList(list, largest);
    if (const MaybeElement data = member(element, "data"); data && data->get_array().get(list) == simdjson::SUCCESS)
        return bytesOfList(list, largest);
    simdjson::dom::object map;
    return element->get_object().get(map) == simdjson::SUCCESS ? bytesOfMap(map, largest) : QByteArray();
}

} // namespace atalaia::json
