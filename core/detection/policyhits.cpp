// SPDX-License-Identifier: GPL-3.0-or-later
// How a scanner tells what it found, and the last word on it.
#include "detection/policyscannerprivate.h"
#include "detection/ruleconditions.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kReversed = 3;

} // namespace

/// Heard or passed on is less sure than read; so is what had to be undone to be read.
void PolicyScanner::Private::weighConfidence(const ObservedMessage &message, RuleHit &hit)
{
    if (message.isForwarded)
        hit.confidence -= 0.3;
    if (message.isTranscript)
        hit.confidence -= 0.2;
    if (hit.level >= kReversed)
        hit.confidence = std::min(hit.confidence, 0.4);
    else if (hit.level >= kDisguised)
        hit.confidence -= 0.2;
    hit.confidence = std::clamp(hit.confidence, 0.05, 1.0);
}

RuleHit PolicyScanner::Private::newHit(const Rule &rule, const ObservedMessage *message) const
{
    RuleHit hit;
    hit.rule = rule.name;
    hit.variant = rule.variant;
    hit.category = rule.rule.category;
    hit.policy = rule.policy;
    hit.policyVersion = rule.policyVersion;
    hit.severity = rule.rule.severity;
    hit.confidence = rule.rule.confidence;
    hit.isBackground = rule.isBackground;
    if (message != nullptr) {
        hit.message = message->number;
        hit.author = message->author;
    }
    return hit;
}

QString PolicyScanner::Private::partDetail(const AtomMatch &part, const ReadUnit &unit) const
{
    const AtomTable::Atom &atom = data.atoms.atoms()[size_t(part.atom)];
    if (part.source < 0)
        return {};
    if (atom.kind == Expression::Kind::Identifier) {
        const Identifier &identifier = unit.identifiers[part.source];
        return identifier.masked + u" ("_s + identifier.reason + u')';
    }
    const int late = part.source - data.matcher->termCount();
    return late < 0 ? data.matcher->term(part.source).text : data.lateMatcher->term(late).text;
}

void PolicyScanner::Private::explainMatch(const CompiledExpression &expression, const ExpressionMatch &match,
                                          const ReadUnit &unit, RuleHit &hit) const
{
    hit.level = match.level;
    for (const AtomMatch &part : match.parts) {
        ExplanationStep step{ExplanationStep::Kind::Matched,
                             data.atoms.atoms()[size_t(part.atom)].name,
                             partDetail(part, unit),
                             part.level,
                             {}};
        unit.text.addSpans(part.firstToken, part.lastToken, &step.spans);
        hit.spans += step.spans;
        hit.explanation.append(step);
    }
    mergeSpans(hit.spans);
    for (const QString &joint : expression.joints())
        hit.explanation.append({ExplanationStep::Kind::Joined, joint, {}, 0, {}});
    for (const QString &exclusion : expression.exclusions())
        hit.explanation.append({ExplanationStep::Kind::Excluded, exclusion, {}, 0, {}});
}

/// Terms of lexicons that nothing refers to fire by themselves.
void PolicyScanner::Private::addStandingHits(const ReadUnit &unit, const ObservedMessage &message,
                                             FoundHits &hits) const
{
    int last = -1; // they come ordered by term: its first place says enough
    for (const TermOccurrence &occurrence : unit.occurrences) {
        const PolicyEngine::Private::TermUse &use = data.terms[size_t(occurrence.term)];
        if (!use.isStanding || occurrence.level >= kDisguised || occurrence.term == last)
            continue;
        const Term &term = data.matcher->term(occurrence.term);
        if (!isSaidBy(term.direction, message.author))
            continue;
        last = occurrence.term;
        const auto lexicon = size_t(data.matcher->lexiconIndex(occurrence.term));
        RuleHit hit;
        hit.message = message.number;
        hit.author = message.author;
        hit.rule = data.lexiconNames[lexicon] + u':' + (term.line > 0 ? QString::number(term.line) : term.text);
        hit.category = term.category;
        hit.policy = data.lexiconNames[lexicon];
        hit.policyVersion = data.lexiconVersions[lexicon];
        hit.severity = term.severity;
        hit.confidence = 0.8;
        hit.level = occurrence.level;
        hit.isEditedAway = unit.earlierText >= 0;
        hit.earlierText = unit.earlierText;
        ExplanationStep step{ExplanationStep::Kind::Matched, term.text, term.note, occurrence.level, {}};
        unit.text.addSpans(occurrence.firstToken, occurrence.lastToken, &step.spans);
        hit.spans = step.spans;
        hit.explanation.append(step);
        weighConfidence(message, hit);
        hits.push_back({std::move(hit), nullptr});
    }
}

void PolicyScanner::Private::raise(const ConductContext &conductContext, FoundHit &found)
{
    RuleHit &hit = found.hit;
    for (const SeverityChange &change : found.rule->rule.raise) {
        if (change.severity <= hit.severity)
            continue;
        QStringList reasons;
        const bool holds = std::all_of(change.given.begin(), change.given.end(), [&](const RuleCondition &condition) {
            const auto step = holdsBecause(condition, conductContext);
            if (step)
                reasons.append(step->subject);
            return step.has_value();
        });
        if (!holds)
            continue;
        hit.explanation.append(
                {ExplanationStep::Kind::Raised, u"severity %1"_s.arg(change.severity), reasons.join(u", "_s), 0, {}});
        hit.severity = change.severity;
    }
}

/// When all is known that was said at the message: the last word on severity, and of each rule and message
/// the strongest hit, the first where they are equal.
QVector<RuleHit> PolicyScanner::Private::decide(const ConductContext &conductContext, FoundHits &found)
{
    for (FoundHit &one : found) {
        if (one.rule != nullptr)
            raise(conductContext, one);
        RuleHit &hit = one.hit;
        const bool isSevere = hit.severity >= kFlagSeverity;
        hit.opensFlag =
                !hit.isBackground && (one.rule == nullptr ? isSevere : one.rule->rule.opensFlag.value_or(isSevere));
    }
    keepStrongest(found);
    QVector<RuleHit> hits;
    for (FoundHit &one : found)
        hits.append(std::move(one.hit));
    return hits;
}

void PolicyScanner::Private::keepStrongest(FoundHits &found)
{
    std::stable_sort(found.begin(), found.end(), [](const FoundHit &a, const FoundHit &b) {
        return std::tie(a.hit.message, a.hit.rule, b.hit.severity, b.hit.confidence)
               < std::tie(b.hit.message, b.hit.rule, a.hit.severity, a.hit.confidence);
    });
    const auto isSame = [](const FoundHit &a, const FoundHit &b) {
        return a.hit.message == b.hit.message && a.hit.rule == b.hit.rule;
    };
    found.erase(std::unique(found.begin(), found.end(), isSame), found.end());
}

} // namespace atalaia
