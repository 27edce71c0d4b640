// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/policy.h"

#include <QString>
#include <QVector>

namespace atalaia {

class Database;

/// The text of each policy that ever scanned, so that hits can be reproduced. Only added to.
class PolicyRepository
{
public:
    /// When a policy scanned for the first time.
    struct FirstUse
    {
        qint64 atMs = 0; ///< this version of it
        qint64 policyAtMs = 0; ///< any version of it
        bool isNew = false; ///< it was just written
    };

    explicit PolicyRepository(Database &database) : m_database(database) {}

    /// Writes what is not there under this name, version and digest. The answer is about name and version, and about
    /// the name alone, whatever the text.
    [[nodiscard]] Result<FirstUse> noteUse(const PolicySource &source, qint64 nowMs);
    /// Everything that was used under this name and version.
    [[nodiscard]] Result<QVector<PolicySource>> used(const QString &name, int version);

private:
    Database &m_database;
};

} // namespace atalaia
