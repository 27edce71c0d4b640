// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/identifiers/identifier.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace atalaia {

/// A word that names a kind of identifier, where it stands. Positions are units of the folded text; what
/// was said before has negative ones, so distances come out by subtraction.
struct ContextWord
{
    quint64 kinds = 0; ///< bits by IdentifierKind
    int start = 0;
    int end = 0;
    bool isGeneric = false; ///< "número", "documento": says little
    bool isProtocol = false; ///< what follows is a protocol number, never an identifier
    bool isTransfer = false; ///< "pix", "chave": what follows is where money goes
};

[[nodiscard]] constexpr quint64 kindBit(IdentifierKind kind)
{
    return quint64(1) << int(kind);
}

/// The words that name identifiers in one text and in what was said before it.
class ContextWords
{
public:
    static constexpr int kFar = 1'000'000;

    /// `folded` as of ScanText; `before` as typed. `country` decides on words that mean one thing here and
    /// another there ("cc").
    ContextWords(QStringView folded, QStringView before, QStringView country);

    /// Whether the kind is named anywhere.
    [[nodiscard]] bool names(IdentifierKind kind) const { return (m_kinds & kindBit(kind)) != 0; }
    [[nodiscard]] bool namesOneOf(quint64 kinds) const { return (m_kinds & kinds) != 0; }
    /// How far the nearest word for the kind stands from [start, end), kFar if none is near.
    [[nodiscard]] int distanceTo(IdentifierKind kind, int start, int end) const;
    /// The nearest word for the kind that ends at or before `start`, nullptr if none does within `reach`.
    [[nodiscard]] const ContextWord *wordBefore(IdentifierKind kind, int start, int reach) const;
    /// Whether the number that starts here is announced as a protocol number.
    [[nodiscard]] bool isProtocolNumber(int start) const;
    /// Whether a transfer is announced before `start`.
    [[nodiscard]] bool isTransferTarget(int start) const;
    /// Whether a word ends exactly here ("cpf00000010154").
    [[nodiscard]] bool endsAt(int position) const;
    /// In order of their places.
    [[nodiscard]] const std::vector<ContextWord> &words() const { return m_words; }

private:
    void read(QStringView folded, int offset, QStringView country);
    [[nodiscard]] bool hasDigitsBetween(int from, int to) const;

    QString m_before; ///< folded, the end of what was said before
    QStringView m_folded;
    std::vector<ContextWord> m_words;
    quint64 m_kinds = 0; ///< of all words
};

} // namespace atalaia
