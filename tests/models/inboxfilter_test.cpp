// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flagrows.h"
#include "models/inboxfilter.h"
#include "models/inboxmodel.h"
#include "support/catch.h"
#include "support/manualclock.h"

#include <QAbstractItemModelTester>

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("The search narrows by agent contact category and line whatever the case and accents", "[model]")
{
    ManualClock clock;
    InboxModel model(clock);
    InboxFilter filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);

    FlagRow other = flagRow(2);
    other.category = u"threat"_s;
    other.agentPseudonym = u"A-12"_s;
    other.lineName = u"São Paulo"_s;
    model.resetRows(FlagList::Inbox, {flagRow(1), other}, false);
    CHECK(filter.rowCount() == 2);

    const auto [words, rows] = GENERATE(table<QString, int>({
            {u"a-12"_s, 1},
            {u"C-0001"_s, 1},
            {u"HARASS"_s, 1},
            {u"sao"_s, 1},
            {u"threat paulo"_s, 1},
            {u"threat A-01"_s, 0},
            {u"  "_s, 2},
            {u"invented"_s, 0},
    }));
    CAPTURE(words);
    filter.setWords(words);
    CHECK(filter.rowCount() == rows);
}
