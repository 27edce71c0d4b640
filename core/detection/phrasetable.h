// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/literalmatch.h"
#include "text/tokentext.h"

#include <QByteArray>
#include <QHash>

#include <vector>

namespace atalaia {

/// Finds phrases by their first word. The engine for processors without Hyperscan's instructions.
class PhraseTable
{
public:
    explicit PhraseTable(std::vector<QByteArray> literals);

    void find(const TokenText &text, std::vector<LiteralMatch> *matches) const;

private:
    std::vector<QByteArray> m_literals;
    QHash<QByteArray, std::vector<int>> m_byFirstWord;
};

} // namespace atalaia
