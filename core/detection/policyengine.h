// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/conduct/conductstate.h"
#include "detection/matcher.h"
#include "domain/lexicon.h"
#include "domain/policy.h"
#include "domain/rulehit.h"

#include <QVector>

#include <memory>

namespace atalaia {

/// A rule, list or example that keeps its policy (or, for a term of a lexicon, itself) out, and why.
struct PolicyProblem
{
    QString policy; ///< or lexicon
    QString source; ///< file name
    QString rule; ///< id; empty for the policy itself
    int line = 0;
    int column = 0;
    QString reason; ///< technical; holds no text of messages but the policy's own examples

    friend bool operator==(const PolicyProblem &, const PolicyProblem &) = default;
};

/// All live policies, compiled: words in one Matcher, expressions over them, conduct over the states.
/// Immutable and shared between threads; each scans with a PolicyScanner of its own. Pure: messages and
/// states in, hits out.
class PolicyEngine
{
public:
    struct Compiled
    {
        std::shared_ptr<const PolicyEngine> engine;
        QVector<PolicyProblem> problems;
    };

    /// A policy with a problem is left out whole, the others go on. `lexicons` are found as @name; live ones
    /// that no rule refers to fire by themselves: rule and category are those of each term, the policy is
    /// the lexicon's name. Takes as long as Hyperscan's compiler does: not on the GUI thread.
    [[nodiscard]] static Compiled compile(const QVector<Policy> &policies, const QVector<Lexicon> &lexicons,
                                          const MatcherAids &aids = {});

    ~PolicyEngine();
    Q_DISABLE_COPY_MOVE(PolicyEngine)

    /// The policies and lexicons whose hits it makes.
    [[nodiscard]] const QVector<PolicySource> &sources() const;
    [[nodiscard]] int ruleCount() const;
    [[nodiscard]] int termCount() const; ///< words and patterns that are looked for

private:
    friend class PolicyScanner;
    friend class PolicyCompiler;
    struct Private;
    explicit PolicyEngine(std::unique_ptr<Private> data);
    std::unique_ptr<Private> m_data;
};

/// Working memory of one thread that scans with one engine. Not shared.
class PolicyScanner
{
public:
    explicit PolicyScanner(std::shared_ptr<const PolicyEngine> engine);
    ~PolicyScanner();
    Q_DISABLE_COPY_MOVE(PolicyScanner)

    /// Hits on the next message of a conversation, in order of rule id; hits of a window that closed
    /// before it come first (they belong to earlier messages). Messages come in order of time. A text longer
    /// than any that can be typed is read in full, in windows (TextWindows): a unit is no longer than one.
    [[nodiscard]] QVector<RuleHit> observe(const ObservedMessage &message, const ConversationFacts &facts,
                                           ConversationState &conversation, ContactState &contact, AgentState &agent);

    /// Closes the conversation's window: the input ends, or `nowMs` is at least 12 h after its last message.
    [[nodiscard]] QVector<RuleHit> close(qint64 nowMs, const ConversationFacts &facts, ConversationState &conversation,
                                         ContactState &contact, AgentState &agent);

    /// Texts so far that can be read in more ways than are tried, above level 0: what is in them as written
    /// was found.
    [[nodiscard]] qint64 cutReadings() const;

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
