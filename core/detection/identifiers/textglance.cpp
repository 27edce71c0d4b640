// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/textglance.h"

#include "detection/identifiers/scantext.h"
#include "detection/identifiers/signblock.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string_view>

namespace atalaia {

namespace {

constexpr qsizetype kSize = SignBlocks::kSize;
constexpr qsizetype kAhead = SignBlocks::kAhead;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Whether a byte may end a local part, or begin a label, or be something that is neither seen nor known.
bool mayTouchAt(char c, std::string_view signs)
{
    const bool isLetter = (uchar(c) | 0x20U) - 'a' < 26U;
    return isLetter || (c >= '0' && c <= '9') || uchar(c) >= 0x80 || signs.find(c) != std::string_view::npos;
}

/// Mentions and addresses differ in what stands beside the sign. `text` begins at the first byte.
bool isAddressSign(QByteArrayView text, qsizetype at)
{
    if (at == 0 || at + 1 == text.size())
        return false;
    const char before = text[at - 1];
    const char after = text[at + 1];
    if (isBlank(before) && isBlank(after))
        return true; // "joana @ gmail . com"
    return mayTouchAt(before, ".!#$&'*+/=?^_`{|}~-") && mayTouchAt(after, "-");
}

/// Beyond Latin-1, in UTF-8: punctuation, signs and pictures, which are nothing in any identifier.
bool isMeaningless(QByteArrayView text, qsizetype lead)
{
    const auto byte = [text, lead](qsizetype i) { return lead + i < text.size() ? uchar(text[lead + i]) : uchar(0); };
    switch (byte(0)) {
    case 0xC2:
    case 0xE2:
        return true;
    case 0xEF: // how a picture is drawn, the mark of a beginning
        return byte(1) == 0xB8 || byte(1) == 0xBB;
    case 0xF0:
        return byte(1) == 0x9F && byte(2) != 0xAF; // there are digits
    default:
        return false;
    }
}

/// The same in UTF-16.
bool isMeaningless(char16_t unit, char16_t next)
{
    if (unit <= 0xFF || (unit >= 0x2000 && unit < 0x3000) || (unit >= 0xFE00 && unit < 0xFE40) || unit == 0xFEFF)
        return true;
    if (QChar::isLowSurrogate(unit))
        return true; // its other half was asked
    return unit >= 0xD83C && unit <= 0xD83F && QChar::isLowSurrogate(next) && !(unit == 0xD83E && next >= 0xDFC0);
}

/// Reads block after block.
class Glance
{
public:
    explicit Glance(bool isUtf8) : m_isUtf8(isUtf8) {}

    void read(const SignBlock &block, qsizetype size)
    {
        const quint64 all = ~quint64(0) >> (kSize - size);
        m_glance.digits += std::popcount(block.digits);
        m_glance.dots += std::popcount(block.dots);
        m_glance.colons += std::popcount(block.colons);
        m_glance.mayHoldWord = m_glance.mayHoldWord || (block.signWords & all) != 0;
        const quint64 glued = block.digits & (block.letters << 1 | quint64(m_isAfterLetter));
        m_glance.hasDigitAfterLetter = m_glance.hasDigitAfterLetter || glued != 0;
        m_isAfterLetter = block.letters >> (kSize - 1) != 0;
        readTokens(all & ~block.spaces, size);
        readNumberWords(block);
    }

    void setAddress() { m_glance.mayHoldAddress = true; }
    void setOdd() { m_glance.isOdd = true; }
    void setHidden() { m_glance.hasHidden = true; }
    [[nodiscard]] const TextGlance &glance() const { return m_glance; }

private:
    void readTokens(quint64 token, qsizetype size)
    {
        quint64 run = token & token >> 1;
        run &= run >> 2;
        run &= run >> 4; // eight in a row begin here
        const int first = m_token + std::countr_one(token);
        m_glance.hasToken = m_glance.hasToken || first >= TextGlance::kToken || (run & run >> 6) != 0;
        m_glance.hasKey = m_glance.hasKey || first >= TextGlance::kKey || (run & run >> 8) != 0;
        m_token = first >= size ? first : std::countl_one(token << (kSize - size));
    }

