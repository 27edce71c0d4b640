// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include "theme/stylesheet.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPainter>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <algorithm>
#include <array>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kLight{
        0xF6F7F9U, 0xFFFFFFU, 0xDFE3E8U, 0x16191DU, 0x5B6570U, 0x0B6E6EU,
        0xFFFFFFU, 0xE1EFEEU, 0xDDF1ECU, 0xFFFFFFU, 0xFFE08AU, 0xB3261EU,
};
constexpr std::array kDark{
        0x14171BU, 0x1B1F25U, 0x2C323AU, 0xE8EBEFU, 0x9AA5B1U, 0x4FC3BFU,
        0x0B1F1FU, 0x1E3538U, 0x17403CU, 0x262C34U, 0x5A4A12U, 0xFF8A80U,
};
constexpr size_t kRoles = size_t(ColorRole::Danger) + 1;
static_assert(kLight.size() == kRoles && kDark.size() == kRoles);

constexpr std::array kLightSeverity{0x6B7580U, 0x2F6FB0U, 0x9A6B00U, 0xC2500AU, 0xB3261EU}; // 1 .. 5
constexpr std::array kDarkSeverity{0xA6B0BAU, 0x8DBBEEU, 0xF2CB5CU, 0xFFB07CU, 0xFF8A80U};

constexpr int kPictureSize = 40;
constexpr std::array kIconSizes{16, 20, kPictureSize};
constexpr double kBodySize = 13.0;

size_t severityPlace(int severity)
{
    return severity >= 1 && severity <= 5 ? size_t(severity - 1) : 0;
}

/// Qt 6.4 cannot say whether the platform asks for high contrast; such palettes are black on white or
/// white on black to the last bit, ordinary ones are not.
bool isHighContrast(const QPalette &palette)
{
    const QRgb window = palette.color(QPalette::Window).rgb() & RGB_MASK;
    const QRgb text = palette.color(QPalette::WindowText).rgb() & RGB_MASK;
    return (window == 0 && text == RGB_MASK) || (window == RGB_MASK && text == 0);
}

QPalette systemPalette()
{
    QApplication::setPalette(QPalette()); // drops ours, so that the platform's shows again
    return QGuiApplication::palette();
}

QColor platformColor(const QPalette &palette, ColorRole role)
{
    switch (role) {
    case ColorRole::Window:
        return palette.color(QPalette::Window);
    case ColorRole::Surface:
    case ColorRole::AgentBubble:
    case ColorRole::ContactBubble:
        return palette.color(QPalette::Base);
    case ColorRole::Accent:
    case ColorRole::Selection:
    case ColorRole::HitMark:
        return palette.color(QPalette::Highlight);
    case ColorRole::OnAccent:
        return palette.color(QPalette::HighlightedText);
    case ColorRole::Line:
    case ColorRole::Text:
    case ColorRole::Muted:
    case ColorRole::Danger:
        break;
    }
    return palette.color(QPalette::WindowText);
}

QPixmap drawnIcon(QByteArray svg, const QColor &color, int size, double ratio)
{
    svg.replace("currentColor", color.name().toLatin1());
    if (size >= kPictureSize)
        svg.replace("stroke-width=\"1.5\"", "stroke-width=\"1\""); // twice the size is not twice the weight
    QSvgRenderer renderer(svg);
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

} // namespace

Theme::Theme(ThemeMode mode, QObject *parent) : QObject(parent), m_mode(mode)
{
    qApp->installEventFilter(this);
    apply();
}

void Theme::setMode(ThemeMode mode)
{
    m_mode = mode;
    apply();
}

ThemeMode Theme::mode() const
{
    return m_mode;
}

