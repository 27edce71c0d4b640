// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/signblock.h"

#include <array>
#include <string_view>

#if defined(__x86_64__)
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" // GCC 12 says it of its own header
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
#include <immintrin.h>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
#endif

namespace atalaia {

namespace {

/// Short strings in eight groups, by the halves of each of their bytes: sixteen entries that one shuffle looks up
/// for all bytes of a register. Finds all of them, and some others that mix those of one group.
template <int Length> struct HalfBytes
{
    static constexpr int kLength = Length;

    std::array<std::array<uchar, 16>, Length> low{};
    std::array<std::array<uchar, 16>, Length> high{};

    /// Letters in both cases if small; '?' is any byte.
    constexpr void add(int group, std::string_view word)
    {
        for (size_t i = 0; i < size_t(Length); ++i) {
            const auto c = uchar(word[i]);
            if (c == '?') {
                for (unsigned half = 0; half < 16; ++half)
                    set(group, i, half << 4 | half);
                continue;
            }
            set(group, i, c);
            if (c >= 'a' && c <= 'z')
                set(group, i, c - 0x20U);
        }
    }

    [[nodiscard]] constexpr bool mayStartAt(const char *at) const
    {
        unsigned groups = 0xFF;
        for (size_t i = 0; i < size_t(Length); ++i)
            groups &= unsigned(low[i][uchar(at[i]) & 0xFU]) & high[i][uchar(at[i]) >> 4U];
        return groups != 0;
    }

private:
    constexpr void set(int group, size_t place, unsigned byte)
    {
        low[place][byte & 0xFU] |= uchar(1U << group);
        high[place][byte >> 4U] |= uchar(1U << group);
    }
};

/// The rarest parts of the words that signsOf() looks for.
constexpr HalfBytes<4> makeSignWords()
{
    HalfBytes<4> words;
    words.add(0, "senh"); // senha
    words.add(1, "rase"); // contraseña
    words.add(2, "clav"); // clave
    words.add(3, "assw"); // password
    words.add(3, "assc"); // passcode
    words.add(4, "pwd?");
    words.add(5, "rrob"); // arroba
    words.add(6, "(at?");
    words.add(6, "[at?");
    words.add(7, "EGIN"); // of a private key
    return words;
}

/// How number words of Latin letters begin.
constexpr HalfBytes<3> makeNumberWords()
{
    constexpr std::array<std::string_view, 8> kGroups = {
            "one onz onc oit och",
            "sei set ses sie six sev",
            "tre tr\xC3 tr\xEA tri two twe ten",
            "doi dua dez dos doz doc die",
            "cin cer cua cat",
            "um? un? oh?",
            "nov noi nue nin mei",
            "vin vei fou fiv fif for eig ele zer qua qui thr thi",
    };
    HalfBytes<3> words;
    for (size_t group = 0; group < kGroups.size(); ++group) {
        for (size_t at = 0; at < kGroups[group].size(); at += 4)
            words.add(int(group), kGroups[group].substr(at, 3));
    }
    return words;
}

constexpr HalfBytes<4> kSignWords = makeSignWords();
constexpr HalfBytes<3> kNumberWords = makeNumberWords();

SignBlock readPlain(const char *from)
{
    SignBlock block;
    for (qsizetype i = 0; i < SignBlocks::kSize; ++i) {
        const auto c = uchar(from[i]);
        const unsigned small = c | 0x20U;
        const auto bit = [i](bool is) { return quint64(is) << i; };
        block.digits |= bit(c >= '0' && c <= '9');
        block.letters |= bit(small >= 'a' && small <= 'z');
        block.spaces |= bit(c == ' ' || c == '\t' || c == '\n' || c == '\r');
        block.ats |= bit(c == '@');
        block.dots |= bit(c == '.');
        block.colons |= bit(c == ':');
        block.joints |= bit(small == 'e' || small == 'y');
        block.leads |= bit(c >= 0xC0);
        block.latinLeads |= bit(c == 0xC3);
        block.signWords |= bit(kSignWords.mayStartAt(from + i));
        block.numberWords |= bit(kNumberWords.mayStartAt(from + i));
    }
    return block;
}

bool narrowPlain(const char16_t *from, qsizetype size, char *to)
{
    bool hasWide = false;
    for (qsizetype i = 0; i < size; ++i) {
        hasWide = hasWide || from[i] > 0xFF;
        to[i] = from[i] > 0xFF ? char(0x80) : char(from[i]);
    }
    return hasWide;
}

#if defined(__x86_64__)

bool narrowSse2(const char16_t *from, qsizetype size, char *to)
{
    constexpr qsizetype kPart = 16;
    const __m128i zero = _mm_setzero_si128();
    __m128i wide = zero;
    const auto narrowed = [&wide, zero](const char16_t *units) {
        const __m128i unit = _mm_loadu_si128(reinterpret_cast<const __m128i *>(units));
        const __m128i isNarrow = _mm_cmpeq_epi16(_mm_subs_epu16(unit, _mm_set1_epi16(0xFF)), zero);
        wide = _mm_or_si128(wide, _mm_andnot_si128(isNarrow, _mm_set1_epi16(-1)));
        return _mm_or_si128(_mm_and_si128(isNarrow, unit), _mm_andnot_si128(isNarrow, _mm_set1_epi16(0x80)));
    };
    qsizetype at = 0;
    for (; at + kPart <= size; at += kPart) {
        const __m128i low = narrowed(from + at);
        const __m128i high = narrowed(from + at + kPart / 2);
        _mm_storeu_si128(reinterpret_cast<__m128i *>(to + at), _mm_packus_epi16(low, high));
    }
    const bool hasWide = _mm_movemask_epi8(wide) != 0;
    return narrowPlain(from + at, size - at, to + at) || hasWide;
}

#define ATALAIA_AVX2 __attribute__((target("avx2")))

struct Avx2
{
    ATALAIA_AVX2 static inline __m256i load(const char *from)
    {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from));
    }

