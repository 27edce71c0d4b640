// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matcher.h"

#include "base/logging.h"
#include "detection/matchercompiler.h"
#include "detection/matcherprivate.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

namespace {

// A term that fills a text is told by its first places; the hit is there in any case.
constexpr int kMaxSpansPerHit = 100;

// How much two pieces of a long text have in common: longer matches of a regex may be missed there.
constexpr qsizetype kPieceOverlap = 8 * 1024;

bool isSaidBy(Direction direction, Author author)
{
    switch (direction) {
    case Direction::Any:
        return true;
    case Direction::Agent:
        return author == Author::Agent;
    case Direction::Contact:
        return author == Author::Contact;
    }
    return false;
}

void freeMatcherScratch(MatcherScratch *scratch)
{
    delete scratch;
}

std::vector<int> byteOffsetsByUnit(const QString &text)
{
    std::vector<int> offsets;
    offsets.reserve(size_t(text.size()) + 1);
    int byte = 0;
    for (const QChar c : text) {
        offsets.push_back(byte);
        if (c.unicode() < 0x80)
            byte += 1;
        else if (c.unicode() < 0x800)
            byte += 2;
        else
            byte += c.isSurrogate() ? 2 : 3; // a pair makes four bytes
    }
    offsets.push_back(byte);
    return offsets;
}

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

void sortByStart(std::vector<TokenRange> &ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const TokenRange &a, const TokenRange &b) {
        return std::tie(a.first, a.last) < std::tie(b.first, b.last);
    });
}

} // namespace

Result<Matcher::Compiled> Matcher::compile(const QVector<Lexicon> &lexicons)
{
    return MatcherCompiler::compile(lexicons,
                                    HyperscanSet::isUsable() ? MatchingEngine::Hyperscan : MatchingEngine::Fallback);
}

Matcher::Matcher(std::unique_ptr<Private> data) : m_data(std::move(data)) {}

Matcher::~Matcher() = default;

std::unique_ptr<MatcherScratch, void (*)(MatcherScratch *)> Matcher::makeScratch() const
{
    HyperscanSet::Scratch clone =
            m_data->hyperscan ? m_data->hyperscan->cloneScratch() : HyperscanSet::Scratch(nullptr, [](hs_scratch *) {});
    return {new MatcherScratch(std::move(clone), m_data->terms.size(), m_data->nears.size()), freeMatcherScratch};
}

int Matcher::termCount() const
{
    return int(m_data->terms.size());
}

QVector<TermHit> Matcher::scan(QStringView text, Author author, MatcherScratch &scratch) const
{
    scratch.occurrences.clear();
    foldText(text, scratch.folded);
    if (scratch.folded.bytes.isEmpty() || m_data->terms.empty())
        return {};
    splitIntoTokens(scratch.folded, scratch.tokens);
    m_data->findPhrases(scratch, author);
    m_data->findNears(scratch);
    m_data->findRegexes(scratch, author);
    return scratch.occurrences.empty() ? QVector<TermHit>() : m_data->hits(scratch);
}

void Matcher::Private::findPhrases(MatcherScratch &scratch, Author author) const
{
    scratch.literals.clear();
    if (phraseTable)
        phraseTable->find(scratch.tokens, &scratch.literals);
    else if (!hyperscan->findLiterals(scratch.tokens.bytes, scratch.hyperscan.get(), &scratch.literals))
        qCCritical(lcDetection, "hyperscan failed on a text of %lld bytes", qlonglong(scratch.tokens.bytes.size()));

    for (const LiteralMatch &match : scratch.literals) {
        const int first = scratch.tokens.tokenStartingAt(match.from);
        const int last = scratch.tokens.tokenEndingAt(match.to);
        for (const Use &use : uses[size_t(match.literal)]) {
            const int term = use.role == Role::Phrase ? use.index : nears[size_t(use.index)].term;
            if (!isSaidBy(terms[size_t(term)].term.direction, author))
                continue;
            if (use.role == Role::Phrase) {
                const TokenText::Token &lastToken = scratch.tokens.tokens[size_t(last)];
                addOccurrence(term, scratch.tokens.tokens[size_t(first)].foldedStart,
                              lastToken.foldedStart + lastToken.foldedLength, scratch);
                continue;
            }
            auto &side = (use.role == Role::NearLeft ? scratch.nearLeft : scratch.nearRight)[size_t(use.index)];
            side.push_back({first, last});
            scratch.touchedNears.push_back(use.index);
        }
    }
}

void Matcher::Private::findNears(MatcherScratch &scratch) const
{
    std::sort(scratch.touchedNears.begin(), scratch.touchedNears.end());
    scratch.touchedNears.erase(std::unique(scratch.touchedNears.begin(), scratch.touchedNears.end()),
                               scratch.touchedNears.end());
    for (const int index : scratch.touchedNears) {
        const Near &near = nears[size_t(index)];
        std::vector<TokenRange> &left = scratch.nearLeft[size_t(index)];
        std::vector<TokenRange> &right = scratch.nearRight[size_t(index)];
        sortByStart(left);
        sortByStart(right);
        const auto join = [this, &near, &scratch](const TokenRange &before, const TokenRange &after) {
            const TokenText::Token &end = scratch.tokens.tokens[size_t(after.last)];
            addOccurrence(near.term, scratch.tokens.tokens[size_t(before.first)].foldedStart,
                          end.foldedStart + end.foldedLength, scratch);
        };
        pairNeighbours(left, right, near.distance, join);
        if (!near.isOrdered)
            pairNeighbours(right, left, near.distance, join);
        left.clear();
        right.clear();
    }
    scratch.touchedNears.clear();
}

