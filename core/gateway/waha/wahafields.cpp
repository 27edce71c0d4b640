// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahafields.h"

namespace atalaia::waha {

namespace {

// Ids are some dozens of bytes; what is longer is an attempt on the store's indexes.
constexpr size_t kLongestId = 256;

constexpr std::string_view kFromMe = "true_";
constexpr std::string_view kFromOther = "false_";

/// The id itself where it is an object of the browser engines' library, as some versions wrote it.
std::string_view idWordOf(const MaybeElement &element)
{
    return wordOf(element && element->is_object() ? member(element, "_serialized") : element);
}

} // namespace

std::optional<FullId> fullIdOf(std::string_view id)
{
    FullId parts;
    parts.isFromMe = id.starts_with(kFromMe);
    if ((!parts.isFromMe && !id.starts_with(kFromOther)) || id.size() > kLongestId)
        return std::nullopt;
    std::string_view rest = id.substr(parts.isFromMe ? kFromMe.size() : kFromOther.size());

    const std::string_view chat = rest.substr(0, rest.find('_'));
    if (chat.size() == rest.size() || chat.find('@') == std::string_view::npos)
        return std::nullopt;
    rest.remove_prefix(chat.size() + 1);
    const std::string_view bareId = rest.substr(0, rest.find('_'));
    if (bareId.empty())
        return std::nullopt;
    parts.chat = addressOf(chat);
    parts.bareId = textOfUtf8(bareId);
    if (bareId.size() < rest.size())
        parts.participant = addressOf(rest.substr(bareId.size() + 1));
    return parts;
}

std::optional<FullId> fullIdOf(MaybeElement element)
{
    return fullIdOf(idWordOf(element));
}

QString fullIdTextOf(MaybeElement element)
{
    const std::string_view id = idWordOf(element);
    return fullIdOf(id) ? textOfUtf8(id) : QString();
}

QString bareIdOf(std::string_view id)
{
    if (const std::optional<FullId> parts = fullIdOf(id))
        return parts->bareId;
    return id.size() <= kLongestId ? textOfUtf8(id) : QString();
}

ChatAddress addressOf(std::string_view address)
{
    ChatAddress whole = textOfUtf8(address);
    return address.find(':') == std::string_view::npos ? whole : withoutDevice(whole);
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
