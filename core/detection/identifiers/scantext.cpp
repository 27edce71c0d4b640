// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/scantext.h"

#include "detection/identifiers/numberwords.h"
#include "detection/identifiers/wordfilter.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace atalaia {

namespace {

constexpr int kLongestWord = 14;
constexpr char16_t kPlaceholder = u'\uFFFC'; ///< for characters beyond the basic plane

constexpr std::array<std::u16string_view, 14> kSecretWords = {
        u"senha",    u"senhas",    u"contraseña", u"contrasena", u"contraseñas", u"clave",  u"claves",
        u"password", u"passwords", u"passwd",     u"pwd",        u"passcode",    u"пароль", u"пароля",
};

bool isSecretWord(std::u16string_view word)
{
    for (const std::u16string_view known : kSecretWords) {
        if (word == known)
            return true;
    }
    return false;
}

char16_t lowerUnit(char16_t unit)
{
    if (unit < 0x80)
        return unit >= u'A' && unit <= u'Z' ? char16_t(unit + 32) : unit;
    return QChar::toLower(unit);
}

bool isInvisible(char16_t unit)
{
    return unit == 0xAD || (unit >= 0x200B && unit <= 0x200F) || (unit >= 0x202A && unit <= 0x202E)
           || (unit >= 0x2060 && unit <= 0x2064) || unit == 0xFEFF || (unit >= 0xFE00 && unit <= 0xFE0F)
           || unit == 0x20E3 || (unit >= 0x300 && unit <= 0x36F);
}

char16_t plainUnit(char16_t unit)
{
    if (unit < 0x80)
        return unit == u'\t' ? u' ' : unit;
    if (unit >= 0x2010 && unit <= 0x2015)
        return u'-';
    if (unit == 0x2212 || unit == 0xFE63 || unit == 0xFF0D)
        return u'-';
    if (unit >= 0xFF01 && unit <= 0xFF5E) // full width
        return char16_t(unit - 0xFF01 + 0x21);
    if (unit == 0xA0 || (unit >= 0x2000 && unit <= 0x200A) || unit == 0x202F || unit == 0x3000)
        return u' ';
    if (unit == 0x2028 || unit == 0x2029)
        return u'\n';
    if (const int value = QChar::digitValue(char32_t(unit)); value >= 0 && QChar::isDigit(char32_t(unit)))
        return char16_t(u'0' + value);
    return unit;
}

/// "at" only in brackets.
constexpr std::array<std::u16string_view, 4> kSpokenAts = {u"arroba", u"собака", u"равлик", u"at"};

constexpr WordFilter filterOfSigns()
{
    WordFilter filter;
    for (const std::u16string_view word : kSecretWords)
        filter.add(word.data(), word.size());
    for (const std::u16string_view word : kSpokenAts)
        filter.add(word.data(), word.size());
    return filter;
}

constexpr WordFilter kSignWords = filterOfSigns();

/// Beginnings of keys which may have fewer than three digits.
bool isKeyStart(const char16_t *units, qsizetype size)
{
    constexpr std::array<std::u16string_view, 10> kStarts = {u"AKIA", u"ASIA", u"ABIA", u"ACCA", u"AIza",
                                                             u"ghp_", u"xox",  u"eyJ",  u"sk_",  u"BEGIN "};
    if (size < 3 || (units[0] == u'e' && units[1] != u'y') || (units[0] == u's' && units[1] != u'k'))
        return false;
    const std::u16string_view rest(units, size_t(std::min<qsizetype>(size, 6)));
    return std::any_of(kStarts.begin(), kStarts.end(),
                       [rest](std::u16string_view start) { return rest.substr(0, start.size()) == start; });
}

constexpr bool mayStartKey(char16_t unit)
{
    return unit == u'A' || unit == u'g' || unit == u'x' || unit == u'e' || unit == u's' || unit == u'B';
}

/// Reads the words of a text one after the other and keeps the signs up to date.
class WordSigns
{
public:
    explicit WordSigns(TextSigns &signs) : m_signs(signs) {}

