// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "domain/rulehit.h"

namespace atalaia {

/// A stored hit: a rule that fired on one version of one message. Its spans name stored messages.
struct Hit
{
    HitId id;
    MessageId message;
    int messageVersion = 0;
    FlagId flag; ///< invalid while it opened no flag
    qint64 foundAtMs = 0;
    RuleHit what;

    friend bool operator==(const Hit &, const Hit &) = default;
};

/// The places of a hit in one bubble.
[[nodiscard]] QVector<Span> spansIn(const RuleHit &hit, MessageId message);

} // namespace atalaia
