// SPDX-License-Identifier: GPL-3.0-or-later
// What Matcher and MatcherCompiler share; for no one else.
#pragma once

#include "detection/hyperscanset.h"
#include "detection/matcher.h"
#include "detection/phrasetable.h"
#include "detection/regexsubject.h"
#include "detection/scannedtexts.h"
#include "text/foldedtext.h"
#include "text/normalisedtext.h"
#include "text/tokentext.h"

#include <QRegularExpression>

#include <optional>
#include <vector>

namespace atalaia {

/// A place of one side of a NEAR in a text, as token indexes, both inclusive.
struct TokenRange
{
    int first = 0;
    int last = 0;
    int level = 0; ///< reading in which it was found
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

    using Texts = std::span<const NormalisedText>;

    /// Of all texts at once: matches into scratch.literals by place, scratch.candidates by text.
    void scanTogether(Texts texts, MatcherScratch &scratch) const;
    /// Text after text: what scanTogether() found there.
    void takeText(Texts texts, size_t text, MatcherScratch &scratch, std::vector<TermOccurrence> *found) const;
    void takeLiterals(const NormalisedText &text, int index, MatcherScratch &scratch,
                      std::vector<TermOccurrence> *found) const;
    void takeRegexes(const NormalisedText &text, int index, MatcherScratch &scratch,
                     std::vector<TermOccurrence> *found) const;

    /// Into scratch.literals.
    void findLiterals(const QByteArray &words, MatcherScratch &scratch) const;
    void orderLiterals(MatcherScratch &scratch) const;
    /// A literal stands at `place`: a phrase is found, a side of a NEAR is kept for joinNears().
    void useLiteral(const LiteralMatch &match, TokenRange place, MatcherScratch &scratch,
                    std::vector<TermOccurrence> *found) const;
    /// Of the places kept by useLiteral(), which are forgotten.
    void joinNears(MatcherScratch &scratch, std::vector<TermOccurrence> *found) const;
    /// Regexes that are worth trying on the texts that begin at `starts`, into scratch.candidates.
    void findCandidates(const QByteArray &utf8, const std::vector<int> &starts, MatcherScratch &scratch) const;
    /// Of scratch.subject, into scratch.places.
    void findRegex(const Regex &regex, int limit, MatcherScratch &scratch) const;

    void scanPhrases(MatcherScratch &scratch, Author author) const;
    void scanRegexes(MatcherScratch &scratch, Author author) const;
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
    RegexSubject subject;
    ScannedTexts words; ///< for literals
    ScannedTexts folds; ///< for regexes
    std::vector<LiteralMatch> literals;
    std::vector<RegexCandidate> candidates;
    size_t takenLiterals = 0; ///< how far takeText() has come
    size_t takenCandidates = 0;
    SeenTexts seen;
    std::vector<ByteRange> places;
    std::vector<TermOccurrence> found;
    std::vector<Occurrence> occurrences;
    std::vector<int> spanCounts; ///< by term; zero between scans
    std::vector<std::vector<TokenRange>> nearLeft; ///< by near; empty between scans
    std::vector<std::vector<TokenRange>> nearRight;
    std::vector<TokenRange> nearBefore; ///< those of one side up to a level
    std::vector<TokenRange> nearAfter;
    std::vector<int> touchedNears;
};

} // namespace atalaia