    /// `before`: what stands directly before the word.
    void read(QStringView word, char16_t before)
    {
        const auto length = size_t(word.size());
        if (length > size_t(kLongestWord)) {
            m_numberWords = 0;
            return;
        }
        const char16_t first = lowerUnit(word.front().unicode());
        const char16_t second = length > 1 ? lowerUnit(word.at(1).unicode()) : u'\0';
        if (length > 1 && !kSignWords.mayHave(first, second, length) && !mayBeNumber(first, second, length)) {
            m_numberWords = 0;
            return;
        }
        std::array<char16_t, kLongestWord> lower{};
        std::transform(word.begin(), word.end(), lower.begin(), [](QChar c) { return lowerUnit(c.unicode()); });
        judge(std::u16string_view(lower.data(), length), before);
    }

private:
    void judge(std::u16string_view word, char16_t before)
    {
        if (word == u"arroba" || word == u"собака" || word == u"равлик"
            || (word == u"at" && (before == u'(' || before == u'[')))
            m_signs.hasSpokenAt = true;
        if (word.size() >= 3 && isSecretWord(word))
            m_signs.hasSecretWord = true;
        const QStringView view(word.data(), qsizetype(word.size()));
        if (word.size() >= 2 && numberOfWord(view) >= 0) {
            if (++m_numberWords >= kNumberWordsInRow)
                m_signs.hasNumberWords = true;
        } else if (!joinsNumbers(view)) {
            m_numberWords = 0;
        }
    }

    TextSigns &m_signs;
    int m_numberWords = 0;
};

bool isWordUnit(char16_t unit)
{
    return (unit | 0x20U) - u'a' < 26U || (unit >= 0xC0 && unit < 0x2000) || unit == u'\'' || unit == 0x2019;
}

/// Word by word, with every script.
TextSigns signsOfWords(QStringView text)
{
    TextSigns signs;
    WordSigns words(signs);
    const char16_t *const units = text.utf16();
    const qsizetype size = text.size();
    for (qsizetype at = 0; at < size;) {
        const char16_t unit = units[at];
        if (isWordUnit(unit)) {
            const qsizetype start = at;
            signs.hasKeyStart = signs.hasKeyStart || (mayStartKey(unit) && isKeyStart(units + at, size - at));
            while (at < size && isWordUnit(units[at]))
                ++at;
            words.read(text.sliced(start, at - start), start > 0 ? units[start - 1] : u' ');
            continue;
        }
        ++at;
        if (isDigitUnit(unit)) {
            ++signs.digits;
        } else if (unit == u'@' || unit == 0xFF20) {
            signs.hasAt = true;
        } else if (QChar::isHighSurrogate(unit) && at < size && QChar::isLowSurrogate(units[at])) {
            // the mathematical alphabets have digits, emoji are none
            signs.digits += QChar::isDigit(QChar::surrogateToUcs4(unit, units[at])) ? 1 : 0;
            ++at;
        } else if (unit >= 0xFF01) {
            signs.digits += isDigitUnit(plainUnit(unit)) ? 1 : 0;
        }
    }
    return signs;
}

} // namespace

TextSigns signsOf(QStringView text, const TextGlance &glance)
{
    if (glance.isOdd || glance.mayHoldWord || glance.mayHoldKey)
        return signsOfWords(text);
    TextSigns signs;
    signs.digits = glance.digits;
    signs.hasAt = glance.mayHoldAddress;
    return signs;
}

namespace {

/// Of letters with accents, once for all.
constexpr char16_t kFoldedUnits = 0x250;

char16_t foldedSlowly(char16_t unit)
{
    const char16_t lower = lowerUnit(unit);
    if (lower < 0xC0 || lower >= kFoldedUnits)
        return lower;
    const QString parts = QChar(lower).decomposition();
    const bool isAccented = !parts.isEmpty() && QChar(lower).decompositionTag() == QChar::Canonical;
    return isAccented ? parts.front().unicode() : lower;
}

std::array<char16_t, kFoldedUnits> makeFoldedUnits()
{
    std::array<char16_t, kFoldedUnits> table{};
    for (char16_t unit = 0; unit < kFoldedUnits; ++unit)
        table[unit] = foldedSlowly(unit);
    return table;
}

} // namespace

