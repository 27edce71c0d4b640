// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QAction;

namespace atalaia {

class Theme;

/// One list in the top bar: its name, how many threads it has, a line below when it is shown.
class ListTab final : public QAbstractButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListTab)

public:
    /// References must outlive this; `action` is triggered by a click and is checked with the tab.
    ListTab(Theme &theme, QAction &action, QWidget *parent = nullptr);

    void setCount(int count);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void nextCheckState() override {} // the action decides

private:
    void refresh();
    [[nodiscard]] QString countText() const;

    Theme &m_theme;
    QAction &m_action;
    int m_count = 0;
};

} // namespace atalaia
