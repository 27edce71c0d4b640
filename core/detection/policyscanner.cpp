// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/countmessage.h"
#include "detection/policyengine.h"
#include "detection/policyscannerprivate.h"
#include "detection/ruleconditions.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

namespace {

constexpr int kHighestSeverity = 5;

/// What was found in an earlier version of a message is not found again: an update has the number of its
/// message and a time of its own. Counts begin anew at `sinceMs`.
SignalTrace &recordIn(SignalTraces &traces, const QString &id, const SignalTrace::Occurrence &occurrence,
                      qint64 sinceMs, bool isUpdate)
{
    SignalTrace &trace = traces[id];
    const bool isKnown =
            std::any_of(trace.latest.cbegin(), trace.latest.cend(), [&occurrence, isUpdate](const auto &known) {
                return known.message == occurrence.message && (isUpdate || known.atMs == occurrence.atMs);
            });
    if (isKnown)
        return trace;
    if (!trace.latest.isEmpty() && trace.latest.constLast().atMs < sinceMs)
        trace.count = 0;
    ++trace.count;
    if (trace.latest.size() == SignalTrace::kMaxKept)
        trace.latest.removeFirst();
    trace.latest.append(occurrence);
    return trace;
}

/// The author of a message that is still remembered.
Author authorOf(const ConversationState &conversation, qint64 message, Author otherwise)
{
    const auto kept = std::find_if(conversation.recent.cbegin(), conversation.recent.cend(),
                                   [message](const RecentMessage &recent) { return recent.number == message; });
    return kept == conversation.recent.cend() ? otherwise : kept->author;
}

} // namespace

PolicyScanner::Private::Private(std::shared_ptr<const PolicyEngine> e)
    : engine(std::move(e)),
      data(*engine->m_data),
      scratch(data.matcher->makeScratch()),
      lateScratch(data.lateMatcher->makeScratch()),
      isCandidate(data.rules.size())
{}

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
    p.gatherSaidHere(message, conversation);
    ConductContext context{&message, message.atMs, facts, conversation, contact, agent, &p.saidHere};
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
    p.observeRest(context, found);
    QVector<RuleHit> hits = Private::decide(context, found);
    std::stable_sort(hits.begin(), hits.end(), [](const RuleHit &a, const RuleHit &b) { return a.rule < b.rule; });
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

qint64 PolicyScanner::cutReadings() const
{
    return m_data->cutReadings;
}

void PolicyScanner::Private::observeRest(ConductContext &conductContext, FoundHits &hits)
{
    const ObservedMessage &message = *conductContext.message;
    const auto observeText = [&](const QString &text, ReadUnit &unit) {
        TextWindows windows(text);
        (void)windows.next(); // was read with the message
        while (const auto window = windows.next()) {
            readWindow(unit, message, conductContext.facts, text, *window);
            std::sort(candidates.begin(), candidates.end());
            for (const int rule : candidates) {
                evaluate(data.rules[size_t(rule)], conductContext, hits);
                isCandidate[size_t(rule)] = 0;
            }
            addStandingHits(unit, message, hits);
            keepStrongest(hits); // as many hits as rules, not as windows
        }
    };
    const auto isLong = [](const QString &text) { return firstWindow(text).size() < text.size(); };
    if (!isLong(message.text) && std::none_of(message.earlierTexts.begin(), message.earlierTexts.end(), isLong))
        return;
    turn.text.clear();
    for (ReadUnit &thread : threads)
        thread.text.clear();
    earlier.clear();
    observeText(message.text, bubble);
    forget(bubble);
    for (qsizetype version = 0; version < message.earlierTexts.size(); ++version) {
        earlier.resize(1);
        earlier.front().earlierText = int(version);
        observeText(message.earlierTexts[version], earlier.front());
    }
}

void PolicyScanner::Private::chooseUnits(const Rule &rule)
{
    units.clear();
    if (rule.rule.unit == TextUnit::Thread && !threads[rule.threadWindow].text.bubbles.empty())
        units.push_back(&threads[rule.threadWindow]);
    else if (rule.rule.unit == TextUnit::Turn && !turn.text.bubbles.empty())
        units.push_back(&turn);
    else
        units.push_back(&bubble);
    for (ReadUnit &unit : earlier)
        units.push_back(&unit);
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

void PolicyScanner::Private::evaluateWords(const Rule &rule, ConductContext &conductContext, FoundHits &hits)
{
    const ObservedMessage &message = *conductContext.message;
    if (!isSaidBy(rule.rule.by, message.author) || (message.isAutomatic && !rule.rule.isForAutomatic))
        return;
    chooseUnits(rule);
    for (ReadUnit *unit : units) {
        for (size_t i = 0; i < rule.when.size(); ++i) {
            const CompiledExpression &expression = rule.when[i];
            if (rule.asksLate[i] != 0 && !unit->hasLate
                && expression.mayHold(unit->found, rule.rule.maxLevel, unit->text.completedFrom, data.isLate))
                readLate(*unit);
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
                                             FoundHits &hits)
{
    const auto finding = isClosing ? rule.conduct->close(conductContext) : rule.conduct->observe(conductContext);
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

/// Few rules are found at one message and conducts ask for many: this spares them the search.
void PolicyScanner::Private::gatherSaidHere(const ObservedMessage &message, const ConversationState &conversation)
{
    saidHere.clear();
    for (auto trace = conversation.said.cbegin(); trace != conversation.said.cend(); ++trace) {
        if (isInTrace(*trace, message.number))
            saidHere.push_back(trace.key());
    }
}

void PolicyScanner::Private::record(ConductContext &conductContext, const QString &id,
                                    const SignalTrace::Occurrence &occurrence)
{
    ConversationState &conversation = conductContext.conversation;
    const ObservedMessage *message = conductContext.message;
    const bool isUpdate = message != nullptr && message->isUpdate;
    const SignalTrace &trace = recordIn(conversation.said, id, occurrence, conversation.windowStartedAtMs, isUpdate);
    recordIn(conductContext.contact.said, id, occurrence, 0, isUpdate);
    if (message == nullptr)
        return;
    const auto known = std::find(saidHere.begin(), saidHere.end(), id);
    const bool isHere = isInTrace(trace, message->number);
    if (isHere && known == saidHere.end())
        saidHere.push_back(id);
    else if (!isHere && known != saidHere.end())
        saidHere.erase(known); // the newest of a full trace took its place
}

} // namespace atalaia
