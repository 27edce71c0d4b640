// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/policyengine.h"

#include "detection/conduct/countmessage.h"
#include "detection/policyengineprivate.h"
#include "detection/ruleconditions.h"
#include "detection/textunit.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kContextGapMs = 60'000; ///< how far back a word may name an identifier
constexpr size_t kContextBubbles = 2;
constexpr int kDisguised = 2; ///< from this reading on a text was disguised
constexpr int kReversed = 3;
constexpr int kHighestSeverity = 5;

bool isSaidBy(Direction direction, Author author)
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

/// What was found in an earlier version of a message is not found again: an update has the number of its
/// message and a time of its own. Counts begin anew at `sinceMs`.
void recordIn(SignalTraces &traces, const QString &id, const SignalTrace::Occurrence &occurrence, qint64 sinceMs,
              bool isUpdate)
{
    SignalTrace &trace = traces[id];
    const bool isKnown = std::any_of(trace.latest.cbegin(), trace.latest.cend(), [&occurrence, isUpdate](const auto &known) {
        return known.message == occurrence.message && (isUpdate || known.atMs == occurrence.atMs);
    });
    if (isKnown)
        return;
    if (!trace.latest.isEmpty() && trace.latest.constLast().atMs < sinceMs)
        trace.count = 0;
    ++trace.count;
    if (trace.latest.size() == SignalTrace::kMaxKept)
        trace.latest.removeFirst();
    trace.latest.append(occurrence);
}

/// A unit of text with all that was found in it.
struct ReadUnit
{
    UnitText text;
    QVector<Identifier> identifiers;
    std::vector<TermOccurrence> occurrences;
    AtomMatches found;
    int earlierText = -1; ///< index of the earlier version that it is; -1 = the message as it is now
};

/// Heard or passed on is less sure than read; so is what had to be undone to be read.
void weighConfidence(const ObservedMessage &message, RuleHit &hit)
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

/// The author of a message that is still remembered.
Author authorOf(const ConversationState &conversation, qint64 message, Author otherwise)
{
    const auto kept = std::find_if(conversation.recent.cbegin(), conversation.recent.cend(),
                                   [message](const RecentMessage &recent) { return recent.number == message; });
    return kept == conversation.recent.cend() ? otherwise : kept->author;
}

} // namespace

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

    explicit Private(std::shared_ptr<const PolicyEngine> e)
        : engine(std::move(e)), data(*engine->m_data), scratch(data.matcher->makeScratch()),
          isCandidate(data.rules.size())
    {}

    std::shared_ptr<const PolicyEngine> engine;
    const PolicyEngine::Private &data;
    std::unique_ptr<MatcherScratch, void (*)(MatcherScratch *)> scratch;
    std::vector<char> isCandidate; ///< by rule; all zero between messages
    std::vector<int> candidates;
    ReadUnit bubble;
    ReadUnit turn;
    std::vector<ReadUnit> threads; ///< by data.threadWindows
    std::vector<ReadUnit> earlier; ///< versions before an edit or revocation
    QString context; ///< what was said just before
    BuiltinAtoms::Scratch names;
    std::vector<int> due;
    std::vector<const ReadUnit *> units;

    /// What of a unit is read.
    struct Reading
    {
        bool terms = true;
        bool identifiers = true;
    };

    void readUnits(const ObservedMessage &message, const ConversationFacts &facts, const ConversationState &state);
    void readUnit(ReadUnit &unit, const ConversationFacts &facts, Author author, Reading reading);
    void forget(ReadUnit &unit) const;
    void markCandidates(const ReadUnit &unit);
    void gatherContext(const ObservedMessage &message, const ConversationState &state);
    void chooseUnits(const Rule &rule);
    void addStandingHits(const ReadUnit &unit, const ObservedMessage &message, FoundHits &hits) const;
    void evaluate(const Rule &rule, ConductContext &context, FoundHits &hits);
    void evaluateWords(const Rule &rule, ConductContext &context, FoundHits &hits);
    void evaluateConduct(const Rule &rule, ConductContext &context, bool isClosing, FoundHits &hits) const;
    [[nodiscard]] bool conditionsHold(const Rule &rule, const ConductContext &context,
                                      QVector<ExplanationStep> *steps) const;
    [[nodiscard]] RuleHit newHit(const Rule &rule, const ObservedMessage *message) const;
    void explainMatch(const CompiledExpression &expression, const ExpressionMatch &match, const ReadUnit &unit,
                      RuleHit &hit) const;
    [[nodiscard]] QString partDetail(const AtomMatch &part, const ReadUnit &unit) const;
    void record(ConductContext &context, const QString &id, const SignalTrace::Occurrence &occurrence) const;
    [[nodiscard]] static QVector<RuleHit> decide(const ConductContext &context, FoundHits &found);
    static void raise(const ConductContext &context, FoundHit &found);
};