    ATALAIA_AVX2 static inline quint64 bits(__m256i mask) { return quint32(_mm256_movemask_epi8(mask)); }

    ATALAIA_AVX2 static inline __m256i is(__m256i text, int byte)
    {
        return _mm256_cmpeq_epi8(text, _mm256_set1_epi8(char(byte)));
    }

    /// As unsigned bytes.
    ATALAIA_AVX2 static inline __m256i isWithin(__m256i text, int first, int last)
    {
        const __m256i offset = _mm256_sub_epi8(text, _mm256_set1_epi8(char(first)));
        return _mm256_cmpeq_epi8(_mm256_min_epu8(offset, _mm256_set1_epi8(char(last - first))), offset);
    }

    ATALAIA_AVX2 static inline __m256i table(const std::array<uchar, 16> &entries)
    {
        return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i *>(entries.data())));
    }

    template <int Length> ATALAIA_AVX2 static inline quint64 starts(const char *from, const HalfBytes<Length> &words)
    {
        const __m256i half = _mm256_set1_epi8(0xF);
        __m256i groups = _mm256_set1_epi8(-1);
        for (int i = 0; i < Length; ++i) {
            const __m256i text = load(from + i);
            const __m256i low = _mm256_shuffle_epi8(table(words.low[size_t(i)]), _mm256_and_si256(text, half));
            const __m256i high = _mm256_shuffle_epi8(table(words.high[size_t(i)]),
                                                     _mm256_and_si256(_mm256_srli_epi16(text, 4), half));
            groups = _mm256_and_si256(groups, _mm256_and_si256(low, high));
        }
        return quint32(~bits(_mm256_cmpeq_epi8(groups, _mm256_setzero_si256())));
    }

    ATALAIA_AVX2 static inline void readHalf(const char *from, int shift, SignBlock *block)
    {
        const __m256i text = load(from);
        const __m256i small = _mm256_or_si256(text, _mm256_set1_epi8(0x20));
        const __m256i isLine = _mm256_or_si256(isWithin(text, '\t', '\n'), is(text, '\r'));
        block->digits |= bits(isWithin(text, '0', '9')) << shift;
        block->letters |= bits(isWithin(small, 'a', 'z')) << shift;
        block->spaces |= bits(_mm256_or_si256(is(text, ' '), isLine)) << shift;
        block->ats |= bits(is(text, '@')) << shift;
        block->dots |= bits(is(text, '.')) << shift;
        block->colons |= bits(is(text, ':')) << shift;
        block->joints |= bits(_mm256_or_si256(is(small, 'e'), is(small, 'y'))) << shift;
        block->leads |= bits(isWithin(text, 0xC0, 0xFF)) << shift;
        block->latinLeads |= bits(is(text, 0xC3)) << shift;
        block->signWords |= starts(from, kSignWords) << shift;
        block->numberWords |= starts(from, kNumberWords) << shift;
    }

    ATALAIA_AVX2 static SignBlock read(const char *from)
    {
        SignBlock block;
        readHalf(from, 0, &block);
        readHalf(from + 32, 32, &block);
        return block;
    }
};

