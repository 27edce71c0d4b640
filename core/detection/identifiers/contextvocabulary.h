// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/identifiers/contextwords.h"

#include <QStringView>

#include <string_view>

namespace atalaia {

enum class WordUse {
    Names, ///< names its kinds
    Generic, ///< names them among much else
    Protocol,
    Transfer, ///< names its kinds, and what follows is where money goes
    Nothing, ///< keeps a shorter phrase from being read ("código de barras" names no code)
};

struct VocabularyRow
{
    std::u16string_view phrase; ///< lower case, no accents on Latin letters, single spaces
    quint64 kinds = 0;
    std::u16string_view country; ///< only for a tenant of this country; empty for all
    WordUse use = WordUse::Names;
};

inline constexpr int kLongestPhrase = 5; ///< in words

/// nullptr if it is no phrase of the vocabulary in this country.
[[nodiscard]] const VocabularyRow *vocabularyRow(QStringView phrase, QStringView country);

/// Whether any phrase is this one and more words.
[[nodiscard]] bool goesOn(QStringView phrase);

/// Of fewer than six digits, which say nothing without a word.
inline constexpr quint64 kShortKinds = kindBit(IdentifierKind::CardCode) | kindBit(IdentifierKind::OneTimeCode)
                                       | kindBit(IdentifierKind::CardExpiry) | kindBit(IdentifierKind::BankAccount)
                                       | kindBit(IdentifierKind::Plate) | kindBit(IdentifierKind::Password);

/// Whether a phrase for one of them may begin in a text as typed, which has nothing invisible in it.
[[nodiscard]] bool mayNameShortKind(QStringView text);

/// Whether any phrase begins with this word.
[[nodiscard]] bool startsVocabulary(QStringView word);

} // namespace atalaia
