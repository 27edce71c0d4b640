// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/visibleline.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

QStringView hiddenName(char16_t unit)
{
    switch (unit) {
    case 0x00AD: return u"SHY";
    case 0x061C: return u"ALM";
    case 0x180E: return u"MVS";
    case 0x200B: return u"ZWSP";
    case 0x200E: return u"LRM";
    case 0x200F: return u"RLM";
    case 0x202A: return u"LRE";
    case 0x202B: return u"RLE";
    case 0x202C: return u"PDF";
    case 0x202D: return u"LRO";
    case 0x202E: return u"RLO";
    case 0x2060: return u"WJ";
    case 0x2066: return u"LRI";
    case 0x2067: return u"RLI";
    case 0x2068: return u"FSI";
    case 0x2069: return u"PDI";
    case 0xFEFF: return u"BOM";
    default: return {};
    }
}

bool isBreak(char16_t unit)
{
    return (unit >= 0x09 && unit <= 0x0D) || unit == 0x85 || unit == 0x2028 || unit == 0x2029;
}

void appendVisible(QString &line, char16_t unit)
{
    if (isBreak(unit)) {
        if (!line.endsWith(u' '))
            line += u' ';
    } else if (unit < 0x20) {
        line += QChar(char16_t(0x2400 + unit)); // ␀ … ␟, one picture a control character
    } else if (unit == 0x7F) {
        line += QChar(u'\u2421');
    } else if (unit >= 0x80 && unit < 0xA0) {
        line += QChar(u'\uFFFD');
    } else if (const QStringView name = hiddenName(unit); !name.isEmpty()) {
        line += u'\u2039';
        line += name;
        line += u'\u203A';
    } else {
        line += QChar(unit);
    }
}

} // namespace

QString visibleLine(QStringView text, qsizetype maxLength)
{
    const bool isCut = text.size() > maxLength;
    if (isCut)
        text = text.first(text[maxLength - 1].isHighSurrogate() ? maxLength - 1 : maxLength);

    QString line;
    line.reserve(text.size() + 8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            line += unit;
            line += text[++i];
        } else if (unit.isSurrogate()) {
            line += QChar(u'\uFFFD');
        } else {
            appendVisible(line, unit.unicode());
        }
    }
    if (isCut)
        line += u'\u2026';
    return line;
}

} // namespace atalaia
