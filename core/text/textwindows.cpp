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

} // namespace

std::optional<TextWindow> TextWindows::next()
{
    TextWindow window;
    if (m_hasBegun) {
        if (m_last.end == m_text.size())
            return std::nullopt;
        window.start = cutBetween(m_last.end - kOverlap - kOverlap / 2, m_last.end - kOverlap);
        window.newFrom = m_last.end - kOverlap / 2;
        window.codePointStart = m_last.codePointStart
                                + codePointCount(m_text.sliced(m_last.start, window.start - m_last.start));
    }
    window.end = m_text.size() - window.start <= kMaxLength
                         ? m_text.size()
                         : cutBetween(window.start + kMaxLength - kOverlap, window.start + kMaxLength);
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
