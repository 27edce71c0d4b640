// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/hourcounts.h"

#include "store/statement.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHourMs = 3'600'000;

QString wordOf(Counted what)
{
    switch (what) {
    case Counted::Messages:
        return u"messages"_s;
    case Counted::Conversations:
        return u"conversations"_s;
    case Counted::Hits:
        return u"hits"_s;
    case Counted::Flags:
        break;
    }
    return u"flags"_s;
}

} // namespace

Result<> addToHour(Database &database, Counted what, qint64 atMs, int count)
{
    return Statement(database, u"INSERT INTO hour_counts (what, hour, count) VALUES (?, ?, ?) "
                               "ON CONFLICT (what, hour) DO UPDATE SET count = count + excluded.count"_s)
            .with(wordOf(what), qMax<qint64>(0, atMs) / kHourMs, count)
            .done();
}

Result<qint64> countedSince(Database &database, Counted what, qint64 sinceMs)
{
    auto sum = Statement(database, u"SELECT coalesce(sum(count), 0) FROM hour_counts WHERE what = ? AND hour >= ?"_s)
                       .with(wordOf(what), qMax<qint64>(0, sinceMs) / kHourMs)
                       .first([](Statement &row) { return row.integer(0); });
    if (!sum)
        return sum.error();
    return sum->value_or(0);
}

} // namespace atalaia
