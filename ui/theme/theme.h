// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QString>

#include <array>
#include <cstddef>

namespace atalaia {

/// What a colour means; the only way to a colour outside ui/theme.
enum class ColorRole {
    Window,
    Surface,
    Line, ///< the 1 px between panes
    Text,
    Muted,
    Accent, ///< selection, focus, links
    OnAccent, ///< text on Accent
    Selection, ///< background of a selected row
    AgentBubble,
    ContactBubble,
    HitMark, ///< background under a hit
    Danger ///< destructive actions, failures
};

enum class FontRole {
    Caption, ///< 11 of 13
    Body, ///< the system's size
    Thread, ///< 15 of 13: thread text, row titles
    Page ///< 20 of 13
};

enum class ThemeMode { System, Light, Dark };

/// Spacing scale, in device-independent pixels.
namespace space {
inline constexpr int kXs = 4;
inline constexpr int kS = 8;
inline constexpr int kM = 12;
inline constexpr int kL = 16;
inline constexpr int kXl = 24;
inline constexpr int kXxl = 32;
inline constexpr int kRadius = 6;
inline constexpr int kBubbleRadius = 10;
inline constexpr int kHitTarget = 28; ///< smallest height of anything that is clicked
} // namespace space

/// Colours, fonts and icons of the console, light and dark; high contrast follows the platform's
/// palette. One object made by the composition root, handed to widgets and delegates by reference; it
/// outlives them. GUI thread.
class Theme final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Theme)

public:
    explicit Theme(ThemeMode mode, QObject *parent = nullptr);

    /// Sets palette, style and style sheet of the application; emits changed().
    void setMode(ThemeMode mode);
    [[nodiscard]] ThemeMode mode() const;
    [[nodiscard]] bool isDark() const;

    [[nodiscard]] QColor color(ColorRole role) const;
    /// 1..5; anything else is treated as 1.
    [[nodiscard]] QColor severityColor(int severity) const;
    /// Relative to the system's font, never fixed pixels.
    [[nodiscard]] QFont font(FontRole role, bool isSemibold = false) const;
    /// One of our line icons (":/icons/NAME.svg"), in the given colour.
    [[nodiscard]] QIcon icon(const QString &name, ColorRole role = ColorRole::Text) const;

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    [[nodiscard]] QPalette palette() const;

    ThemeMode m_mode;
    std::array<QColor, std::size_t(ColorRole::Danger) + 1> m_colors;
    bool m_isDark = false;
    bool m_followsPlatform = false; // high contrast
    bool m_isApplyQueued = false;
};

/// ■ ◆ ▲ ● ○ for severity 5 4 3 2 1: severity is a shape as well as a colour.
[[nodiscard]] QChar severityShape(int severity);

} // namespace atalaia
