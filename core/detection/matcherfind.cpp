// SPDX-License-Identifier: GPL-3.0-or-later
// What scan() and find() have in common, and find().
#include "base/logging.h"
#include "detection/matcherprivate.h"
#include "text/normalisedtext.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

namespace {

// A regex that fills a text has been found often enough after so many places of one reading.
constexpr int kMaxRegexPlaces = 10'000;

// Of words scanned at once: the fixed cost of a scan has vanished and the words are still in the cache.
constexpr qsizetype kBatchBytes = 8 * 1024;

// Words turned round are no text that a regex was written for.
constexpr int kMaxRegexLevel = 2;

/// Calls join(a, b) for each of `before` and the next of `after` that starts at most `distance` tokens
/// behind its end.
template <typename Join>
void pairNeighbours(const std::vector<TokenRange> &before, const std::vector<TokenRange> &after, int distance,
                    Join join)
{
    for (const TokenRange &range : before) {
        const auto next = std::upper_bound(after.begin(), after.end(), range.last,
                                           [](int last, const TokenRange &r) { return last < r.first; });
        if (next != after.end() && next->first - range.last - 1 <= distance)
            join(range, *next);
    }
}

/// By start, each place once, at its lowest level. Returns the highest level left.
int tidy(std::vector<TokenRange> &ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const TokenRange &a, const TokenRange &b) {
        return std::tie(a.first, a.last, a.level) < std::tie(b.first, b.last, b.level);
    });
    const auto isSamePlace = [](const TokenRange &a, const TokenRange &b) {
        return a.first == b.first && a.last == b.last;
    };
    ranges.erase(std::unique(ranges.begin(), ranges.end(), isSamePlace), ranges.end());
    int highest = 0;
    for (const TokenRange &range : ranges)
        highest = std::max(highest, range.level);
    return highest;
}

void takeUpTo(int level, const std::vector<TokenRange> &ranges, std::vector<TokenRange> *taken)
{
    taken->clear();
    std::copy_if(ranges.begin(), ranges.end(), std::back_inserter(*taken),
                 [level](const TokenRange &range) { return range.level <= level; });
}

/// Words that share bytes with `place`: first and last, by index. Where it lies between words, the next
/// one; behind all of them, the last.
template <typename Word, typename Start, typename End>
std::pair<size_t, size_t> wordsTouched(const std::vector<Word> &words, ByteRange place, Start start, End end)
{
    const auto first = std::upper_bound(words.begin(), words.end(), place.from,
                                        [&end](int from, const Word &word) { return from < end(word); });
    const auto behind = std::lower_bound(first, words.end(), place.to,
                                         [&start](const Word &word, int to) { return start(word) < to; });
    const size_t firstIndex = std::min(size_t(first - words.begin()), words.size() - 1);
    const auto behindIndex = size_t(behind - words.begin());
    return {firstIndex, std::max(firstIndex, behindIndex > 0 ? behindIndex - 1 : 0)};
}

TokenRange tokensAt(const TokenText &text, ByteRange folded)
{
    using Token = TokenText::Token;
    const auto [first, last] = wordsTouched(
            text.tokens, folded, [](const Token &token) { return token.foldedStart; },
            [](const Token &token) { return token.foldedStart + token.foldedLength; });
    return {int(first), int(last), 0};
}

/// What words [first, last] of a reading stand for.
TokenRange tokensOf(const Reading &reading, size_t first, size_t last)
{
    TokenRange range{reading.words[first].firstToken, reading.words[first].lastToken, reading.level};
    for (size_t i = first + 1; i <= last; ++i) {
        range.first = std::min(range.first, reading.words[i].firstToken);
        range.last = std::max(range.last, reading.words[i].lastToken);
    }
    return range;
}

TokenRange tokensAt(const Reading &reading, ByteRange place)
{
    using Word = Reading::Word;
    const auto [first, last] = wordsTouched(
            reading.words, place, [](const Word &word) { return word.start; },
            [](const Word &word) { return word.start + word.length; });
    return tokensOf(reading, first, last);
}

/// As wordHolding(), looked for from `first` on, which must not lie behind it.
template <typename Word> int wordFrom(const std::vector<Word> &words, int first, int byte)
{
    constexpr int kNear = 16;
    int word = first;
    for (const int end = std::min(int(words.size()), first + kNear); word + 1 < end; ++word) {
        if (byte < words[size_t(word) + 1].start)
            return word;
    }
    return word + 1 < int(words.size()) && byte >= words[size_t(word) + 1].start ? wordHolding(words, byte) : word;
}

/// By term and place, each place once at its lowest level, from `begin` on.
void tidy(std::vector<TermOccurrence> &found, size_t begin)
{
    const auto first = found.begin() + qsizetype(begin);
    // Two comparisons instead of four: this is what most of sorting is.
    const auto place = [](const TermOccurrence &o) { return quint64(o.term) << 32 | quint32(o.firstToken); };
    const auto rest = [](const TermOccurrence &o) { return quint64(o.lastToken) << 32 | quint32(o.level); };
    std::sort(first, found.end(), [place, rest](const TermOccurrence &a, const TermOccurrence &b) {
        return place(a) != place(b) ? place(a) < place(b) : rest(a) < rest(b);
    });
    const auto isSamePlace = [](const TermOccurrence &a, const TermOccurrence &b) {
        return a.term == b.term && a.firstToken == b.firstToken && a.lastToken == b.lastToken;
    };
    found.erase(std::unique(first, found.end(), isSamePlace), found.end());
}

} // namespace

