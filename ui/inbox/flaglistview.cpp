// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox/flaglistview.h"

#include <QKeyEvent>

#include <algorithm>

namespace atalaia {

FlagListView::FlagListView(QWidget *parent) : QListView(parent)
{
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setAutoScroll(true);
}

void FlagListView::selectNext()
{
    step(1);
}

void FlagListView::selectPrevious()
{
    step(-1);
}

void FlagListView::step(int by)
{
    const int count = model() ? model()->rowCount() : 0;
    if (count == 0)
        return;
    const int row = currentIndex().isValid() ? std::clamp(currentIndex().row() + by, 0, count - 1) : 0;
    setCurrentIndex(model()->index(row, 0));
}

void FlagListView::enterEvent(QEnterEvent *event)
{
    QListView::enterEvent(event);
    emit hoveredChanged(true);
}

void FlagListView::leaveEvent(QEvent *event)
{
    QListView::leaveEvent(event);
    emit hoveredChanged(false);
}

void FlagListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    emit currentRowChanged(current);
}

void FlagListView::focusInEvent(QFocusEvent *event)
{
    // Past QAbstractItemView, which would make the first row current: focus alone opens no thread.
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void FlagListView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlainLetter = !event->text().isEmpty() && event->text().at(0).isPrint()
                               && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (currentIndex().isValid())
            emit activated(currentIndex()); // the base class leaves that to platforms
    } else if (isPlainLetter) {
        event->ignore(); // letters are shortcuts here, not a search for a beginning
    } else {
        QListView::keyPressEvent(event);
    }
}

} // namespace atalaia
