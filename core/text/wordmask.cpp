// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/wordmask.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace atalaia {

namespace {

constexpr qsizetype kBlock = 64;

WordMask maskPlain(const char *from, qsizetype size)
{
    WordMask mask;
    for (qsizetype i = 0; i < size; ++i) {
        const char c = from[i];
        const bool isWord = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        mask.words |= quint64(isWord) << i;
        mask.wide |= quint64(uchar(c) >= 0x80) << i;
    }
    return mask;
}

#if defined(__x86_64__)

WordMask maskSse2(const char *from, qsizetype size)
{
    constexpr int kPart = 16;
    std::array<char, kBlock> rest;
    if (size < kBlock) {
        rest.fill(0);
        std::memcpy(rest.data(), from, size_t(size));
        from = rest.data();
    }
    WordMask mask;
    for (int part = 0; part < size; part += kPart) {
        const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from + part));
        const __m128i isLetter = _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('a' - 1)),
                                               _mm_cmplt_epi8(block, _mm_set1_epi8('z' + 1)));
        const __m128i isDigit = _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('0' - 1)),
                                              _mm_cmplt_epi8(block, _mm_set1_epi8('9' + 1)));
        mask.words |= quint64(quint32(_mm_movemask_epi8(_mm_or_si128(isLetter, isDigit)))) << part;
        mask.wide |= quint64(quint32(_mm_movemask_epi8(block))) << part;
    }
    return mask;
}

__attribute__((target("avx512f,avx512bw"))) WordMask maskAvx512(const char *from, qsizetype size)
{
    const __m512i block = _mm512_maskz_loadu_epi8(~__mmask64(0) >> (kBlock - size), from);
    const __mmask64 isLetter =
            _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('a')), _mm512_set1_epi8('z' - 'a' + 1));
    const __mmask64 isDigit =
            _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('0')), _mm512_set1_epi8('9' - '0' + 1));
    return {isLetter | isDigit, _mm512_movepi8_mask(block)};
}

#endif

} // namespace

std::vector<WordMasking> wordMaskings()
{
    std::vector<WordMasking> maskings{{"plain", maskPlain}};
#if defined(__x86_64__)
    maskings.push_back({"sse2", maskSse2});
    if (__builtin_cpu_supports("avx512bw"))
        maskings.push_back({"avx512", maskAvx512});
#endif
    return maskings;
}

const WordMasking &wordMasking()
{
    static const WordMasking fastest = wordMaskings().back();
    return fastest;
}

} // namespace atalaia
