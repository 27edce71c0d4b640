// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/textscan.h"

#include "detection/literalmatch.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

namespace {

// So much of texts at a time that what was read is still in the cache when it is scanned.
constexpr qsizetype kBatchBytes = 8 * 1024;

} // namespace

TextScan::TextScan(std::shared_ptr<const Matcher> matcher, QString country)
    : m_matcher(std::move(matcher)), m_scratch(m_matcher->makeScratch()), m_country(std::move(country))
{}

TextScan::~TextScan() = default;

void TextScan::scan(std::span<const QUtf8StringView> texts, TextFindings *findings)
{
    findings->terms.clear();
    findings->identifiers.clear();
    for (size_t first = 0; first < texts.size();) {
        size_t count = 0;
        for (qsizetype bytes = 0; first + count < texts.size() && bytes < kBatchBytes; ++count)
            bytes += texts[first + count].size();
        scanBatch(texts.subspan(first, count), int(first), findings);
        first += count;
    }
}

void TextScan::scanBatch(std::span<const QUtf8StringView> texts, int first, TextFindings *findings)
{
    if (m_texts.size() < texts.size())
        m_texts.resize(texts.size());
    m_words.clear();
    const bool isPhrasesOnly = m_matcher->hasPhrasesOnly();
    for (size_t i = 0; m_matcher->termCount() > 0 && i < texts.size(); ++i) {
        ReadText &text = m_texts[i];
        foldText(texts[i], text.normalised.folded);
        text.wordsStart = int(m_words.bytes().size()) + 1;
        text.firstBlock = m_words.blockCount();
        text.isPlain = m_words.append(text.normalised.folded.bytes);
        if (!text.isPlain || !isPhrasesOnly)
            splitIntoTokens(text.normalised.folded, text.normalised.tokens);
        if (!text.isPlain)
            m_words.appendWords(text.normalised.tokens.bytes);
    }
    if (m_matcher->termCount() > 0) {
        if (isPhrasesOnly)
            scanPhrases(texts.size(), first, findings);
        else
            scanTerms(texts.size(), first, findings);
    }
    for (size_t i = 0; !m_isTermsOnly && i < texts.size(); ++i) {
        if (mayHoldIdentifiers(QByteArrayView(texts[i].data(), texts[i].size())))
            scanIdentifiers(texts[i], first + int(i), findings);
    }
}

void TextScan::scanPhrases(size_t count, int first, TextFindings *findings)
{
    m_matcher->findPhrases(m_words.bytes(), *m_scratch, &m_places);
    std::vector<TextFindings::FoundTerm> &found = findings->terms;
    size_t next = 0;
    for (size_t i = 0; i < count && next < m_places.size(); ++i) {
        const int end = i + 1 < count ? m_texts[i + 1].wordsStart : int(m_words.bytes().size());
        const size_t before = found.size();
        for (; next < m_places.size() && m_places[next].from < end; ++next)
            found.push_back({first + int(i), m_places[next].term, spanOf(m_places[next], m_texts[i])});
        if (found.size() - before < 2)
            continue;
        const auto begin = found.begin() + qsizetype(before);
        std::sort(begin, found.end(), [](const TextFindings::FoundTerm &a, const TextFindings::FoundTerm &b) {
            return std::tie(a.term, a.span.start, a.span.end) < std::tie(b.term, b.span.start, b.span.end);
        });
        found.erase(std::unique(begin, found.end()), found.end());
    }
}

Span TextScan::spanOf(const PhrasePlace &place, const ReadText &text) const
{
    const QByteArray &words = m_words.bytes();
    qsizetype to = place.to;
    while (words[to] != kWordBorder)
        ++to;
    const NormalisedText &normalised = text.normalised;
    if (!text.isPlain) {
        const std::vector<TokenText::Token> &tokens = normalised.tokens.tokens;
        return normalised.originalSpan(wordHolding(tokens, place.from - text.wordsStart),
                                       wordHolding(tokens, to - 1 - text.wordsStart));
    }
    return normalised.folded.originalSpan(m_words.placeOf(place.from, text.firstBlock),
                                          m_words.placeOf(to - 1, text.firstBlock) + 1);
}

/// With NEARs and regexes, which look at more than the words.
void TextScan::scanTerms(size_t count, int first, TextFindings *findings)
{
    m_normalised.resize(std::max(m_normalised.size(), count));
    for (size_t i = 0; i < count; ++i)
        std::swap(m_normalised[i], m_texts[i].normalised);
    m_matcher->find(std::span(m_normalised).first(count), *m_scratch, &m_found);
    for (size_t i = 0; i < count; ++i) {
        std::swap(m_normalised[i], m_texts[i].normalised);
        add(m_found.of(i), i, first, findings);
    }
}

void TextScan::add(std::span<const TermOccurrence> occurrences, size_t text, int first, TextFindings *findings) const
{
    for (const TermOccurrence &place : occurrences)
        findings->terms.push_back({first + int(text), place.term,
                                   m_texts[text].normalised.originalSpan(place.firstToken, place.lastToken)});
}

void TextScan::scanIdentifiers(QUtf8StringView text, int index, TextFindings *findings)
{
    ++m_readClosely;
    m_text.resize(m_decoder.requiredSpace(text.size()));
    const QChar *const end = m_decoder.appendToBuffer(m_text.data(), QByteArrayView(text.data(), text.size()));
    const QStringView decoded(m_text.constData(), end - m_text.constData());
    for (Identifier &identifier : m_identifiers.find(decoded, {m_country, {}}))
        findings->identifiers.push_back({index, std::move(identifier)});
}

} // namespace atalaia
