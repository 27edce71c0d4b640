// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/policy.h"

#include <QHash>
#include <QJsonValue>
#include <QString>
#include <QStringList>
#include <QVector>

namespace atalaia {

/// What a company may set of the rules, by code.
class RuleCatalogue
{
public:
    /// The codes and parameters of the rules that come with the product, and those of `policies`.
    explicit RuleCatalogue(const QVector<Policy> &policies = {});

    [[nodiscard]] QStringList codes() const;
    [[nodiscard]] bool hasCode(const QString &code) const { return m_parameters.contains(code); }
    [[nodiscard]] QStringList parametersOf(const QString &code) const;
    /// Empty where the value will do; else what it must be.
    [[nodiscard]] QString refusalOf(const QString &code, const QString &parameter, const QJsonValue &value) const;

private:
    enum class Kind { Number, Switch, List, Any };
    QHash<QString, QHash<QString, Kind>> m_parameters;
};

} // namespace atalaia
