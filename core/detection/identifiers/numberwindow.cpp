// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/numberwindow.h"

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kMostDigits = 60;
constexpr size_t kMostRuns = 12; ///< a boleto in fields has eight, a CPF digit by digit eleven
constexpr size_t kMostParts = 5; ///< of a number that somebody writes in an ordinary way
constexpr int kWidestGap = 3; ///< " / ", ") "
constexpr int kDigitsBeforeLetters = 6;
/// 65 536 characters of single digits make some 400 000 windows; what is longer is no chat message.
constexpr int kMostWindows = 500'000;

bool isSeparator(char16_t unit)
{
    return unit == u' ' || unit == u'.' || unit == u'-' || unit == u'/' || unit == u'(' || unit == u')' || unit == u'\n'
           || unit == u'\r';
}

bool isSpace(char16_t unit)
{
    return unit == u' ' || unit == u'\n' || unit == u'\r';
}

char digitForLetter(char16_t unit)
{
    switch (unit) {
    case u'O':
    case u'o':
        return '0';
    case u'l':
    case u'I':
    case u'|':
        return '1';
    default:
        return '\0';
    }
}

char digitOf(char16_t unit)
{
    return isDigitUnit(unit) ? char(unit) : digitForLetter(unit);
}

/// What stands between two runs, as one character: the first sign that is no space, '\n' for a new line.
struct Gap
{
    char sign = ' ';
    bool hasSpace = false;
    bool hasLine = false;
    bool isJoining = true; ///< the runs may belong together
};

Gap gapBetween(const ScanText &text, int from, int to)
{
    Gap gap;
    if (to - from > kWidestGap) {
        gap.isJoining = false;
        return gap;
    }
    for (int i = from; i < to; ++i) {
        const char16_t unit = text.at(i);
        if (!isSeparator(unit)) {
            gap.isJoining = false;
            return gap;
        }
        gap.hasSpace = gap.hasSpace || isSpace(unit);
        gap.hasLine = gap.hasLine || unit == u'\n';
        if (gap.sign == ' ' && !isSpace(unit))
            gap.sign = char(unit);
    }
    return gap;
}

/// Digits, letters that look like them and single signs between those.
struct Stretch
{
    int start = 0;
    int end = 0;
    bool isDisguised = false; ///< its letters stand for digits
};

Stretch stretchAround(const ScanText &text, int digit, int notBefore)
{
    Stretch stretch{digit, digit, false};
    while (stretch.start > notBefore && digitForLetter(text.at(stretch.start - 1)) != '\0')
        --stretch.start;
    int digits = 0;
    bool hasLetters = stretch.start < digit;
    for (int i = digit;; ++i) {
        const char16_t unit = text.at(i);
        const bool isSign = (unit == u'.' || unit == u'-' || unit == u'/') && digitOf(text.at(i + 1)) != '\0';
        if (!isSign && digitOf(unit) == '\0')
            break;
        digits += isDigitUnit(unit) ? 1 : 0;
        hasLetters = hasLetters || (!isSign && !isDigitUnit(unit));
        stretch.end = i + 1;
    }
    stretch.isDisguised = hasLetters && digits >= kDigitsBeforeLetters && !isLetterUnit(text.at(stretch.start - 1))
                          && !isLetterUnit(text.at(stretch.end));
    return stretch;
}

void appendRuns(const ScanText &text, const Stretch &stretch, std::vector<DigitRun> &runs)
{
    for (int i = stretch.start; i < stretch.end; ++i) {
        DigitRun run{i, i, false};
        while (i < stretch.end && digitOf(text.at(i)) != '\0') {
            run.hasLetters = run.hasLetters || !isDigitUnit(text.at(i));
            run.end = ++i;
        }
        if (run.end > run.start)
            runs.push_back(run);
    }
}

/// Runs that are joined by gaps, [first, last].
class Chain
{
public:
    Chain(const ScanText &text, const std::vector<DigitRun> &runs, size_t first)
        : m_text(text), m_runs(runs), m_first(first), m_last(first)
    {
        while (m_last + 1 < runs.size()) {
            const Gap gap = gapBetween(text, runs[m_last].end, runs[m_last + 1].start);
            if (!gap.isJoining)
                break;
            m_gaps.push_back(gap);
            ++m_last;
        }
    }

    [[nodiscard]] size_t last() const { return m_last; }

    int readWindows(int fewest, const std::function<void(const NumberWindow &)> &read) const
    {
        int windows = 0;
        for (size_t from = m_first; from <= m_last && windows < kMostWindows; ++from) {
            if (!canStartAt(from))
                continue;
            const size_t end = std::min(m_last, from + kMostRuns - 1);
            int digits = 0;
            for (size_t to = from; to <= end; ++to) {
                digits += m_runs[to].end - m_runs[to].start;
                if (digits > kMostDigits)
                    break;
                if (digits >= fewest && canEndAt(to)) {
                    ++windows;
                    readWindow(from, to, read);
                }
            }
        }
        if (m_last - m_first >= kMostRuns && digitCount() <= kMostDigits)
            readWindow(m_first, m_last, read); // spelled out digit by digit
        return windows;
    }

private:
    [[nodiscard]] const Gap &gapAfter(size_t run) const { return m_gaps[run - m_first]; }
    [[nodiscard]] bool canStartAt(size_t run) const { return run == m_first || gapAfter(run - 1).hasSpace; }
    [[nodiscard]] bool canEndAt(size_t run) const { return run == m_last || gapAfter(run).hasSpace; }

