// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/rulecatalogue.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

/// "n:" number, "s:" switch, "l:" list of texts. Some are of the rules' description only: they may be in a
/// file that serves several programs, and no shipped rule takes them.
struct Entry
{
    const char *code;
    const char *parameters;
};

constexpr Entry kEntries[] = {
        {"R-01", "n:reach n:within_messages n:within_days n:endearment_threshold l:courtesy_countries"},
        {"R-02", "n:grace_messages n:grace_minutes n:ack_max_chars n:ttl_days"},
        {"R-03", "n:relationship_days s:review n:mass_n n:mass_overlap n:hours"},
        {"R-03m", "n:mass_n n:mass_overlap n:hours"},
        {"R-04", "n:tolerance_min s:optional_holidays"},
        {"R-04c", "n:tolerance_min s:optional_holidays"},
        {"R-05",
         "n:N n:valid_days s:at_close s:accept_auto s:per_agent n:remember_days s:require_company s:require_name"},
        {"R-06", "n:N n:valid_days s:at_close s:accept_auto s:per_agent"},
        {"R-07", "l:allowed_fields n:bulk_pii"},
        {"R-07c", ""},
        {"R-07d", ""},
        {"R-08", ""},
        {"R-08b", ""},
        {"R-08c", ""},
        {"R-09", "s:contact_card_check"},
        {"R-10", "n:within_messages n:within_minutes n:timer_agent_messages"},
        {"R-11", "n:reach n:within_messages n:within_days"},
        {"R-11b", ""},
        {"R-12", "n:within_messages n:within_minutes"},
        {"R-13", "l:approved_answers"},
        {"R-14", ""},
        {"R-14p", ""},
        {"R-15", ""},
        {"R-16", ""},
        {"R-17", ""},
        {"R-18", ""},
        {"R-18v", ""},
        {"R-19", "n:days n:business_days"},
        {"R-20", "n:first_reply_min s:at_close"},
        {"R-21", "n:window_h n:del_n s:uncaptured"},
        {"R-22", "n:messages"},
};

} // namespace

RuleCatalogue::RuleCatalogue(const QVector<Policy> &policies)
{
    for (const Entry &entry : kEntries) {
        auto &parameters = m_parameters[QString::fromLatin1(entry.code)];
        for (const QString &one : QString::fromLatin1(entry.parameters).split(u' ', Qt::SkipEmptyParts)) {
            const Kind kind = one.startsWith(u'n') ? Kind::Number : one.startsWith(u's') ? Kind::Switch : Kind::List;
            parameters.insert(one.mid(2), kind);
        }
    }
    for (const Policy &policy : policies) {
        for (const PolicyRule &rule : policy.rules) {
            if (rule.code.isEmpty())
                continue;
            auto &parameters = m_parameters[rule.code];
            for (auto it = rule.parameters.constBegin(); it != rule.parameters.constEnd(); ++it) {
                const bool isFigure = it.value().isDouble() || it.value().isBool();
                if (isFigure && !parameters.contains(it.key()))
                    parameters.insert(it.key(), it.value().isBool() ? Kind::Switch : Kind::Number);
            }
        }
    }
}

QStringList RuleCatalogue::codes() const
{
    QStringList codes = m_parameters.keys();
    codes.sort();
    return codes;
}

QStringList RuleCatalogue::parametersOf(const QString &code) const
{
    QStringList names = m_parameters.value(code).keys();
    names.sort();
    return names;
}

QString RuleCatalogue::refusalOf(const QString &code, const QString &parameter, const QJsonValue &value) const
{
    switch (m_parameters.value(code).value(parameter, Kind::Any)) {
    case Kind::Number:
        return value.isDouble() ? QString() : u"must be a number"_s;
    case Kind::Switch:
        return value.isBool() ? QString() : u"must be true or false"_s;
    case Kind::List:
        return value.isArray() ? QString() : u"must be a list of texts"_s;
    case Kind::Any:
        break;
    }
    return {};
}

} // namespace atalaia