namespace {

const std::array<char16_t, kFoldedUnits> &foldedUnits()
{
    static const std::array<char16_t, kFoldedUnits> folded = makeFoldedUnits();
    return folded;
}

} // namespace

char16_t foldedUnit(char16_t unit)
{
    if (unit < kFoldedUnits)
        return foldedUnits()[unit];
    const char16_t lower = foldedSlowly(unit);
    return lower == 0x2019 ? u'\'' : lower;
}

ScanText::ScanText(QStringView text, const TextSigns &signs)
{
    m_chars.resize(size_t(text.size()));
    m_folded.resize(size_t(text.size()));
    const qsizetype plain = copyPlain(text);
    m_chars.resize(size_t(plain));
    m_folded.resize(size_t(plain));
    int codePoint = int(plain);
    for (qsizetype i = plain; i < text.size(); ++i, ++codePoint) {
        const char16_t unit = text.at(i).unicode();
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            const char32_t whole = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
            const bool isDigit = QChar::isDigit(whole); // the mathematical alphabets have digits
            append(isDigit ? char16_t(u'0' + QChar::digitValue(whole)) : kPlaceholder, codePoint, codePoint + 1);
        } else if (isInvisible(unit)) {
            if (m_sources.empty()) {
                for (int known = 0; known < codePoint; ++known)
                    m_sources.push_back({known, known + 1});
            }
            if (unit == 0x20E3 && !m_sources.empty()) // a keycap belongs to its digit
                m_sources.back().end = codePoint + 1;
        } else {
            append(plainUnit(unit), codePoint, codePoint + 1);
        }
    }
    if (signs.hasNumberWords)
        replaceNumberWords();
}

/// What is taken unit for unit: most texts from their beginning to their end. Returns how much.
qsizetype ScanText::copyPlain(QStringView text)
{
    constexpr char16_t kFirstOdd = 0xAD; // soft hyphen; before it are Latin letters, signs and one space
    char16_t *const chars = m_chars.data();
    char16_t *const folded = m_folded.data();
    const std::array<char16_t, kFoldedUnits> &table = foldedUnits();
    qsizetype at = 0;
    for (; at < text.size(); ++at) {
        const char16_t unit = text.utf16()[at];
        if (unit >= kFirstOdd && (unit < 0xC0 || unit >= 0x100))
            break;
        chars[at] = unit == u'\t' || unit == 0xA0 ? u' ' : unit;
        folded[at] = table[chars[at]];
    }
    return at;
}

void ScanText::append(char16_t unit, int start, int end)
{
    if (m_sources.empty() && (start != size() || end != start + 1)) {
        for (int known = 0; known < size(); ++known)
            m_sources.push_back({known, known + 1});
        m_sources.push_back({start, end});
    } else if (!m_sources.empty()) {
        m_sources.push_back({start, end});
    }
    m_chars += unit;
    m_folded += foldedUnit(unit);
}

