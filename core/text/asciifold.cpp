// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/asciifold.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <type_traits>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace atalaia {

namespace {

constexpr std::array<char, 0x80> makeFolded()
{
    std::array<char, 0x80> folded{};
    for (size_t c = 0; c < folded.size(); ++c) {
        const bool isSpace = c == ' ' || (c >= '\t' && c <= '\r');
        const bool isUpper = c >= 'A' && c <= 'Z';
        folded[c] = isSpace ? ' ' : isUpper ? char(c + 0x20) : c == '`' ? '\'' : char(c);
    }
    return folded;
}

constexpr std::array<char, 0x80> kFolded = makeFolded();

template <typename Unit> qsizetype foldPlain(const Unit *from, qsizetype size, char *to, bool isAfterSpace)
{
    for (qsizetype i = 0; i < size; ++i) {
        const auto unit = std::make_unsigned_t<Unit>(from[i]);
        if (unit >= 0x80)
            return i;
        const char c = kFolded[unit];
        if (c == ' ' && isAfterSpace)
            return i;
        isAfterSpace = c == ' ';
        to[i] = c;
    }
    return size;
}

#if defined(__x86_64__)

/// How many bytes of a block can be taken, from masks of its wide bytes and its white space.
inline int takenOf(quint64 wide, quint64 spaces, int blockSize, bool isAfterSpace)
{
    const quint64 stops = wide | (spaces & (spaces << 1 | quint64(isAfterSpace)));
    return stops == 0 ? blockSize : std::min(blockSize, std::countr_zero(stops));
}

struct Sse2
{
    static constexpr int kBlock = 16;

    static inline int fold(__m128i block, char *to, bool isAfterSpace)
    {
        const quint64 wide = quint32(_mm_movemask_epi8(block));
        // Wide bytes are negative and so never inside these ranges.
        const __m128i isUpper = _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('A' - 1)),
                                              _mm_cmplt_epi8(block, _mm_set1_epi8('Z' + 1)));
        const __m128i isControl = _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('\t' - 1)),
                                                _mm_cmplt_epi8(block, _mm_set1_epi8('\r' + 1)));
        const __m128i isSpace = _mm_or_si128(isControl, _mm_cmpeq_epi8(block, _mm_set1_epi8(' ')));
        const __m128i isGrave = _mm_cmpeq_epi8(block, _mm_set1_epi8('`'));
        __m128i folded = _mm_or_si128(block, _mm_and_si128(isUpper, _mm_set1_epi8(0x20)));
        folded = _mm_or_si128(_mm_andnot_si128(isSpace, folded), _mm_and_si128(isSpace, _mm_set1_epi8(' ')));
        folded = _mm_or_si128(_mm_andnot_si128(isGrave, folded), _mm_and_si128(isGrave, _mm_set1_epi8('\'')));
        _mm_storeu_si128(reinterpret_cast<__m128i *>(to), folded);
        return takenOf(wide, quint32(_mm_movemask_epi8(isSpace)), kBlock, isAfterSpace);
    }

    static inline __m128i load(const char *from) { return _mm_loadu_si128(reinterpret_cast<const __m128i *>(from)); }

    static inline __m128i load(const char16_t *from)
    {
        const __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from));
        const __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from + kBlock / 2));
        // Units above 0x7FFF are negative and would become 0: mark them as wide.
        const __m128i packed = _mm_packus_epi16(low, high);
        const __m128i negative = _mm_packs_epi16(_mm_srai_epi16(low, 15), _mm_srai_epi16(high, 15));
        return _mm_or_si128(packed, negative);
    }

    template <typename Unit> static qsizetype foldAll(const Unit *from, qsizetype size, char *to, bool isAfterSpace)
    {
        qsizetype done = 0;
        while (done < size) {
            if (size - done < kBlock) {
                std::array<Unit, kBlock> tail;
                tail.fill(0);
                std::memcpy(tail.data(), from + done, size_t(size - done) * sizeof(Unit));
                return std::min<qsizetype>(size, done + fold(load(tail.data()), to + done, isAfterSpace));
            }
            const int taken = fold(load(from + done), to + done, isAfterSpace);
            done += taken;
            if (taken < kBlock)
                return done;
            isAfterSpace = to[done - 1] == ' ';
        }
        return done;
    }
};

#define ATALAIA_AVX2 __attribute__((target("avx2")))

struct Avx2
{
    static constexpr int kBlock = 32;

    ATALAIA_AVX2 static inline int fold(__m256i block, char *to, bool isAfterSpace)
    {
        const quint64 wide = quint32(_mm256_movemask_epi8(block));
        const __m256i isUpper = _mm256_and_si256(_mm256_cmpgt_epi8(block, _mm256_set1_epi8('A' - 1)),
                                                 _mm256_cmpgt_epi8(_mm256_set1_epi8('Z' + 1), block));
        const __m256i isControl = _mm256_and_si256(_mm256_cmpgt_epi8(block, _mm256_set1_epi8('\t' - 1)),
                                                   _mm256_cmpgt_epi8(_mm256_set1_epi8('\r' + 1), block));
        const __m256i isSpace = _mm256_or_si256(isControl, _mm256_cmpeq_epi8(block, _mm256_set1_epi8(' ')));
        const __m256i isGrave = _mm256_cmpeq_epi8(block, _mm256_set1_epi8('`'));
        __m256i folded = _mm256_or_si256(block, _mm256_and_si256(isUpper, _mm256_set1_epi8(0x20)));
        folded = _mm256_blendv_epi8(folded, _mm256_set1_epi8(' '), isSpace);
        folded = _mm256_blendv_epi8(folded, _mm256_set1_epi8('\''), isGrave);
        _mm256_storeu_si256(reinterpret_cast<__m256i *>(to), folded);
        return takenOf(wide, quint32(_mm256_movemask_epi8(isSpace)), kBlock, isAfterSpace);
    }

