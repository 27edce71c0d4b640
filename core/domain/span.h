// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace atalaia {

/// A half-open range of Unicode code points (not UTF-16 units, not bytes) of an original text.
struct Span
{
    int start = 0;
    int end = 0;
    friend bool operator==(const Span &, const Span &) = default;
};

/// A place in one bubble. `message` is the number under which the caller handed the bubble in; in the
/// store it is the MessageId.
struct MessageSpan
{
    qint64 message = 0;
    Span span;
    friend bool operator==(const MessageSpan &, const MessageSpan &) = default;
};

} // namespace atalaia