void Matcher::find(const NormalisedText &text, MatcherScratch &scratch, std::vector<TermOccurrence> *occurrences) const
{
    const Private::Texts texts(&text, 1);
    m_data->scanTogether(texts, scratch);
    m_data->takeText(texts, 0, scratch, occurrences);
}

void Matcher::find(std::span<const NormalisedText> texts, MatcherScratch &scratch, BatchOccurrences *occurrences) const
{
    occurrences->places.clear();
    occurrences->ends.clear();
    while (!texts.empty()) {
        size_t count = 0;
        for (qsizetype bytes = 0; count < texts.size() && bytes < kBatchBytes; ++count)
            bytes += texts[count].tokens.bytes.size();
        const Private::Texts batch = texts.first(count);
        m_data->scanTogether(batch, scratch);
        for (size_t i = 0; i < count; ++i) {
            m_data->takeText(batch, i, scratch, &occurrences->places);
            occurrences->ends.push_back(occurrences->places.size());
        }
        texts = texts.subspan(count);
    }
}

bool Matcher::hasPhrasesOnly() const
{
    return m_data->nears.empty() && m_data->regexes.empty();
}

void Matcher::findPhrases(const QByteArray &words, MatcherScratch &scratch, std::vector<PhrasePlace> *places) const
{
    places->clear();
    m_data->findLiterals(words, scratch);
    m_data->orderLiterals(scratch);
    for (const LiteralMatch &match : scratch.literals) {
        for (const Private::Use &use : m_data->uses[size_t(match.literal)]) {
            if (use.role == Private::Role::Phrase)
                places->push_back({use.index, match.from, match.to});
        }
    }
}

/// Hyperscan tells them by their ends.
void Matcher::Private::orderLiterals(MatcherScratch &scratch) const
{
    const auto byPlace = [](const LiteralMatch &a, const LiteralMatch &b) { return a.from < b.from; };
    if (!std::is_sorted(scratch.literals.begin(), scratch.literals.end(), byPlace))
        std::sort(scratch.literals.begin(), scratch.literals.end(), byPlace);
}

void Matcher::Private::scanTogether(Texts texts, MatcherScratch &scratch) const
{
    scratch.words.clear();
    scratch.folds.clear();
    for (size_t i = 0; i < texts.size(); ++i) {
        const NormalisedText &text = texts[i];
        if (text.tokens.tokens.empty())
            continue;
        scratch.words.addWords(text.tokens.bytes, int(i), nullptr);
        if (!regexes.empty())
            scratch.folds.add(text.folded.bytes, int(i), nullptr);
        for (const Reading &reading : text.readings) {
            if (reading.words.empty())
                continue;
            scratch.words.addWords(reading.bytes, int(i), &reading);
            if (!regexes.empty() && reading.level <= kMaxRegexLevel)
                scratch.folds.add(reading.bytes, int(i), &reading);
        }
    }
    scratch.takenLiterals = 0;
    scratch.takenCandidates = 0;
    scratch.literals.clear();
    scratch.candidates.clear();
    if (scratch.words.parts.empty())
        return;
    findLiterals(scratch.words.bytes, scratch);
    orderLiterals(scratch);
    findCandidates(scratch.folds.bytes, scratch.folds.starts, scratch);
    std::sort(scratch.candidates.begin(), scratch.candidates.end());
}

void Matcher::Private::takeText(Texts texts, size_t text, MatcherScratch &scratch,
                                std::vector<TermOccurrence> *found) const
{
    const size_t begin = found->size();
    takeLiterals(texts[text], int(text), scratch, found);
    joinNears(scratch, found);
    takeRegexes(texts[text], int(text), scratch, found);
    tidy(*found, begin);
}

void Matcher::Private::takeLiterals(const NormalisedText &text, int index, MatcherScratch &scratch,
                                    std::vector<TermOccurrence> *found) const
{
    const std::vector<TokenText::Token> &tokens = text.tokens.tokens;
    const std::vector<ScannedTexts::Part> &parts = scratch.words.parts;
    // Matches come by place: where the last one was, the next one is near.
    size_t partIndex = parts.size();
    int word = 0;
    for (size_t &next = scratch.takenLiterals; next < scratch.literals.size(); ++next) {
        const LiteralMatch &match = scratch.literals[next];
        const bool isInSamePart =
                partIndex < parts.size() && (partIndex + 1 == parts.size() || match.from < parts[partIndex + 1].start);
        if (!isInSamePart) {
            partIndex = size_t(wordHolding(parts, match.from));
            word = 0;
        }
        const ScannedTexts::Part &part = parts[partIndex];
        if (part.text != index)
            return;
        const int from = match.from - part.start;
        const int last = match.to - 1 - part.start;
        if (!part.reading) {
            word = wordFrom(tokens, word, from);
            useLiteral(match, {word, wordFrom(tokens, word, last), 0}, scratch, found);
            continue;
        }
        const std::vector<Reading::Word> &words = part.reading->words;
        word = wordFrom(words, word, from);
        useLiteral(match, tokensOf(*part.reading, size_t(word), size_t(wordFrom(words, word, last))), scratch, found);
    }
}

