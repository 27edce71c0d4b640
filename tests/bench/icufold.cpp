// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanpeers.h"

#ifdef BENCH_HAS_ICU

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

namespace atalaia::bench {

namespace {

bool isIn(UChar32 c, UChar32 first, UChar32 last)
{
    return c >= first && c <= last;
}

bool isDecoration(UChar32 c)
{
    return isIn(c, 0x0300, 0x036F) || isIn(c, 0x0483, 0x0489) || isIn(c, 0x1AB0, 0x1AFF) || isIn(c, 0x1DC0, 0x1DFF)
           || isIn(c, 0x20D0, 0x20FF) || isIn(c, 0xFE20, 0xFE2F);
}

class TwoPassFold final : public IcuFold
{
public:
    TwoPassFold()
    {
        UErrorCode status = U_ZERO_ERROR;
        m_caseFold = icu::Normalizer2::getNFKCCasefoldInstance(status);
        m_decompose = icu::Normalizer2::getNFDInstance(status);
        m_compose = icu::Normalizer2::getNFCInstance(status);
        if (U_FAILURE(status))
            qFatal("ICU has no normalisers");
    }

    const std::string &fold(const QByteArray &text) override
    {
        UErrorCode status = U_ZERO_ERROR;
        m_first.clear();
        m_second.clear();
        icu::StringByteSink<std::string> first(&m_first);
        m_caseFold->normalizeUTF8(0, icu::StringPiece(text.constData(), int32_t(text.size())), first, &m_firstEdits,
                                  status);
        icu::StringByteSink<std::string> second(&m_second);
        m_decompose->normalizeUTF8(0, m_first, second, &m_secondEdits, status);
        stripMarks();
        return m_folded;
    }

    int originalByte(int folded) const override
    {
        UErrorCode status = U_ZERO_ERROR;
        const int second = m_sources[size_t(folded)];
        const int first = m_secondEdits.getFineIterator().sourceIndexFromDestinationIndex(second, status);
        return m_firstEdits.getFineIterator().sourceIndexFromDestinationIndex(first, status);
    }

    QByteArray composed(const QByteArray &text) override
    {
        UErrorCode status = U_ZERO_ERROR;
        std::string bytes;
        m_compose->normalize(icu::UnicodeString::fromUTF8(fold(text)), status).toUTF8String(bytes);
        return QByteArray::fromStdString(bytes);
    }

private:
    /// Letters of their own keep theirs: n with tilde, short i.
    void stripMarks()
    {
        m_folded.clear();
        m_sources.clear();
        UChar32 base = 0;
        const auto size = int32_t(m_second.size());
        for (int32_t at = 0; at < size;) {
            const int32_t start = at;
            UChar32 c = 0;
            U8_NEXT(m_second.data(), at, size, c);
            const bool isOwn = (c == 0x0303 && base == 'n') || isIn(base, 0x0400, 0x052F);
            if (isDecoration(c) && !isOwn)
                continue;
            base = c;
            for (int32_t i = start; i < at; ++i) {
                m_folded += m_second[size_t(i)];
                m_sources.push_back(start);
            }
        }
        m_sources.push_back(size);
    }

    const icu::Normalizer2 *m_caseFold = nullptr;
    const icu::Normalizer2 *m_decompose = nullptr;
    const icu::Normalizer2 *m_compose = nullptr;
    icu::Edits m_firstEdits;
    icu::Edits m_secondEdits;
    std::string m_first;
    std::string m_second;
    std::string m_folded;
    std::vector<int> m_sources; ///< by byte of m_folded, and of its end
};

} // namespace

std::unique_ptr<IcuFold> makeIcuFold()
{
    return std::make_unique<TwoPassFold>();
}

} // namespace atalaia::bench

#else

namespace atalaia::bench {

std::unique_ptr<IcuFold> makeIcuFold()
{
    return nullptr;
}

} // namespace atalaia::bench

#endif
