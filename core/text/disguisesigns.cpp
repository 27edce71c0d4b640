// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/disguisesigns.h"

#include <algorithm>
#include <array>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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

qsizetype nextPlain(QByteArrayView text, qsizetype from)
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

#if defined(__x86_64__)

#define ATALAIA_AVX512 __attribute__((target("avx512f,avx512bw")))

ATALAIA_AVX512 inline __mmask64 lettersIn(__m512i block)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('a')), _mm512_set1_epi8('z' - 'a' + 1))
           | _mm512_movepi8_mask(block);
}

ATALAIA_AVX512 inline __mmask64 digitsIn(__m512i block)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('0')), _mm512_set1_epi8('9' - '0' + 1));
}

ATALAIA_AVX512 inline __mmask64 equal(__m512i block, char c)
{
    return _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(c));
}

/// Where a sign may be among the 64 bytes from `at` on: no fewer than there are.
ATALAIA_AVX512 quint64 candidates(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype kBlock = 64;
    const char *const from = text.data() + at;
    const __mmask64 all = ~__mmask64(0) >> (kBlock - std::min(kBlock, text.size() - at));
    // What lies outside of the text is masked off and not read.
    const auto back = [all, at](int bytes) { return at >= bytes ? all : all & ~__mmask64(0) << (bytes - at); };
    const __mmask64 hasNext = at + kBlock < text.size() ? all : all >> 1;
    const __m512i here = _mm512_maskz_loadu_epi8(all, from);
    const __m512i before = _mm512_maskz_loadu_epi8(back(1), from - 1);
    const __m512i after = _mm512_maskz_loadu_epi8(hasNext, from + 1);
    const __mmask64 lettersBefore = lettersIn(before);
    const __mmask64 lettersAfter = lettersIn(after);
    const __mmask64 letters = lettersIn(here);
    const __mmask64 digits = digitsIn(here);
    const __mmask64 wide = _mm512_movepi8_mask(here);
    const __mmask64 besideLetter = lettersBefore | lettersAfter;
    const __mmask64 inside = (lettersBefore | digitsIn(before)) & (lettersAfter | digitsIn(after));
    const __mmask64 signs = equal(here, '@') | equal(here, '$') | equal(here, '*') | equal(here, '#');
    const __mmask64 euros = equal(here, char(0xC2)) | equal(here, char(0xE2));
    const __mmask64 others = all & ~(letters | digits | equal(here, ' '));
    const __mmask64 doubles = _mm512_mask_cmpeq_epi8_mask(letters & ~wide, here, before);
    quint64 found = (digits & besideLetter) | (signs & besideLetter) | ((others | euros) & inside) | doubles;
    if (wide != 0) {
        const __mmask64 second = _mm512_mask_cmpeq_epi8_mask(wide, here, _mm512_maskz_loadu_epi8(back(2), from - 2));
        found |= _mm512_mask_cmpeq_epi8_mask(second, here, _mm512_maskz_loadu_epi8(back(4), from - 4));
    }
    return found;
}

ATALAIA_AVX512 qsizetype nextAvx512(QByteArrayView text, qsizetype from)
{
    constexpr qsizetype kBlock = 64;
    for (qsizetype at = from; at < text.size(); at += kBlock) {
        for (quint64 found = candidates(text, at); found != 0; found &= found - 1) {
            const qsizetype i = at + std::countr_zero(found);
            if (isSignAt(text, i))
                return i;
        }
    }
    return text.size();
}

#endif

} // namespace

std::vector<SignScan> signScans()
{
    std::vector<SignScan> scans{{"plain", nextPlain}};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw"))
        scans.push_back({"avx512", nextAvx512});
#endif
    return scans;
}

qsizetype nextDisguiseSign(QByteArrayView text, qsizetype from)
{
    static const SignScan fastest = signScans().back();
    return fastest.next(text, from);
}

} // namespace atalaia
