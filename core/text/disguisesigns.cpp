// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/disguisesigns.h"

#include <array>

namespace atalaia {

namespace {

enum Kind : quint8 {
    Letter = 1, ///< also any byte of a wide character
    Digit = 2,
    Joiner = 4, ///< point, hyphen, underscore
    Sign = 8, ///< drawn like a letter, or standing for any: beside a letter it is enough
    RareDouble = 16 ///< a letter that ordinary words do not double
};

constexpr std::array<quint8, 256> makeKinds()
{
    std::array<quint8, 256> kinds{};
    for (size_t c = 'a'; c <= 'z'; ++c)
        kinds[c] = Letter;
    for (size_t c = 0x80; c < 0x100; ++c)
        kinds[c] = Letter;
    for (size_t c = '0'; c <= '9'; ++c)
        kinds[c] = Digit;
    for (const char c : {'.', '-', '_', '!', '|', '+', '('})
        kinds[size_t(c)] = Joiner;
    for (const char c : {'@', '$', '*', '#'})
        kinds[size_t(c)] = Sign;
    for (const char c : {'a', 'i', 'u', 'y', 'k', 'h', 'j', 'v', 'x', 'q', 'w'})
        kinds[size_t(c)] |= RareDouble;
    kinds[0xC2] |= Joiner; // pound and yen begin with it
    kinds[0xE2] |= Joiner; // euro
    return kinds;
}

constexpr std::array<quint8, 256> kKinds = makeKinds();

bool isSignAt(QByteArrayView text, qsizetype i)
{
    const auto kind = [text](qsizetype at) -> quint8 {
        return at >= 0 && at < text.size() ? kKinds[uchar(text[at])] : 0;
    };
    const quint8 here = kind(i);
    const quint8 before = kind(i - 1);
    const quint8 after = kind(i + 1);
    if (here & Digit && (before | after) & Letter)
        return true;
    if (here & Sign && (before | after) & Letter)
        return true;
    if (here & Joiner && before & (Letter | Digit) && after & (Letter | Digit) && (before | after) & Letter)
        return true;
    if (!(here & Letter) || i < 1)
        return false;
    const auto same = [text, i](qsizetype back) { return i >= back && text[i] == text[i - back]; };
    if (uchar(text[i]) < 0x80)
        return same(1) && (here & RareDouble || same(2));
    return (uchar(text[i]) & 0xC0) == 0x80 && same(2) && same(4); // the same letter of two bytes
}

} // namespace

qsizetype nextDisguiseSign(QByteArrayView text, qsizetype from)
{
    uchar before = from > 0 ? uchar(text[from - 1]) : 0;
    for (qsizetype i = from; i < text.size(); ++i) {
        const auto here = uchar(text[i]);
        const bool isInnocent = kKinds[here] == 0 || (here >= 'a' && here <= 'z' && here != before);
        before = here;
        if (!isInnocent && isSignAt(text, i))
            return i;
    }
    return text.size();
}

} // namespace atalaia
