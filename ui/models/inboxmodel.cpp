// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/inboxmodel.h"

#include "base/clock.h"
#include "text/words.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeftKept = 64; // as many steps as somebody undoes in one go
constexpr size_t kMaxRuns = 64; // above that one layout change is cheaper than moving the tail each time
constexpr int kRefillBelow = 50; // more than a tall screen shows

bool isBefore(const FlagRow &left, const FlagRow &right)
{
    return std::tuple(-left.severity, left.openedAtMs, left.id.value)
           < std::tuple(-right.severity, right.openedAtMs, right.id.value);
}

bool belongsTo(FlagList list, FlagState state)
{
    switch (list) {
    case FlagList::Inbox:
        return state == FlagState::Open;
    case FlagList::Escalated:
        return state == FlagState::Escalated;
    case FlagList::Decided:
        break;
    }
    return state == FlagState::Dismissed || state == FlagState::Confirmed;
}

} // namespace

InboxModel::InboxModel(const Clock &clock, QObject *parent) : QAbstractListModel(parent), m_clock(clock)
{
    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &InboxModel::flush);
}

void InboxModel::resetRows(FlagList list, const QVector<FlagRow> &rows, bool hasMore)
{
    beginResetModel();
    m_flushTimer.stop();
    m_incoming.clear();
    m_left.clear();
    m_list = list;
    m_rows.assign(rows.cbegin(), rows.cbegin() + std::min<qsizetype>(rows.size(), kRowLimit));
    std::sort(m_rows.begin(), m_rows.end(), isBefore);
    m_hasMore = hasMore || rows.size() > kRowLimit;
    m_isFetching = false;
    m_isOutOfOrder = false;
    m_hasOverflowed = false;
    m_isIndexStale = true;
    endResetModel();
    announcePending();
}

void InboxModel::appendPage(const QVector<FlagRow> &rows, bool hasMore)
{
    m_isFetching = false;
    m_hasMore = hasMore;
    Rows added;
    for (const FlagRow &row : rows) {
        if (rowOf(row.id) < 0) {
            m_incoming.remove(row.id);
            added.push_back(row);
        }
    }
    insertSorted(std::move(added));
    announcePending();
}

void InboxModel::pageFailed()
{
    m_isFetching = false;
}

void InboxModel::applyChanged(const QVector<FlagRow> &rows)
{
    std::vector<int> gone;
    Rows returned;
    for (const FlagRow &row : rows) {
        const bool belongs = belongsTo(m_list, row.status.state);
        const int position = rowOf(row.id);
        if (position >= 0 && belongs) {
            FlagRow &shown = m_rows[size_t(position)];
            if (shown == row)
                continue;
            m_isOutOfOrder = m_isOutOfOrder || isBefore(shown, row) || isBefore(row, shown);
            shown = row;
            emit dataChanged(index(position), index(position));
        } else if (position >= 0) {
            gone.push_back(position);
        } else if (!belongs) {
            m_incoming.remove(row.id);
        } else if (m_left.removeOne(row.id)) {
            m_incoming.remove(row.id);
            returned.push_back(row);
        } else {
            keepForLater(row);
        }
    }
    removeAt(std::move(gone));
    insertSorted(std::move(returned));
    if (!m_incoming.isEmpty() || m_isOutOfOrder || m_hasOverflowed)
        flushSoon();
}

void InboxModel::removeGone(const QVector<FlagId> &flags)
{
    std::vector<int> gone;
    for (const FlagId flag : flags) {
        m_incoming.remove(flag);
        if (const int position = rowOf(flag); position >= 0)
            gone.push_back(position);
    }
    removeAt(std::move(gone));
    announcePending();
}

void InboxModel::keepForLater(const FlagRow &row)
{
    if (isBeyondLoaded(row))
        return; // comes with its page
    if (m_incoming.size() >= kRowLimit && !m_incoming.contains(row.id))
        m_hasOverflowed = true;
    else
        m_incoming.insert(row.id, row);
}