PolicyScanner::PolicyScanner(std::shared_ptr<const PolicyEngine> engine)
    : m_data(std::make_unique<Private>(std::move(engine)))
{}

PolicyScanner::~PolicyScanner() = default;

QVector<RuleHit> PolicyScanner::observe(const ObservedMessage &message, const ConversationFacts &facts,
                                        ConversationState &conversation, ContactState &contact, AgentState &agent)
{
    if (message.author == Author::System)
        return {};
    QVector<RuleHit> closed;
    const qint64 silenceMs = windowSilenceMs(*facts.company);
    if (!message.isUpdate && isWindowOver(conversation, message.atMs, silenceMs))
        closed = close(conversation.lastAtMs + silenceMs, facts, conversation, contact, agent);

    Private &p = *m_data;
    p.readUnits(message, facts, conversation);
    countMessage(conversation, contact, message, silenceMs);
    ConductContext context{&message, message.atMs, facts, conversation, contact, agent};
    Private::FoundHits found;
    // Candidates and conducts, in the order of the rules.
    p.due = p.candidates;
    p.due.insert(p.due.end(), p.data.conductRules.begin(), p.data.conductRules.end());
    std::sort(p.due.begin(), p.due.end());
    for (const int rule : p.due)
        p.evaluate(p.data.rules[size_t(rule)], context, found);
    for (const int rule : p.candidates)
        p.isCandidate[size_t(rule)] = 0;
    p.addStandingHits(p.bubble, message, found);
    for (const ReadUnit &unit : p.earlier)
        p.addStandingHits(unit, message, found);
    QVector<RuleHit> hits = Private::decide(context, found);
    std::stable_sort(hits.begin(), hits.end(),
                     [](const RuleHit &a, const RuleHit &b) { return a.rule < b.rule; });
    return closed + hits;
}

QVector<RuleHit> PolicyScanner::close(qint64 nowMs, const ConversationFacts &facts, ConversationState &conversation,
                                      ContactState &contact, AgentState &agent)
{
    ConductContext context{nullptr, nowMs, facts, conversation, contact, agent};
    Private::FoundHits found;
    for (const int rule : m_data->data.conductRules)
        m_data->evaluateConduct(m_data->data.rules[size_t(rule)], context, true, found);
    return Private::decide(context, found);
}

void PolicyScanner::Private::gatherContext(const ObservedMessage &message, const ConversationState &state)
{
    context.resize(0);
    const size_t count = state.recent.size();
    size_t first = count;
    while (first > 0 && count - first < kContextBubbles && message.atMs - state.recent[first - 1].atMs <= kContextGapMs)
        --first;
    for (size_t i = first; i < count; ++i) {
        if (!context.isEmpty())
            context.append(u'\n');
        context.append(state.recent[i].text);
    }
}

/// Reads the bubble, its turn where it has one, the thread where a rule looks at it, and what the bubble
/// said before it was changed.
void PolicyScanner::Private::readUnits(const ObservedMessage &message, const ConversationFacts &facts,
                                       const ConversationState &state)
{
    candidates.clear();
    gatherContext(message, state);
    const auto isOther = [&message](const RecentMessage &recent) { return recent.number != message.number; };

    bubble.text.clear();
    bubble.text.append(message.number, message.text);

    turn.text.clear();
    size_t first = state.recent.size();
    qint64 nextAt = message.atMs;
    const bool canJoin = !message.isUpdate && !message.text.isEmpty();
    const ConversationSettings &joining = facts.company->conversation;
    while (canJoin && first > 0 && state.recent.size() - first + 1 < size_t(joining.joinMost)) {
        const RecentMessage &before = state.recent[first - 1];
        if (before.author != message.author || before.isAutomatic != message.isAutomatic
            || nextAt - before.atMs > joining.joinSeconds * 1000LL)
            break;
        nextAt = before.atMs;
        --first;
    }
    for (size_t i = first; i < state.recent.size(); ++i) {
        if (!state.recent[i].text.isEmpty() && isOther(state.recent[i]))
            turn.text.append(state.recent[i].number, state.recent[i].text);
    }
    if (!turn.text.bubbles.empty()) {
        turn.text.append(message.number, message.text);
        readUnit(turn, facts, message.author, {});
    }
    const bool isTurn = !turn.text.bubbles.empty();
    forget(bubble);
    if (!isTurn)
        readUnit(bubble, facts, message.author, {});
    else if (data.ofBubbles.text)
        readUnit(bubble, facts, message.author, {data.ofBubbles.terms, data.ofBubbles.identifiers});

    threads.resize(data.threadWindows.size());
    for (size_t window = 0; window < threads.size(); ++window) {
        ReadUnit &thread = threads[window];
        thread.text.clear();
        const size_t wanted = size_t(std::max(1, data.threadWindows[window])) - 1;
        const size_t from = state.recent.size() > wanted ? state.recent.size() - wanted : 0;
        for (size_t i = from; i < state.recent.size(); ++i) {
            if (isOther(state.recent[i]))
                thread.text.append(state.recent[i].number, state.recent[i].text);
        }
        thread.text.append(message.number, message.text);
        readUnit(thread, facts, message.author, {});
    }

    earlier.clear();
    for (const QString &text : message.earlierTexts) {
        earlier.emplace_back();
        earlier.back().earlierText = int(earlier.size()) - 1;
        earlier.back().text.append(message.number, text);
        readUnit(earlier.back(), facts, message.author, {});
    }
}

