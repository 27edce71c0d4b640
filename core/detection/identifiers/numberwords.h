// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <array>
#include <string_view>

namespace atalaia {

struct NumberWord
{
    std::u16string_view word;
    int number;
};

/// What is said on the telephone, in Portuguese, Spanish, English and Ukrainian.
inline constexpr std::array kNumberWords = {
        // pt
        NumberWord{u"zero", 0},
        NumberWord{u"um", 1},
        NumberWord{u"uma", 1},
        NumberWord{u"dois", 2},
        NumberWord{u"duas", 2},
        NumberWord{u"tres", 3},
        NumberWord{u"três", 3},
        NumberWord{u"quatro", 4},
        NumberWord{u"cinco", 5},
        NumberWord{u"seis", 6},
        NumberWord{u"meia", 6},
        NumberWord{u"sete", 7},
        NumberWord{u"oito", 8},
        NumberWord{u"nove", 9},
        NumberWord{u"dez", 10},
        NumberWord{u"onze", 11},
        NumberWord{u"doze", 12},
        NumberWord{u"treze", 13},
        NumberWord{u"quatorze", 14},
        NumberWord{u"catorze", 14},
        NumberWord{u"quinze", 15},
        NumberWord{u"dezesseis", 16},
        NumberWord{u"dezessete", 17},
        NumberWord{u"dezoito", 18},
        NumberWord{u"dezenove", 19},
        NumberWord{u"vinte", 20},
        NumberWord{u"trinta", 30},
        NumberWord{u"quarenta", 40},
        NumberWord{u"cinquenta", 50},
        NumberWord{u"sessenta", 60},
        NumberWord{u"setenta", 70},
        NumberWord{u"oitenta", 80},
        NumberWord{u"noventa", 90},
        // es
        NumberWord{u"cero", 0},
        NumberWord{u"uno", 1},
        NumberWord{u"una", 1},
        NumberWord{u"dos", 2},
        NumberWord{u"cuatro", 4},
        NumberWord{u"siete", 7},
        NumberWord{u"ocho", 8},
        NumberWord{u"nueve", 9},
        NumberWord{u"diez", 10},
        NumberWord{u"once", 11},
        NumberWord{u"doce", 12},
        NumberWord{u"trece", 13},
        NumberWord{u"quince", 15},
        NumberWord{u"dieciseis", 16},
        NumberWord{u"dieciséis", 16},
        NumberWord{u"diecisiete", 17},
        NumberWord{u"dieciocho", 18},
        NumberWord{u"diecinueve", 19},
        NumberWord{u"veinte", 20},
        NumberWord{u"treinta", 30},
        NumberWord{u"cuarenta", 40},
        NumberWord{u"cincuenta", 50},
        NumberWord{u"sesenta", 60},
        NumberWord{u"ochenta", 80},
        // en
        NumberWord{u"oh", 0},
        NumberWord{u"one", 1},
        NumberWord{u"two", 2},
        NumberWord{u"three", 3},
        NumberWord{u"four", 4},
        NumberWord{u"five", 5},
        NumberWord{u"six", 6},
        NumberWord{u"seven", 7},
        NumberWord{u"eight", 8},
        NumberWord{u"nine", 9},
        NumberWord{u"ten", 10},
        NumberWord{u"eleven", 11},
        NumberWord{u"twelve", 12},
        NumberWord{u"thirteen", 13},
        NumberWord{u"fourteen", 14},
        NumberWord{u"fifteen", 15},
        NumberWord{u"sixteen", 16},
        NumberWord{u"seventeen", 17},
        NumberWord{u"eighteen", 18},
        NumberWord{u"nineteen", 19},
        NumberWord{u"twenty", 20},
        NumberWord{u"thirty", 30},
        NumberWord{u"forty", 40},
        NumberWord{u"fifty", 50},
        NumberWord{u"sixty", 60},
        NumberWord{u"seventy", 70},
        NumberWord{u"eighty", 80},
        NumberWord{u"ninety", 90},
        // uk
        NumberWord{u"нуль", 0},
        NumberWord{u"ноль", 0},
        NumberWord{u"один", 1},
        NumberWord{u"одна", 1},
        NumberWord{u"два", 2},
        NumberWord{u"дві", 2},
        NumberWord{u"три", 3},
        NumberWord{u"чотири", 4},
        NumberWord{u"п'ять", 5},
        NumberWord{u"п’ять", 5},
        NumberWord{u"пять", 5},
        NumberWord{u"шість", 6},
        NumberWord{u"сім", 7},
        NumberWord{u"вісім", 8},
        NumberWord{u"дев'ять", 9},
        NumberWord{u"дев’ять", 9},
        NumberWord{u"девять", 9},
        NumberWord{u"десять", 10},
};

/// 0 to 19 and the tens up to 90 for a number word of Portuguese, Spanish, English or Ukrainian, lower case,
/// with or without accents; "meia" is 6 as on the telephone. -1 for any other word.
[[nodiscard]] int numberOfWord(QStringView word);

/// False: numberOfWord() certainly knows no word with these first two units and this length.
[[nodiscard]] bool mayBeNumber(char16_t first, char16_t second, size_t length);

/// Words that join a ten to a unit: "vinte e um", "treinta y uno".
[[nodiscard]] bool joinsNumbers(QStringView word);

} // namespace atalaia
