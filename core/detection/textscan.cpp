// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/textscan.h"

#include <algorithm>

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
        if (m_matcher->termCount() > 0)
            scanTerms(texts.subspan(first, count), int(first), findings);
        for (size_t i = first; !m_isTermsOnly && i < first + count; ++i)
            scanIdentifiers(texts[i], int(i), findings);
        first += count;
    }
}

void TextScan::scanTerms(std::span<const QUtf8StringView> texts, int first, TextFindings *findings)
{
    if (m_normalised.size() < texts.size())
        m_normalised.resize(texts.size());
    for (size_t i = 0; i < texts.size(); ++i) {
        foldText(texts[i], m_normalised[i].folded);
        splitIntoTokens(m_normalised[i].folded, m_normalised[i].tokens);
    }
    m_matcher->find(std::span(m_normalised).first(texts.size()), *m_scratch, &m_found);
    for (size_t i = 0; i < texts.size(); ++i) {
        for (const TermOccurrence &place : m_found.of(i))
            findings->terms.push_back({first + int(i), place.term,
                                       m_normalised[i].originalSpan(place.firstToken, place.lastToken)});
    }
}

void TextScan::scanIdentifiers(QUtf8StringView text, int index, TextFindings *findings)
{
    m_text = text.toString();
    for (Identifier &identifier : m_identifiers.find(m_text, {m_country, {}}))
        findings->identifiers.push_back({index, std::move(identifier)});
}

} // namespace atalaia