namespace {

constexpr int kWidestGap = 3; ///< as in numberwindow.cpp

/// What may part the digits of one number, and letters that are read as digits.
bool mayStandInNumber(char16_t unit)
{
    switch (unit) {
    case u' ':
    case u'.':
    case u'-':
    case u'/':
    case u'(':
    case u')':
    case u'\n':
    case u'\r':
    case u'O':
    case u'o':
    case u'l':
    case u'I':
    case u'i': // folded
    case u'|':
        return true;
    default:
        return false;
    }
}

/// "28/12/2023" from `at` on; its end, or `at`.
int endOfDate(QStringView text, int at)
{
    const char16_t *const units = text.utf16();
    const int size = int(text.size());
    const auto digits = [units, size](int from) {
        int end = from;
        while (end < size && isDigitUnit(units[end]))
            ++end;
        return end - from;
    };
    const auto isSlash = [units, size](int place) { return place < size && units[place] == u'/'; };
    const int day = digits(at);
    const int month = at + day + 1;
    if (day > 2 || !isSlash(month - 1))
        return at;
    const int monthDigits = digits(month);
    const int year = month + monthDigits + 1;
    if (monthDigits < 1 || monthDigits > 2 || !isSlash(year - 1))
        return at;
    const int yearDigits = digits(year);
    return yearDigits == 2 || yearDigits == 4 ? year + yearDigits : at;
}

/// Whether nothing that stands in numbers touches [start, end).
bool standsAlone(QStringView text, int start, int end)
{
    const auto isApart = [text](int at) {
        return at < 0 || at >= text.size() || !(mayStandInNumber(text.at(at).unicode()) && text.at(at) != u' ');
    };
    if (!isApart(start - 1) || !isApart(end))
        return false;
    int next = end;
    while (next < text.size() && next - end <= kWidestGap && !isDigitUnit(text.at(next).unicode()))
        ++next;
    return next == text.size() || next - end > kWidestGap;
}

} // namespace

bool hasDigitChain(QStringView text)
{
    const char16_t *const units = text.utf16();
    int chain = 0;
    int gap = 0;
    for (int at = 0; at < int(text.size()); ++at) {
        if (isDigitUnit(units[at])) {
            if (chain == 0) {
                const int end = endOfDate(text, at);
                if (end > at && standsAlone(text, at, end)) {
                    at = end - 1;
                    continue;
                }
            }
            gap = 0;
            if (++chain >= TextOutline::kFewestDigits)
                return true;
        } else if (chain > 0 && (!mayStandInNumber(plainUnit(units[at])) || ++gap > kWidestGap)) {
            chain = 0;
        }
    }
    return false;
}

TextOutline ScanText::outline() const
{
    TextOutline outline;
    const char16_t *const units = m_chars.data();
    const int count = size();
    int tokenStart = 0;
    int lastDigit = -1; ///< of the chain
    int chain = 0;
    for (int at = 0; at < count;) {
        const char16_t unit = units[at];
        if ((unit | 0x20U) >= u'A') { // letters and most of what is no sign
            ++at;
            continue;
        }
        if (isDigitUnit(unit)) {
            const int start = at;
            while (at < count && isDigitUnit(units[at]))
                ++at;
            outline.longestDigits = std::max(outline.longestDigits, at - start);
            chain = chain > 0 && isGap(lastDigit + 1, start) ? chain + at - start : at - start;
            outline.longestChain = std::max(outline.longestChain, chain);
            lastDigit = at - 1;
            outline.hasIbanStart = outline.hasIbanStart
                                   || (at - start >= 2 && start >= 2 && isAsciiLetter(units[start - 1])
                                       && isAsciiLetter(units[start - 2]));
            continue;
        }
        if (unit == u' ' || unit == u'\n' || unit == u'\r') {
            outline.longestToken = std::max(outline.longestToken, at - tokenStart);
            tokenStart = at + 1;
        }
        outline.dots += unit == u'.';
        outline.colons += unit == u':';
        outline.hasDash = outline.hasDash || unit == u'-';
        outline.hasSlash = outline.hasSlash || unit == u'/';
        ++at;
    }
    outline.longestToken = std::max(outline.longestToken, count - tokenStart);
    return outline;
}

/// Whether the digits on both sides may belong together.
bool ScanText::isGap(int from, int to) const
{
    if (to - from > kWidestGap)
        return false;
    return std::all_of(m_chars.begin() + from, m_chars.begin() + to, mayStandInNumber);
}

bool ScanText::isSpelled(int index) const
{
    return !m_sources.empty() && m_sources.at(size_t(index)).end - m_sources.at(size_t(index)).start > 1;
}

