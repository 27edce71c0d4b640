// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statistics.h"

#include "store/hourcounts.h"
#include "store/statement.h"

#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

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
    // They are few: each has an index of its own.
    const std::pair<QString, qint64 *> missing[] = {
            {u"SELECT count(*) FROM messages WHERE content <> 'present' AND content = 'pending'"_s,
             &totals.pendingContents},
            {u"SELECT count(*) FROM messages WHERE content <> 'present' AND content = 'unavailable'"_s,
             &totals.unavailableContents},
            {u"SELECT count(*) FROM message_versions WHERE is_text_missing = 1"_s, &totals.unreadableEdits},
    };
    for (const auto &[sql, answer] : missing) {
        auto count = Statement(database, sql).with().first([](Statement &row) { return row.integer(0); });
        if (!count)
            return count.error();
        *answer = count->value_or(0);
    }
    return totals;
}

} // namespace atalaia
