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

} // namespace

Result<Matcher::Compiled> Matcher::compile(const QVector<Lexicon> &lexicons, const MatcherAids &aids)
{
    return MatcherCompiler::compile(
            lexicons, HyperscanSet::isUsable() ? MatchingEngine::Hyperscan : MatchingEngine::Fallback, aids);
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

const Term &Matcher::term(int index) const
{
    return m_data->terms.at(size_t(index)).term;
}

int Matcher::lexiconIndex(int term) const
{
    return m_data->terms.at(size_t(term)).lexicon;
}

QVector<TermHit> Matcher::scan(QStringView text, Author author, MatcherScratch &scratch) const
{
    scratch.occurrences.clear();
    foldText(text, scratch.folded);
    if (scratch.folded.bytes.isEmpty() || m_data->terms.empty())
        return {};
    splitIntoTokens(scratch.folded, scratch.tokens);
    m_data->scanPhrases(scratch, author);
    m_data->scanRegexes(scratch, author);
    return scratch.occurrences.empty() ? QVector<TermHit>() : m_data->hits(scratch);
}

void Matcher::Private::scanPhrases(MatcherScratch &scratch, Author author) const
{
    const std::vector<TokenText::Token> &tokens = scratch.tokens.tokens;
    scratch.found.clear();
    scratch.words.clear();
    scratch.words.addWords(scratch.tokens.bytes, 0, nullptr);
    findLiterals(scratch.words.bytes, scratch);
    for (const LiteralMatch &match : scratch.literals)
        useLiteral(match, {wordHolding(tokens, match.from - 1), wordHolding(tokens, match.to - 2)}, scratch,
                   &scratch.found);
    joinNears(scratch, &scratch.found);
    for (const TermOccurrence &place : scratch.found) {
        if (!isSaidBy(terms[size_t(place.term)].term.direction, author))
            continue;
        const TokenText::Token &last = tokens[size_t(place.lastToken)];
        addOccurrence(place.term, tokens[size_t(place.firstToken)].foldedStart, last.foldedStart + last.foldedLength,
                      scratch);
    }
}

void Matcher::Private::scanRegexes(MatcherScratch &scratch, Author author) const
{
    static const std::vector<int> kOneText{0};
    findCandidates(scratch.folded.bytes, kOneText, scratch);
    if (!scratch.candidates.empty())
        scratch.subject.assign(scratch.folded.bytes);
    for (const RegexCandidate &candidate : scratch.candidates) {
        const Regex &regex = regexes[size_t(candidate.regex)];
        if (!isSaidBy(terms[size_t(regex.term)].term.direction, author))
            continue;
        findRegex(regex, kMaxSpansPerHit, scratch);
        for (const ByteRange &place : scratch.places)
            addOccurrence(regex.term, place.from, place.to, scratch);
    }
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