void PolicyScanner::Private::forget(ReadUnit &unit) const
{
    unit.found.reset(int(data.atoms.atoms().size()));
    unit.occurrences.clear();
    unit.identifiers.clear();
}

void PolicyScanner::Private::readUnit(ReadUnit &unit, const ConversationFacts &facts, Author author, Reading reading)
{
    forget(unit);
    unit.text.read(reading.terms ? data.maxLevel : 0);
    if (reading.terms)
        data.matcher->find(unit.text.normalised, *scratch, &unit.occurrences);
    for (const TermOccurrence &occurrence : unit.occurrences) {
        const PolicyEngine::Private::TermUse &use = data.terms[size_t(occurrence.term)];
        if (use.atoms.empty())
            continue;
        if (use.hasDirection && !isSaidBy(data.matcher->term(occurrence.term).direction, author))
            continue;
        for (const int atom : use.atoms)
            unit.found.add({atom, occurrence.firstToken, occurrence.lastToken, occurrence.level, use.languages,
                            occurrence.term});
    }
    if (reading.identifiers && data.builtins.needsIdentifiers())
        unit.identifiers = data.identifiers.find(unit.text.text, {facts.company->country, context});
    data.builtins.find(unit.text, unit.identifiers, facts, names, unit.found);
    unit.found.sort();
    markCandidates(unit);
}

void PolicyScanner::Private::markCandidates(const ReadUnit &unit)
{
    for (const int atom : unit.found.touched()) {
        for (const int rule : data.rulesOfAtom[size_t(atom)]) {
            if (isCandidate[size_t(rule)])
                continue;
            isCandidate[size_t(rule)] = 1;
            candidates.push_back(rule);
        }
    }
}

