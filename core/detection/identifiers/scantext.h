// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/identifiers/textglance.h"
#include "domain/span.h"

#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <string>
#include <vector>

namespace atalaia {

/// What one pass over a text finds: is there anything in it that an identifier could be made of?
struct TextSigns
{
    int digits = 0; ///< of any script; counted up to a few
    bool hasAt = false;
    bool hasSecretWord = false; ///< "senha", "password" ...
    bool hasSpokenAt = false; ///< "arroba", "(at)" ...
    bool hasKeyStart = false; ///< how keys to programs begin
    bool hasNumberWords = false; ///< enough number words in a row to be a number
};

/// Reads word by word only where a glance() at the text does not suffice.
[[nodiscard]] TextSigns signsOf(QStringView text, const TextGlance &glance);

/// Of a text as typed, which has nothing hidden in it: whether so many digits stand together that they could be an
/// identifier without a word. Dates are none.
[[nodiscard]] bool hasDigitChain(QStringView text);

/// The shortest number of number words in a row that is read as one number: "um dois tres" counts, it
/// does not name.
inline constexpr int kNumberWordsInRow = 5;

/// What the shapes of identifiers are made of, so that nobody looks for one whose parts are not there.
struct TextOutline
{
    static constexpr int kFewestDigits = 6; ///< that need no word to name them

    int longestToken = 0; ///< without a space
    int longestDigits = 0; ///< in a row
    int dots = 0;
    int colons = 0;
    bool hasDash = false;
    bool hasSlash = false;
    bool hasIbanStart = false; ///< two letters and two digits
    int longestChain = 0; ///< digits, with signs of numbers between them

    /// Whether anything could be here that needs no word to name it: a check digit takes some digits.
    [[nodiscard]] bool mayNameItself() const
    {
        return longestChain >= kFewestDigits || longestToken >= TextGlance::kToken || dots >= 3 || colons >= 2;
    }
};

/// A text as identifiers are looked for: one unit a character; keycaps, full-width and other digits are ASCII
/// digits, invisible characters are gone, kinds of spaces and dashes are one, number words in a row are digits.
/// Knows the way back to the code points of the original.
class ScanText
{
public:
    ScanText(QStringView text, const TextSigns &signs);

    [[nodiscard]] int size() const { return int(m_chars.size()); }
    [[nodiscard]] QStringView chars() const { return m_chars; }
    /// As chars(), lower case and Latin letters without accents; unit for unit the same.
    [[nodiscard]] QStringView folded() const { return m_folded; }
    [[nodiscard]] TextOutline outline() const;
    /// u'\0' outside.
    [[nodiscard]] char16_t at(int index) const { return unitAt(m_chars, index); }
    [[nodiscard]] char16_t foldedAt(int index) const { return unitAt(m_folded, index); }
    /// Whether the unit came from more than one character: a number word, a keycap.
    [[nodiscard]] bool isSpelled(int index) const;
    /// Needs 0 <= from < to <= size.
    [[nodiscard]] Span originalSpan(int from, int to) const;

private:
    struct Source
    {
        int start = 0;
        int end = 0;
    };

    [[nodiscard]] static char16_t unitAt(const std::u16string &text, int index)
    {
        return size_t(index) < text.size() ? text[size_t(index)] : u'\0';
    }

    [[nodiscard]] bool isGap(int from, int to) const;
    qsizetype copyPlain(QStringView text);
    void append(char16_t unit, int start, int end);
    void replaceNumberWords();

    std::u16string m_chars;
    std::u16string m_folded;
    std::vector<Source> m_sources; ///< empty while each unit is the code point of the same index
};

/// Lower case, Latin letters without their accents; other scripts keep theirs (й is not и).
[[nodiscard]] char16_t foldedUnit(char16_t unit);

[[nodiscard]] inline bool isDigitUnit(char16_t unit)
{
    return unit >= u'0' && unit <= u'9';
}

[[nodiscard]] inline bool isAsciiLetter(char16_t unit)
{
    return (unit | 0x20U) - u'a' < 26U;
}

/// Letters of any script.
[[nodiscard]] inline bool isLetterUnit(char16_t unit)
{
    if (unit < 0x80)
        return isAsciiLetter(unit);
    if (unit < 0x100)
        return (unit >= 0xC0 && unit != 0xD7 && unit != 0xF7) || unit == 0xAA || unit == 0xB5 || unit == 0xBA;
    return QChar::isLetter(char32_t(unit));
}

} // namespace atalaia
