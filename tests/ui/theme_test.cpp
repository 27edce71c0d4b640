// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](float channel) {
        const double value = double(channel);
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)}); // a list, so that values are returned
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

TEST_CASE("Text can be read on every ground and shapes can be told from it", "[ui]")
{
    const Theme theme(GENERATE(ThemeMode::Light, ThemeMode::Dark));
    for (const auto ground : {ColorRole::Window, ColorRole::Surface, ColorRole::Selection, ColorRole::AgentBubble,
                              ColorRole::ContactBubble, ColorRole::HitMark}) {
        CAPTURE(int(ground), theme.isDark());
        CHECK(contrast(theme.color(ColorRole::Text), theme.color(ground)) >= 4.5);
    }
    for (const auto ground : {ColorRole::Window, ColorRole::Surface, ColorRole::Selection}) {
        CAPTURE(int(ground), theme.isDark());
        CHECK(contrast(theme.color(ColorRole::Muted), theme.color(ground)) >= 4.5);
        CHECK(contrast(theme.color(ColorRole::Accent), theme.color(ground)) >= 3.0);
        for (int severity = 1; severity <= 5; ++severity)
            CHECK(contrast(theme.severityColor(severity), theme.color(ground)) >= 3.0);
    }
    CHECK(contrast(theme.color(ColorRole::OnAccent), theme.color(ColorRole::Accent)) >= 4.5);
}

TEST_CASE("A box that cannot be checked can be seen", "[ui]")
{
    const Theme theme(GENERATE(ThemeMode::Light, ThemeMode::Dark));
    QCheckBox box;
    box.setAutoFillBackground(true);
    box.setEnabled(GENERATE(true, false));
    const QImage picture = box.grab().toImage();
    double most = 1;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < std::min(20, picture.width()); ++x)
            most = std::max(most, contrast(picture.pixelColor(x, y), theme.color(ColorRole::Window)));
    }
    CAPTURE(theme.isDark(), box.isEnabled());
    CHECK(most >= 3.0);
}

TEST_CASE("Changing the mode changes colours and says so once", "[ui]")
{
    Theme theme(ThemeMode::Light);
    CHECK(theme.color(ColorRole::Window) == QColor(0xF6F7F9));
    CHECK_FALSE(theme.isDark());
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(ThemeMode::Dark);
    CHECK(changed.count() == 1);
    CHECK(theme.isDark());
    CHECK(theme.severityColor(5) == QColor(0xFF8A80));
    CHECK(QApplication::palette().color(QPalette::Window) == QColor(0x14171B));
    theme.setMode(ThemeMode::System);
    CHECK_FALSE(theme.isDark()); // the offscreen platform is light
}

TEST_CASE("Fonts keep their relation to the system's size and know coloured emoji", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    const double body = theme.font(FontRole::Body).pointSizeF();
    CHECK(theme.font(FontRole::Page).pointSizeF() == Approx(body * 20 / 13));
    CHECK(theme.font(FontRole::Caption).pointSizeF() == Approx(body * 11 / 13));
    CHECK(theme.font(FontRole::Body).families().last() == u"Noto Color Emoji"_s);
}

TEST_CASE("Every icon can be drawn in the theme's colour", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    const QStringList names = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    REQUIRE(names.size() > 20);
    for (const QString &name : names) {
        CAPTURE(name);
        const QImage image = theme.icon(name.chopped(4), ColorRole::Danger).pixmap(20, 20).toImage();
        bool isColoured = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                isColoured = isColoured || image.pixelColor(x, y) == theme.color(ColorRole::Danger);
        }
        CHECK(isColoured);
    }
    CHECK(theme.icon(u"no-such-icon"_s).isNull());
}

TEST_CASE("Severity has a shape of its own", "[ui]")
{
    CHECK(severityShape(5) == QChar(0x25A0));
    CHECK(severityShape(1) == QChar(0x25CB));
    CHECK(severityShape(99) == severityShape(1));
}
