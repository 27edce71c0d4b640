// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "text/codepoints.h"
#include "text/textwindows.h"

#include <vector>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

std::vector<TextWindow> windowsOf(QStringView text)
{
    std::vector<TextWindow> all;
    TextWindows windows(text);
    while (const auto window = windows.next())
        all.push_back(*window);
    return all;
}

} // namespace

TEST_CASE("A text that can be typed is one window", "[core]")
{
    for (const QString &text : {QString(), u"oi"_s, QString(TextWindows::kMaxLength, u'x')}) {
        const auto windows = windowsOf(text);
        REQUIRE(windows.size() == 1);
        CHECK(windows.front().start == 0);
        CHECK(windows.front().end == text.size());
        CHECK(firstWindow(text) == text);
    }
}

TEST_CASE("Windows leave nothing out and overlap", "[core]")
{
    const QString text =
            GENERATE(u"palavra 11 98765 "_s.repeated(40'000), QString(500'000, u'x'), u"\U0001F600"_s.repeated(150'000),
                     u"a\u0301b "_s.repeated(100'000), QString(300'000, QChar(0xD83D)));
    const auto windows = windowsOf(text);
    REQUIRE(windows.size() > 1);
    CHECK(windows.front().start == 0);
    CHECK(windows.back().end == text.size());
    for (size_t i = 1; i < windows.size(); ++i) {
        const TextWindow &window = windows[i];
        CHECK(windows[i - 1].end - window.start >= TextWindows::kOverlap);
        CHECK(window.newFrom - window.start >= TextWindows::kOverlap / 2);
        CHECK(windows[i - 1].end - window.newFrom >= TextWindows::kOverlap / 2);
        CHECK(window.end > windows[i - 1].end);
        CHECK(window.codePointStart == codePointCount(QStringView(text).first(window.start)));
    }
}

TEST_CASE("Windows begin and end between spoken words", "[core]")
{
    const QString text = u"liga para 11 98765 4321 hoje "_s.repeated(10'000);
    const auto windows = windowsOf(text);
    REQUIRE(windows.size() > 1);
    for (const TextWindow &window : windows) {
        const auto isGood = [&text](qsizetype at) {
            return at == 0 || at == text.size()
                   || (text[at - 1] == u' ' && text[at].isLetter() && text[at - 2].isLetter());
        };
        CHECK(isGood(window.start));
        CHECK(isGood(window.end));
    }
}

TEST_CASE("Marks do not part a letter from its word", "[core]")
{
    CHECK(windowsOf(u"agulh"_s + QString(100'000, QChar(0x0301)) + u"a"_s).size() == 1);
    CHECK(windowsOf(QString(100'000, QChar(0x200B))).size() == 1);
}
