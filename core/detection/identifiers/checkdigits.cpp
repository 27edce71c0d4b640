// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/checkdigits.h"

#include <algorithm>

namespace atalaia {

int weightedSum(std::string_view digits, std::initializer_list<int> weights)
{
    int sum = 0;
    size_t i = 0;
    for (const int weight : weights) {
        if (i == digits.size())
            break;
        sum += digitAt(digits, i++) * weight;
    }
    return sum;
}

int countedSum(std::string_view digits, int first, int step)
{
    int sum = 0;
    for (size_t i = 0; i < digits.size(); ++i)
        sum += digitAt(digits, i) * (first + int(i) * step);
    return sum;
}

int cyclicRemainder(std::string_view characters, int last)
{
    int sum = 0;
    int weight = 2;
    for (auto character = characters.rbegin(); character != characters.rend(); ++character) {
        sum += (*character - '0') * weight;
        weight = weight == last ? 2 : weight + 1;
    }
    return sum % 11;
}

int luhnDigit(std::string_view body)
{
    int sum = 0;
    bool isDoubled = true;
    for (auto digit = body.rbegin(); digit != body.rend(); ++digit) {
        const int value = (*digit - '0') * (isDoubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
        isDoubled = !isDoubled;
    }
    return (10 - sum % 10) % 10;
}

bool passesLuhn(std::string_view digits)
{
    return digits.size() > 1 && luhnDigit(digits.substr(0, digits.size() - 1)) == digitAt(digits, digits.size() - 1);
}

int remainderOf97(std::string_view characters)
{
    int remainder = 0;
    for (const char character : characters) {
        const bool isDigit = character >= '0' && character <= '9';
        const int value = isDigit ? character - '0' : character - 'A' + 10;
        remainder = (remainder * (isDigit ? 10 : 100) + value) % 97;
    }
    return remainder;
}

unsigned crcCcittFalse(std::string_view bytes)
{
    unsigned crc = 0xFFFF;
    for (const char byte : bytes) {
        crc ^= unsigned(static_cast<unsigned char>(byte)) << 8;
        for (int bit = 0; bit < 8; ++bit)
            crc = ((crc & 0x8000U) != 0 ? (crc << 1) ^ 0x1021U : crc << 1) & 0xFFFFU;
    }
    return crc;
}

bool isAllSame(std::string_view characters)
{
    return std::all_of(characters.begin(), characters.end(),
                       [&characters](char character) { return character == characters.front(); });
}

} // namespace atalaia
