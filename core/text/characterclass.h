// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <vector>

namespace atalaia {

/// A code point and the bytes it takes.
struct DecodedCodePoint
{
    char32_t codePoint = 0;
    int length = 1;
};

/// Decodes at `at`. Only for valid UTF-8, as in a FoldedText.
[[nodiscard]] inline DecodedCodePoint decodeAt(QByteArrayView bytes, qsizetype at)
{
    const auto byte = [bytes, at](int i) { return char32_t(uchar(bytes[at + i])); };
    if (byte(0) < 0x80)
        return {byte(0), 1};
    if (byte(0) < 0xE0)
        return {(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2};
    if (byte(0) < 0xF0)
        return {(byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
    return {(byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

void appendUtf8(QByteArray &bytes, char32_t codePoint);

/// What folded text consists of, by code point. Immutable.
class CharacterClasses
{
public:
    enum Class : quint8 {
        Word = 1, ///< letter, number or mark
        Latin = 2,
        Cyrillic = 4,
        Greek = 8
    };

    CharacterClasses();

    /// A set of Class.
    [[nodiscard]] quint8 classOf(char32_t c) const { return c < m_classes.size() ? m_classes[c] : classOfRare(c); }
    [[nodiscard]] bool isWord(char32_t c) const { return classOf(c) & Word; }

private:
    [[nodiscard]] static quint8 classOfRare(char32_t c);

    std::vector<quint8> m_classes;
};

/// The one table of the process, made at first use; safe from any thread.
[[nodiscard]] const CharacterClasses &characterClasses();

} // namespace atalaia
