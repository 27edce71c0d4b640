// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of PolicyScanner share: reading a message, evaluating rules, making hits; for no one else.
#pragma once

#include "detection/conduct/conductrule.h"
#include "detection/policyengineprivate.h"
#include "detection/textunit.h"
#include "text/textwindows.h"

#include <vector>

namespace atalaia {

inline constexpr int kDisguised = 2; ///< from this reading on a text was disguised

[[nodiscard]] inline bool isSaidBy(Direction direction, Author author)
{
    switch (direction) {
    case Direction::Any:
        return author != Author::System;
    case Direction::Agent:
        return author == Author::Agent;
    case Direction::Contact:
        return author == Author::Contact;
    }
    return false;
}

/// A unit of text with all that was found in it.
struct ReadUnit
{
    UnitText text;
    QVector<Identifier> identifiers;
    std::vector<TermOccurrence> occurrences;
    AtomMatches found;
    bool hasLate = false; ///< `found` has late atoms, too
    int earlierText = -1; ///< index of the earlier version that it is; -1 = the message as it is now
};

struct PolicyScanner::Private
{
    using Rule = PolicyEngine::Private::Rule;

    /// A hit and the rule behind it; null for a term that stands by itself.
    struct FoundHit
    {
        RuleHit hit;
        const Rule *rule = nullptr;
    };
    using FoundHits = std::vector<FoundHit>;

    explicit Private(std::shared_ptr<const PolicyEngine> e);

    std::shared_ptr<const PolicyEngine> engine;
    const PolicyEngine::Private &data;
    std::unique_ptr<MatcherScratch, void (*)(MatcherScratch *)> scratch;
    std::unique_ptr<MatcherScratch, void (*)(MatcherScratch *)> lateScratch;
    std::vector<TermOccurrence> lateOccurrences;
    std::vector<char> isCandidate; ///< by rule; all zero between messages
    std::vector<int> candidates;
    ReadUnit bubble;
    ReadUnit turn;
    std::vector<ReadUnit> threads; ///< by data.threadWindows
    std::vector<ReadUnit> earlier; ///< versions before an edit or revocation
    QString context; ///< what was said just before
    BuiltinAtoms::Scratch names;
    std::vector<int> due;
    std::vector<ReadUnit *> units;
    std::vector<QString> saidHere; ///< ids of rules found at the message
    qint64 cutReadings = 0;

    /// What of a unit is read.
    struct Reading
    {
        bool terms = true;
        bool identifiers = true;
    };

    void readUnits(const ObservedMessage &message, const ConversationFacts &facts, const ConversationState &state);
    /// One behind the first of a long text, with `candidates` of its own.
    void readWindow(ReadUnit &unit, const ObservedMessage &message, const ConversationFacts &facts, QStringView text,
                    const TextWindow &window);
    /// What a message and its earlier versions say behind their first windows.
    void observeRest(ConductContext &context, FoundHits &hits);
    void readUnit(ReadUnit &unit, const ConversationFacts &facts, Author author, Reading reading);
    void readLate(ReadUnit &unit);
    void forget(ReadUnit &unit) const;
    void markCandidates(const ReadUnit &unit);
    void gatherContext(const ObservedMessage &message, const ConversationState &state);
    void chooseUnits(const Rule &rule);
    void addStandingHits(const ReadUnit &unit, const ObservedMessage &message, FoundHits &hits) const;
    void evaluate(const Rule &rule, ConductContext &context, FoundHits &hits);
    void evaluateWords(const Rule &rule, ConductContext &context, FoundHits &hits);
    void evaluateConduct(const Rule &rule, ConductContext &context, bool isClosing, FoundHits &hits);
    [[nodiscard]] bool conditionsHold(const Rule &rule, const ConductContext &context,
                                      QVector<ExplanationStep> *steps) const;
    [[nodiscard]] RuleHit newHit(const Rule &rule, const ObservedMessage *message) const;
    void explainMatch(const CompiledExpression &expression, const ExpressionMatch &match, const ReadUnit &unit,
                      RuleHit &hit) const;
    [[nodiscard]] QString partDetail(const AtomMatch &part, const ReadUnit &unit) const;
    static void weighConfidence(const ObservedMessage &message, RuleHit &hit);
    void gatherSaidHere(const ObservedMessage &message, const ConversationState &conversation);
    void record(ConductContext &context, const QString &id, const SignalTrace::Occurrence &occurrence);
    /// Of each rule and message the strongest, the first where they are equal.
    static void keepStrongest(FoundHits &found);
    [[nodiscard]] static QVector<RuleHit> decide(const ConductContext &context, FoundHits &found);
    static void raise(const ConductContext &context, FoundHit &found);
};

} // namespace atalaia
