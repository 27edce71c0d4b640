// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/detection/conduct: one maker for each conduct, and what they share.

#include "detection/conduct/conductrule.h"

namespace atalaia {

using ConductResult = Result<std::unique_ptr<const ConductRule>>;

/// Not said by the agents within the first messages of a window.
[[nodiscard]] ConductResult makeAbsentConduct(const PolicyRule &rule);
/// Written to after an objection.
[[nodiscard]] ConductResult makeAfterObjectionConduct(const PolicyRule &rule);
/// Wrote first to somebody without a relationship.
[[nodiscard]] ConductResult makeFirstContactConduct(const PolicyRule &rule);
/// Wrote outside of the agent's hours or in the contact's quiet time.
[[nodiscard]] ConductResult makeOffHoursConduct(const PolicyRule &rule);

[[nodiscard]] inline qint64 recall(const ConductMemory &memory, const QString &key)
{
    return memory.value(key, 0);
}

inline void remember(ConductMemory &memory, const QString &key, qint64 figure)
{
    if (figure == 0)
        memory.remove(key);
    else
        memory[key] = figure;
}

[[nodiscard]] inline QString memoryKey(const PolicyRule &rule, QStringView name)
{
    return rule.id + u' ' + name.toString();
}

[[nodiscard]] bool isAnySaidHere(const ConductContext &context, const QStringList &subjects);

/// The same on every machine and in every version; never 0.
[[nodiscard]] qint64 lastingHash(QStringView text);

/// Who wrote: the message's agent, else the conversation's; empty = unknown.
[[nodiscard]] const QString &agentOf(const ConductContext &context);

[[nodiscard]] inline bool isByHand(const ObservedMessage &message)
{
    return message.author == Author::Agent && !message.isAutomatic;
}

} // namespace atalaia
