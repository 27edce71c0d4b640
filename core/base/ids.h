// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QtGlobal>

#include <compare>

namespace atalaia {

/// Ids are types, so that a line's id cannot be passed where a flag's is meant. They are the row
/// ids of the store; 0 means "none".
template <typename Tag> struct Id
{
    qint64 value = 0;

    [[nodiscard]] bool isValid() const { return value > 0; }
    friend auto operator<=>(Id, Id) = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using GatewayId = Id<struct GatewayTag>;
using LineId = Id<struct LineTag>;
using AgentId = Id<struct AgentTag>;
using ContactId = Id<struct ContactTag>;
using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;
using LexiconId = Id<struct LexiconTag>;
using HitId = Id<struct HitTag>;
using FlagId = Id<struct FlagTag>;
using DecisionId = Id<struct DecisionTag>;
using InterventionId = Id<struct InterventionTag>;

} // namespace atalaia
