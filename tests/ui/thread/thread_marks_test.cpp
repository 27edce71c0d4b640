// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/bubblelayout.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("Marks are those of the shown version with the gravest on top", "[ui]")
{
    Hit current;
    current.messageVersion = 1;
    current.message = MessageId{7};
    current.what.severity = 5;
    current.what.spans = {{7, {0, 2}}};
    Hit weak = current;
    weak.what.severity = 2;
    weak.what.spans = {{7, {1, 3}}};
    Hit old = current;
    old.messageVersion = 0;
    const QVector<ShownMark> marks = shownMarks({current, weak, old}, MessageId{7}, 1, safeText(u"😀ab"_s));
    REQUIRE(marks.size() == 2);
    CHECK(marks.at(0) == ShownMark{{2, 4}, 2});
    CHECK(marks.at(1) == ShownMark{{0, 3}, 5});
}

TEST_CASE("Every bubble of a turn is marked and background hits mark none", "[ui]")
{
    Hit turn;
    turn.message = MessageId{8};
    turn.messageVersion = 2;
    turn.what.severity = 4;
    turn.what.spans = {{7, {0, 2}}, {8, {3, 5}}};
    const SafeText text = safeText(u"abcdef"_s);
    CHECK(shownMarks({turn}, MessageId{7}, 0, text) == QVector<ShownMark>{{{0, 2}, 4}});
    CHECK(shownMarks({turn}, MessageId{7}, 2, text).isEmpty());
    CHECK(shownMarks({turn}, MessageId{8}, 2, text) == QVector<ShownMark>{{{3, 5}, 4}});
    turn.what.isBackground = true;
    CHECK(shownMarks({turn}, MessageId{8}, 2, text).isEmpty());
}
