// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox/inboxreads.h"

#include "review/reviewqueries.h"

namespace atalaia {

InboxReads inboxReads(ReviewQueries &queries)
{
    InboxReads reads;
    reads.page = [&queries](FlagList list, const FlagPageKey &after, int limit) {
        return queries.rows(list, after, limit);
    };
    reads.rows = [&queries](const QVector<FlagId> &ids) { return queries.rows(ids); };
    reads.counts = [&queries] { return queries.counts(); };
    return reads;
}

} // namespace atalaia