void Matcher::Private::takeRegexes(const NormalisedText &text, int index, MatcherScratch &scratch,
                                   std::vector<TermOccurrence> *found) const
{
    int subject = -1;
    for (size_t &next = scratch.takenCandidates; next < scratch.candidates.size(); ++next) {
        const RegexCandidate &candidate = scratch.candidates[next];
        const ScannedTexts::Part &part = scratch.folds.parts[size_t(candidate.text)];
        if (part.text != index)
            return;
        if (subject != candidate.text)
            scratch.subject.assign(part.reading ? part.reading->bytes : text.folded.bytes);
        subject = candidate.text;
        findRegex(regexes[size_t(candidate.regex)], kMaxRegexPlaces, scratch);
        for (const ByteRange &place : scratch.places) {
            const TokenRange range = part.reading ? tokensAt(*part.reading, place) : tokensAt(text.tokens, place);
            found->push_back({regexes[size_t(candidate.regex)].term, range.first, range.last, range.level});
        }
    }
}

void Matcher::Private::findLiterals(const QByteArray &words, MatcherScratch &scratch) const
{
    scratch.literals.clear();
    if (phraseTable)
        phraseTable->find(words, &scratch.literals);
    else if (!hyperscan->findLiterals(words, scratch.hyperscan.get(), &scratch.literals))
        qCCritical(lcDetection, "hyperscan failed on a text of %lld bytes", qlonglong(words.size()));
}

void Matcher::Private::useLiteral(const LiteralMatch &match, TokenRange place, MatcherScratch &scratch,
                                  std::vector<TermOccurrence> *found) const
{
    for (const Use &use : uses[size_t(match.literal)]) {
        if (use.role == Role::Phrase) {
            found->push_back({use.index, place.first, place.last, place.level});
            continue;
        }
        auto &side = (use.role == Role::NearLeft ? scratch.nearLeft : scratch.nearRight)[size_t(use.index)];
        side.push_back(place);
        scratch.touchedNears.push_back(use.index);
    }
}

void Matcher::Private::joinNears(MatcherScratch &scratch, std::vector<TermOccurrence> *found) const
{
    std::sort(scratch.touchedNears.begin(), scratch.touchedNears.end());
    scratch.touchedNears.erase(std::unique(scratch.touchedNears.begin(), scratch.touchedNears.end()),
                               scratch.touchedNears.end());
    for (const int index : scratch.touchedNears) {
        const Near &near = nears[size_t(index)];
        std::vector<TokenRange> &left = scratch.nearLeft[size_t(index)];
        std::vector<TokenRange> &right = scratch.nearRight[size_t(index)];
        const int highest = std::max(tidy(left), tidy(right));
        const auto join = [&near, found](const TokenRange &before, const TokenRange &after) {
            found->push_back({near.term, before.first, after.last, std::max(before.level, after.level)});
        };
        // Level by level: what is found in the text as written stays found, whatever a disguise adds between.
        for (int level = 0; level <= highest; ++level) {
            takeUpTo(level, left, &scratch.nearBefore);
            takeUpTo(level, right, &scratch.nearAfter);
            pairNeighbours(scratch.nearBefore, scratch.nearAfter, near.distance, join);
            if (!near.isOrdered)
                pairNeighbours(scratch.nearAfter, scratch.nearBefore, near.distance, join);
        }
        left.clear();
        right.clear();
    }
    scratch.touchedNears.clear();
}

void Matcher::Private::findCandidates(const QByteArray &utf8, const std::vector<int> &starts,
                                      MatcherScratch &scratch) const
{
    const auto tryEverywhere = [&starts, &scratch](int regex) {
        for (size_t text = 0; text < starts.size(); ++text)
            scratch.candidates.push_back({int(text), regex});
    };
    scratch.candidates.clear();
    for (const int regex : unfiltered)
        tryEverywhere(regex);
    if (!hyperscan
        || hyperscan->findCandidates(utf8, starts, scratch.hyperscan.get(), &scratch.seen, &scratch.candidates))
        return;
    qCCritical(lcDetection, "hyperscan failed on a text of %lld bytes", qlonglong(utf8.size()));
    scratch.candidates.clear();
    for (size_t i = 0; i < regexes.size(); ++i)
        tryEverywhere(int(i));
}

void Matcher::Private::findRegex(const Regex &regex, int limit, MatcherScratch &scratch) const
{
    scratch.places.clear();
    if (scratch.subject.find(regex.expression, limit, &scratch.places))
        return;
    const CompiledTerm &term = terms[size_t(regex.term)];
    qCWarning(lcDetection, "regex gave up: lexicon %lld line %d", qlonglong(lexicons[size_t(term.lexicon)].id.value),
              term.term.line);
}

} // namespace atalaia
