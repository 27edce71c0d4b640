// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahafields.h"

#include <QDateTime>

#include <cmath>

namespace atalaia::waha {

namespace {

// Ids are some dozens of characters; what is longer is an attempt on the store's indexes.
constexpr qsizetype kLongestId = 256;

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

ChatAddress withoutDevice(QStringView address)
{
    const qsizetype at = address.indexOf(u'@');
    const qsizetype colon = address.indexOf(u':');
    if (colon < 0 || at < colon)
        return address.toString();
    return address.first(colon).toString() + address.sliced(at).toString();
}

std::optional<FullId> fullIdOf(QStringView id)
{
    FullId parts;
    if (id.startsWith(u"true_"))
        parts.isFromMe = true;
    else if (!id.startsWith(u"false_"))
        return std::nullopt;
    QStringView rest = id.sliced(parts.isFromMe ? 5 : 6);

    const qsizetype chatEnd = rest.indexOf(u'_');
    if (chatEnd <= 0 || id.size() > kLongestId)
        return std::nullopt;
    parts.chat = withoutDevice(rest.first(chatEnd));
    rest = rest.sliced(chatEnd + 1);

    const qsizetype bareEnd = rest.indexOf(u'_');
    parts.bareId = rest.first(bareEnd < 0 ? rest.size() : bareEnd).toString();
    if (bareEnd >= 0)
        parts.participant = withoutDevice(rest.sliced(bareEnd + 1));
    if (parts.bareId.isEmpty() || !parts.chat.contains(u'@'))
        return std::nullopt;
    return parts;
}

std::optional<FullId> fullIdOf(MaybeElement element)
{
    // Browser engines wrote the library's own id object in some versions.
    if (element && element->is_object())
        element = member(element, "_serialized");
    return fullIdOf(QStringView(textOf(element)));
}

QString bareIdOf(const QString &id)
{
    if (const std::optional<FullId> parts = fullIdOf(QStringView(id)))
        return parts->bareId;
    return id.size() <= kLongestId ? id : QString();
}

LineState lineStateOf(QStringView status)
{
    if (status == u"WORKING")
        return LineState::Working;
    if (status == u"STOPPED")
        return LineState::Stopped;
    if (status == u"STARTING")
        return LineState::Starting;
    if (status == u"FAILED")
        return LineState::Failed;
    if (status == u"SCAN_QR_CODE" || status.startsWith(u"PASSKEY_"))
        return LineState::NeedsPairing;
    return LineState::Unknown;
}

} // namespace atalaia::waha
