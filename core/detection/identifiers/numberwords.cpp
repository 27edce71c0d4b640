// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/numberwords.h"

#include <algorithm>
#include <string_view>

namespace atalaia {

namespace {

constexpr auto sortedWords()
{
    auto sorted = kNumberWords;
    std::sort(sorted.begin(), sorted.end(),
              [](const NumberWord &left, const NumberWord &right) { return left.word < right.word; });
    return sorted;
}

constexpr auto kSortedWords = sortedWords();

} // namespace

int numberOfWord(QStringView word)
{
    const std::u16string_view wanted(word.utf16(), size_t(word.size()));
    const auto *found = std::lower_bound(kSortedWords.begin(), kSortedWords.end(), wanted,
                                         [](const NumberWord &row, std::u16string_view key) { return row.word < key; });
    return found != kSortedWords.end() && found->word == wanted ? found->number : -1;
}

bool joinsNumbers(QStringView word)
{
    return word == QStringView(u"e") || word == QStringView(u"y");
}

} // namespace atalaia
