// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "text/safetext.h"

#include <array>

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("Hit spans count code points and are found behind emoji", "[model]")
{
    // 😀 is one code point and two QChars; the family is five code points and eight QChars.
    const SafeText safe = safeText(u"😀 a 👩‍👩‍👧 oferta"_s);
    const ShownRange range = safe.range({10, 16});
    CHECK(safe.text.mid(range.start, range.end - range.start) == u"oferta"_s);
}

TEST_CASE("Hit spans are found behind characters shown as marks", "[model]")
{
    const SafeText safe = safeText(u"\u202Eabc\u202C oferta"_s);
    CHECK(safe.text == u"[U+202E]abc[U+202C] oferta"_s);
    const ShownRange range = safe.range({6, 12});
    CHECK(safe.text.mid(range.start, range.end - range.start) == u"oferta"_s);
}

TEST_CASE("Spans outside of the shown text are empty and never out of bounds", "[model]")
{
    const SafeText safe = safeText(u"abcdef"_s, 3);
    CHECK(safe.isCut);
    CHECK(safe.range({4, 6}).isEmpty());
    CHECK(safe.range({2, 90}) == ShownRange{2, 3});
    CHECK(safe.range({-5, 2}) == ShownRange{0, 2});
    CHECK(SafeText{}.range({0, 1}).isEmpty());
}

TEST_CASE("Hostile characters become visible marks", "[model]")
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

TEST_CASE("Joiners stay where they join an emoji and show elsewhere", "[model]")
{
    CHECK(safeText(u"👩‍👧"_s).text == u"👩‍👧"_s);
    CHECK(safeText(u"می\u200Cخواهم"_s).text == u"می\u200Cخواهم"_s);
    CHECK(safeText(u"pa\u200Dss"_s).text == u"pa[U+200D]ss"_s);
}

TEST_CASE("A line of a hostile text is one line and bounded", "[model]")
{
    CHECK(safeLine(u"  a\nb\tc  "_s) == u"a b c"_s);
    CHECK(safeLine(QString(500, u'x'), 10) == u"xxxxxxxxxx…"_s);
}

TEST_CASE("Characters that look like nothing are shown", "[model]")
{
    const char32_t hidden = GENERATE(0x00AD, 0x034F, 0x061C, 0x115F, 0x180E, 0x2060, 0x2061, 0x2064, 0x206A, 0x206F,
                                     0x2800, 0x3164, 0xFEFF, 0xE0041);
    const std::array<char32_t, 3> points{U'a', hidden, U'b'};
    const QString text = QString::fromUcs4(points.data(), qsizetype(points.size()));
    const QString mark = u"a[U+%1]b"_s.arg(QString::number(hidden, 16).toUpper().rightJustified(4, u'0'));
    CHECK(safeLine(text) == mark);
}

TEST_CASE("A line is cut before it is looked at and never inside a character", "[model]")
{
    CHECK(safeLine(QString(2'000'000, u'x')).size() == 161);
    CHECK(safeLine(u"abc\U0001F44Dd"_s, 4) == u"abc\U0001F44D\u2026"_s);
}

TEST_CASE("A tool tip shows markup from outside as it is written", "[model]")
{
    const QString tip = toolTipText(safeLine(u"<img src='file:///x'> & \"b\""_s));
    CHECK_FALSE(tip.contains(u"<img"_s));
    CHECK(tip.startsWith(u"<p "_s)); // else & would be shown as &amp;
    CHECK(tip.contains(u"&lt;img src='file:///x'&gt; &amp; &quot;b&quot;"_s));
    CHECK(toolTipText({}).isEmpty());
}
