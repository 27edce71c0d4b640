// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/safetext.h"

#include <QChar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kNonJoiner = 0x200C;

char32_t codePointAt(QStringView text, qsizetype at, int &length)
{
    length = 1;
    const QChar first = text.at(at);
    if (first.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate()) {
        length = 2;
        return QChar::surrogateToUcs4(first, text.at(at + 1));
    }
    return first.unicode();
}

bool isEmojiPart(char32_t c)
{
    return c == 0xFE0F || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0x2190 && QChar::category(c) == QChar::Symbol_Other);
}

bool needsJoiners(char32_t c)
{
    if (!QChar::isLetter(c) && !QChar::isMark(c))
        return false;
    switch (QChar::script(c)) {
    case QChar::Script_Unknown:
    case QChar::Script_Inherited:
    case QChar::Script_Common:
    case QChar::Script_Latin:
    case QChar::Script_Greek:
    case QChar::Script_Cyrillic:
        return false;
    default:
        return true;
    }
}

/// Looks like nothing, though its category says letter or mark.
bool isBlankLetter(char32_t c)
{
    return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || c == 0x17B4
           || c == 0x17B5;
}

/// Prepended Arabic and Syriac signs count as format characters but are drawn.
bool isVisibleFormat(char32_t c)
{
    return (c >= 0x0600 && c <= 0x0605) || c == 0x06DD || c == 0x070F || c == 0x08E2;
}

QString mark(char32_t c)
{
    if (c < 0x20)
        return QString(QChar(0x2400 + int(c)));
    if (c == 0x7F)
        return QString(QChar(0x2421));
    return u"[U+%1]"_s.arg(QString::number(c, 16).toUpper().rightJustified(4, u'0'));
}

bool isJoinerInPlace(char32_t c, char32_t before, char32_t after)
{
    if (c != kJoiner && c != kNonJoiner)
        return false;
    if (c == kJoiner && isEmojiPart(before) && isEmojiPart(after))
        return true;
    return needsJoiners(before) && needsJoiners(after);
}

bool isShownAsMark(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
        return c != u'\n' && c != u'\t';
    case QChar::Other_Format:
        return !isVisibleFormat(c);
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return isBlankLetter(c);
    }
}

} // namespace

ShownRange SafeText::range(const Span &span) const
{
    const int last = int(offsets.size()) - 1;
    if (last < 0)
        return {};
    return {offsets.at(std::clamp(span.start, 0, last)), offsets.at(std::clamp(span.end, 0, last))};
}

SafeText safeText(QStringView original, int limit)
{
    SafeText safe;
    safe.text.reserve(std::min<qsizetype>(original.size(), limit));
    char32_t before = 0;
    for (qsizetype at = 0; at < original.size();) {
        if (safe.offsets.size() >= limit) {
            safe.isCut = true;
            break;
        }
        int length = 1;
        const char32_t c = codePointAt(original, at, length);
        int nextLength = 1;
        const char32_t after = at + length < original.size() ? codePointAt(original, at + length, nextLength) : 0;

        safe.offsets.append(int(safe.text.size()));
        if (c == u'\r' && after == u'\n') {
            // The line feed that follows is the break; this half of it needs no picture.
        } else if (isShownAsMark(c) && !isJoinerInPlace(c, before, after)) {
            safe.text += mark(c);
        } else {
            safe.text += original.mid(at, length);
        }
        before = c;
        at += length;
    }
    safe.offsets.append(int(safe.text.size()));
    return safe;
}

QString safeLine(QStringView original, int limit)
{
    const SafeText safe = safeText(original, limit);
    QString line = safe.text;
    line.replace(u'\n', u' ').replace(u'\t', u' ');
    line = line.trimmed();
    return safe.isCut ? line + u'…' : line;
}

QString isolated(const QString &safe)
{
    return QChar(0x2068) + safe + QChar(0x2069);
}

QString toolTipText(const QString &safe)
{
    // Marked as markup always: escaped text is shown as it is written only then.
    return safe.isEmpty() ? QString() : u"<p style='white-space:pre-wrap'>"_s + safe.toHtmlEscaped() + u"</p>"_s;
}

} // namespace atalaia
