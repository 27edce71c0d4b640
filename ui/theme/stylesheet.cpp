// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/stylesheet.h"

#include "theme/theme.h"

#include <QColor>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// No font sizes here: they come from the system through Theme::font().
constexpr QStringView kTemplate = uR"(
* { outline: 0; }
QMainWindow, QDialog { background: @window; }
QToolTip { background: @surface; color: @text; border: 1px solid @line; padding: 4px 8px; }

QPushButton, QToolButton { border: 1px solid @line; border-radius: 6px; background: @surface; color: @text;
    padding: 4px 12px; min-height: 20px; }
QToolButton { padding: 4px 8px; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed { background: @selection; }
QPushButton:disabled, QToolButton:disabled { color: @disabled; background: transparent; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 3px 11px; }
QToolButton:focus { padding: 3px 7px; }
QPushButton:default, QPushButton[kind="primary"] { background: @accent; color: @onaccent; border-color: @accent; }
QPushButton:default:hover, QPushButton[kind="primary"]:hover { background: @accenthover; }
QPushButton:default:focus, QPushButton[kind="primary"]:focus { border: 2px solid @text; }
QPushButton:default:disabled, QPushButton[kind="primary"]:disabled { background: @line; color: @muted; border-color: @line; }
QPushButton[kind="danger"] { color: @danger; border-color: @danger; }
QToolButton[kind="quiet"], QPushButton[kind="quiet"] { border-color: transparent; background: transparent; }
QToolButton[kind="quiet"]:hover, QPushButton[kind="quiet"]:hover { background: @hover; }
QToolButton[kind="quiet"]:focus, QPushButton[kind="quiet"]:focus { border-color: @accent; }
QToolButton[kind="link"] { border-color: transparent; background: transparent; color: @accent; }
QToolButton[kind="link"]:hover { background: @hover; }
QToolButton[kind="link"]:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox { background: @surface; color: @text; border: 1px solid @line;
    border-radius: 6px; padding: 4px 8px; selection-background-color: @accent; selection-color: @onaccent; }
QLineEdit, QSpinBox, QComboBox { min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus { border: 2px solid @accent; padding: 3px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: @disabled; background: @window; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QSpinBox::down-arrow { image: url(:/controls/control-down.svg); width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 20px; }
QSpinBox::up-arrow { image: url(:/controls/control-up.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @line;
    selection-background-color: @selection; selection-color: @text; }

QMenu { background: @surface; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; }
QMenu::icon { padding-left: 6px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QAbstractScrollArea { background: @surface; border: 0; }
QAbstractItemView { background: @surface; color: @text; border: 0; alternate-background-color: @window;
    selection-background-color: @selection; selection-color: @text; gridline-color: @line; }
QListView::indicator, QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @muted; border-radius: 3px;
    background: @window; }
QListView::indicator:checked, QCheckBox::indicator:checked { border-color: @accent;
    image: url(:/controls/control-check.svg); }
QCheckBox::indicator:focus { border: 2px solid @accent; width: 12px; height: 12px; }
QCheckBox::indicator:disabled { border: 1px dashed @muted; background: transparent; }
QHeaderView::section { background: @window; color: @muted; border: 0; border-bottom: 1px solid @line; padding: 4px 8px; }
QTableCornerButton::section { background: @window; border: 0; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @handle; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }

QProgressBar { background: @line; border: 0; border-radius: 2px; max-height: 4px; text-align: center; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QCheckBox, QRadioButton { spacing: 8px; color: @text; }
QCheckBox:disabled, QRadioButton:disabled { color: @muted; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
)";

QColor mixed(const QColor &under, const QColor &over, double share)
{
    const auto channel = [share](float low, float high) { return float(low + (high - low) * share); };
    return QColor::fromRgbF(channel(under.redF(), over.redF()), channel(under.greenF(), over.greenF()),
                            channel(under.blueF(), over.blueF()));
}

} // namespace

QString styleSheet(const Theme &theme)
{
    const QColor surface = theme.color(ColorRole::Surface);
    const QColor text = theme.color(ColorRole::Text);
    const QColor accent = theme.color(ColorRole::Accent);
    const auto put = [](QString &sheet, QStringView name, const QColor &color) {
        sheet.replace(name.toString(), color.name());
    };

    QString sheet = kTemplate.toString();
    put(sheet, u"@accenthover", mixed(accent, text, 0.15)); // before @accent, which is its beginning
    put(sheet, u"@onaccent", theme.color(ColorRole::OnAccent));
    put(sheet, u"@accent", accent);
    put(sheet, u"@window", theme.color(ColorRole::Window));
    put(sheet, u"@surface", surface);
    put(sheet, u"@line", theme.color(ColorRole::Line));
    put(sheet, u"@text", text);
    put(sheet, u"@muted", theme.color(ColorRole::Muted));
    put(sheet, u"@danger", theme.color(ColorRole::Danger));
    put(sheet, u"@selection", theme.color(ColorRole::Selection));
    put(sheet, u"@hover", mixed(surface, text, 0.06));
    put(sheet, u"@handle", mixed(surface, text, 0.25));
    put(sheet, u"@disabled", mixed(surface, theme.color(ColorRole::Muted), 0.65));
    return sheet;
}

} // namespace atalaia
