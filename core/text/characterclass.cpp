// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/characterclass.h"

#include <QByteArray>
#include <QChar>
#include <QString>

namespace atalaia {

namespace {

constexpr char32_t kTableEnd = 0x3000;

} // namespace

void appendUtf8(QByteArray &bytes, char32_t codePoint)
{
    if (codePoint < 0x80)
        bytes.append(char(codePoint));
    else
        bytes.append(QString::fromUcs4(&codePoint, 1).toUtf8());
}

CharacterClasses::CharacterClasses()
{
    m_classes.reserve(kTableEnd);
    for (char32_t c = 0; c < kTableEnd; ++c)
        m_classes.push_back(classOfRare(c));
}

quint8 CharacterClasses::classOfRare(char32_t c)
{
    if (!QChar::isLetterOrNumber(c) && !QChar::isMark(c))
        return 0;
    switch (QChar::script(c)) {
    case QChar::Script_Latin:
        return Word | Latin;
    case QChar::Script_Cyrillic:
        return Word | Cyrillic;
    case QChar::Script_Greek:
        return Word | Greek;
    default:
        return Word;
    }
}

const CharacterClasses &characterClasses()
{
    static const CharacterClasses classes;
    return classes;
}

} // namespace atalaia
