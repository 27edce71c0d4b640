// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/bubblelayout.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("Marks are those of the shown version with the gravest on top", "[ui]")
{
    Hit current;
    current.messageVersion = 1;
    current.what.term.severity = 5;
    current.what.spans = {{0, 2}};
    Hit weak = current;
    weak.what.term.severity = 2;
    weak.what.spans = {{1, 3}};
    Hit old = current;
    old.messageVersion = 0;
    const QVector<ShownMark> marks = shownMarks({current, weak, old}, 1, safeText(u"😀ab"_s));
    REQUIRE(marks.size() == 2);
    CHECK(marks.at(0) == ShownMark{{2, 4}, 2});
    CHECK(marks.at(1) == ShownMark{{0, 3}, 5});
}
