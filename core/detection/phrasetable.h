// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/literalmatch.h"

#include <QByteArray>
#include <QHash>

#include <vector>

namespace atalaia {

/// Finds phrases by their first word. The engine for processors without Hyperscan's instructions.
class PhraseTable
{
public:
    explicit PhraseTable(std::vector<PhraseLiteral> literals);

    /// `words`: with borders, each text ended by a break. Appends to `matches`.
    void find(const QByteArray &words, std::vector<LiteralMatch> *matches) const;

private:
    void findAt(const QByteArray &words, qsizetype start, qsizetype keyLength,
                const QHash<QByteArray, std::vector<int>> &byKey, std::vector<LiteralMatch> *matches) const;

    std::vector<PhraseLiteral> m_literals;
    QHash<QByteArray, std::vector<int>> m_byFirstWord;
    QHash<QByteArray, std::vector<int>> m_byBeginning; ///< those whose first word may go on
    std::vector<qsizetype> m_beginningLengths; ///< ascending
};

} // namespace atalaia
