// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/chattitle.h"

#include "gateway/chatexport/exportstrings.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr const char16_t *kPatterns[] = {
        u"conversa do whatsapp com ", u"conversas do whatsapp com ",
        u"conversa do whatsapp - ",   u"whatsapp chat with ",
        u"whatsapp chat - ",          u"chat de whatsapp con ",
        u"whatsapp chat mit ",        u"whatsapp-chat mit ",
        u"discussion whatsapp avec ", u"chat whatsapp con ",
        u"чат whatsapp з ",           u"чат whatsapp із ",
        u"чат whatsapp с ",           u"чат whatsapp - ",
        u"whatsapp chat met ",
};
constexpr qsizetype kMostTitle = 200;

QString withoutEnding(const QString &name)
{
    for (const QString &ending : {u".txt"_s, u".zip"_s}) {
        if (name.endsWith(ending, Qt::CaseInsensitive))
            return name.chopped(ending.size());
    }
    return name;
}

bool isDigitsOnly(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.isDigit(); });
}

/// "Ana (1)": what a browser adds when the name is taken.
QString withoutCopyNumber(const QString &name)
{
    const qsizetype open = name.lastIndexOf(u" ("_s);
    if (open <= 0 || !name.endsWith(u')') || !isDigitsOnly(QStringView(name).sliced(open + 2).chopped(1)))
        return name;
    return name.left(open);
}

/// "1791234567_WhatsApp Chat - Ana": what passed on the file put its number before it.
QString withoutNumberInFront(const QString &name)
{
    const qsizetype end = name.indexOf(u'_');
    return end > 0 && isDigitsOnly(QStringView(name).first(end)) ? name.mid(end + 1) : name;
}

} // namespace

ChatTitle chatTitleOf(const QString &fileName)
{
    const QString stem = withoutCopyNumber(withoutEnding(plainText(fileName.normalized(QString::NormalizationForm_C))));
    if (stem.compare(u"_chat"_s, Qt::CaseInsensitive) == 0)
        return {};
    QString name = withoutNumberInFront(stem);
    if (!name.contains(u' '))
        name.replace(u'_', u' ');
    for (const char16_t *pattern : kPatterns) {
        if (name.startsWith(QStringView(pattern), Qt::CaseInsensitive))
            return {withoutCopyNumber(name.mid(QStringView(pattern).size()).trimmed()).left(kMostTitle), true};
    }
    return {stem.left(kMostTitle), false};
}

} // namespace atalaia
