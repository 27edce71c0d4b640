// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportheader.h"

#include "gateway/chatexport/utf8cursor.h"

#include <QChar>

#include <string>
#include <string_view>

namespace atalaia {

namespace {

struct HalfWord
{
    std::u32string_view word; // lower case, without dots and blanks
    DayHalf half;
};

constexpr HalfWord kHalfWords[] = {
        {U"am", DayHalf::Morning},     {U"pm", DayHalf::Afternoon},   {U"ص", DayHalf::Morning},
        {U"م", DayHalf::Afternoon},    {U"上午", DayHalf::Morning},   {U"下午", DayHalf::Afternoon},
        {U"午前", DayHalf::Morning},   {U"午後", DayHalf::Afternoon}, {U"오전", DayHalf::Morning},
        {U"오후", DayHalf::Afternoon}, {U"πμ", DayHalf::Morning},     {U"μμ", DayHalf::Afternoon},
        {U"öö", DayHalf::Morning},     {U"ös", DayHalf::Afternoon},   {U"дп", DayHalf::Morning},
        {U"пп", DayHalf::Afternoon},   {U"fm", DayHalf::Morning},     {U"em", DayHalf::Afternoon},
        {U"sa", DayHalf::Morning},     {U"ch", DayHalf::Afternoon},   {U"de", DayHalf::Morning},
        {U"du", DayHalf::Afternoon},   {U"पूर्वाह्न", DayHalf::Morning}, {U"अपराह्न", DayHalf::Afternoon},
};

// Words between date and time. Any word would make a header of "25/12/2023 confirmado 10:00".
constexpr std::u32string_view kJoiningWords[] = {U"klo", U"kl", U"à", U"às", U"as", U"alas",
                                                 U"um",  U"at", U"в", U"о",  U"om", U"la"};

constexpr size_t kMostWordLetters = 12;

char32_t lower(char32_t c)
{
    return char32_t(QChar::toLower(c));
}

class HeaderReader
{
public:
    explicit HeaderReader(QByteArrayView line) : m_cursor(line) {}

    std::optional<ExportHeader> read()
    {
        skipMarks();
        const bool isBracketed = m_cursor.peek() == U'[';
        if (isBracketed)
            m_cursor.take();
        skipMarks();
        m_header.printedStart = m_cursor.at();
        if (!readDate() || !readGap() || !readTime())
            return std::nullopt;
        m_header.printedEnd = m_cursor.at();
        if (!readHalf())
            m_cursor.moveTo(m_header.printedEnd);
        m_header.printedEnd = m_cursor.at();
        if (!applyHalf() || !(isBracketed ? readBracket() : readPlainEnding()))
            return std::nullopt;
        m_header.bodyStart = m_cursor.at();
        return m_header;
    }

private:
    void skipMarks()
    {
        while (isDirectionMark(m_cursor.peek()))
            m_cursor.take();
    }

    bool skipBlanks()
    {
        bool any = false;
        for (skipMarks(); isBlank(m_cursor.peek()); skipMarks()) {
            m_cursor.take();
            any = true;
        }
        return any;
    }

    /// Digits of any script; how many there were, 0 when too many.
    int readNumber(int most, int *value)
    {
        skipMarks();
        int count = 0;
        *value = 0;
        while (QChar::isDigit(m_cursor.peek())) {
            if (++count > most)
                return 0;
            *value = *value * 10 + QChar::digitValue(m_cursor.take());
        }
        return count;
    }

    bool readDate()
    {
        std::array<int, 3> digits{};
        char32_t separator = 0;
        for (size_t i = 0; i < 3; ++i) {
            digits[i] = readNumber(4, &m_header.date[i]);
            if (digits[i] == 0 || digits[i] == 3)
                return false;
            if (i == 2)
                break;
            skipMarks();
            const char32_t found = m_cursor.take();
            if ((found != U'/' && found != U'.' && found != U'-') || (i > 0 && found != separator))
                return false;
            separator = found;
            skipBlanks(); // "13. 6. 2018"
        }
        m_header.dateSeparator = char(separator);
        int longFields = 0;
        for (size_t i = 0; i < 3; ++i) {
            if (digits[i] == 4) {
                m_header.yearField = int(i);
                m_header.isYearLong = true;
                ++longFields;
            }
        }
        return longFields <= 1 && areFieldsPossible();
    }

    [[nodiscard]] bool areFieldsPossible() const
    {
        if (m_header.isYearLong && (m_header.year() < 2009 || m_header.year() > 2200))
            return false; // WhatsApp began in 2009
        const int a = m_header.first();
        const int b = m_header.other();
        // Two short fields and a short year: which is which is decided over the file.
        return a >= 1 && b >= 1 && a <= 31 && b <= 31
               && (a <= 12 || b <= 12 || (!m_header.isYearLong && m_header.date[2] >= 1));
    }

