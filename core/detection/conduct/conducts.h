// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/detection/conduct: one maker for each conduct, and what they share.

#include "detection/conduct/conductrule.h"
#include "detection/conduct/parameterreader.h"

namespace atalaia {

class AreaZones;

using ConductResult = Result<std::unique_ptr<const ConductRule>>;

/// Not said by the agents within the first messages of a window.
[[nodiscard]] ConductResult makeAbsentConduct(const PolicyRule &rule);
/// Written to after an objection.
[[nodiscard]] ConductResult makeAfterObjectionConduct(const PolicyRule &rule);
/// Wrote first to somebody without a relationship.
[[nodiscard]] ConductResult makeFirstContactConduct(const PolicyRule &rule);
/// Wrote outside of the agent's hours or in the contact's quiet time.
[[nodiscard]] ConductResult makeOffHoursConduct(const PolicyRule &rule);
/// A request without an answer within some messages or minutes.
[[nodiscard]] ConductResult makeUnansweredConduct(const PolicyRule &rule);
/// Weak signs that reach a sum together.
[[nodiscard]] ConductResult makeRepeatedConduct(const PolicyRule &rule);
/// The same words to many people.
[[nodiscard]] ConductResult makeSimilarOutreachConduct(const PolicyRule &rule);
/// Own messages taken back or changed.
[[nodiscard]] ConductResult makeTamperingConduct(const PolicyRule &rule);
/// The first reply by a person came late.
[[nodiscard]] ConductResult makeLateReplyConduct(const PolicyRule &rule);
/// Long talks without business.
[[nodiscard]] ConductResult makePrivateTalkConduct(const PolicyRule &rule);
/// Said just now: for what is only remembered.
[[nodiscard]] ConductResult makeNotedConduct(const PolicyRule &rule);
/// A request without an answer within some days.
[[nodiscard]] ConductResult makeOverdueConduct(const PolicyRule &rule);

/// Reads the parameters into `Conduct`, whose constructor takes the rule and the reader.
template <typename Conduct> [[nodiscard]] ConductResult makeConduct(const PolicyRule &rule)
{
    ParameterReader reader(rule);
    auto conduct = std::make_unique<const Conduct>(rule, reader);
    if (const Result<> read = reader.finish(); !read)
        return read.error();
    return ConductResult(std::move(conduct));
}

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

/// Whether the id of a rule is `subject` or a variant of it.
[[nodiscard]] bool isOfSubject(const QString &id, QStringView subject);

[[nodiscard]] bool isAnySaidHere(const ConductContext &context, const QStringList &subjects);

/// The same on every machine and in every version; never 0.
[[nodiscard]] qint64 lastingHash(QStringView text);

/// Who wrote: the message's agent, else the conversation's; empty = unknown.
[[nodiscard]] const QString &agentOf(const ConductContext &context);

/// The agent's zone, else the company's, else that of its country.
[[nodiscard]] const QTimeZone &agentZone(const ConductContext &context, const AreaZones &zones);

[[nodiscard]] inline bool isByHand(const ObservedMessage &message)
{
    return message.author == Author::Agent && !message.isAutomatic;
}

} // namespace atalaia
