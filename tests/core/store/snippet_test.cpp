// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/snippet.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("A short text is its own snippet on one line", "[core]")
{
    CHECK(snippetAround(u"bom dia\r\ntudo\tbem"_s, {0, 3}) == u"bom dia  tudo bem"_s);
    CHECK(snippetAround({}, {0, 3}).isEmpty());
    CHECK(snippetAround(u"abc"_s, {7, 9}) == u"abc"_s);
}

TEST_CASE("A long text is cut around the span", "[core]")
{
    const QString text = QString(500, u'a') + u"HIT"_s + QString(500, u'b');
    const QString snippet = snippetAround(text, {500, 503});
    CHECK(snippet.size() == kSnippetLength);
    CHECK(snippet.contains(u"aHITb"_s));
    CHECK(snippet.startsWith(u'…'));
    CHECK(snippet.endsWith(u'…'));

    const QString atEnd = snippetAround(text, {1000, 1003});
    CHECK(atEnd.size() == kSnippetLength);
    CHECK(atEnd.endsWith(u'b'));
    const QString atStart = snippetAround(text, {3, 5});
    CHECK(atStart.size() == kSnippetLength);
    CHECK(atStart.startsWith(u'a'));
}

TEST_CASE("Cuts never part what a reader takes for one character", "[core]")
{
    const QString family = u"👩‍👩‍👧"_s; // eight units, joined
    QString text;
    for (int i = 0; i < 100; ++i)
        text += family;
    for (int codePoint = 0; codePoint < 500; ++codePoint) {
        QString snippet = snippetAround(text, {codePoint, codePoint + 1});
        CHECK(snippet.size() <= kSnippetLength);
        snippet.remove(u'…');
        snippet.replace(family, u""_s);
        CHECK(snippet.isEmpty());
    }
}

TEST_CASE("A hostile text of one endless character is cut all the same", "[core]")
{
    const QString text = u"a"_s + QString(5000, QChar(0x0301));
    CHECK(snippetAround(text, {2500, 2501}).size() <= kSnippetLength);
    CHECK(snippetAround(text, {0, 1}).size() <= kSnippetLength);
    CHECK(snippetAround(QString(5000, QChar(0xd83d)), {2500, 2501}).size() <= kSnippetLength);
}