    [[nodiscard]] int digitCount() const
    {
        int digits = 0;
        for (size_t run = m_first; run <= m_last && digits <= kMostDigits; ++run)
            digits += m_runs[run].end - m_runs[run].start;
        return digits;
    }

    static void appendNumber(int number, NumberWindow *window)
    {
        if (number >= 10)
            appendNumber(number / 10, window);
        window->shape += char('0' + number % 10);
        window->lengths += char('0' + number % 10);
    }

    void readWindow(size_t from, size_t to, const std::function<void(const NumberWindow &)> &read) const
    {
        NumberWindow window;
        window.start = m_runs[from].start;
        window.end = m_runs[to].end;
        for (size_t run = from; run <= to; ++run) {
            for (int i = m_runs[run].start; i < m_runs[run].end; ++i)
                window.digits += digitOf(m_text.at(i));
            appendNumber(m_runs[run].end - m_runs[run].start, &window);
            window.hasLetters = window.hasLetters || m_runs[run].hasLetters;
            if (run == to)
                break;
            window.shape += gapAfter(run).sign;
            window.lengths += ',';
            window.isTight = window.isTight && !gapAfter(run).hasSpace;
        }
        int lines = 0;
        for (size_t run = from; run < to; ++run)
            lines += gapAfter(run).hasLine ? 1 : 0;
        const size_t parts = to - from + 1;
        window.isLoose = parts > kMostParts || (lines > 0 && parts > 2);
        window.isSpelled = m_text.isSpelled(window.start);
        const bool startsLine = from == m_first || gapAfter(from - 1).hasLine;
        const bool endsLine = to == m_last || gapAfter(to).hasLine;
        window.isWhole = startsLine && endsLine;
        if (readSurroundings(window))
            read(window);
    }

    /// False if what stands directly before or after makes it part of something else.
    bool readSurroundings(NumberWindow &window) const
    {
        const char16_t before = m_text.at(window.start - 1);
        window.isGlued = isLetterUnit(before) || before == u'_';
        if (before == u',' && isDigitUnit(m_text.at(window.start - 2)))
            return false;
        window.suffixEnd = window.end;
        int after = window.end;
        const char16_t sign = m_text.at(after);
        if ((sign == u'-' || sign == u' ') && !isLetterUnit(m_text.at(after + 2)) && !isDigitUnit(m_text.at(after + 2)))
            ++after;
        const char16_t letter = m_text.foldedAt(after);
        const char16_t next = m_text.at(after + 1);
        if ((letter == u'k' || letter == u'x') && !isLetterUnit(next) && !isDigitUnit(next) && next != u'_') {
            window.suffix = letter == u'k' ? u'K' : u'X';
            window.suffixEnd = after + 1;
            return true;
        }
        const char16_t direct = m_text.at(window.end);
        if (isLetterUnit(direct) || direct == u'_' || direct == u'@')
            return false;
        return !(direct == u',' && isDigitUnit(m_text.at(window.end + 1))); // "1.234,56"
    }

    const ScanText &m_text;
    const std::vector<DigitRun> &m_runs;
    size_t m_first;
    size_t m_last;
    std::vector<Gap> m_gaps;
};

} // namespace

bool NumberWindow::isPunctuated(std::string_view wanted) const
{
    return lengths == wanted && shape.find_first_of(".-/()") != std::string::npos;
}

std::vector<DigitRun> digitRuns(const ScanText &text)
{
    std::vector<DigitRun> runs;
    const int size = text.size();
    const char16_t *const chars = text.chars().utf16();
    int plainUntil = 0; ///< letters before here are letters; keeps this linear
    for (int i = 0; i < size; ++i) {
        if (!isDigitUnit(chars[i]))
            continue;
        if (i >= plainUntil) {
            const Stretch stretch = stretchAround(text, i, runs.empty() ? 0 : runs.back().end);
            plainUntil = stretch.end;
            if (stretch.isDisguised) {
                appendRuns(text, stretch, runs);
                i = stretch.end;
                continue;
            }
        }
        const int start = i;
        while (i < size && isDigitUnit(text.at(i)))
            ++i;
        runs.push_back({start, i, false});
    }
    return runs;
}

void forEachNumberWindow(const ScanText &text, const std::vector<DigitRun> &runs, int fewest,
                         const std::function<void(const NumberWindow &)> &read)
{
    int windows = 0;
    for (size_t first = 0; first < runs.size() && windows < kMostWindows;) {
        const Chain chain(text, runs, first);
        windows += chain.readWindows(fewest, read);
        first = chain.last() + 1;
    }
}

} // namespace atalaia