void Matcher::Private::findRegexes(MatcherScratch &scratch, Author author) const
{
    scratch.foldedString.clear();
    scratch.byteOffsets.clear();
    scratch.candidates = unfiltered;
    if (hyperscan && !hyperscan->findCandidates(scratch.folded.bytes, scratch.hyperscan.get(), &scratch.candidates)) {
        qCCritical(lcDetection, "hyperscan failed on a text of %lld bytes", qlonglong(scratch.folded.bytes.size()));
        scratch.candidates.clear();
        for (size_t i = 0; i < regexes.size(); ++i)
            scratch.candidates.push_back(int(i));
    }
    for (const int candidate : scratch.candidates) {
        const Regex &regex = regexes[size_t(candidate)];
        if (!isSaidBy(terms[size_t(regex.term)].term.direction, author))
            continue;
        if (scratch.foldedString.isEmpty()) {
            scratch.foldedString = QString::fromUtf8(scratch.folded.bytes);
            if (scratch.foldedString.size() != scratch.folded.bytes.size())
                scratch.byteOffsets = byteOffsetsByUnit(scratch.foldedString);
        }
        findRegex(regex, scratch);
    }
}

void Matcher::Private::findRegex(const Regex &regex, MatcherScratch &scratch) const
{
    const QStringView text(scratch.foldedString);
    qsizetype at = 0;
    qsizetype pieceEnd = std::min(text.size(), kMaxTextBytes);
    while (true) {
        const bool isLast = pieceEnd == text.size();
        // Everything before stays in the subject, so that ^ and look-behind see what is there.
        const QStringView piece = text.left(pieceEnd);
        at = findInPiece(regex, piece, at, isLast, scratch);
        if (isLast)
            return;
        pieceEnd = std::min(text.size(), pieceEnd + kMaxTextBytes - kPieceOverlap);
        if (pieceEnd < text.size() && text.at(pieceEnd).isLowSurrogate())
            ++pieceEnd;
    }
}

/// Returns where to go on in the next piece.
qsizetype Matcher::Private::findInPiece(const Regex &regex, QStringView piece, qsizetype at, bool isLast,
                                        MatcherScratch &scratch) const
{
    const auto byteAt = [&scratch](qsizetype unit) {
        return scratch.byteOffsets.empty() ? unit : qsizetype(scratch.byteOffsets[size_t(unit)]);
    };
    while (at < piece.size() && scratch.spanCounts[size_t(regex.term)] < kMaxSpansPerHit) {
        const QRegularExpressionMatch match = regex.expression.match(
                piece, at, QRegularExpression::NormalMatch, QRegularExpression::DontCheckSubjectStringMatchOption);
        if (!match.isValid()) {
            const CompiledTerm &term = terms[size_t(regex.term)];
            qCWarning(lcDetection, "regex gave up: lexicon %lld line %d",
                      qlonglong(lexicons[size_t(term.lexicon)].id.value), term.term.line);
        }
        if (!match.hasMatch())
            break;
        if (!isLast && match.capturedEnd() == piece.size())
            return match.capturedStart(); // may go on behind this piece: the next one finds it whole
        if (match.capturedLength() > 0)
            addOccurrence(regex.term, byteAt(match.capturedStart()), byteAt(match.capturedEnd()), scratch);
        at = match.capturedEnd();
        if (match.capturedLength() == 0)
            at += at < piece.size() && piece.at(at).isHighSurrogate() ? 2 : 1;
    }
    qsizetype next = std::max(at, piece.size() - kPieceOverlap);
    if (next < piece.size() && piece.at(next).isLowSurrogate())
        ++next;
    return next;
}

void Matcher::Private::addOccurrence(int term, qsizetype foldedFrom, qsizetype foldedTo, MatcherScratch &scratch) const
{
    int &count = scratch.spanCounts[size_t(term)];
    if (count >= kMaxSpansPerHit)
        return;
    ++count;
    scratch.occurrences.push_back({term, scratch.folded.originalSpan(foldedFrom, foldedTo)});
}

QVector<TermHit> Matcher::Private::hits(MatcherScratch &scratch) const
{
    std::vector<Occurrence> &found = scratch.occurrences;
    std::sort(found.begin(), found.end(), [](const Occurrence &a, const Occurrence &b) {
        return std::tie(a.term, a.span.start, a.span.end) < std::tie(b.term, b.span.start, b.span.end);
    });
    QVector<TermHit> all;
    for (size_t begin = 0; begin < found.size();) {
        const int term = found[begin].term;
        size_t end = begin;
        while (end < found.size() && found[end].term == term)
            ++end;
        scratch.spanCounts[size_t(term)] = 0;
        all.append(hit(terms[size_t(term)], &found[begin], found.data() + end));
        begin = end;
    }
    std::stable_sort(all.begin(), all.end(), [](const TermHit &a, const TermHit &b) {
        return std::tie(a.spans.front().start, a.spans.front().end, a.lexicon.value, a.term.line)
               < std::tie(b.spans.front().start, b.spans.front().end, b.lexicon.value, b.term.line);
    });
    if (all.size() > kMaxHitsPerText)
        all.resize(kMaxHitsPerText);
    return all;
}

TermHit Matcher::Private::hit(const CompiledTerm &term, const Occurrence *begin, const Occurrence *end) const
{
    const LexiconName &lexicon = lexicons[size_t(term.lexicon)];
    TermHit hit{lexicon.id, lexicon.name, lexicon.version, term.term, {}, 0};
    for (const Occurrence *occurrence = begin; occurrence != end; ++occurrence) {
        if (!hit.spans.isEmpty() && occurrence->span.start < hit.spans.last().end)
            hit.spans.last().end = std::max(hit.spans.last().end, occurrence->span.end);
        else
            hit.spans.append(occurrence->span);
    }
    return hit;
}

} // namespace atalaia
