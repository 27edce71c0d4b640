// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/numberwords.h"

#include "detection/identifiers/wordfilter.h"

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

constexpr WordFilter filterOfWords()
{
    WordFilter filter;
    for (const NumberWord &row : kNumberWords)
        filter.add(row.word.data(), row.word.size());
    return filter;
}

constexpr WordFilter kFilter = filterOfWords();

} // namespace

bool mayBeNumber(char16_t first, char16_t second, size_t length)
{
    return kFilter.mayHave(unsigned(first), unsigned(second), length);
}

int numberOfWord(QStringView word)
{
    if (!kFilter.mayHave(word.utf16(), size_t(word.size())))
        return -1;
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
