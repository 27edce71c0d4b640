// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/textwindows.h"

#include "text/codepoints.h"

namespace atalaia {

namespace {

enum CutQuality { Anywhere, BetweenWords, AtSpace, BetweenSpokenWords };

/// How little is lost where a text is cut before `at`. Numbers may have spaces within.
CutQuality cutQuality(QStringView text, qsizetype at)
{
    const QChar before = text[at - 1];
    const QChar after = text[at];
    if (before == u'\n')
        return BetweenSpokenWords;
    if (before.isSpace())
        return after.isLetter() && (at < 2 || text[at - 2].isLetter()) ? BetweenSpokenWords : AtSpace;
    const auto isInWord = [](QChar c) { return c.isLetterOrNumber() || c.isMark() || c.isSurrogate(); };
    return isInWord(before) || isInWord(after) ? Anywhere : BetweenWords;
}

/// Marks and invisible characters add nothing to what is read, however many they are.
bool counts(QChar c)
{
    return !c.isMark() && c.category() != QChar::Other_Format;
}

/// The first place at which `length` counted units lie behind `from`, and all marks of the last of them.
qsizetype forward(QStringView text, qsizetype from, qsizetype length)
{
    for (; from < text.size() && (length > 0 || !counts(text[from])); ++from)
        length -= counts(text[from]) ? 1 : 0;
    return from;
}

/// The last place before which a unit counts and behind which `length` counted ones lie before `from`.
qsizetype back(QStringView text, qsizetype from, qsizetype length)
{
    for (; from > 0 && length > 0; --from)
        length -= counts(text[from - 1]) ? 1 : 0;
    return from;
}

} // namespace

std::optional<TextWindow> TextWindows::next()
{
    TextWindow window;
    if (m_hasBegun) {
        if (m_last.end == m_text.size())
            return std::nullopt;
        window.newFrom = back(m_text, m_last.end, kOverlap / 2);
        const qsizetype latest = back(m_text, window.newFrom, kOverlap / 2);
        window.start = cutBetween(back(m_text, latest, kOverlap / 2), latest);
        window.codePointStart =
                m_last.codePointStart + codePointCount(m_text.sliced(m_last.start, window.start - m_last.start));
    }
    window.end = forward(m_text, window.start, kMaxLength);
    if (window.end < m_text.size())
        window.end = cutBetween(back(m_text, window.end, kOverlap), window.end);
    m_hasBegun = true;
    m_last = window;
    return window;
}

/// The best place in [from, to], the last one of those that are equal.
qsizetype TextWindows::cutBetween(qsizetype from, qsizetype to) const
{
    qsizetype best = m_text[to].isLowSurrogate() && m_text[to - 1].isHighSurrogate() ? to - 1 : to;
    CutQuality bestQuality = Anywhere;
    for (qsizetype at = to; at >= from && bestQuality < BetweenSpokenWords; --at) {
        if (const CutQuality quality = cutQuality(m_text, at); quality > bestQuality) {
            best = at;
            bestQuality = quality;
        }
    }
    return best;
}

QStringView firstWindow(QStringView text)
{
    return text.size() <= TextWindows::kMaxLength ? text : text.first(TextWindows(text).next()->end);
}

} // namespace atalaia
