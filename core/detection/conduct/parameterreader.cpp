// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/parameterreader.h"

#include <QJsonArray>
#include <QJsonValue>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

QString withoutLetter(const QString &code)
{
    if (code.isEmpty() || !code.back().isLower())
        return {};
    return code.chopped(1);
}

} // namespace

double Figure::real(const CompanyProfile *company) const
{
    if (!company || company->ruleParameters.isEmpty())
        return m_value;
    for (const QString *code : {&m_code, &m_baseCode}) {
        if (code->isEmpty())
            continue;
        const QJsonValue given = company->ruleParameters.value(*code).toObject().value(m_key);
        if (m_isSwitch && given.isBool())
            return given.toBool() ? 1 : 0;
        if (!m_isSwitch && given.isDouble() && given.toDouble() >= m_least && given.toDouble() <= m_most)
            return given.toDouble();
    }
    return m_value;
}

qint64 Figure::whole(const CompanyProfile *company) const
{
    return qint64(std::floor(real(company)));
}

ParameterReader::ParameterReader(const PolicyRule &rule) : m_rule(rule) {}

Figure ParameterReader::figure(const QString &key, double fallback, double least, double most)
{
    m_known.insert(key);
    Figure figure;
    figure.m_key = key;
    figure.m_code = m_rule.code;
    figure.m_baseCode = withoutLetter(m_rule.code);
    figure.m_value = fallback;
    figure.m_least = least;
    figure.m_most = most;
    figure.m_isGiven = m_rule.parameters.contains(key);
    return figure;
}

Figure ParameterReader::real(const QString &key, double fallback, double least, double most)
{
    Figure read = figure(key, fallback, least, most);
    if (!read.m_isGiven)
        return read;
    const QJsonValue value = m_rule.parameters.value(key);
    if (!value.isDouble())
        refuse(key, u"not a number"_s);
    else if (value.toDouble() < least || value.toDouble() > most)
        refuse(key, u"not within %1 and %2"_s.arg(least).arg(most));
    else
        read.m_value = value.toDouble();
    return read;
}

Figure ParameterReader::whole(const QString &key, qint64 fallback, qint64 least, qint64 most)
{
    const Figure read = real(key, double(fallback), double(least), double(most));
    if (std::floor(read.m_value) != read.m_value)
        refuse(key, u"not a whole number"_s);
    return read;
}

Figure ParameterReader::flag(const QString &key, bool fallback)
{
    Figure read = figure(key, fallback ? 1 : 0, 0, 1);
    read.m_isSwitch = true;
    if (!read.m_isGiven)
        return read;
    const QJsonValue value = m_rule.parameters.value(key);
    if (!value.isBool())
        refuse(key, u"neither true nor false"_s);
    read.m_value = value.toBool() ? 1 : 0;
    return read;
}

QString ParameterReader::choice(const QString &key, std::initializer_list<QString> choices)
{
    m_known.insert(key);
    if (!m_rule.parameters.contains(key))
        return *choices.begin();
    const QString value = m_rule.parameters.value(key).toString();
    if (std::find(choices.begin(), choices.end(), value) == choices.end())
        refuse(key, u"none of "_s + QStringList(choices).join(u", "_s));
    return value;
}

QStringList ParameterReader::optionalSignals(const QString &key)
{
    m_known.insert(key);
    if (!m_rule.parameters.contains(key))
        return {};
    const QJsonValue value = m_rule.parameters.value(key);
    QStringList subjects;
    for (const QJsonValue &entry : value.isArray() ? value.toArray() : QJsonArray{value}) {
        const QString subject = entry.toString().trimmed();
        if (subject.isEmpty())
            refuse(key, u"not the id of a rule or signal"_s);
        else
            subjects.append(subject);
    }
    return subjects;
}

QStringList ParameterReader::requiredSignals(const QString &key)
{
    const QStringList subjects = optionalSignals(key);
    if (subjects.isEmpty())
        refuse(key, u"missing"_s);
    return subjects;
}

QVector<WeightedSignal> ParameterReader::weightedSignals(const QString &key)
{
    m_known.insert(key);
    QVector<WeightedSignal> weighted;
    const QJsonObject entries = m_rule.parameters.value(key).toObject();
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        const double weight = entry.value().toDouble(0);
        if (entry.key().trimmed().isEmpty() || !(weight > 0 && weight <= 1000))
            refuse(key, u"not an id with a weight above 0"_s);
        else
            weighted.append({entry.key().trimmed(), weight});
    }
    if (weighted.isEmpty())
        refuse(key, u"missing"_s);
    return weighted;
}

void ParameterReader::refuse(const QString &key, const QString &reason)
{
    if (m_problem.isEmpty())
        m_problem = u"parameter %1: %2"_s.arg(key, reason);
}

Result<> ParameterReader::finish()
{
    for (auto entry = m_rule.parameters.begin(); entry != m_rule.parameters.end(); ++entry) {
        if (!m_known.contains(entry.key()))
            refuse(entry.key(), u"conduct %1 does not know it"_s.arg(m_rule.conduct));
    }
    if (!m_problem.isEmpty())
        return Error{Error::Kind::InvalidInput, m_problem};
    return {};
}

} // namespace atalaia