    /// From the date to the time: a comma or a dot, blanks, perhaps a word, perhaps the half of the day.
    bool readGap()
    {
        skipMarks();
        bool any = false;
        if (const char32_t c = m_cursor.peek(); c == U',' || c == U'.' || c == 0x060C) {
            m_cursor.take();
            any = true;
        }
        any = skipBlanks() || any;
        if (!any)
            return false;
        const qsizetype start = m_cursor.at();
        if (!readJoiningWord())
            m_cursor.moveTo(start);
        const qsizetype before = m_cursor.at();
        if (!readHalf())
            m_cursor.moveTo(before);
        skipBlanks();
        return QChar::isDigit(m_cursor.peek());
    }

    bool readJoiningWord()
    {
        std::u32string word;
        while (word.size() <= kMostWordLetters && !m_cursor.isAtEnd()) {
            const char32_t c = m_cursor.peek();
            if (QChar::isLetter(c))
                word += lower(m_cursor.take());
            else if (!word.empty() && (c == U'.' || isBlank(c) || isDirectionMark(c)))
                m_cursor.take();
            else
                break;
            for (const std::u32string_view known : kJoiningWords) {
                if (word == known && !QChar::isLetter(m_cursor.peek()))
                    return skipBlanks() || QChar::isDigit(m_cursor.peek());
            }
        }
        return false;
    }

    bool readTime()
    {
        if (readNumber(2, &m_header.hour) == 0)
            return false;
        const char32_t separator = m_cursor.peek();
        if (separator != U':' && separator != U'.')
            return false;
        m_cursor.take();
        if (readNumber(2, &m_header.minute) == 0)
            return false;
        const qsizetype end = m_cursor.at();
        // "21.25.15: Ana" but "21:25: Ana" as well.
        if (m_cursor.peek() == separator) {
            m_cursor.take();
            if (readNumber(2, &m_header.second) == 0) {
                m_header.second = -1;
                m_cursor.moveTo(end);
            }
        }
        return m_header.hour <= 24 && m_header.minute < 60 && m_header.second < 60;
    }

    /// "PM", "p. m.", "p.m.", with or without a blank before it, and the words of other languages.
    bool readHalf()
    {
        skipBlanks();
        std::u32string word;
        qsizetype end = -1;
        DayHalf half = DayHalf::None;
        while (word.size() < kMostWordLetters && !m_cursor.isAtEnd()) {
            const char32_t c = m_cursor.peek();
            const bool isMark =
                    QChar::category(c) == QChar::Mark_NonSpacing || QChar::category(c) == QChar::Mark_SpacingCombining;
            if (QChar::isLetter(c) || isMark)
                word += lower(m_cursor.take());
            else if (!word.empty() && (c == U'.' || isBlank(c) || isDirectionMark(c)))
                m_cursor.take();
            else
                break;
            if (QChar::isLetter(m_cursor.peek()) && word.size() < 2)
                continue;
            for (const HalfWord &known : kHalfWords) {
                if (word == known.word && !QChar::isLetter(m_cursor.peek())) {
                    if (m_cursor.peek() == U'.')
                        m_cursor.take();
                    end = m_cursor.at();
                    half = known.half;
                }
            }
            if (end >= 0)
                break;
        }
        if (end < 0 || m_header.half != DayHalf::None)
            return false;
        m_cursor.moveTo(end);
        m_header.half = half;
        return true;
    }

    bool applyHalf()
    {
        if (m_header.half == DayHalf::None) {
            m_header.hour %= 24; // some phones print midnight as 24:00
            return true;
        }
        if (m_header.hour > 12)
            return m_header.half == DayHalf::Afternoon && m_header.hour < 24;
        m_header.hour = m_header.hour % 12 + (m_header.half == DayHalf::Afternoon ? 12 : 0);
        return true;
    }

    bool readBracket()
    {
        skipBlanks();
        if (m_cursor.take() != U']')
            return false;
        m_header.ending = HeaderEnding::Bracket;
        // One blank belongs to the notation; a direction mark behind it is the body's.
        if (isBlank(m_cursor.peek()))
            m_cursor.take();
        return true;
    }

    bool readPlainEnding()
    {
        const bool isSpaced = skipBlanks();
        const char32_t c = m_cursor.peek();
        if (isSpaced && (c == U'-' || c == 0x2013 || c == 0x2014)) {
            m_cursor.take();
            m_header.ending = HeaderEnding::Dash;
            return takeBlank();
        }
        if (!isSpaced && c == U':') {
            m_cursor.take();
            m_header.ending = HeaderEnding::Colon;
            return takeBlank();
        }
        m_header.ending = HeaderEnding::Blank;
        return isSpaced && !m_cursor.isAtEnd();
    }

    /// Behind a dash or a colon; of an empty line it may have been cut off.
    bool takeBlank()
    {
        if (m_cursor.isAtEnd())
            return true;
        return isBlank(m_cursor.take());
    }

    Utf8Cursor m_cursor;
    ExportHeader m_header;
};

} // namespace

std::optional<ExportHeader> readExportHeader(QByteArrayView line)
{
    // Nearly all lines that are no header end here.
    const auto first = line.isEmpty() ? '\0' : line.front();
    const bool mayBegin = (first >= '0' && first <= '9') || first == '[' || static_cast<unsigned char>(first) >= 0xD8;
    return mayBegin ? HeaderReader(line).read() : std::nullopt;
}

} // namespace atalaia
