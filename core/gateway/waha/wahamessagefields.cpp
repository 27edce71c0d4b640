// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahamessagefields.h"

#include <array>

namespace atalaia::waha {

namespace {

/// Content comes wrapped: disappearing, seen once, sent from another device.
MaybeElement withoutEnvelopes(MaybeElement content)
{
    constexpr std::array<std::string_view, 7> kEnvelopes{"ephemeralMessage",  "viewOnceMessage",
                                                         "viewOnceMessageV2", "viewOnceMessageV2Extension",
                                                         "deviceSentMessage", "documentWithCaptionMessage",
                                                         "editedMessage"};
    constexpr int kDeepest = 3;
    for (int depth = 0; depth < kDeepest && content; ++depth) {
        MaybeElement inner;
        for (const std::string_view envelope : kEnvelopes) {
            if (!inner)
                inner = descend(content, {envelope, "message"});
        }
        if (!inner)
            break;
        content = inner;
    }
    return content;
}

} // namespace

MessageFields::MessageFields(Element message)
    : top(message), data(member(top, "_data")), key(member(data, "key")), info(member(data, "Info"))
{
    MaybeElement wrapped = member(data, "message");
    if (!wrapped)
        wrapped = member(data, "Message"); // whatsmeow
    content = Fields(withoutEnvelopes(wrapped));
}

} // namespace atalaia::waha
