// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QFrame;
class QVBoxLayout;

namespace atalaia {

class Theme;

/// A card above the window: the rest is dimmed, Esc or a click outside closes it, and the focus goes
/// back to where it was. Not a dialog: nothing else is blocked.
class Overlay : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Overlay)

public:
    /// `theme` must outlive this. `covered` is the widget that it lies over; hidden at first.
    Overlay(Theme &theme, QWidget *covered);

    virtual void open();
    void close();

protected:
    [[nodiscard]] Theme &theme() const { return m_theme; }
    [[nodiscard]] QFrame *card() const { return m_card; }
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }

    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void refresh();

    Theme &m_theme;
    QFrame *m_card;
    QVBoxLayout *m_column;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace atalaia