#define ATALAIA_AVX512 __attribute__((target("avx512f,avx512bw")))

struct Avx512
{
    ATALAIA_AVX512 static inline quint64 is(__m512i text, int byte)
    {
        return _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(char(byte)));
    }

    ATALAIA_AVX512 static inline quint64 isWithin(__m512i text, int first, int last)
    {
        return _mm512_cmple_epu8_mask(_mm512_sub_epi8(text, _mm512_set1_epi8(char(first))),
                                      _mm512_set1_epi8(char(last - first)));
    }

    ATALAIA_AVX512 static inline __m512i table(const std::array<uchar, 16> &entries)
    {
        return _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i *>(entries.data())));
    }

    template <int Length> ATALAIA_AVX512 static inline quint64 starts(const char *from, const HalfBytes<Length> &words)
    {
        const __m512i half = _mm512_set1_epi8(0xF);
        __m512i groups = _mm512_set1_epi8(-1);
        for (int i = 0; i < Length; ++i) {
            const __m512i text = _mm512_loadu_si512(from + i);
            const __m512i low = _mm512_shuffle_epi8(table(words.low[size_t(i)]), _mm512_and_si512(text, half));
            const __m512i high = _mm512_shuffle_epi8(table(words.high[size_t(i)]),
                                                     _mm512_and_si512(_mm512_srli_epi16(text, 4), half));
            groups = _mm512_and_si512(groups, _mm512_and_si512(low, high));
        }
        return _mm512_test_epi8_mask(groups, groups);
    }

    ATALAIA_AVX512 static SignBlock read(const char *from)
    {
        const __m512i text = _mm512_loadu_si512(from);
        const __m512i small = _mm512_or_si512(text, _mm512_set1_epi8(0x20));
        SignBlock block;
        block.digits = isWithin(text, '0', '9');
        block.letters = isWithin(small, 'a', 'z');
        block.spaces = is(text, ' ') | isWithin(text, '\t', '\n') | is(text, '\r');
        block.ats = is(text, '@');
        block.dots = is(text, '.');
        block.colons = is(text, ':');
        block.joints = is(small, 'e') | is(small, 'y');
        block.leads = isWithin(text, 0xC0, 0xFF);
        block.latinLeads = is(text, 0xC3);
        block.signWords = starts(from, kSignWords);
        block.numberWords = starts(from, kNumberWords);
        return block;
    }
};

#endif

} // namespace

std::vector<SignBlocks> allSignBlocks()
{
    std::vector<SignBlocks> all{{"plain", readPlain, narrowPlain}};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2"))
        all.push_back({"avx2", Avx2::read, narrowSse2});
    if (__builtin_cpu_supports("avx512bw"))
        all.push_back({"avx512", Avx512::read, narrowSse2});
#endif
    return all;
}

const SignBlocks &signBlocks()
{
    static const SignBlocks fastest = allSignBlocks().back();
    return fastest;
}

} // namespace atalaia
