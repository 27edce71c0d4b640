// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace atalaia {

/// The list of flagged threads. Tells when the mouse is over it, so that rows can stay where they are.
class FlagListView final : public QListView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FlagListView)

public:
    explicit FlagListView(QWidget *parent = nullptr);

    void selectNext();
    void selectPrevious();

signals:
    void hoveredChanged(bool isHovered);
    /// Another row is current; an invalid index means none.
    void currentRowChanged(const QModelIndex &current);

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void step(int by);
};

} // namespace atalaia