void InboxModel::setHeld(bool isHeld)
{
    if (m_isHeld == isHeld)
        return;
    m_isHeld = isHeld;
    if (!m_isHeld)
        flushSoon();
}

void InboxModel::takePending()
{
    m_flushTimer.stop();
    mergeIncoming();
}

void InboxModel::flushSoon()
{
    if (m_flushTimer.isActive())
        return;
    // What comes after a quiet while is shown at once; under load one flush goes every kFlushDelayMs.
    const qint64 elapsedMs = m_sinceFlush.isValid() ? m_sinceFlush.elapsed() : kFlushDelayMs;
    m_flushTimer.start(int(std::max<qint64>(0, kFlushDelayMs - elapsedMs)));
}

void InboxModel::flush()
{
    m_sinceFlush.start();
    if (m_isHeld)
        announcePending();
    else
        mergeIncoming();
}

void InboxModel::mergeIncoming()
{
    if (m_isOutOfOrder) {
        Rows sorted = m_rows;
        std::sort(sorted.begin(), sorted.end(), isBefore);
        reorder(std::move(sorted));
        m_isOutOfOrder = false;
    }
    Rows rows;
    rows.reserve(size_t(m_incoming.size()));
    for (const FlagRow &row : std::as_const(m_incoming)) {
        if (!isBeyondLoaded(row))
            rows.push_back(row);
    }
    m_incoming.clear();
    insertSorted(std::move(rows));
    announcePending();
    if (std::exchange(m_hasOverflowed, false))
        emit reloadWanted();
}

void InboxModel::insertSorted(Rows rows)
{
    if (rows.empty())
        return;
    std::sort(rows.begin(), rows.end(), isBefore);

    // Where each row goes among the present ones; equal places next to each other make one run.
    std::vector<size_t> places;
    places.reserve(rows.size());
    size_t runs = 0;
    for (const FlagRow &row : rows) {
        const auto place = std::upper_bound(m_rows.cbegin(), m_rows.cend(), row, isBefore);
        places.push_back(size_t(place - m_rows.cbegin()));
        if (places.size() < 2 || places.back() != places[places.size() - 2])
            ++runs;
    }
    if (runs > kMaxRuns) {
        appendAndSort(std::move(rows));
    } else {
        for (size_t last = rows.size(); last > 0;) { // from the back, so that places stay right
            size_t first = last - 1;
            while (first > 0 && places[first - 1] == places[last - 1])
                --first;
            const size_t place = places[first];
            beginInsertRows({}, int(place), int(place + last - first) - 1);
            m_rows.insert(m_rows.begin() + qptrdiff(place), std::make_move_iterator(rows.begin() + qptrdiff(first)),
                          std::make_move_iterator(rows.begin() + qptrdiff(last)));
            m_isIndexStale = true;
            endInsertRows();
            last = first;
        }
    }
    trim();
}

void InboxModel::appendAndSort(Rows rows)
{
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + rows.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    m_isIndexStale = true;
    endInsertRows();

    Rows sorted = m_rows;
    std::sort(sorted.begin(), sorted.end(), isBefore);
    reorder(std::move(sorted));
}

