// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/conduct/conductstate.h"

namespace atalaia {

/// A silence that closes the window of a conversation, where the company has said nothing else.
inline constexpr qint64 kWindowSilenceMs = 12LL * 60 * 60 * 1000;

/// Whether something at `atMs` finds the window closed: conduct rules are asked about the close first.
[[nodiscard]] bool isWindowOver(const ConversationState &state, qint64 atMs, qint64 silenceMs = kWindowSilenceMs);

/// The company's own silence.
[[nodiscard]] qint64 windowSilenceMs(const CompanyProfile &company);

/// Takes a message into the counters; begins a window where the last one is over. Call it before any rule
/// sees the message. A new version of a message among the recent ones replaces its text and counts
/// nothing; messages of the system count nothing. What was said and the rules' memory stay as they are.
void countMessage(ConversationState &conversation, ContactState &contact, const ObservedMessage &message,
                  qint64 silenceMs = kWindowSilenceMs);

} // namespace atalaia
