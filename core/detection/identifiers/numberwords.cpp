// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/numberwords.h"

#include "detection/identifiers/wordfilter.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace atalaia {

namespace {

struct NumberWord
{
    std::u16string_view word;
    int number;
};

constexpr std::array kWords = {
        // pt
        NumberWord{u"zero", 0}, NumberWord{u"um", 1}, NumberWord{u"uma", 1}, NumberWord{u"dois", 2},
        NumberWord{u"duas", 2}, NumberWord{u"tres", 3}, NumberWord{u"três", 3}, NumberWord{u"quatro", 4},
        NumberWord{u"cinco", 5}, NumberWord{u"seis", 6}, NumberWord{u"meia", 6}, NumberWord{u"sete", 7},
        NumberWord{u"oito", 8}, NumberWord{u"nove", 9}, NumberWord{u"dez", 10}, NumberWord{u"onze", 11},
        NumberWord{u"doze", 12}, NumberWord{u"treze", 13}, NumberWord{u"quatorze", 14}, NumberWord{u"catorze", 14},
        NumberWord{u"quinze", 15}, NumberWord{u"dezesseis", 16}, NumberWord{u"dezessete", 17},
        NumberWord{u"dezoito", 18}, NumberWord{u"dezenove", 19}, NumberWord{u"vinte", 20}, NumberWord{u"trinta", 30},
        NumberWord{u"quarenta", 40}, NumberWord{u"cinquenta", 50}, NumberWord{u"sessenta", 60},
        NumberWord{u"setenta", 70}, NumberWord{u"oitenta", 80}, NumberWord{u"noventa", 90},
        // es
        NumberWord{u"cero", 0}, NumberWord{u"uno", 1}, NumberWord{u"una", 1}, NumberWord{u"dos", 2},
        NumberWord{u"cuatro", 4}, NumberWord{u"siete", 7}, NumberWord{u"ocho", 8}, NumberWord{u"nueve", 9},
        NumberWord{u"diez", 10}, NumberWord{u"once", 11}, NumberWord{u"doce", 12}, NumberWord{u"trece", 13},
        NumberWord{u"quince", 15}, NumberWord{u"dieciseis", 16}, NumberWord{u"dieciséis", 16},
        NumberWord{u"diecisiete", 17}, NumberWord{u"dieciocho", 18}, NumberWord{u"diecinueve", 19},
        NumberWord{u"veinte", 20}, NumberWord{u"treinta", 30}, NumberWord{u"cuarenta", 40},
        NumberWord{u"cincuenta", 50}, NumberWord{u"sesenta", 60}, NumberWord{u"ochenta", 80},
        // en
        NumberWord{u"oh", 0}, NumberWord{u"one", 1}, NumberWord{u"two", 2}, NumberWord{u"three", 3},
        NumberWord{u"four", 4}, NumberWord{u"five", 5}, NumberWord{u"six", 6}, NumberWord{u"seven", 7},
        NumberWord{u"eight", 8}, NumberWord{u"nine", 9}, NumberWord{u"ten", 10}, NumberWord{u"eleven", 11},
        NumberWord{u"twelve", 12}, NumberWord{u"thirteen", 13}, NumberWord{u"fourteen", 14},
        NumberWord{u"fifteen", 15}, NumberWord{u"sixteen", 16}, NumberWord{u"seventeen", 17},
        NumberWord{u"eighteen", 18}, NumberWord{u"nineteen", 19}, NumberWord{u"twenty", 20},
        NumberWord{u"thirty", 30}, NumberWord{u"forty", 40}, NumberWord{u"fifty", 50}, NumberWord{u"sixty", 60},
        NumberWord{u"seventy", 70}, NumberWord{u"eighty", 80}, NumberWord{u"ninety", 90},
        // uk
        NumberWord{u"нуль", 0}, NumberWord{u"ноль", 0}, NumberWord{u"один", 1}, NumberWord{u"одна", 1},
        NumberWord{u"два", 2}, NumberWord{u"дві", 2}, NumberWord{u"три", 3}, NumberWord{u"чотири", 4},
        NumberWord{u"п'ять", 5}, NumberWord{u"п’ять", 5}, NumberWord{u"пять", 5}, NumberWord{u"шість", 6},
        NumberWord{u"сім", 7}, NumberWord{u"вісім", 8}, NumberWord{u"дев'ять", 9}, NumberWord{u"дев’ять", 9},
        NumberWord{u"девять", 9}, NumberWord{u"десять", 10},
};

constexpr auto sortedWords()
{
    auto sorted = kWords;
    std::sort(sorted.begin(), sorted.end(),
              [](const NumberWord &left, const NumberWord &right) { return left.word < right.word; });
    return sorted;
}

constexpr auto kSortedWords = sortedWords();

constexpr WordFilter filterOfWords()
{
    WordFilter filter;
    for (const NumberWord &row : kWords)
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
