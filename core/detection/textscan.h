// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/identifiers/identifierfinder.h"
#include "detection/matcher.h"
#include "detection/wordstream.h"
#include "text/normalisedtext.h"

#include <QString>
#include <QStringDecoder>
#include <QUtf8StringView>

#include <memory>
#include <span>
#include <vector>

namespace atalaia {

/// What stands in many texts. Reused from call to call.
struct TextFindings
{
    struct FoundTerm
    {
        int text = 0; ///< index among those handed in
        int term = 0; ///< of the matcher
        Span span; ///< code points of the text

        friend bool operator==(const FoundTerm &, const FoundTerm &) = default;
    };
    struct FoundIdentifier
    {
        int text = 0;
        Identifier identifier;
    };

    std::vector<FoundTerm> terms; ///< by text, term, place
    std::vector<FoundIdentifier> identifiers; ///< by text, place
};

/// Scans texts as they are stored and sent, by the thousand: terms as they are written (level 0) and
/// identifiers, without rules, turns and what conversations remember. Says what an archive holds at the
/// speed at which it is read. Working memory of one thread.
class TextScan
{
public:
    /// `country`: ISO 3166 alpha-2, as in IdentifierContext.
    TextScan(std::shared_ptr<const Matcher> matcher, QString country);
    ~TextScan();
    Q_DISABLE_COPY_MOVE(TextScan)

    /// Leave identifiers out.
    void setTermsOnly(bool isTermsOnly) { m_isTermsOnly = isTermsOnly; }

    /// Of all texts so far, those that a reader of identifiers had to look at.
    [[nodiscard]] qint64 readClosely() const { return m_readClosely; }

    /// Replaces what is in `findings`. Each invalid byte counts as U+FFFD.
    void scan(std::span<const QUtf8StringView> texts, TextFindings *findings);

private:
    struct ReadText
    {
        NormalisedText normalised;
        int wordsStart = 0; ///< in m_words
        size_t firstBlock = 0; ///< there
        bool isPlain = false; ///< m_words has its words without anybody having split it into tokens
    };

    void scanBatch(std::span<const QUtf8StringView> texts, int first, TextFindings *findings);
    void scanPhrases(size_t count, int first, TextFindings *findings);
    [[nodiscard]] Span spanOf(const PhrasePlace &place, const ReadText &text) const;
    void scanTerms(size_t count, int first, TextFindings *findings);
    void add(std::span<const TermOccurrence> occurrences, size_t text, int first, TextFindings *findings) const;
    void scanIdentifiers(QUtf8StringView text, int index, TextFindings *findings);

    std::shared_ptr<const Matcher> m_matcher;
    std::unique_ptr<MatcherScratch, void (*)(MatcherScratch *)> m_scratch;
    IdentifierFinder m_identifiers;
    QString m_country;
    bool m_isTermsOnly = false;
    qint64 m_readClosely = 0;
    std::vector<ReadText> m_texts; ///< of a batch
    WordStream m_words;
    std::vector<PhrasePlace> m_places;
    std::vector<NormalisedText> m_normalised; ///< those of m_texts while the matcher looks at them
    BatchOccurrences m_found;
    QString m_text;
    QStringDecoder m_decoder{QStringDecoder::Utf8,
                             QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom};
};

} // namespace atalaia
