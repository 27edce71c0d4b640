// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiaccount.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia::cloudapi {

namespace {

using Kind = LineAlarmChanged::Kind;

constexpr qsizetype kLongestWord = 80;

/// Meta's own words are capitals and underscores; anything else is not repeated.
QString codeWordOf(MaybeElement element)
{
    const QString word = textOf(element);
    const bool isWord =
            !word.isEmpty() && word.size() <= kLongestWord && std::all_of(word.cbegin(), word.cend(), [](QChar c) {
                return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || c == u'_';
            });
    return isWord ? word : QString();
}

LineAlarmChanged alarm(Kind kind, bool isRaised, qint64 atMs, QStringList words)
{
    words.removeAll(QString());
    words.removeDuplicates();
    return {kind, isRaised, atMs, words.join(u' ')};
}

LineAlarmChanged readRestriction(Element value, const QString &event, qint64 atMs)
{
    constexpr qsizetype kMostWords = 8;
    QStringList words{event};
    simdjson::dom::array list;
    const MaybeElement restrictions = member(value, "restriction_info");
    const bool isList = restrictions && restrictions->get_array().get(list) == simdjson::SUCCESS;
    if (isList) {
        for (const Element restriction : list) {
            if (words.size() <= kMostWords)
                words.append(codeWordOf(member(restriction, "restriction_type")));
        }
    }
    return alarm(Kind::Restricted, !isList || list.size() > 0, atMs, words); // an empty list: all of them are over
}

LineAlarmChanged readBan(Element value, const QString &event, qint64 atMs)
{
    const QString state = codeWordOf(descend(value, {"ban_info", "waba_ban_state"}));
    return alarm(Kind::Restricted, state != u"REINSTATE", atMs, {event, state});
}

} // namespace

std::optional<LineAlarmChanged> readAccountUpdate(Element value, qint64 atMs)
{
    const QString event = codeWordOf(member(value, "event"));
    constexpr std::array<QStringView, 4> kLeft{u"PARTNER_REMOVED", u"PARTNER_APP_UNINSTALLED", u"ACCOUNT_OFFBOARDED",
                                               u"ACCOUNT_DELETED"};
    constexpr std::array<QStringView, 3> kBack{u"ACCOUNT_RECONNECTED", u"PARTNER_ADDED", u"PARTNER_APP_INSTALLED"};
    if (std::find(kLeft.begin(), kLeft.end(), event) != kLeft.end())
        return alarm(Kind::OffBoarded, true, atMs,
                     {event, codeWordOf(descend(value, {"disconnection_info", "reason"})),
                      codeWordOf(descend(value, {"disconnection_info", "initiated_by"}))});
    if (std::find(kBack.begin(), kBack.end(), event) != kBack.end())
        return alarm(Kind::OffBoarded, false, atMs, {event});
    if (event == u"ACCOUNT_RESTRICTION")
        return readRestriction(value, event, atMs);
    if (event == u"ACCOUNT_VIOLATION")
        return alarm(Kind::Restricted, true, atMs,
                     {event, codeWordOf(descend(value, {"violation_info", "violation_type"}))});
    if (event == u"DISABLED_UPDATE")
        return readBan(value, event, atMs);
    return std::nullopt;
}

} // namespace atalaia::cloudapi
