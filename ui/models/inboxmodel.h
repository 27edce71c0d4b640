// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/flag.h"
#include "store/flagrepository.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QHash>
#include <QTimer>
#include <QVector>

#include <vector>

namespace atalaia {

class Clock;

/// The flagged threads of one list, as values, sorted by severity (high first), then openedAt (oldest
/// first), then id, like the store. Knows no store: whoever owns it brings pages and changes.
///
/// While it is held nothing moves: rows change in place, new ones wait and are counted. A row that
/// this model gave up a moment ago (decided, then undone) comes back at once even then. GUI thread.
class InboxModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InboxModel)

public:
    enum Role {
        FlagIdRole = Qt::UserRole + 1, ///< qint64
        ConversationRole, ///< qint64
        LineRole, ///< qint64
        CategoryRole,
        SeverityRole,
        StateRole, ///< int of FlagState
        AssigneeRole,
        AgentRole,
        ContactRole,
        LineNameRole,
        SnippetRole, ///< hostile
        HitCountRole,
        OpenedAtRole,
        LastHitAtRole,
        SearchTextRole, ///< what the search field looks in
        RowRole ///< the FlagRow itself
    };

    /// Nobody works through more in a list, and it keeps the model near 10 MB. The rows at the end
    /// leave; the store still has them and the counts on the tabs include them.
    static constexpr int kRowLimit = 20'000;
    static constexpr int kFlushDelayMs = 100; ///< between two merges of what came

    /// `clock` tells the age for screen readers; it outlives this.
    explicit InboxModel(const Clock &clock, QObject *parent = nullptr);

    /// A new data set: everything known, waiting rows included, is dropped.
    void resetRows(FlagList list, const QVector<FlagRow> &rows, bool hasMore);
    /// The page asked for by pageWanted().
    void appendPage(const QVector<FlagRow> &rows, bool hasMore);
    /// The page could not be read; it may be asked for again.
    void pageFailed();
    /// Rows as they are now, whichever list they belong to: updates, removes and inserts.
    void applyChanged(const QVector<FlagRow> &rows);
    /// Flags that are no more: their hits were withdrawn.
    void removeGone(const QVector<FlagId> &flags);

    void setHeld(bool isHeld);
    /// Shows what waits, held or not.
    void takePending();

    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    [[nodiscard]] FlagList list() const { return m_list; }
    /// Rows that wait because the model is held.
    [[nodiscard]] int pendingCount() const;
    /// -1 when it is not shown.
    [[nodiscard]] int rowOf(FlagId id) const;
    /// Precondition: 0 <= row < rowCount().
    [[nodiscard]] const FlagRow &flagAt(int row) const { return m_rows[size_t(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void pageWanted(const atalaia::FlagPageKey &after);
    void pendingCountChanged(int count);
    /// More waited than is kept: the list has to be read again.
    void reloadWanted();

private:
    using Rows = std::vector<FlagRow>;

    void flushSoon();
    void flush();
    void mergeIncoming();
    void keepForLater(const FlagRow &row);
    void insertSorted(Rows rows);
    void appendAndSort(Rows rows);
    void removeAt(std::vector<int> positions);
    void reorder(Rows rows);
    void trim();
    void announcePending();
    void reindex() const;
    [[nodiscard]] bool isBeyondLoaded(const FlagRow &row) const;

    const Clock &m_clock;
    FlagList m_list = FlagList::Inbox;
    Rows m_rows;
    mutable QHash<FlagId, int> m_rowOf;
    mutable bool m_isIndexStale = false;
    QHash<FlagId, FlagRow> m_incoming; // at most kRowLimit
    QVector<FlagId> m_left; // the last ones removed, at most kLeftKept
    QTimer m_flushTimer;
    QElapsedTimer m_sinceFlush;
    int m_announcedPending = 0;
    bool m_isHeld = false;
    bool m_hasMore = false;
    bool m_isFetching = false;
    bool m_isOutOfOrder = false;
    bool m_hasOverflowed = false;
};

} // namespace atalaia
