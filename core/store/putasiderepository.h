// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/linehealth.h"

#include <QByteArray>
#include <QVector>

namespace atalaia {

class Database;

/// How much of one gateway is kept; what goes for later ones is counted.
struct PutAsideBounds
{
    qint64 rows = 10'000;
    qint64 bytes = 64LL * 1024 * 1024;
};

/// What came from a gateway and could not be read or kept, so that a later version can read it.
class PutAsideRepository
{
public:
    static constexpr int kMostReasons = 100;

    explicit PutAsideRepository(Database &database, PutAsideBounds bounds = {}) : m_database(database), m_bounds(bounds)
    {}

    /// The id of its row. The same bytes of the same line once more only count. `version`: of this program.
    [[nodiscard]] Result<qint64> add(const PutAsideEvent &event, const QString &version);
    /// Everything of it is in the store: its bytes are let go.
    [[nodiscard]] Result<> setSolved(qint64 id, qint64 nowMs);
    /// `version` could not read it either, for `reason`.
    [[nodiscard]] Result<> noteTried(qint64 id, const QString &version, const QString &reason);

    /// What can be read again, by id from behind `afterId`, at most `limit` rows and about `mostBytes`. With
    /// `notTriedBy`: not what that version has tried.
    [[nodiscard]] Result<QVector<PutAsideEvent>> readable(GatewayId gateway, qint64 afterId, int limit,
                                                          qint64 mostBytes, const QString &notTriedBy = {});
    /// Unsolved, by reason in alphabetical order. An empty line: of no line that could be read.
    [[nodiscard]] Result<QVector<PutAsideReason>> reasons(GatewayId gateway, const QString &line);
    [[nodiscard]] Result<qint64> countUnsolved(GatewayId gateway, const QString &line);
    [[nodiscard]] Result<qint64> countNotKept(GatewayId gateway);

private:
    struct Totals;

    [[nodiscard]] Result<qint64> addRow(const PutAsideEvent &event, const QByteArray &key, const QString &version);
    [[nodiscard]] Result<Totals> totals(GatewayId gateway);
    [[nodiscard]] Result<> save(GatewayId gateway, const Totals &totals);
    [[nodiscard]] Result<> dropOldest(GatewayId gateway, Totals &totals);

    Database &m_database;
    const PutAsideBounds m_bounds;
};

} // namespace atalaia
