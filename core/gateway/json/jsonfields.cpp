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

qint64 timeOfText(const QString &text)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (isNumber)
        return scaledMs(value);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? scaledMs(double(time.toMSecsSinceEpoch())) : 0;
}

} // namespace

MaybeElement member(MaybeElement parent, std::string_view name)
{
    Element found;
    if (!parent || parent->at_key(name).get(found) != simdjson::SUCCESS || found.is_null())
        return std::nullopt;
    return found;
}

MaybeElement descend(MaybeElement parent, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        parent = member(parent, name);
    return parent;
}

QString textOf(MaybeElement element)
{
    std::string_view text;
    if (!element || element->get_string().get(text) != simdjson::SUCCESS)
        return {};
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
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
    if (element->is_string())
        return timeOfText(textOf(element));
    qint64 low = 0;
    const MaybeElement lowPart = member(element, "low");
    int64_t value = 0;
    if (lowPart && lowPart->get_int64().get(value) == simdjson::SUCCESS)
        low = qint64(quint32(value)); // `high` is 0 for seconds until the year 2106
    return scaledMs(double(low));
}

} // namespace atalaia::json
