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
    case 0xE4: // Han letters, as in texts that were decoded wrongly
    case 0xE5:
    case 0xE6:
    case 0xE7:
    case 0xE8:
    case 0xE9:
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
    if (unit <= 0xFF || (unit >= 0x2000 && unit < 0x3000) || (unit >= 0x4000 && unit < 0xA000)
        || (unit >= 0xFE00 && unit < 0xFE40) || unit == 0xFEFF)
        return true;
    if (QChar::isLowSurrogate(unit))
        return true; // its other half was asked
    return unit >= 0xD83C && unit <= 0xD83F && QChar::isLowSurrogate(next) && !(unit == 0xD83E && next >= 0xDFC0);
}

bool isHidden(char16_t unit)
{
    return unit == 0xAD || (unit >= 0x200B && unit <= 0x200F) || (unit >= 0x202A && unit <= 0x202E)
           || (unit >= 0x2060 && unit <= 0x2064) || (unit >= 0xFE00 && unit <= 0xFE0F) || unit == 0xFEFF
           || unit == 0x20E3;
}

/// Beginnings of keys to programs.
template <typename Unit> bool isKeyStart(const Unit *units, qsizetype size)
{
    constexpr std::array<std::string_view, 9> kStarts = {"AKIA", "ASIA", "ABIA", "ACCA", "AIza",
                                                         "ghp_", "xox",  "eyJ",  "sk_"};
    return std::any_of(kStarts.begin(), kStarts.end(), [units, size](std::string_view start) {
        return size >= qsizetype(start.size())
               && std::equal(start.begin(), start.end(), units, [](char a, Unit b) { return Unit(a) == b; });
    });
}

template <typename Unit> bool hasKeyStart(const Unit *units, qsizetype size)
{
    for (qsizetype at = 0; at + 2 < size; ++at) {
        const Unit unit = units[at];
        const Unit next = units[at + 1];
        const bool mayStart = (unit == 'A' && next >= 'A' && next <= 'S') || (unit == 'g' && next == 'h')
                              || (unit == 'x' && next == 'o') || (unit == 'e' && next == 'y')
                              || (unit == 's' && next == 'k');
        if (mayStart && isKeyStart(units + at, size - at))
            return true;
    }
    return false;
}

/// Reads block after block.
class Glance
{
public:
    explicit Glance(bool isUtf8) : m_isUtf8(isUtf8) {}

    void read(const SignBlock &block, qsizetype size)
    {
        const quint64 all = ~quint64(0) >> (kSize - size);
        if (block.digits != 0 || block.colons != 0) {
            m_glance.digits += std::popcount(block.digits);
            m_glance.colons += std::popcount(block.colons);
        }
        m_glance.mayHoldWord = m_glance.mayHoldWord || (block.signWords & all) != 0;
        readNeighbours(block);
        readTokens(all & ~block.spaces, size);
        readNumberWords(block);
    }

    void setAddress() { m_glance.mayHoldAddress = true; }
    void setOdd() { m_glance.isOdd = true; }
    void setHidden() { m_glance.hasHidden = true; }

    template <typename Unit> [[nodiscard]] TextGlance finished(const Unit *units, qsizetype size)
    {
        m_glance.mayHoldKey = m_glance.mayHoldKey && hasKeyStart(units, size);
        return m_glance;
    }

private:
    /// What the next block begins with is not known: it may be anything.
    void readNeighbours(const SignBlock &block)
    {
        if (block.digits == 0 && m_before.digits == 0) {
            m_before = {0, block.letters};
            return;
        }
        constexpr quint64 kLast = quint64(1) << (kSize - 1);
        const auto shifted = [](quint64 bits, quint64 before, int by) { return bits << by | before >> (kSize - by); };
        const quint64 nextIsDigit = block.digits >> 1 | kLast;
        m_glance.dots += std::popcount(block.dots & nextIsDigit & shifted(block.digits, m_before.digits, 1));
        const quint64 wordBefore = shifted(block.letters | block.digits, m_before.letters | m_before.digits, 3);
        const quint64 iban = block.digits & nextIsDigit & shifted(block.letters, m_before.letters, 1)
                             & shifted(block.letters, m_before.letters, 2) & ~wordBefore;
        m_glance.mayHoldIban = m_glance.mayHoldIban || iban != 0;
        m_before = {block.digits, block.letters};
    }

    void readTokens(quint64 token, qsizetype size)
    {
        quint64 run = token & token >> 1;
        run &= run >> 2;
        run &= run >> 4; // eight in a row begin here
        const int first = m_token + std::countr_one(token);
        m_glance.hasToken = m_glance.hasToken || first >= TextGlance::kToken || (run & run >> 6) != 0;
        m_glance.mayHoldKey = m_glance.mayHoldKey || first >= TextGlance::kKey || (run & run >> 8) != 0;
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
        if (numbers == 0 && others != 0) {
            m_numbers = 0;
            return;
        }
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
    struct
    {
        quint64 digits = 0;
        quint64 letters = 0;
    } m_before; ///< the block before
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

/// What is beyond Latin-1. False: letters or digits of it.
bool readWide(QStringView text, Glance &glance)
{
    constexpr char16_t kFirstPicture = 0x2070; // before them are punctuation and what is hidden
    const char16_t *const units = text.utf16();
    char16_t visible = u' ';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = units[i];
        if (!isHidden(unit)) {
            if (!isMeaningless(unit, i + 1 < text.size() ? units[i + 1] : u'\0'))
                return false;
            visible = unit;
        } else if (visible < kFirstPicture) { // those behind a picture belong to it
            glance.setHidden();
        }
    }
    return true;
}

} // namespace

bool TextGlance::isWorthReading() const
{
    constexpr int kFewestDigits = 3; // of any identifier: a security code has three
    return digits >= kFewestDigits || mayHoldAddress || mayHoldWord || mayHoldKey || isOdd;
}

TextGlance TextGlance::ofOddText()
{
    TextGlance glance;
    glance.isOdd = true;
    return glance;
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
    return glance.finished(utf8.data(), utf8.size());
}

TextGlance glanceAt(QStringView text)
{
    constexpr qsizetype kMost = 4096; ///< units; what is longer is no chat message and read closely
    std::array<char, kMost> room;
    const char16_t *const units = text.utf16();
    Glance glance(false);
    if (text.size() > kMost || (signBlocks().narrow(units, text.size(), room.data()) && !readWide(text, glance)))
        return TextGlance::ofOddText();
    const QByteArrayView bytes(room.data(), text.size());
    readBlocks(bytes, glance, [bytes, &glance](const SignBlock &block, qsizetype start) {
        for (quint64 ats = block.ats; ats != 0; ats &= ats - 1) {
            if (isAddressSign(bytes, start + std::countr_zero(ats)))
                glance.setAddress();
        }
    });
    if (bytes.contains('\xAD'))
        glance.setHidden();
    return glance.finished(units, text.size());
}

} // namespace atalaia
