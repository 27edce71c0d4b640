// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/bubbleview.h"

#include "conversation/bubblelayout.h"
#include "models/threadwords.h"
#include "text/safetext.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kKeptLayouts = 300;
constexpr int kAskWithin = 600; // px from the top

} // namespace

BubbleView::BubbleView(ThreadModel &thread, const Theme &theme, QWidget *parent)
    : QListView(parent), m_thread(thread), m_theme(theme), m_layouts(kKeptLayouts)
{
    setObjectName(QStringLiteral("bubbleView"));
    setAccessibleName(tr("Conversation"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the column must not jump when it appears
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setModel(&thread);
    connect(&theme, &Theme::changed, this, [this] {
        forgetLayouts();
        doItemsLayout();
    });
}

BubbleView::~BubbleView() = default;

void BubbleView::showMessage(MessageId id)
{
    const int row = m_thread.rowOf(id);
    if (row < 0)
        return;
    setCurrentIndex(m_thread.index(row));
    scrollTo(m_thread.index(row), PositionAtCenter);
    m_centred = id;
}

void BubbleView::scrollToEnd()
{
    settle({}, true);
}

bool BubbleView::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 2;
}

MessageId BubbleView::selectedMessage() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() && index.row() < m_thread.rowCount() ? m_thread.row(index.row()).message.id : MessageId();
}

void BubbleView::toggleExpanded(MessageId id)
{
    const int row = m_thread.rowOf(id);
    if (row < 0)
        return;
    if (!m_expanded.remove(id))
        m_expanded.insert(id);
    m_layouts.remove(id.value);
    m_isMeasured[row] = false;
    settle({row, top(row) - verticalOffset()}, false);
}

void BubbleView::copySelected()
{
    if (const Message *message = m_thread.message(selectedMessage()))
        QGuiApplication::clipboard()->setText(currentText(*message));
}

QRect BubbleView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = index.row();
    return {columnLeft(), top(row) - verticalOffset(), columnWidth(), m_heights.at(row)};
}

QModelIndex BubbleView::indexAt(const QPoint &point) const
{
    const int contentY = point.y() + verticalOffset();
    if (rowCount() == 0 || contentY < top(0) || contentY >= top(rowCount()))
        return {};
    return m_thread.index(rowAt(contentY));
}

void BubbleView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || index.row() >= rowCount())
        return;
    const int row = index.row();
    const int height = viewport()->height();
    if (!m_thread.row(row).isDay()) {
        m_heights[row] = layoutOf(row).height();
        m_isMeasured[row] = true;
        place();
    }
    const int y = top(row) - verticalOffset();
    const int rowHeight = m_heights.at(row);
    if (hint == EnsureVisible) {
        if (y >= 0 && y + rowHeight <= height)
            return;
        settle({row, y < 0 || rowHeight > height ? space::kS : height - rowHeight - space::kS}, false);
    } else if (hint == PositionAtTop) {
        settle({row, space::kS}, false);
    } else if (hint == PositionAtBottom) {
        settle({row, height - rowHeight - space::kS}, false);
    } else if (rowHeight > height - 2 * kEdge && !m_thread.row(row).isDay()) {
        settle({row, height / 3 - layoutOf(row).firstMarkTop()}, false);
    } else {
        settle({row, (height - rowHeight) / 2}, false);
    }
}

void BubbleView::doItemsLayout()
{
    const bool sticksToEnd = isAtEnd();
    const Anchor anchor = currentAnchor();
    const int rows = m_thread.rowCount();
    m_heights.resize(rows);
    m_isMeasured.fill(false, rows);
    for (int row = 0; row < rows; ++row)
        m_heights[row] = estimatedHeight(row);
    place();
    QAbstractItemView::doItemsLayout();
    settle(anchor, sticksToEnd);
    // Opened at a hit, then given its final size: the hit is what must stay in the middle.
    if (const int centred = m_thread.rowOf(m_centred); centred >= 0)
        scrollTo(m_thread.index(centred), PositionAtCenter);
}

void BubbleView::reset()
{
    m_heights.clear();
    m_isMeasured.clear();
    m_expanded.clear();
    m_askedBefore = {};
    m_centred = {};
    m_layouts.clear();
    place();
    QListView::reset();
    doItemsLayout();
    emit messageSelected({});
}

void BubbleView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.color(ColorRole::Window));
    if (rowCount() == 0)
        return;
    const int offset = verticalOffset();
    if (m_thread.hasEarlier() && offset < kTopSpace) {
        painter.setFont(m_theme.font(FontRole::Caption));
        painter.setPen(m_theme.color(ColorRole::Muted));
        painter.drawText(QRect(0, -offset, viewport()->width(), kTopSpace), Qt::AlignCenter,
                         tr("Loading earlier messages…"));
    }
    const MessageId selected = selectedMessage();
    for (int row = rowAt(offset + event->rect().top()); row < rowCount(); ++row) {
        const int y = top(row) - offset;
        if (y > event->rect().bottom())
            break;
        if (m_thread.row(row).isDay()) {
            paintDay(painter, row, y);
        } else {
            layoutOf(row).paint(painter, QPointF(columnLeft(), y), m_theme, m_thread.row(row).message.id == selected,
                                hasFocus());
        }
    }
}

