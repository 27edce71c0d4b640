// SPDX-License-Identifier: GPL-3.0-or-later
// What a scanner reads of a message, in which units, and which rules that may concern.
#include "detection/policyscannerprivate.h"
#include "text/codepoints.h"
#include "text/textwindows.h"

#include <algorithm>

namespace atalaia {

namespace {

constexpr qint64 kContextGapMs = 60'000; ///< how far back a word may name an identifier
constexpr size_t kContextBubbles = 2;

} // namespace

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
    const QStringView text = firstWindow(message.text); // the rest comes later, see readWindow()
    const auto isOther = [&message](const RecentMessage &recent) { return recent.number != message.number; };

    bubble.text.clear();
    bubble.text.append(message.number, text);

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
        turn.text.append(message.number, text);
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
        thread.text.append(message.number, text);
        readUnit(thread, facts, message.author, {});
    }

    earlier.clear();
    for (const QString &version : message.earlierTexts) {
        earlier.emplace_back();
        earlier.back().earlierText = int(earlier.size()) - 1;
        earlier.back().text.append(message.number, firstWindow(version));
        readUnit(earlier.back(), facts, message.author, {});
    }
}

void PolicyScanner::Private::readWindow(ReadUnit &unit, const ObservedMessage &message, const ConversationFacts &facts,
                                        QStringView text, const TextWindow &window)
{
    candidates.clear();
    context.resize(0);
    unit.text.clear();
    unit.text.append(message.number, text.sliced(window.start, window.end - window.start), window.codePointStart);
    readUnit(unit, facts, message.author, {});
    unit.text.completeFrom(codePointCount(text.sliced(window.start, window.newFrom - window.start)));
}

void PolicyScanner::Private::forget(ReadUnit &unit) const
{
    unit.found.reset(int(data.atoms.atoms().size()));
    unit.occurrences.clear();
    unit.identifiers.clear();
    unit.hasLate = false;
}

void PolicyScanner::Private::readUnit(ReadUnit &unit, const ConversationFacts &facts, Author author, Reading reading)
{
    forget(unit);
    unit.text.read(reading.terms ? data.maxLevel : 0);
    for (const auto &written : unit.text.normalised.readings)
        cutReadings += written.isCut ? 1 : 0;
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

/// What only matters beside something else that was found.
void PolicyScanner::Private::readLate(ReadUnit &unit)
{
    unit.hasLate = true;
    lateOccurrences.clear();
    data.lateMatcher->find(unit.text.normalised, *lateScratch, &lateOccurrences);
    for (const TermOccurrence &occurrence : lateOccurrences) {
        const int atom = data.lateMatcher->term(occurrence.term).line - 1;
        unit.found.add({atom, occurrence.firstToken, occurrence.lastToken, occurrence.level, kAnyLanguage,
                        data.matcher->termCount() + occurrence.term});
    }
    unit.found.sort();
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

} // namespace atalaia