Span ScanText::originalSpan(int from, int to) const
{
    if (m_sources.empty())
        return {from, to};
    return {m_sources.at(size_t(from)).start, m_sources.at(size_t(to) - 1).end};
}

namespace {

struct Word
{
    int start = 0;
    int end = 0;
    int number = -1;
    bool joins = false;
};

std::vector<Word> wordsOf(QStringView folded)
{
    std::vector<Word> words;
    const int size = int(folded.size());
    for (int i = 0; i < size; ++i) {
        if (!isLetterUnit(folded.at(i).unicode()))
            continue;
        Word word{i, i, -1, false};
        while (i < size && (isLetterUnit(folded.at(i).unicode()) || folded.at(i) == u'\''))
            ++i;
        word.end = i;
        const QStringView text = folded.sliced(word.start, word.end - word.start);
        word.number = numberOfWord(text);
        word.joins = joinsNumbers(text);
        words.push_back(word);
    }
    return words;
}

bool isBetweenNumbers(QStringView between)
{
    if (between.size() > 4)
        return false;
    for (const QChar character : between) {
        if (!QStringView(u" ,.-/\n").contains(character))
            return false;
    }
    return true;
}

} // namespace

/// A run of number words becomes digits, each digit leading back to its whole word. A ten that is
/// followed by a unit makes one number with it ("vinte e um" is 21).
void ScanText::replaceNumberWords()
{
    const std::u16string chars = std::exchange(m_chars, {});
    const std::u16string folded = std::exchange(m_folded, {});
    std::vector<Source> sources = std::exchange(m_sources, {});
    if (sources.empty()) {
        for (int i = 0; i < int(chars.size()); ++i)
            sources.push_back({i, i + 1});
    }
    const std::vector<Word> words = wordsOf(folded);
    const auto copy = [this, &chars, &folded, &sources](int from, int to) {
        m_chars.append(chars, size_t(from), size_t(to - from));
        m_folded.append(folded, size_t(from), size_t(to - from));
        m_sources.insert(m_sources.end(), sources.begin() + from, sources.begin() + to);
    };
    const auto put = [this, &sources](int number, int digits, int from, int to) {
        const Source source{sources.at(size_t(from)).start, sources.at(size_t(to) - 1).end};
        for (const QChar digit : QString::number(number).rightJustified(digits, u'0')) {
            m_chars += digit.unicode();
            m_folded += digit.unicode();
            m_sources.push_back(source);
        }
    };

    int copied = 0;
    for (size_t i = 0; i < words.size();) {
        size_t last = i;
        int numbers = 0;
        for (size_t j = i; j < words.size() && (words.at(j).number >= 0 || words.at(j).joins); ++j) {
            if (j > i
                && !isBetweenNumbers(
                        QStringView(folded).sliced(words.at(j - 1).end, words.at(j).start - words.at(j - 1).end)))
                break;
            if (words.at(j).number >= 0) {
                ++numbers;
                last = j;
            }
        }
        if (numbers < kNumberWordsInRow || words.at(i).number < 0) {
            ++i;
            continue;
        }
        copy(copied, words.at(i).start);
        for (; i <= last; ++i) {
            const Word &word = words.at(i);
            const bool isTen = word.number >= 20;
            const size_t unit = i + (i + 1 < words.size() && words.at(i + 1).joins ? 2 : 1);
            if (word.number < 0)
                continue;
            if (isTen && unit <= last && words.at(unit).number > 0 && words.at(unit).number < 10) {
                put(word.number + words.at(unit).number, 2, word.start, words.at(unit).end);
                i = unit;
            } else {
                put(word.number, word.number < 10 ? 1 : 2, word.start, word.end);
            }
            if (i < last)
                copy(words.at(i).end, words.at(i).end + 1); // one separator keeps the digits apart
        }
        copied = words.at(last).end;
    }
    copy(copied, int(chars.size()));
}

} // namespace atalaia
