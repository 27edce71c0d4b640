// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/rulecheck.h"

#include <QByteArray>
#include <QHash>

#include <optional>

namespace atalaia {

/// What RuleCheck found out before, in a file of its folder, by the hash of the regex and of the
/// engines' versions. A file that is not beyond doubt is not there.
class RememberedVerdicts
{
public:
    explicit RememberedVerdicts(const QString &folder);

    [[nodiscard]] std::optional<RegexVerdict> find(const CheckedRegex &regex) const;
    void add(const CheckedRegex &regex, const RegexVerdict &verdict);
    /// Unless nothing was added.
    void save() const;

    static constexpr qsizetype kMaxVerdicts = 20'000;

private:
    [[nodiscard]] static QByteArray keyOf(const CheckedRegex &regex);
    void load();

    const QString m_folder;
    QHash<QByteArray, RegexVerdict> m_known;
    QHash<QByteArray, RegexVerdict> m_added;
};

} // namespace atalaia
