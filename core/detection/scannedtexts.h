// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/literalmatch.h"

#include <QByteArray>

#include <algorithm>
#include <compare>
#include <vector>

namespace atalaia {

struct Reading;

/// Several texts in one buffer, each ended by a break.
struct ScannedTexts
{
    struct Part
    {
        int start = 0; ///< in `bytes`
        int text = 0; ///< the caller's number
        const Reading *reading = nullptr; ///< null = as written
    };

    QByteArray bytes;
    std::vector<Part> parts;
    std::vector<int> starts; ///< of the parts

    void clear()
    {
        bytes.resize(0);
        parts.clear();
        starts.clear();
    }

    void add(const QByteArray &utf8, int text, const Reading *reading)
    {
        parts.push_back({int(bytes.size()), text, reading});
        starts.push_back(int(bytes.size()));
        bytes.append(utf8);
        bytes.append(kTextBreak);
    }

    /// Words separated by single spaces; gives them their borders.
    void addWords(const QByteArray &words, int text, const Reading *reading)
    {
        bytes.append(kWordBorder);
        parts.push_back({int(bytes.size()), text, reading});
        starts.push_back(int(bytes.size()));
        bytes.append(words);
        bytes.append(kWordBorder);
        bytes.append(kTextBreak);
    }

    [[nodiscard]] const Part &partHolding(qsizetype byte) const { return parts[size_t(wordHolding(parts, byte))]; }
};

/// A regex that is worth trying on a text.
struct RegexCandidate
{
    int text = 0; ///< index of the part
    int regex = 0;

    friend auto operator<=>(const RegexCandidate &, const RegexCandidate &) = default;
};

/// For which text each regex was last told, over all scans of a thread: each is told once.
struct SeenTexts
{
    std::vector<qint64> lastByRegex;
    qint64 base = 1; ///< number of the first text of this scan
};

} // namespace atalaia