    /// Enough in a row; letters that join two of them do not count and do not part.
    void readNumberWords(const SignBlock &block)
    {
        const quint64 latin = m_isUtf8 ? block.latinLeads | block.latinLeads << 1 | quint64(m_isInLatin) : block.leads;
        const quint64 letters = block.letters | latin;
        const quint64 starts = letters & ~(letters << 1 | quint64(m_isInWord));
        m_isInWord = letters >> (kSize - 1) != 0;
        m_isInLatin = block.latinLeads >> (kSize - 1) != 0;
        quint64 numbers = starts & block.numberWords;
        quint64 others = starts & ~numbers & ~(block.joints & ~(block.letters >> 1));
        if (m_numbers + std::popcount(numbers) >= kNumberWordsInRow) {
            for (; others != 0; others &= others - 1) {
                const quint64 before = (others & (~others + 1)) - 1;
                m_numbers += std::popcount(numbers & before);
                if (m_numbers >= kNumberWordsInRow)
                    break;
                numbers &= ~before;
                m_numbers = 0;
            }
        } else if (others != 0) {
            numbers &= ~(~quint64(0) >> std::countl_zero(others)); // behind the last of them
            m_numbers = 0;
        }
        m_numbers += std::popcount(numbers);
        m_glance.mayHoldWord = m_glance.mayHoldWord || m_numbers >= kNumberWordsInRow;
    }

    TextGlance m_glance;
    bool m_isUtf8;
    bool m_isAfterLetter = false;
    bool m_isInWord = false;
    bool m_isInLatin = false;
    int m_token = 0;
    int m_numbers = 0;
};

/// `signsAt` is called with each block and where it begins.
template <typename SignsAt> void readBlocks(QByteArrayView bytes, Glance &glance, const SignsAt &signsAt)
{
    const SignBlocks &blocks = signBlocks();
    qsizetype at = 0;
    for (; at + kSize + kAhead <= bytes.size(); at += kSize) {
        const SignBlock block = blocks.read(bytes.data() + at);
        glance.read(block, kSize);
        signsAt(block, at);
    }
    std::array<char, 2 * kSize + kAhead> rest{};
    if (at < bytes.size())
        std::memcpy(rest.data(), bytes.data() + at, size_t(bytes.size() - at));
    for (const qsizetype start = at; at < bytes.size(); at += kSize) {
        const SignBlock block = blocks.read(rest.data() + (at - start));
        glance.read(block, std::min(kSize, bytes.size() - at));
        signsAt(block, at);
    }
}

} // namespace

bool TextGlance::isWorthReading() const
{
    constexpr int kFewestDigits = 3; // of any identifier: a security code has three
    return digits >= kFewestDigits || mayHoldAddress || mayHoldWord || hasKey || isOdd;
}

TextGlance glanceAt(QByteArrayView utf8)
{
    Glance glance(true);
    readBlocks(utf8, glance, [utf8, &glance](const SignBlock &block, qsizetype start) {
        for (quint64 ats = block.ats; ats != 0; ats &= ats - 1) {
            if (isAddressSign(utf8, start + std::countr_zero(ats)))
                glance.setAddress();
        }
        for (quint64 leads = block.leads & ~block.latinLeads; leads != 0; leads &= leads - 1) {
            if (!isMeaningless(utf8, start + std::countr_zero(leads)))
                glance.setOdd();
        }
    });
    return glance.glance();
}

TextGlance glanceAt(QStringView text)
{
    constexpr qsizetype kMost = 4096; ///< units; what is longer is no chat message and read closely
    std::array<char, kMost> room;
    Glance glance(false);
    if (text.size() > kMost) {
        glance.setOdd();
        return glance.glance();
    }
    const char16_t *const units = text.utf16();
    const bool hasWide = signBlocks().narrow(units, text.size(), room.data());
    for (qsizetype i = 0; hasWide && i < text.size(); ++i) {
        if (!isMeaningless(units[i], i + 1 < text.size() ? units[i + 1] : u'\0')) {
            glance.setOdd();
            return glance.glance();
        }
    }
    const QByteArrayView bytes(room.data(), text.size());
    readBlocks(bytes, glance, [bytes, &glance](const SignBlock &block, qsizetype start) {
        for (quint64 ats = block.ats; ats != 0; ats &= ats - 1) {
            if (isAddressSign(bytes, start + std::countr_zero(ats)))
                glance.setAddress();
        }
    });
    constexpr char kSoftHyphen = '\xAD';
    if (hasWide || (glance.glance().digits > 0 && bytes.contains(kSoftHyphen)))
        glance.setHidden();
    return glance.glance();
}

} // namespace atalaia
