// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace atalaia {

/// What a look at a folded text says of identifiers in it: an identifier needs one of these.
struct FoldedSigns
{
    int digits = 0;
    bool mayHoldAddress = false; ///< an at sign that is no mention of somebody
    bool hasMention = false;
    bool mayHoldWord = false; ///< a secret, a spoken at sign, five number words in a row; or some other word
};

/// The words of many folded texts in a row, as splitIntoTokens() has them, each with its borders, each text ended by
/// a break, but without their places: those are asked for where something is found, which is rare.
class WordStream
{
public:
    void clear() { m_bytes.resize(0); }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

    /// Appends the words of a folded text. False, with nothing appended: the text holds more than plain
    /// letters (n with tilde is one), digits and signs, so only splitIntoTokens() knows its words. Fills in `signs` in any case,
    /// unless it is null; they are complete only where it is true and the text had no more than Latin letters in the first place.
    bool append(QByteArrayView folded, FoldedSigns *signs);
    /// Of a text that append() refused: separated by single spaces.
    void appendWords(QByteArrayView words);

    /// Where in a folded text a byte of what append() made of it stands, counted from the first word. `byte` is one of a word.
    [[nodiscard]] static qsizetype placeIn(QByteArrayView folded, qsizetype byte);

private:
    QByteArray m_bytes;
};

/// Whether a text in UTF-8 has nothing beyond ASCII and the letters U+00C0 to U+00FF but quotation marks, dashes
/// and pictures.
[[nodiscard]] bool isWesternUtf8(QByteArrayView text);

} // namespace atalaia
