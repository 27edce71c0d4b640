// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace atalaia {

/// The words of many folded texts in a row, as splitIntoTokens() has them, each with its borders, each text ended by
/// a break, but without their places: those are asked for where something is found, which is rare.
class WordStream
{
public:
    void clear() { m_bytes.resize(0); }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

    /// Appends the words of a folded text. False, with nothing appended: the text holds more than plain letters (n
    /// with tilde is one), digits and signs, so only splitIntoTokens() knows its words.
    bool append(QByteArrayView folded);
    /// Of a text that append() refused: separated by single spaces.
    void appendWords(QByteArrayView words);

    /// Where in a folded text a byte of what append() made of it stands, counted from the first word. `byte` is one of a word.
    [[nodiscard]] static qsizetype placeIn(QByteArrayView folded, qsizetype byte);

private:
    QByteArray m_bytes;
};

} // namespace atalaia
