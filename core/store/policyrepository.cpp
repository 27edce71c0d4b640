// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/policyrepository.h"

#include "store/statement.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

Result<PolicyRepository::FirstUse> PolicyRepository::noteUse(const PolicySource &source, qint64 nowMs)
{
    struct Known
    {
        QString digest;
        qint64 atMs = 0;
        qint64 version = 0;
    };
    const auto known =
            Statement(m_database, u"SELECT digest, first_used_at, version FROM policy_versions WHERE name = ?"_s)
                    .with(source.name)
                    .all([](Statement &row) {
                        return Known{row.plain(0), row.integer(1), row.integer(2)};
                    });
    if (!known)
        return known.error();
    FirstUse first{nowMs, nowMs, true};
    for (const Known &one : *known) {
        first.policyAtMs = std::min(first.policyAtMs, one.atMs);
        if (one.version != source.version)
            continue;
        first.atMs = std::min(first.atMs, one.atMs);
        first.isNew = first.isNew && one.digest != source.digest;
    }
    if (!first.isNew)
        return first;
    const auto added =
            Statement(m_database, u"INSERT INTO policy_versions (name, version, digest, text, first_used_at) "
                                  "VALUES (?, ?, ?, ?, ?)"_s)
                    .with(source.name, source.version, source.digest, source.text, nowMs)
                    .done();
    if (!added)
        return added.error();
    return first;
}

Result<QVector<PolicySource>> PolicyRepository::used(const QString &name, int version)
{
    return Statement(m_database, u"SELECT digest, text FROM policy_versions WHERE name = ? AND version = ?"_s)
            .with(name, version)
            .all([&name, version](Statement &row) {
                return PolicySource{name, version, row.plain(0), row.plain(1)};
            });
}

} // namespace atalaia
