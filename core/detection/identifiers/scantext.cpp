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

/// The shortest number of number words in a row that is read as one number: "um dois tres" counts, it
/// does not name.
constexpr int kNumberWordsInRow = 5;
constexpr int kLongestWord = 14;
constexpr char16_t kPlaceholder = u'\uFFFC'; ///< for characters beyond the basic plane

constexpr std::array<std::u16string_view, 14> kSecretWords = {
        u"senha",    u"senhas",    u"contraseña", u"contrasena", u"contraseñas", u"clave",  u"claves",
        u"password", u"passwords", u"passwd",     u"pwd",        u"passcode",    u"пароль", u"пароля",
};

/// "at" only in brackets.
constexpr std::array<std::u16string_view, 4> kSpokenAts = {u"arroba", u"at", u"собака", u"равлик"};

bool isSecretWord(std::u16string_view word)
{
    for (const std::u16string_view known : kSecretWords) {
        if (word == known)
            return true;
    }
    return false;
}

/// From U+00C0 on, lower case.
constexpr std::u16string_view kLatin1Folds = u"aaaaaaæceeeeiiiiðnooooo×øuuuuyþßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþy";
static_assert(kLatin1Folds.size() == 64);

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

constexpr WordFilter interestingWords()
{
    WordFilter filter;
    for (const std::u16string_view word : kSecretWords)
        filter.add(word);
    for (const std::u16string_view word : numberWords())
        filter.add(word);
    for (const std::u16string_view word : kSpokenAts)
        filter.add(word);
    for (const std::u16string_view word : {std::u16string_view(u"e"), std::u16string_view(u"y")})
        filter.add(word);
    return filter;
}

constexpr WordFilter kInterestingWords = interestingWords();

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

void judgeWord(QStringView word, char16_t before, int &numberWords, TextSigns &signs)
{
    std::array<char16_t, kLongestWord> lower{};
    for (qsizetype i = 0; i < word.size(); ++i)
        lower[size_t(i)] = lowerUnit(word[i].unicode());
    const std::u16string_view known(lower.data(), size_t(word.size()));
    const bool isBracketed = before == u'(' || before == u'[';
    if (std::find(kSpokenAts.begin(), kSpokenAts.end(), known) != kSpokenAts.end() && (known != u"at" || isBracketed))
        signs.hasSpokenAt = true;
    signs.hasSecretWord = signs.hasSecretWord || isSecretWord(known);
    const QStringView view(known.data(), word.size());
    if (numberOfWord(view) >= 0) {
        if (++numberWords >= kNumberWordsInRow)
            signs.hasNumberWords = true;
    } else if (!joinsNumbers(view)) {
        numberWords = 0;
    }
}

bool isWordUnit(char16_t unit)
{
    return (unit | 0x20U) - u'a' < 26U || (unit >= 0xC0 && unit < 0x2000) || unit == u'\'' || unit == 0x2019;
}

} // namespace

bool TextSigns::isWorthReading() const
{
    return digits >= 3 || hasAt || hasSecretWord || hasSpokenAt || hasNumberWords || hasKeyStart;
}

TextSigns signsOf(QStringView text)
{
    TextSigns signs;
    int numberWords = 0;
    const char16_t *const units = text.utf16();
    const qsizetype size = text.size();
    for (qsizetype i = 0; i < size;) {
        const char16_t unit = units[i];
        if (isWordUnit(unit)) {
            const qsizetype start = i;
            signs.hasKeyStart = signs.hasKeyStart || (mayStartKey(unit) && isKeyStart(units + i, size - i));
            while (i < size && isWordUnit(units[i]))
                ++i;
            if (i - start <= kLongestWord && kInterestingWords.mayHold({units + start, size_t(i - start)}))
                judgeWord(text.sliced(start, i - start), start > 0 ? units[start - 1] : u' ', numberWords, signs);
            else
                numberWords = 0;
            continue;
        }
        ++i;
        if (unit < 0x80) {
            signs.digits += isDigitUnit(unit) ? 1 : 0;
            signs.hasAt = signs.hasAt || unit == u'@';
        } else if (unit >= 0xFF01 && unit <= 0xFF5E) {
            signs.digits += isDigitUnit(plainUnit(unit)) ? 1 : 0;
            signs.hasAt = signs.hasAt || unit == 0xFF20;
        } else if (unit == 0xD835) {
            ++signs.digits; // the first half of the mathematical alphabets
        }
    }
    return signs;
}

char16_t foldedUnit(char16_t unit)
{
    if (unit < 0x80)
        return lowerUnit(unit);
    char16_t folded = lowerUnit(unit);
    if (folded >= 0xC0 && folded < 0x100)
        return kLatin1Folds[folded - 0xC0U];
    if (folded >= 0x100 && folded < 0x250) {
        const QString parts = QChar(folded).decomposition();
        if (!parts.isEmpty() && QChar(folded).decompositionTag() == QChar::Canonical)
            folded = parts.front().unicode();
    }
    return folded == 0x2019 ? u'\'' : folded;
}

bool isLetterUnit(char16_t unit)
{
    return unit < 0x80 ? isAsciiLetter(unit) : QChar::isLetter(char32_t(unit));
}

ScanText::ScanText(QStringView text, const TextSigns &signs)
{
    m_chars.reserve(size_t(text.size()));
    m_folded.reserve(size_t(text.size()));
    int codePoint = 0;
    for (qsizetype i = 0; i < text.size(); ++i, ++codePoint) {
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
