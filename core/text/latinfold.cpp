// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/latinfold.h"

#include "text/asciifold.h"
#include "text/foldtable.h"

#include <algorithm>
#include <array>
#include <bit>

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

constexpr char kLead = '\xC3'; // of U+00C0 to U+00FF in UTF-8
constexpr size_t kLetters = 64;

/// What the letters U+00C0 to U+00FF become, by the low six bits of their second byte; 0 for those that become none
/// or more than one byte.
using Letters = std::array<char, kLetters>;

const Letters &letters()
{
    static const Letters all = []() {
        Letters made{};
        for (size_t i = 0; i < kLetters; ++i) {
            const FoldTable &table = foldTable();
            const FoldTable::Entry *const entry = table.find(char32_t(0xC0 + i));
            if (entry && entry->kind == FoldKind::Bytes && entry->length == 1)
                made[i] = *table.bytes(*entry);
        }
        return made;
    }();
    return all;
}

FoldedRun foldPlain(const char *from, qsizetype size, char *to, bool isAfterSpace)
{
    const auto foldAscii = asciiFold().utf8;
    const Letters &all = letters();
    FoldedRun run;
    while (run.read < size) {
        const qsizetype ascii = foldAscii(from + run.read, size - run.read, to + run.written, isAfterSpace);
        run.read += ascii;
        run.written += ascii;
        const auto isLetter = [&]() {
            return size - run.read >= 2 && from[run.read] == kLead && (uchar(from[run.read + 1]) & 0xC0) == 0x80
                   && all[uchar(from[run.read + 1]) & 0x3F] != 0;
        };
        if (!isLetter())
            break;
        do {
            to[run.written++] = all[uchar(from[run.read + 1]) & 0x3F];
            run.read += 2;
        } while (isLetter());
        isAfterSpace = false;
    }
    return run;
}

#if defined(__x86_64__)

#define ATALAIA_VBMI __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt")))

/// Looks both bytes of all letters of a block up at once and presses the first ones out.
ATALAIA_VBMI FoldedRun foldVbmi(const char *from, qsizetype size, char *to, bool isAfterSpace)
{
    constexpr qsizetype kBlock = 64;
    const __m512i table = _mm512_loadu_si512(letters().data());
    FoldedRun run;
    while (run.read < size) {
        const qsizetype length = std::min(kBlock, size - run.read);
        const __m512i block = _mm512_maskz_loadu_epi8(~__mmask64(0) >> (kBlock - length), from + run.read);
        const __mmask64 isUpper =
                _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('A')), _mm512_set1_epi8('Z' - 'A' + 1));
        const __mmask64 isControl = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('\t')),
                                                           _mm512_set1_epi8('\r' - '\t' + 1));
        const __mmask64 isSpace = isControl | _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(' '));
        __m512i folded = _mm512_mask_add_epi8(block, isUpper, block, _mm512_set1_epi8(0x20));
        folded = _mm512_mask_mov_epi8(folded, isControl, _mm512_set1_epi8(' '));
        folded = _mm512_mask_mov_epi8(folded, _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('`')),
                                      _mm512_set1_epi8('\''));

        const __mmask64 wide = _mm512_movepi8_mask(block);
        __mmask64 second = 0;
        if (wide != 0) {
            const __m512i letter = _mm512_permutexvar_epi8(block, table); // by the low six bits
            const __mmask64 isLead = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(kLead));
            const __mmask64 isTrail = _mm512_cmplt_epu8_mask(block, _mm512_set1_epi8(char(0xC0))) & wide;
            second = isLead << 1 & isTrail & _mm512_test_epi8_mask(letter, letter);
            folded = _mm512_mask_mov_epi8(folded, second, letter);
        }
        const __mmask64 first = second >> 1;
        const __mmask64 stops = (wide & ~(first | second)) | (isSpace & (isSpace << 1 | __mmask64(isAfterSpace)));
        const qsizetype taken = stops == 0 ? length : std::min<qsizetype>(length, std::countr_zero(stops));
        if (taken == 0)
            break;
        const __mmask64 kept = ~__mmask64(0) >> (kBlock - taken) & ~first;
        _mm512_storeu_si512(to + run.written, _mm512_maskz_compress_epi8(kept, folded));
        run.read += taken;
        run.written += std::popcount(kept);
        // A letter that goes on in the next block only seems to end this one.
        if (taken < length && !(taken == kBlock - 1 && run.read < size && from[run.read] == kLead))
            break;
        isAfterSpace = to[run.written - 1] == ' ';
    }
    return run;
}

#endif

} // namespace

std::vector<LatinFold> latinFolds()
{
    std::vector<LatinFold> folds{{"plain", foldPlain}};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi")
        && __builtin_cpu_supports("avx512vbmi2"))
        folds.push_back({"avx512vbmi", foldVbmi});
#endif
    return folds;
}

const LatinFold &latinFold()
{
    static const LatinFold fastest = latinFolds().back();
    return fastest;
}

} // namespace atalaia
