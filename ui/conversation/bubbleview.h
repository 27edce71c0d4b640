// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/threadmodel.h"

#include <QCache>
#include <QListView>
#include <QSet>
#include <QVector>

namespace atalaia {

class BubbleLayout;
class Theme;

/// A conversation as bubbles. Only what is on screen is laid out; the height of the rest is an
/// estimate that is put right when it comes into view, without moving what is being read. A list view
/// by name and accessibility; positions and painting are its own.
class BubbleView final : public QListView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BubbleView)

public:
    static constexpr int kMaxColumn = 720;

    /// Both must outlive this.
    BubbleView(ThreadModel &thread, const Theme &theme, QWidget *parent = nullptr);
    ~BubbleView() override;

    /// Puts the bubble (its first mark, when the text is long) into the middle and selects it.
    void showMessage(MessageId id);
    void scrollToEnd();
    [[nodiscard]] bool isAtEnd() const;
    [[nodiscard]] MessageId selectedMessage() const;
    /// 'Show all' of one message, and back.
    void toggleExpanded(MessageId id);
    [[nodiscard]] bool isExpanded(MessageId id) const { return m_expanded.contains(id); }
    /// Puts the selected message's current text, as it was received, on the clipboard.
    void copySelected();

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    void doItemsLayout() override;
    void reset() override;

signals:
    /// Invalid when nothing is selected any more.
    void messageSelected(atalaia::MessageId id);
    void earlierWanted(qint64 beforeAtMs, atalaia::MessageId beforeId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    [[nodiscard]] QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;

private:
    static constexpr int kTopSpace = 36; // where it says that earlier messages are loading
    static constexpr int kEdge = 16; // around the column
    static constexpr int kDayHeight = 44;

    /// The row that stays where it is on screen while heights around it change.
    struct Anchor
    {
        int row = -1;
        int y = 0; ///< of the row's top, in the viewport
    };

    [[nodiscard]] int rowCount() const { return int(m_heights.size()); }
    [[nodiscard]] int rowAt(int contentY) const;
    [[nodiscard]] int top(int row) const { return m_tops.at(row); }
    [[nodiscard]] int columnWidth() const;
    [[nodiscard]] int columnLeft() const;
    [[nodiscard]] int estimatedHeight(int row) const;
    [[nodiscard]] bool startsGroup(int row) const;
    [[nodiscard]] const BubbleLayout &layoutOf(int row);
    [[nodiscard]] Anchor currentAnchor() const;
    void forgetLayouts();
    void place();
    void settle(Anchor anchor, bool sticksToEnd);
    void askForEarlier();
    void paintDay(QPainter &painter, int row, int y) const;

    ThreadModel &m_thread;
    const Theme &m_theme;
    QVector<int> m_heights;
    QVector<bool> m_isMeasured;
    QVector<int> m_tops; // one more than rows
    QCache<qint64, BubbleLayout> m_layouts;
    QSet<MessageId> m_expanded;
    MessageId m_askedBefore;
    MessageId m_centred; // until somebody scrolls
    bool m_isSettling = false;
};

} // namespace atalaia
