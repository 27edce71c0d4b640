// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/wordblock.h"

#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" // GCC 12 says it of its own header
#endif
#include <immintrin.h>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
#endif

namespace atalaia {

namespace {

constexpr qsizetype kSize = WordBlocks::kSize;

WordBlock readPlain(const char *from, qsizetype size, char *to)
{
    WordBlock block;
    for (qsizetype i = 0; i < size; ++i) {
        const char c = from[i];
        const bool isWord = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        block.words |= quint64(isWord) << i;
        block.apostrophes |= quint64(c == '\'') << i;
        block.odd |= quint64(c == '_' || uchar(c) >= 0x80) << i;
        to[i] = isWord ? c : ' ';
    }
    return block;
}

/// What is left out is a space here and there: what lies between is copied as a whole.
qsizetype squeezePlain(char *block, quint64 kept)
{
    std::array<char, 2 * kSize> copy{};
    std::memcpy(copy.data(), block, kSize);
    qsizetype written = 0;
    while (kept != 0) {
        const int from = std::countr_zero(kept);
        const int length = std::countr_one(kept >> from);
        std::memcpy(block + written, copy.data() + from, kSize); // one length costs less than the right one
        written += length;
        kept = from + length < kSize ? kept & ~quint64(0) << (from + length) : 0;
    }
    return written;
}

int nthBitPlain(quint64 bits, int before)
{
    for (; before > 0; --before)
        bits &= bits - 1;
    return std::countr_zero(bits);
}

#if defined(__x86_64__)

WordBlock readSse2(const char *from, qsizetype size, char *to)
{
    constexpr int kPart = 16;
    std::array<char, kSize> rest;
    if (size < kSize) {
        rest.fill(' ');
        std::memcpy(rest.data(), from, size_t(size));
        from = rest.data();
    }
    const auto bits = [](__m128i mask) { return quint64(quint32(_mm_movemask_epi8(mask))); };
    WordBlock block;
    for (int part = 0; part < kSize; part += kPart) {
        const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from + part));
        const __m128i isLetter = _mm_and_si128(_mm_cmpgt_epi8(text, _mm_set1_epi8('a' - 1)),
                                               _mm_cmplt_epi8(text, _mm_set1_epi8('z' + 1)));
        const __m128i isDigit = _mm_and_si128(_mm_cmpgt_epi8(text, _mm_set1_epi8('0' - 1)),
                                              _mm_cmplt_epi8(text, _mm_set1_epi8('9' + 1)));
        const __m128i isWord = _mm_or_si128(isLetter, isDigit);
        block.words |= bits(isWord) << part;
        block.apostrophes |= bits(_mm_cmpeq_epi8(text, _mm_set1_epi8('\''))) << part;
        block.odd |= (bits(text) | bits(_mm_cmpeq_epi8(text, _mm_set1_epi8('_')))) << part;
        const __m128i written = _mm_or_si128(_mm_and_si128(isWord, text), _mm_andnot_si128(isWord, _mm_set1_epi8(' ')));
        _mm_storeu_si128(reinterpret_cast<__m128i *>(to + part), written);
    }
    return block;
}

__attribute__((target("avx512f,avx512bw"))) WordBlock readAvx512(const char *from, qsizetype size, char *to)
{
    const __m512i text = _mm512_maskz_loadu_epi8(~__mmask64(0) >> (kSize - size), from);
    const auto isWithin = [&text](char first, char last) __attribute__((target("avx512f,avx512bw")))
    {
        return _mm512_cmple_epu8_mask(_mm512_sub_epi8(text, _mm512_set1_epi8(first)),
                                      _mm512_set1_epi8(char(last - first)));
    };
    WordBlock block;
    block.words = isWithin('0', '9') | isWithin('a', 'z');
    block.apostrophes = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\''));
    block.odd = _mm512_movepi8_mask(text) | _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('_'));
    _mm512_storeu_si512(to, _mm512_mask_blend_epi8(block.words, _mm512_set1_epi8(' '), text));
    return block;
}

__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt"))) qsizetype squeezeVbmi2(char *block, quint64 kept)
{
    _mm512_storeu_si512(block, _mm512_maskz_compress_epi8(kept, _mm512_loadu_si512(block)));
    return std::popcount(kept);
}

__attribute__((target("bmi,bmi2"))) int nthBitBmi2(quint64 bits, int before)
{
    return int(_tzcnt_u64(_pdep_u64(quint64(1) << before, bits)));
}

#endif

} // namespace

std::vector<WordBlocks> allWordBlocks()
{
    std::vector<WordBlocks> all{{"plain", readPlain, squeezePlain, nthBitPlain}};
#if defined(__x86_64__)
    all.push_back({"sse2", readSse2, squeezePlain, nthBitPlain});
    if (__builtin_cpu_supports("avx512bw"))
        all.push_back({"avx512", readAvx512, squeezePlain, nthBitPlain});
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2"))
        all.push_back({"avx512vbmi2", readAvx512, squeezeVbmi2, nthBitBmi2});
#endif
    return all;
}

const WordBlocks &wordBlocks()
{
    static const WordBlocks fastest = allWordBlocks().back();
    return fastest;
}

} // namespace atalaia
