// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/outreachsketch.h"

#include "text/foldedtext.h"

#include <algorithm>
#include <limits>

namespace atalaia {

namespace {

constexpr std::size_t kHashes = 64;
constexpr qsizetype kGram = 5;
constexpr qsizetype kLongestText = 4096; ///< what follows tells no more about a template

quint64 mixed(quint64 value) // the finaliser of splitmix64
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

} // namespace

std::vector<quint32> sketchOf(QStringView text)
{
    const FoldedText folded = foldText(text.left(kLongestText));
    if (folded.bytes.trimmed().isEmpty())
        return {};
    std::vector<quint32> least(kHashes, std::numeric_limits<quint32>::max());
    const qsizetype grams = std::max<qsizetype>(1, folded.bytes.size() - kGram + 1);
    for (qsizetype start = 0; start < grams; ++start) {
        quint64 gram = 0;
        for (qsizetype i = start; i < std::min(start + kGram, folded.bytes.size()); ++i)
            gram = gram << 8 | quint8(folded.bytes.at(i));
        const quint64 first = mixed(gram + 0x9e3779b97f4a7c15ULL);
        const quint64 step = mixed(first) | 1;
        for (std::size_t i = 0; i < kHashes; ++i)
            least[i] = std::min(least[i], quint32((first + i * step) >> 32));
    }
    return least;
}

double overlapOf(const std::vector<quint32> &one, const std::vector<quint32> &other)
{
    if (one.empty() || one.size() != other.size())
        return 0;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        equal += one[i] == other[i] ? 1 : 0;
    const double common = double(equal) / double(one.size());
    return 2 * common / (1 + common);
}

} // namespace atalaia