void BubbleView::paintDay(QPainter &painter, int row, int y) const
{
    const QString words = dayWords(m_thread.row(row).day, QDate::currentDate().year());
    const QFont font = m_theme.font(FontRole::Caption, true);
    const QRect line(columnLeft(), y, columnWidth(), kDayHeight);
    const int half = QFontMetrics(font).horizontalAdvance(words) / 2 + space::kM;
    const int middle = line.center().y() + 2;
    painter.setPen(QPen(m_theme.color(ColorRole::Line), 1));
    painter.drawLine(line.left(), middle, line.center().x() - half, middle);
    painter.drawLine(line.center().x() + half, middle, line.right(), middle);
    painter.setFont(font);
    painter.setPen(m_theme.color(ColorRole::Muted));
    painter.drawText(line.translated(0, 2), Qt::AlignCenter, words);
}

void BubbleView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    forgetLayouts();
    doItemsLayout();
}

void BubbleView::scrollContentsBy(int, int)
{
    if (!m_isSettling) {
        m_centred = {};
        settle(currentAnchor(), false);
    }
    viewport()->update();
    askForEarlier();
}

void BubbleView::updateGeometries()
{
    const int height = viewport()->height();
    const int content = m_tops.isEmpty() ? 0 : m_tops.constLast() + kEdge;
    verticalScrollBar()->setSingleStep(48);
    verticalScrollBar()->setPageStep(std::max(1, height - 48));
    verticalScrollBar()->setRange(0, std::max(0, content - height));
}

void BubbleView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
    } else if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)) {
        const MessageId id = selectedMessage();
        const int row = m_thread.rowOf(id);
        if (row >= 0 && (isExpanded(id) || layoutOf(row).hasShowAll()))
            toggleExpanded(id);
        else
            event->ignore();
    } else if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
        event->ignore(); // letters are the window's keys, not a search in the list
    } else {
        QListView::keyPressEvent(event);
    }
}

void BubbleView::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !index.isValid() || m_thread.row(index.row()).isDay())
        return;
    const BubbleLayout &bubble = layoutOf(index.row());
    const QRect row = visualRect(index);
    const QPointF inBubble = event->position() - row.topLeft() - bubble.bubble().topLeft();
    if (bubble.isShowAllAt(inBubble))
        toggleExpanded(m_thread.row(index.row()).message.id);
}

void BubbleView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const bool sticksToEnd = isAtEnd() && start >= rowCount();
    Anchor anchor = currentAnchor();
    const int count = end - start + 1;
    m_heights.insert(start, count, 0);
    m_isMeasured.insert(start, count, false);
    for (int row = start; row <= end; ++row)
        m_heights[row] = estimatedHeight(row);
    if (anchor.row >= start)
        anchor.row += count;
    if (end + 1 < rowCount()) {
        // Whether the next bubble starts a group may have changed.
        m_layouts.remove(m_thread.row(end + 1).message.id.value);
        m_isMeasured[end + 1] = false;
    }
    QAbstractItemView::rowsInserted(parent, start, end);
    place();
    settle(anchor, sticksToEnd);
    viewport()->update();
}

void BubbleView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    Anchor anchor = currentAnchor();
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
    const int count = end - start + 1;
    m_heights.remove(start, count);
    m_isMeasured.remove(start, count);
    if (anchor.row > end)
        anchor.row -= count;
    place();
    // The model still has the rows; what is on screen is laid out when it is painted next.
    updateGeometries();
    if (anchor.row >= 0 && anchor.row < rowCount()) {
        const QScopedValueRollback settling(m_isSettling, true);
        verticalScrollBar()->setValue(top(anchor.row) - anchor.y);
    }
}

void BubbleView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    const bool sticksToEnd = isAtEnd();
    const Anchor anchor = currentAnchor();
    for (int row = topLeft.row(); row <= bottomRight.row() && row < rowCount(); ++row) {
        m_layouts.remove(m_thread.row(row).message.id.value);
        m_isMeasured[row] = false;
    }
    settle(anchor, sticksToEnd);
    viewport()->update();
}

void BubbleView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    viewport()->update();
    emit messageSelected(selectedMessage());
}

QModelIndex BubbleView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int last = m_thread.rowCount() - 1;
    int row = currentIndex().isValid() ? currentIndex().row() : last;
    const int page = std::max(1, viewport()->height() * 8 / 10);
    int step = -1;
    switch (action) {
    case MoveHome:
        row = 0;
        step = 1;
        break;
    case MoveEnd:
        row = last;
        break;
    case MovePageUp:
        row = last < 0 ? -1 : rowAt(std::max(0, top(row) - page));
        break;
    case MovePageDown:
        row = last < 0 ? -1 : rowAt(std::min(top(row) + page, top(last)));
        step = 1;
        break;
    case MoveDown:
    case MoveNext:
    case MoveRight:
        step = 1;
        row = std::min(row + 1, last);
        break;
    case MoveUp:
    case MovePrevious:
    case MoveLeft:
        row = currentIndex().isValid() ? row - 1 : row;
        break;
    }
    while (row >= 0 && row <= last && m_thread.row(row).isDay())
        row += step;
    return row >= 0 && row <= last ? m_thread.index(row) : currentIndex();
}

int BubbleView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

void BubbleView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const QModelIndex index = indexAt(rect.center());
    selectionModel()->select(index.isValid() ? QItemSelection(index, index) : QItemSelection(), command);
}

QRegion BubbleView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QModelIndex &index : selection.indexes())
        region += visualRect(index);
    return region;
}

void BubbleView::askForEarlier()
{
    const Message *first = m_thread.firstMessage();
    if (!first || !m_thread.hasEarlier() || m_askedBefore == first->id || verticalOffset() > kAskWithin)
        return;
    m_askedBefore = first->id;
    emit earlierWanted(first->sentAtMs, first->id);
}

} // namespace atalaia
