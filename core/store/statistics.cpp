// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statistics.h"

#include "store/hourcounts.h"

namespace atalaia {

Result<StoreTotals> storeTotals(Database &database, qint64 sinceMs)
{
    StoreTotals totals;
    struct Question
    {
        Counted what;
        qint64 sinceMs;
        qint64 *answer;
    };
    const Question questions[] = {
            {Counted::Messages, 0, &totals.messages},
            {Counted::Conversations, 0, &totals.conversations},
            {Counted::Hits, 0, &totals.hits},
            {Counted::Flags, 0, &totals.flags},
            {Counted::Messages, sinceMs, &totals.messagesSince},
    };
    for (const Question &question : questions) {
        auto count = countedSince(database, question.what, question.sinceMs);
        if (!count)
            return count.error();
        *question.answer = *count;
    }
    return totals;
}

} // namespace atalaia