void PolicyScanner::Private::chooseUnits(const Rule &rule)
{
    units.clear();
    if (rule.rule.unit == TextUnit::Thread)
        units.push_back(&threads[rule.threadWindow]);
    else if (rule.rule.unit == TextUnit::Turn && !turn.text.bubbles.empty())
        units.push_back(&turn);
    else
        units.push_back(&bubble);
    for (const ReadUnit &unit : earlier)
        units.push_back(&unit);
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

bool PolicyScanner::Private::conditionsHold(const Rule &rule, const ConductContext &conductContext,
                                            QVector<ExplanationStep> *steps) const
{
    for (const RuleCondition &condition : rule.rule.given) {
        const std::optional<ExplanationStep> step = holdsBecause(condition, conductContext);
        if (!step)
            return false;
        steps->append(*step);
    }
    for (const RuleCondition &condition : rule.rule.unless) {
        if (holdsBecause(condition, conductContext))
            return false;
        steps->append({ExplanationStep::Kind::Excluded, conditionText(condition), {}, 0, {}});
    }
    return true;
}

void PolicyScanner::Private::evaluate(const Rule &rule, ConductContext &conductContext, FoundHits &hits)
{
    if (rule.conduct)
        evaluateConduct(rule, conductContext, false, hits);
    else
        evaluateWords(rule, conductContext, hits);
}

void PolicyScanner::Private::evaluateWords(const Rule &rule, ConductContext &conductContext,
                                           FoundHits &hits)
{
    const ObservedMessage &message = *conductContext.message;
    if (!isSaidBy(rule.rule.by, message.author) || (message.isAutomatic && !rule.rule.isForAutomatic))
        return;
    chooseUnits(rule);
    for (const ReadUnit *unit : units) {
        for (const CompiledExpression &expression : rule.when) {
            const auto matches = expression.evaluate(unit->found, rule.rule.maxLevel, unit->text.completedFrom);
            if (matches.empty())
                continue;
            QVector<ExplanationStep> conditions;
            if (!conditionsHold(rule, conductContext, &conditions))
                return;
            // The plainest reading explains best.
            const auto best = std::min_element(matches.begin(), matches.end(), [](const auto &a, const auto &b) {
                return std::tie(a.level, a.firstToken) < std::tie(b.level, b.firstToken);
            });
            record(conductContext, rule.rule.id,
                   {message.number, conductContext.conversation.messageCount, message.atMs});
            if (rule.rule.category.isEmpty())
                return; // a signal
            RuleHit hit = newHit(rule, &message);
            hit.isEditedAway = unit->earlierText >= 0;
            hit.earlierText = unit->earlierText;
            explainMatch(expression, *best, *unit, hit);
            hit.explanation += conditions;
            weighConfidence(message, hit);
            if (hit.level >= kDisguised && message.author == Author::Agent)
                hit.severity = std::min(kHighestSeverity, hit.severity + 1);
            hits.push_back({std::move(hit), &rule});
            return;
        }
    }
}

void PolicyScanner::Private::evaluateConduct(const Rule &rule, ConductContext &conductContext, bool isClosing,
                                             FoundHits &hits) const
{
    const auto finding =
            isClosing ? rule.conduct->close(conductContext) : rule.conduct->observe(conductContext);
    if (!finding)
        return;
    QVector<ExplanationStep> conditions;
    if (!conditionsHold(rule, conductContext, &conditions))
        return;
    record(conductContext, rule.rule.id,
           {finding->message, conductContext.conversation.messageCount, conductContext.nowMs});
    if (rule.rule.category.isEmpty())
        return;
    RuleHit hit = newHit(rule, conductContext.message);
    hit.message = finding->message;
    if (isClosing)
        hit.author = rule.rule.by == Direction::Contact ? Author::Contact : Author::Agent;
    hit.author = authorOf(conductContext.conversation, finding->message, hit.author);
    if (finding->severity > 0)
        hit.severity = finding->severity;
    hit.spans = finding->spans;
    mergeSpans(hit.spans);
    hit.explanation.append({ExplanationStep::Kind::Conduct, rule.rule.conduct, finding->detail, 0, hit.spans});
    hit.explanation += conditions;
    hits.push_back({std::move(hit), &rule});
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
    return data.matcher->term(part.source).text;
}

void PolicyScanner::Private::explainMatch(const CompiledExpression &expression, const ExpressionMatch &match,
                                          const ReadUnit &unit, RuleHit &hit) const
{
    hit.level = match.level;
    for (const AtomMatch &part : match.parts) {
        ExplanationStep step{ExplanationStep::Kind::Matched, data.atoms.atoms()[size_t(part.atom)].name,
                             partDetail(part, unit), part.level, {}};
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

void PolicyScanner::Private::record(ConductContext &conductContext, const QString &id,
                                    const SignalTrace::Occurrence &occurrence) const
{
    ConversationState &conversation = conductContext.conversation;
    const bool isUpdate = conductContext.message != nullptr && conductContext.message->isUpdate;
    recordIn(conversation.said, id, occurrence, conversation.windowStartedAtMs, isUpdate);
    recordIn(conductContext.contact.said, id, occurrence, 0, isUpdate);
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
        hit.opensFlag = !hit.isBackground
                        && (one.rule == nullptr ? isSevere : one.rule->rule.opensFlag.value_or(isSevere));
    }
    std::stable_sort(found.begin(), found.end(), [](const FoundHit &a, const FoundHit &b) {
        return std::tie(a.hit.message, a.hit.rule, b.hit.severity, b.hit.confidence)
               < std::tie(b.hit.message, b.hit.rule, a.hit.severity, a.hit.confidence);
    });
    QVector<RuleHit> hits;
    for (FoundHit &one : found) {
        if (hits.isEmpty() || hits.constLast().message != one.hit.message || hits.constLast().rule != one.hit.rule)
            hits.append(std::move(one.hit));
    }
    return hits;
}

} // namespace atalaia
