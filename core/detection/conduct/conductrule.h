// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "detection/conduct/conductstate.h"
#include "domain/policy.h"
#include "domain/rulehit.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace atalaia {

/// What a conduct rule sees when a message arrives or a conversation closes. The counters of the states
/// already include the message; `said` in the states includes what was found in this message by rules
/// that come before this one.
struct ConductContext
{
    const ObservedMessage *message = nullptr; ///< null at the close of a conversation
    qint64 nowMs = 0; ///< time of the message, or of the close
    const ConversationFacts &facts;
    ConversationState &conversation;
    ContactState &contact;
    AgentState &agent;
    /// Ids in conversation.said that have this very message, where somebody keeps them; null = look them up.
    const std::vector<QString> *saidHere = nullptr;

    /// Found at this very message. `subject`: the id of a rule or signal, or the part of it before '/'.
    [[nodiscard]] bool isSaidHere(QStringView subject) const;
    /// Last time before or at this message in this conversation; nullopt = never.
    [[nodiscard]] std::optional<SignalTrace::Occurrence> lastSaid(QStringView subject) const;
    /// The same over all conversations with this contact.
    [[nodiscard]] std::optional<SignalTrace::Occurrence> lastSaidEver(QStringView subject) const;
};

/// Whether the rule behind `trace` was found at this message.
[[nodiscard]] bool isInTrace(const SignalTrace &trace, qint64 message);

struct ConductFinding
{
    qint64 message = 0; ///< the bubble it belongs to
    int severity = 0; ///< 0 = that of the rule
    QString detail; ///< figures for the explanation, technical ("agent messages 2 of 2, notice not given")
    QVector<MessageSpan> spans; ///< may be empty
};

/// One conduct with its parameters, compiled from a PolicyRule. Immutable; all that changes is in the
/// states. Its own memory is kept under keys that begin with the rule's id.
class ConductRule
{
public:
    virtual ~ConductRule() = default;
    /// Once for every message, automatic ones included, in order.
    [[nodiscard]] virtual std::optional<ConductFinding> observe(ConductContext &context) const = 0;
    /// When the window of the conversation closes or the input ends.
    [[nodiscard]] virtual std::optional<ConductFinding> close(ConductContext &context) const;
    /// Rules and signals it asks for; they are evaluated before it.
    [[nodiscard]] virtual QStringList references() const = 0;
};

/// Error: Invalid, with the name of the parameter and what is wrong with it; unknown parameters are errors.
[[nodiscard]] Result<std::unique_ptr<const ConductRule>> makeConductRule(const PolicyRule &rule);

/// Names that PolicyRule::conduct may have.
[[nodiscard]] QStringList conductNames();

} // namespace atalaia
