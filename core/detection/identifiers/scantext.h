// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/span.h"

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

    [[nodiscard]] bool isWorthReading() const;
};

[[nodiscard]] TextSigns signsOf(QStringView text);

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
    /// u'\0' outside.
    [[nodiscard]] char16_t at(int index) const { return index >= 0 && index < size() ? m_chars[size_t(index)] : u'\0'; }
    [[nodiscard]] char16_t foldedAt(int index) const
    {
        return index >= 0 && index < size() ? m_folded[size_t(index)] : u'\0';
    }
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
    return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z');
}

/// Letters of any script.
[[nodiscard]] bool isLetterUnit(char16_t unit);

} // namespace atalaia
