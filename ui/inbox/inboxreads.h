// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/flag.h"
#include "store/flagrepository.h"

#include <QFuture>
#include <QVector>

#include <functional>

namespace atalaia {

class ReviewQueries;

/// What the inbox asks of the store, apart from where the answers come from.
struct InboxReads
{
    std::function<QFuture<Result<QVector<FlagRow>>>(FlagList list, const FlagPageKey &after, int limit)> page;
    std::function<QFuture<Result<QVector<FlagRow>>>(const QVector<FlagId> &ids)> rows;
    std::function<QFuture<Result<FlagCounts>>()> counts;
};

/// `queries` must outlive every use of what is returned.
[[nodiscard]] InboxReads inboxReads(ReviewQueries &queries);

} // namespace atalaia
