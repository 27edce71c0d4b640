// SPDX-License-Identifier: GPL-3.0-or-later
// What Matcher and MatcherCompiler share; for no one else.
#pragma once

#include "detection/hyperscanset.h"
#include "detection/matcher.h"
#include "detection/phrasetable.h"
#include "text/foldedtext.h"
#include "text/tokentext.h"

#include <QRegularExpression>

#include <optional>
#include <vector>

namespace atalaia {

/// Places of one side of a NEAR in a text, as token indexes, both inclusive.
struct TokenRange
{
    int first = 0;
    int last = 0;
};

/// One place where a term was found.
struct Occurrence
{
    int term = 0;
    Span span;
};

struct Matcher::Private
{
    enum class Role { Phrase, NearLeft, NearRight };

    struct CompiledTerm
    {
        int lexicon = 0; ///< index in lexicons
        Term term;
    };
    struct LexiconName
    {
        LexiconId id;
        QString name;
        int version = 0;
    };
    /// What a found literal counts for: index in terms for a phrase, in nears for the others.
    struct Use
    {
        Role role = Role::Phrase;
        int index = 0;
    };
    struct Near
    {
        int term = 0;
        int distance = 0;
        bool isOrdered = false;
    };
    struct Regex
    {
        int term = 0;
        QRegularExpression expression;
    };

    std::vector<LexiconName> lexicons;
    std::vector<CompiledTerm> terms;
    std::vector<std::vector<Use>> uses; ///< by literal
    std::vector<Near> nears;
    std::vector<Regex> regexes;
    std::vector<int> unfiltered; ///< regexes that are tried on every text
    std::unique_ptr<HyperscanSet> hyperscan; ///< null on the fallback
    std::optional<PhraseTable> phraseTable;

    void findPhrases(MatcherScratch &scratch, Author author) const;
    void findNears(MatcherScratch &scratch) const;
    void findRegexes(MatcherScratch &scratch, Author author) const;
    void findRegex(const Regex &regex, MatcherScratch &scratch) const;
    [[nodiscard]] qsizetype findInPiece(const Regex &regex, QStringView piece, qsizetype at, bool isLast,
                                        MatcherScratch &scratch) const;
    void addOccurrence(int term, qsizetype foldedFrom, qsizetype foldedTo, MatcherScratch &scratch) const;
    [[nodiscard]] QVector<TermHit> hits(MatcherScratch &scratch) const;
    [[nodiscard]] TermHit hit(const CompiledTerm &term, const Occurrence *begin, const Occurrence *end) const;
};

class MatcherScratch
{
public:
    MatcherScratch(HyperscanSet::Scratch hyperscanScratch, size_t termCount, size_t nearCount)
        : hyperscan(std::move(hyperscanScratch)), spanCounts(termCount), nearLeft(nearCount), nearRight(nearCount)
    {}

    HyperscanSet::Scratch hyperscan;
    FoldedText folded;
    TokenText tokens;
    QString foldedString; ///< of the text at hand, made when the first regex is tried
    std::vector<int> byteOffsets; ///< by UTF-16 unit of foldedString; empty where they are equal
    std::vector<LiteralMatch> literals;
    std::vector<int> candidates;
    std::vector<Occurrence> occurrences;
    std::vector<int> spanCounts; ///< by term; zero between scans
    std::vector<std::vector<TokenRange>> nearLeft; ///< by near; empty between scans
    std::vector<std::vector<TokenRange>> nearRight;
    std::vector<int> touchedNears;
};

} // namespace atalaia
