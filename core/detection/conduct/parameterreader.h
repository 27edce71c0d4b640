// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/companyprofile.h"
#include "domain/policy.h"

#include <QSet>
#include <QString>
#include <QStringList>
#include <QVector>

#include <initializer_list>

namespace atalaia {

/// A figure or a switch among the parameters of a conduct. A company's profile may replace it, under the
/// code of the rule or the code without its letter ("R-03m", then "R-03"); what is there of another type or
/// out of range is not taken.
class Figure
{
public:
    [[nodiscard]] double real(const CompanyProfile *company) const;
    [[nodiscard]] qint64 whole(const CompanyProfile *company) const;
    [[nodiscard]] bool isOn(const CompanyProfile *company) const { return real(company) != 0; }
    /// Whether the rule itself has it.
    [[nodiscard]] bool isGiven() const { return m_isGiven; }

private:
    friend class ParameterReader;
    QString m_key;
    QString m_code;
    QString m_baseCode; ///< empty where it is the same
    double m_value = 0;
    double m_least = 0;
    double m_most = 0;
    bool m_isSwitch = false;
    bool m_isGiven = false;
};

/// A sign and what it counts for.
struct WeightedSignal
{
    QString subject;
    double weight = 1;
};

/// Reads the parameters of one rule and keeps the first thing that is wrong with them.
class ParameterReader
{
public:
    explicit ParameterReader(const PolicyRule &rule);

    [[nodiscard]] Figure whole(const QString &key, qint64 fallback, qint64 least, qint64 most);
    [[nodiscard]] Figure real(const QString &key, double fallback, double least, double most);
    [[nodiscard]] Figure flag(const QString &key, bool fallback);
    [[nodiscard]] QString choice(const QString &key, std::initializer_list<QString> choices);
    /// One signal or several: a text or a list of texts.
    [[nodiscard]] QStringList optionalSignals(const QString &key);
    [[nodiscard]] QStringList requiredSignals(const QString &key);
    [[nodiscard]] QVector<WeightedSignal> weightedSignals(const QString &key);
    void refuse(const QString &key, const QString &reason);

    /// Error also where parameters are left that nobody read.
    [[nodiscard]] Result<> finish();

private:
    Figure figure(const QString &key, double fallback, double least, double most);

    const PolicyRule &m_rule;
    QSet<QString> m_known;
    QString m_problem;
};

} // namespace atalaia
