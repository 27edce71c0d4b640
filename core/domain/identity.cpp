// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/identity.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// 55, two digits of area code, then eight digits or a 9 and eight digits. Eight digits that begin
/// with 2-5 are a landline that never had a ninth digit: folding those would make one person out of
/// the owners of (11) 3xxx-xxxx and (11) 9 3xxx-xxxx.
QString brazilianKey(QStringView digits)
{
    const QStringView area = digits.sliced(2, 2);
    const QStringView number = digits.sliced(4);
    const QStringView lastEight = number.last(8);
    const bool couldBeLandline = lastEight.front() >= u'2' && lastEight.front() <= u'5';
    const bool isFolded = number.size() == 8 || (number.front() == u'9' && !couldBeLandline);
    return u"phone:55%1-%2"_s.arg(area, isFolded ? lastEight : number);
}

QString phoneKey(QStringView digits)
{
    if (digits.startsWith(u"55") && (digits.size() == 12 || digits.size() == 13))
        return brazilianKey(digits);
    // Argentina and Mexico: a 9 or a 1 after the country code marks mobiles, in some spellings.
    if (digits.size() == 13 && (digits.startsWith(u"549") || digits.startsWith(u"521")))
        return u"phone:%1-%2"_s.arg(digits.first(2), digits.sliced(3));
    if (digits.size() == 12 && (digits.startsWith(u"54") || digits.startsWith(u"52")))
        return u"phone:%1-%2"_s.arg(digits.first(2), digits.sliced(2));
    return u"phone:%1"_s.arg(digits);
}

} // namespace

QString identityKey(QStringView address)
{
    address = address.trimmed();
    const qsizetype at = address.indexOf(u'@');
    QStringView user = at < 0 ? address : address.first(at);
    const QString domain = at < 0 ? QString() : address.sliced(at + 1).toString().toLower();

    if (const qsizetype colon = user.indexOf(u':'); colon >= 0)
        user = user.first(colon);
    const bool isPhoneDomain = domain == u"c.us" || domain == u"s.whatsapp.net";
    if (isPhoneDomain || domain.isEmpty()) {
        const QStringView digits = user.startsWith(u'+') ? user.sliced(1) : user;
        if (isDigits(digits))
            return phoneKey(digits);
    }
    if (domain == u"lid" && !user.isEmpty())
        return u"lid:%1"_s.arg(user);
    if (domain == u"g.us" && !user.isEmpty())
        return u"group:%1"_s.arg(user);
    return domain.isEmpty() ? u"other:%1"_s.arg(user) : u"other:%1@%2"_s.arg(user, domain);
}

bool isGroupAddress(QStringView address)
{
    return address.trimmed().endsWith(u"@g.us", Qt::CaseInsensitive);
}

QString phoneNumberOf(QStringView address)
{
    constexpr qsizetype kFewestDigits = 8;
    address = address.trimmed();
    const qsizetype at = address.indexOf(u'@');
    const QString domain = at < 0 ? QString() : address.sliced(at + 1).toString().toLower();
    if (!domain.isEmpty() && domain != u"c.us" && domain != u"s.whatsapp.net")
        return {};
    QStringView user = at < 0 ? address : address.first(at);
    if (const qsizetype colon = user.indexOf(u':'); colon >= 0)
        user = user.first(colon);
    if (user.startsWith(u'+'))
        user = user.sliced(1);
    return user.size() >= kFewestDigits && isDigits(user) ? u'+' + user.toString() : QString();
}

} // namespace atalaia