    ATALAIA_AVX2 static inline __m256i load(const char *from)
    {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from));
    }

    ATALAIA_AVX2 static inline __m256i load(const char16_t *from)
    {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from + kBlock / 2));
        const __m256i packed = _mm256_packus_epi16(low, high);
        const __m256i negative = _mm256_packs_epi16(_mm256_srai_epi16(low, 15), _mm256_srai_epi16(high, 15));
        return _mm256_permute4x64_epi64(_mm256_or_si256(packed, negative), 0xD8); // packing goes by halves
    }

    template <typename Unit>
    ATALAIA_AVX2 static qsizetype foldAll(const Unit *from, qsizetype size, char *to, bool isAfterSpace)
    {
        qsizetype done = 0;
        while (done < size) {
            if (size - done < kBlock) {
                std::array<Unit, kBlock> tail;
                tail.fill(0);
                std::memcpy(tail.data(), from + done, size_t(size - done) * sizeof(Unit));
                return std::min<qsizetype>(size, done + fold(load(tail.data()), to + done, isAfterSpace));
            }
            const int taken = fold(load(from + done), to + done, isAfterSpace);
            done += taken;
            if (taken < kBlock)
                return done;
            isAfterSpace = to[done - 1] == ' ';
        }
        return done;
    }
};

#define ATALAIA_AVX512 __attribute__((target("avx512f,avx512bw")))

/// Masked loads make short runs, between two letters with accents, as cheap as long ones.
struct Avx512
{
    static constexpr int kBlock = 64;

    ATALAIA_AVX512 static inline int fold(__m512i block, char *to, bool isAfterSpace)
    {
        const __mmask64 isUpper =
                _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('A')), _mm512_set1_epi8('Z' - 'A' + 1));
        const __mmask64 isControl = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, _mm512_set1_epi8('\t')),
                                                           _mm512_set1_epi8('\r' - '\t' + 1));
        const __mmask64 isSpace = isControl | _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(' '));
        const __mmask64 isGrave = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('`'));
        __m512i folded = _mm512_mask_add_epi8(block, isUpper, block, _mm512_set1_epi8(0x20));
        folded = _mm512_mask_mov_epi8(folded, isControl, _mm512_set1_epi8(' '));
        folded = _mm512_mask_mov_epi8(folded, isGrave, _mm512_set1_epi8('\''));
        _mm512_storeu_si512(to, folded);
        return takenOf(_mm512_movepi8_mask(block), isSpace, kBlock, isAfterSpace);
    }

    ATALAIA_AVX512 static inline __m512i load(const char *from, __mmask64 mask)
    {
        return _mm512_maskz_loadu_epi8(mask, from);
    }

    ATALAIA_AVX512 static inline __m512i load(const char16_t *from, __mmask64 mask)
    {
        constexpr int kHalf = kBlock / 2;
        const __m256i low = _mm512_cvtusepi16_epi8(_mm512_maskz_loadu_epi16(__mmask32(mask), from));
        const __m256i high = _mm512_cvtusepi16_epi8(_mm512_maskz_loadu_epi16(__mmask32(mask >> kHalf), from + kHalf));
        return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
    }

    template <typename Unit>
    ATALAIA_AVX512 static qsizetype foldAll(const Unit *from, qsizetype size, char *to, bool isAfterSpace)
    {
        qsizetype done = 0;
        while (size - done >= kBlock) {
            const int taken = fold(load(from + done, ~__mmask64(0)), to + done, isAfterSpace);
            done += taken;
            if (taken < kBlock)
                return done;
            isAfterSpace = to[done - 1] == ' ';
        }
        const __mmask64 rest = (__mmask64(1) << (size - done)) - 1;
        return std::min<qsizetype>(size, done + fold(load(from + done, rest), to + done, isAfterSpace));
    }
};

#endif

} // namespace

std::vector<AsciiFold> asciiFolds()
{
    std::vector<AsciiFold> folds{{"plain", foldPlain<char>, foldPlain<char16_t>}};
#if defined(__x86_64__)
    folds.push_back({"sse2", Sse2::foldAll<char>, Sse2::foldAll<char16_t>});
    if (__builtin_cpu_supports("avx2"))
        folds.push_back({"avx2", Avx2::foldAll<char>, Avx2::foldAll<char16_t>});
    if (__builtin_cpu_supports("avx512bw"))
        folds.push_back({"avx512", Avx512::foldAll<char>, Avx512::foldAll<char16_t>});
#endif
    return folds;
}

const AsciiFold &asciiFold()
{
    static const AsciiFold fastest = asciiFolds().back();
    return fastest;
}

} // namespace atalaia
