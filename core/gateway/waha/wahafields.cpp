// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahafields.h"

namespace atalaia::waha {

namespace {

// Ids are some dozens of characters; what is longer is an attempt on the store's indexes.
constexpr qsizetype kLongestId = 256;

} // namespace

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

QString fullIdTextOf(MaybeElement element)
{
    if (element && element->is_object())
        element = member(element, "_serialized");
    const QString text = textOf(element);
    return fullIdOf(QStringView(text)) ? text : QString();
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
