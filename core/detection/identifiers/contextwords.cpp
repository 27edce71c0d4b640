// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/contextwords.h"

#include "detection/identifiers/contextvocabulary.h"
#include "detection/identifiers/scantext.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace atalaia {

namespace {

/// How far a word reaches. Before: about two lines of a bubble; after: the rest of the clause
/// ("00.000.101-6 SSP/SP"); from bubbles before: all of a short one.
constexpr int kReachBefore = 120;
constexpr int kReachAfter = 60;
constexpr int kRememberedBefore = 200;
constexpr int kProtocolReach = 40;
constexpr int kTransferReach = 60;
/// Labels stand before what they name: a word after a number counts as this much further away.
constexpr int kAfterPenalty = 20;
constexpr int kLongestGap = 3; ///< between the words of a phrase: "c. c.", "nº  de"

constexpr qsizetype kLongestSaid = 64; ///< more than any phrase of the vocabulary

struct Token
{
    int start = 0;
    int end = 0;
};

bool isTokenUnit(char16_t unit)
{
    return isLetterUnit(unit) || unit == u'\'' || unit == u'º';
}

/// The next run of letters from `from` on; start == size if there is none.
Token nextToken(QStringView folded, int from)
{
    const char16_t *const units = folded.utf16();
    const int size = int(folded.size());
    Token token{from, from};
    while (token.start < size && !isLetterUnit(units[token.start]))
        ++token.start;
    token.end = token.start;
    while (token.end < size && isTokenUnit(units[token.end]))
        ++token.end;
    return token;
}

/// The longest phrase of the vocabulary that starts with this token; its end in `end`.
const VocabularyRow *phraseAt(QStringView folded, Token token, QStringView country, int &end)
{
    const VocabularyRow *best = nullptr;
    if (!startsVocabulary(folded.sliced(token.start, token.end - token.start)))
        return nullptr;
    std::array<char16_t, kLongestSaid> phrase;
    qsizetype length = 0;
    const auto append = [&phrase, &length, folded](const Token &word) {
        const qsizetype size = word.end - word.start;
        if (length + size + 1 > kLongestSaid)
            return false;
        std::copy_n(folded.utf16() + word.start, size, phrase.begin() + length);
        length += size;
        return true;
    };
    if (!append(token))
        return nullptr;
    Token last = token;
    for (int words = 1;; ++words) {
        if (const VocabularyRow *row = vocabularyRow(QStringView(phrase.data(), length), country)) {
            best = row;
            end = last.end;
        }
        if (words == kLongestPhrase || !goesOn(QStringView(phrase.data(), length)))
            break;
        const Token next = nextToken(folded, last.end);
        if (next.start >= folded.size() || next.start - last.end > kLongestGap)
            break;
        if (next.start > last.end && folded.sliced(last.end, next.start - last.end).contains(u'\n'))
            break;
        phrase[size_t(length++)] = u' ';
        if (!append(next))
            break;
        last = next;
    }
    return best;
}

} // namespace

ContextWords::ContextWords(QStringView folded, QStringView before, QStringView country) : m_folded(folded)
{
    const QStringView near = before.last(std::min<qsizetype>(before.size(), kRememberedBefore));
    m_before.reserve(near.size());
    for (const QChar character : near)
        m_before += QChar(foldedUnit(character.unicode()));
    read(m_before, -int(m_before.size()) - 1, country);
    read(folded, 0, country);
    for (const ContextWord &word : m_words)
        m_kinds |= word.kinds;
}

void ContextWords::read(QStringView folded, int offset, QStringView country)
{
    for (int from = 0; from < folded.size();) {
        const Token token = nextToken(folded, from);
        if (token.start >= folded.size())
            return;
        int end = token.end;
        if (const VocabularyRow *row = phraseAt(folded, token, country, end)) {
            m_words.push_back({row->kinds, token.start + offset, end + offset, row->use == WordUse::Generic,
                               row->use == WordUse::Protocol, row->use == WordUse::Transfer});
        }
        from = end;
    }
}

int ContextWords::distanceTo(IdentifierKind kind, int start, int end) const
{
    int nearest = kFar;
    if (!names(kind))
        return nearest;
    const auto first = std::lower_bound(m_words.begin(), m_words.end(), start - kReachBefore - kRememberedBefore,
                                        [](const ContextWord &word, int position) { return word.end < position; });
    for (auto word = first; word != m_words.end() && word->start <= end + kReachAfter; ++word) {
        if ((word->kinds & kindBit(kind)) == 0)
            continue;
        if (word->end <= start && (word->start < 0 || start - word->end <= kReachBefore))
            nearest = std::min(nearest, start - word->end);
        else if (word->start >= end)
            nearest = std::min(nearest, word->start - end + kAfterPenalty);
        else if (word->end > start && word->start < end)
            nearest = 0;
    }
    return nearest;
}

const ContextWord *ContextWords::wordBefore(IdentifierKind kind, int start, int reach) const
{
    if (!names(kind))
        return nullptr;
    auto word = std::upper_bound(m_words.begin(), m_words.end(), start,
                                 [](int position, const ContextWord &row) { return position < row.end; });
    while (word != m_words.begin()) {
        --word;
        if (start - word->end > reach)
            return nullptr;
        if ((word->kinds & kindBit(kind)) != 0)
            return &*word;
    }
    return nullptr;
}

bool ContextWords::hasDigitsBetween(int from, int to) const
{
    for (int i = std::max(from, 0); i < to; ++i) {
        if (isDigitUnit(m_folded.at(i).unicode()))
            return true;
    }
    const int offset = int(m_before.size()) + 1;
    for (int i = from; i < std::min(to, -1); ++i) {
        if (isDigitUnit(m_before.at(i + offset).unicode()))
            return true;
    }
    return false;
}

bool ContextWords::isProtocolNumber(int start) const
{
    auto word = std::upper_bound(m_words.begin(), m_words.end(), start,
                                 [](int position, const ContextWord &row) { return position < row.end; });
    while (word != m_words.begin()) {
        --word;
        if (start - word->end > kProtocolReach || hasDigitsBetween(word->end, start))
            return false;
        if (word->isProtocol)
            return true;
        if (!word->isGeneric)
            return false; // "protocolo aberto, o cpf é ..."
    }
    return false;
}

bool ContextWords::isTransferTarget(int start) const
{
    auto word = std::upper_bound(m_words.begin(), m_words.end(), start,
                                 [](int position, const ContextWord &row) { return position < row.end; });
    while (word != m_words.begin()) {
        --word;
        if (word->start >= 0 && start - word->end > kTransferReach)
            word = std::lower_bound(m_words.begin(), word, 0,
                                    [](const ContextWord &row, int position) { return row.start < position; });
        else if (word->isTransfer)
            return true;
    }
    return false;
}

bool ContextWords::endsAt(int position) const
{
    const auto word = std::lower_bound(m_words.begin(), m_words.end(), position,
                                       [](const ContextWord &row, int wanted) { return row.end < wanted; });
    return word != m_words.end() && word->end == position;
}

} // namespace atalaia