bool Theme::isDark() const
{
    return m_isDark;
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // Sent to each window when the platform's theme changes; one of them is enough, later, outside
    // the event that is being delivered.
    if (event->type() == QEvent::ThemeChange && m_mode == ThemeMode::System && !m_isApplyQueued) {
        m_isApplyQueued = true;
        QMetaObject::invokeMethod(this, &Theme::apply, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void Theme::apply()
{
    m_isApplyQueued = false;
    const QPalette system = systemPalette();
    const bool isSystemDark =
            system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
    m_isDark = m_mode == ThemeMode::Dark || (m_mode == ThemeMode::System && isSystemDark);

    m_followsPlatform = m_mode == ThemeMode::System && isHighContrast(system);
    const auto &table = m_isDark ? kDark : kLight;
    for (size_t i = 0; i < kRoles; ++i)
        m_colors[i] = m_followsPlatform ? platformColor(system, ColorRole(i)) : QColor(QRgb(table[i]));

    if (QApplication::style()->name() != "fusion"_L1)
        QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setFont(font(FontRole::Body));
    QApplication::setPalette(palette());
    qApp->setStyleSheet(styleSheet(*this));
    emit changed();
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, color(ColorRole::Window));
    palette.setColor(QPalette::WindowText, color(ColorRole::Text));
    palette.setColor(QPalette::Base, color(ColorRole::Surface));
    palette.setColor(QPalette::AlternateBase, color(ColorRole::Window));
    palette.setColor(QPalette::Text, color(ColorRole::Text));
    palette.setColor(QPalette::PlaceholderText, color(ColorRole::Muted));
    palette.setColor(QPalette::Button, color(ColorRole::Surface));
    palette.setColor(QPalette::ButtonText, color(ColorRole::Text));
    palette.setColor(QPalette::ToolTipBase, color(ColorRole::Surface));
    palette.setColor(QPalette::ToolTipText, color(ColorRole::Text));
    palette.setColor(QPalette::Highlight, color(ColorRole::Accent));
    palette.setColor(QPalette::HighlightedText, color(ColorRole::OnAccent));
    palette.setColor(QPalette::Link, color(ColorRole::Accent));
    palette.setColor(QPalette::LinkVisited, color(ColorRole::Accent));
    palette.setColor(QPalette::Mid, color(ColorRole::Line));
    palette.setColor(QPalette::Midlight, color(ColorRole::Line));
    palette.setColor(QPalette::Light, color(ColorRole::Surface));
    palette.setColor(QPalette::Dark, color(ColorRole::Muted));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(ColorRole::Muted));
    return palette;
}

QColor Theme::color(ColorRole role) const
{
    return m_colors[size_t(role)];
}

QColor Theme::severityColor(int severity) const
{
    if (m_followsPlatform)
        return color(ColorRole::Text); // the shape says it
    return QColor(QRgb((m_isDark ? kDarkSeverity : kLightSeverity)[severityPlace(severity)]));
}

QFont Theme::font(FontRole role, bool isSemibold) const
{
    constexpr std::array kSizes{11.0, 13.0, 15.0, 20.0};
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    // The resolved family by name: behind a generic name fontconfig offers monochrome emoji first.
    font.setFamilies({QFontInfo(font).family(), u"Noto Color Emoji"_s});
    const double scale = kSizes[size_t(role)] / kBodySize;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * scale);
    else
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * scale)));
    font.setWeight(isSemibold ? QFont::DemiBold : QFont::Normal);
    return font;
}

QIcon Theme::icon(const QString &name, ColorRole role) const
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    const QColor normal = color(role);
    QColor disabled = color(ColorRole::Muted);
    disabled.setAlphaF(0.5F);

    QIcon icon;
    for (const int size : kIconSizes) {
        for (const double ratio : {1.0, 2.0}) {
            icon.addPixmap(drawnIcon(svg, normal, size, ratio), QIcon::Normal);
            icon.addPixmap(drawnIcon(svg, disabled, size, ratio), QIcon::Disabled);
        }
    }
    return icon;
}

QChar severityShape(int severity)
{
    constexpr std::array kShapes{u'\u25CB', u'\u25CF', u'\u25B2', u'\u25C6', u'\u25A0'};
    return QChar(kShapes[severityPlace(severity)]);
}

} // namespace atalaia
