// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/companyprofile.h"
#include "policy/rulecatalogue.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>

namespace atalaia {

inline constexpr qsizetype kLargestCompanyFile = 4LL * 1024 * 1024; ///< bytes

/// The company profiles of one file.
struct CompanyBook
{
    ConversationSettings conversation;
    QJsonObject ruleParameters; ///< by rule code, of all companies
    QHash<QString, CompanyProfile> companies; ///< by key; ruleParameters filled in

    /// The profile under `key`, else one of an unknown company with the book's rule parameters.
    [[nodiscard]] CompanyProfile profileOf(const QString &key) const;
};

/// Reads company profiles from JSON: `conversation`, rule parameters by code ("R-05"), `companies` by key.
/// Error: InvalidInput with the place ("companies.acme.hours: ..."); unknown keys, and codes and
/// parameters that no rule of the catalogue has, are errors. At most 4 MiB.
[[nodiscard]] Result<CompanyBook> readCompanies(const QByteArray &json,
                                                const RuleCatalogue &catalogue = RuleCatalogue());

} // namespace atalaia
