// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/editlist.h"
#include "text/reading.h"

#include <QByteArray>

#include <vector>

namespace atalaia {

/// What readings are made in, kept from text to text so that nothing is allocated for most of them.
struct ReadingWorkspace
{
    struct Replacement
    {
        int edit = 0; ///< index in edits
        int alternative = 0; ///< index there, of the whole list
        bool isNew = false; ///< else it only fills in what stands beside a new one
    };
    /// Words that a table knows: token and index in the table.
    struct Found
    {
        int token = 0;
        int entry = 0;
    };

    EditList edits;
    std::vector<int> pending; ///< edits, by rank and place
    std::vector<int> chosen;
    std::vector<int> shadowed;
    std::vector<quint8> isTaken; ///< by token
    std::vector<Replacement> replacements;
    std::vector<Found> spellings;
    std::vector<int> seamTokens;
    QByteArray joined;
    QByteArray variant;
    QByteArray squeezed;
    std::vector<Reading> spare; ///< readings whose memory waits for the next text
};

} // namespace atalaia
