// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "detection/termhit.h"
#include "domain/lexicon.h"

#include <QString>
#include <QVector>

#include <memory>
#include <span>
#include <vector>

namespace atalaia {

class MatcherCache;
class RuleCheck;
struct NormalisedText;

/// What makes compiling cheaper and safer; each may be missing.
struct MatcherAids
{
    std::shared_ptr<const MatcherCache> cache; ///< of compiled databases
    std::shared_ptr<const RuleCheck> ruleCheck; ///< tries regexes before they join the set
};

/// A term that could not be used, and why. It never keeps the others out.
struct RefusedTerm
{
    QString lexicon;
    int line = 0; ///< Term::line, or 1-based position where that is 0
    QString term;
    QString reason; ///< technical; ui/text makes the sentence
};

/// A place of a term in tokens of the text as written, both inclusive. A regex that touches no token
/// stands at the next one.
struct TermOccurrence
{
    int term = 0;
    int firstToken = 0;
    int lastToken = 0;
    int level = 0; ///< reading in which it was found

    friend bool operator==(const TermOccurrence &, const TermOccurrence &) = default;
};

/// Where terms stand in each of several texts. Reused from call to call.
struct BatchOccurrences
{
    std::vector<TermOccurrence> places;
    std::vector<size_t> ends; ///< by text: where its places end

    [[nodiscard]] std::span<const TermOccurrence> of(size_t text) const
    {
        const size_t begin = text == 0 ? 0 : ends[text - 1];
        return std::span(places).subspan(begin, ends[text] - begin);
    }
};

/// A place of a phrase in words as TokenText::bytes has them, in bytes of it.
struct PhrasePlace
{
    int term = 0;
    int from = 0;
    int to = 0; ///< of what the phrase says: a prefix's word may go on
};

class MatcherCompiler; // builds one on a chosen engine

/// Working memory of one thread that scans with one Matcher; not shared, not copied.
class MatcherScratch;

/// All terms of the live lexicons, compiled. Immutable and shared between threads; a new set is
/// compiled aside and swapped in. Pure: text in, hits out.
class Matcher
{
public:
    struct Compiled
    {
        std::shared_ptr<const Matcher> matcher;
        QVector<RefusedTerm> refused;
    };

    /// Takes as long as Hyperscan's compiler does (milliseconds to seconds), and waits for child processes
    /// where regexes are new to aids.ruleCheck: on pool threads, not on the GUI thread.
    /// Error only when no database at all can be built (Pattern, Internal); an empty set is fine.
    [[nodiscard]] static Result<Compiled> compile(const QVector<Lexicon> &lexicons, const MatcherAids &aids = {});

    ~Matcher();
    Q_DISABLE_COPY_MOVE(Matcher)

    /// One per scanning thread; valid for this matcher only.
    [[nodiscard]] std::unique_ptr<MatcherScratch, void (*)(MatcherScratch *)> makeScratch() const;

    /// Hits on one text by `author`, ordered by first span, lexicon, line: one a term, with the first
    /// hundred places where it was found. At most kMaxHitsPerText. Of a text longer than kMaxTextBytes
    /// everything is scanned, by regexes in pieces which overlap by 8 KiB.
    /// Invalid UTF-16 is treated as U+FFFD. Spans count code points of `text`.
    [[nodiscard]] QVector<TermHit> scan(QStringView text, Author author, MatcherScratch &scratch) const;

    /// Where terms stand in all readings of a text, for expressions: every place, by whoever it was said.
    /// Appends to `occurrences`, ordered by term and place, the lowest level of a place only. A regex
    /// counts ten thousand times a reading at most, and only in texts that have a token.
    void find(const NormalisedText &text, MatcherScratch &scratch, std::vector<TermOccurrence> *occurrences) const;

    /// The same of many texts, whose words are scanned together: what one text costs in itself is paid
    /// once in 8 KiB. Replaces what is in `occurrences`.
    void find(std::span<const NormalisedText> texts, MatcherScratch &scratch, BatchOccurrences *occurrences) const;

    /// Whether all terms are phrases and prefixes, so that findPhrases() finds everything.
    [[nodiscard]] bool hasPhrasesOnly() const;
    /// Where phrases stand in the words of many texts, with borders, each text ended by a break.
    /// Replaces what is in `places`, which come by `from`.
    void findPhrases(const QByteArray &words, MatcherScratch &scratch, std::vector<PhrasePlace> *places) const;

    [[nodiscard]] int termCount() const;
    /// Term and lexicon behind TermOccurrence::term.
    [[nodiscard]] const Term &term(int index) const;
    [[nodiscard]] int lexiconIndex(int term) const; ///< in the list given to compile()

    static constexpr int kMaxHitsPerText = 1000;
    static constexpr qsizetype kMaxTextBytes = 256 * 1024;

private:
    friend class MatcherCompiler;
    struct Private;
    explicit Matcher(std::unique_ptr<Private> data);
    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
