// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"

#include "conversation/bubblelayout.h"
#include "widgets/safetext.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("Hit spans count code points and are found behind emoji", "[ui]")
{
    // 😀 is one code point and two QChars; the family is five code points and eight QChars.
    const SafeText safe = safeText(u"😀 a 👩‍👩‍👧 oferta"_s);
    const ShownRange range = safe.range({10, 16});
    CHECK(safe.text.mid(range.start, range.end - range.start) == u"oferta"_s);
}

TEST_CASE("Hit spans are found behind characters shown as marks", "[ui]")
{
    const SafeText safe = safeText(u"\u202Eabc\u202C oferta"_s);
    CHECK(safe.text == u"[U+202E]abc[U+202C] oferta"_s);
    const ShownRange range = safe.range({6, 12});
    CHECK(safe.text.mid(range.start, range.end - range.start) == u"oferta"_s);
}

TEST_CASE("Spans outside of the shown text are empty and never out of bounds", "[ui]")
{
    const SafeText safe = safeText(u"abcdef"_s, 3);
    CHECK(safe.isCut);
    CHECK(safe.range({4, 6}).isEmpty());
    CHECK(safe.range({2, 90}) == ShownRange{2, 3});
    CHECK(safe.range({-5, 2}) == ShownRange{0, 2});
    CHECK(SafeText{}.range({0, 1}).isEmpty());
}

TEST_CASE("Hostile characters become visible marks", "[ui]")
{
    CHECK(safeText(u"\x1B[31m"_s).text == u"␛[31m"_s);
    CHECK(safeText(u"a\u200Bb"_s).text == u"a[U+200B]b"_s);
    CHECK(safeText(u"a\u2066b\u2069"_s).text == u"a[U+2066]b[U+2069]"_s);
    CHECK(safeText(QStringView(u"a\x7F")).text == u"a␡"_s);
    CHECK(safeText(QString(QChar(0xD83D))).text == u"[U+D83D]"_s);
    CHECK(safeText(u"a\u2028b"_s).text == u"a[U+2028]b"_s);
    CHECK(safeText(u"x\r\ny\nz"_s).text == u"x\ny\nz"_s);
    CHECK(safeText(u"a\rb"_s).text == u"a␍b"_s);
    CHECK(safeText(u"<b>hi</b>"_s).text == u"<b>hi</b>"_s);
}

TEST_CASE("Joiners stay where they join an emoji and show elsewhere", "[ui]")
{
    CHECK(safeText(u"👩‍👧"_s).text == u"👩‍👧"_s);
    CHECK(safeText(u"می\u200Cخواهم"_s).text == u"می\u200Cخواهم"_s);
    CHECK(safeText(u"pa\u200Dss"_s).text == u"pa[U+200D]ss"_s);
}

TEST_CASE("A line of a hostile text is one line and bounded", "[ui]")
{
    CHECK(safeLine(u"  a\nb\tc  "_s) == u"a b c"_s);
    CHECK(safeLine(QString(500, u'x'), 10) == u"xxxxxxxxxx…"_s);
}

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