void InboxModel::removeAt(std::vector<int> positions)
{
    if (positions.empty())
        return;
    std::sort(positions.begin(), positions.end());
    for (const int position : positions) {
        m_left.removeOne(flagAt(position).id);
        m_left.append(flagAt(position).id);
    }
    if (m_left.size() > kLeftKept)
        m_left.remove(0, m_left.size() - kLeftKept);

    if (positions.size() > kMaxRuns) { // those that leave go to the end first, then all in one go
        Rows kept;
        Rows gone;
        for (int i = 0; i < rowCount(); ++i)
            (std::binary_search(positions.cbegin(), positions.cend(), i) ? gone : kept).push_back(flagAt(i));
        const int firstGone = int(kept.size());
        kept.insert(kept.end(), std::make_move_iterator(gone.begin()), std::make_move_iterator(gone.end()));
        reorder(std::move(kept));
        for (size_t i = 0; i < positions.size(); ++i)
            positions[i] = firstGone + int(i);
    }
    for (auto last = positions.crbegin(); last != positions.crend();) {
        auto first = last;
        while (std::next(first) != positions.crend() && *std::next(first) == *first - 1)
            ++first;
        beginRemoveRows({}, *first, *last);
        m_rows.erase(m_rows.begin() + *first, m_rows.begin() + *last + 1);
        m_isIndexStale = true;
        endRemoveRows();
        last = std::next(first);
    }
    if (rowCount() < kRefillBelow && canFetchMore({}))
        fetchMore({});
}

void InboxModel::reorder(Rows rows)
{
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<FlagId> ids;
    for (const QModelIndex &index : before)
        ids.push_back(flagAt(index.row()).id);

    m_rows = std::move(rows);
    reindex();
    QModelIndexList after;
    for (const FlagId id : ids)
        after.append(index(m_rowOf.value(id, -1)));
    changePersistentIndexList(before, after);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void InboxModel::trim()
{
    if (rowCount() <= kRowLimit)
        return;
    beginRemoveRows({}, kRowLimit, rowCount() - 1);
    m_rows.resize(kRowLimit);
    m_hasMore = true;
    m_isIndexStale = true;
    endRemoveRows();
}

void InboxModel::announcePending()
{
    if (m_announcedPending == pendingCount())
        return;
    m_announcedPending = pendingCount();
    emit pendingCountChanged(m_announcedPending);
}

void InboxModel::reindex() const
{
    m_rowOf.clear();
    m_rowOf.reserve(qsizetype(m_rows.size()));
    for (size_t i = 0; i < m_rows.size(); ++i)
        m_rowOf.insert(m_rows[i].id, int(i));
    m_isIndexStale = false;
}

bool InboxModel::isBeyondLoaded(const FlagRow &row) const
{
    return m_hasMore && !m_rows.empty() && isBefore(m_rows.back(), row);
}

int InboxModel::pendingCount() const
{
    return m_isHeld ? int(m_incoming.size()) : 0;
}

int InboxModel::rowOf(FlagId id) const
{
    if (m_isIndexStale)
        reindex();
    return m_rowOf.value(id, -1);
}

int InboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant InboxModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FlagRow &row = flagAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return categoryWords(row.category);
    case Qt::AccessibleTextRole:
        return flagRowSpoken(row, m_clock.nowMs());
    case FlagIdRole:
        return row.id.value;
    case ConversationRole:
        return row.conversation.value;
    case LineRole:
        return row.line.value;
    case CategoryRole:
        return row.category;
    case SeverityRole:
        return row.severity;
    case StateRole:
        return int(row.status.state);
    case AssigneeRole:
        return row.status.assignee;
    case AgentRole:
        return row.agentPseudonym;
    case ContactRole:
        return row.contactPseudonym;
    case LineNameRole:
        return row.lineName;
    case SnippetRole:
        return row.snippet;
    case HitCountRole:
        return row.hitCount;
    case OpenedAtRole:
        return row.openedAtMs;
    case LastHitAtRole:
        return row.lastHitAtMs;
    case SearchTextRole:
        return QString(categoryWords(row.category) + u' ' + row.agentPseudonym + u' ' + row.contactPseudonym + u' '
                       + row.lineName);
    case RowRole:
        return QVariant::fromValue(row);
    default:
        return {};
    }
}

bool InboxModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isFetching && !m_rows.empty() && rowCount() < kRowLimit;
}

void InboxModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_isFetching = true;
    const FlagRow &last = m_rows.back();
    emit pageWanted({last.severity, last.openedAtMs, last.id});
}

} // namespace atalaia
