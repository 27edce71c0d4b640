// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/threadmodel.h"

#include "models/threadwords.h"
#include "text/safetext.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace atalaia {

namespace {

bool isBefore(const Message &left, const Message &right)
{
    return std::pair(left.sentAtMs, left.id) < std::pair(right.sentAtMs, right.id);
}

bool countsForReview(const Hit &hit)
{
    return hit.flag.isValid() || hit.what.opensFlag;
}

/// A version's text never changes once it is there, so that texts need not be compared.
bool areSameVersions(const QVector<MessageVersion> &a, const QVector<MessageVersion> &b)
{
    return std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(),
                      [](const MessageVersion &left, const MessageVersion &right) {
                          return left.isTextMissing == right.isTextMissing;
                      });
}

bool isSameState(const Message &a, const Message &b)
{
    return areSameVersions(a.versions, b.versions) && a.content == b.content && a.versions.size() == b.versions.size()
           && a.status == b.status && a.revokedAtMs == b.revokedAtMs
           && a.isFirstVersionMissing == b.isFirstVersionMissing && a.kind == b.kind && a.author == b.author
           && a.sentAtMs == b.sentAtMs && a.reactions == b.reactions && a.mediaType == b.mediaType
           && a.mediaName == b.mediaName && a.replyToExternalId == b.replyToExternalId;
}

bool areSameHits(const QVector<Hit> &a, const QVector<Hit> &b)
{
    return std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(),
                      [](const Hit &left, const Hit &right) { return left.id == right.id && left.flag == right.flag; });
}

/// Those of background policies are only proofs of lamps: no bubble shows them.
QHash<MessageId, QVector<Hit>> byMessage(const QVector<Hit> &hits)
{
    QHash<MessageId, QVector<Hit>> grouped;
    for (const Hit &hit : hits) {
        if (hit.what.isBackground)
            continue;
        grouped[hit.message].append(hit);
        MessageId before = hit.message;
        for (const MessageSpan &span : hit.what.spans) { // grouped by message
            if (const MessageId other{span.message}; other != hit.message && other != std::exchange(before, other))
                grouped[other].append(hit);
        }
    }
    return grouped;
}

QHash<MessageId, MessageMedia> byMessage(const QVector<MessageMedia> &media)
{
    QHash<MessageId, MessageMedia> grouped;
    for (const MessageMedia &one : media)
        grouped.insert(one.message, one);
    return grouped;
}

} // namespace

ThreadModel::ThreadModel(const QTimeZone &zone, QObject *parent) : QAbstractListModel(parent), m_zone(zone) {}

void ThreadModel::setThread(const ThreadView &view)
{
    beginResetModel();
    m_conversation = view.head.id;
    m_hasEarlier = view.hasEarlier;
    m_rows = rowsFor(view.messages, {});
    m_hits = byMessage(view.hits);
    m_media = byMessage(view.media);
    m_rowById.clear();
    m_idByExternal.clear();
    reindexFrom(0);
    endResetModel();
}

void ThreadModel::updateThread(const ThreadView &view)
{
    const Message *last = m_rows.isEmpty() ? nullptr : &m_rows.constLast().message;
    const bool leavesGap =
            last && view.hasEarlier && !view.messages.isEmpty() && isBefore(*last, view.messages.constFirst());
    if (view.head.id != m_conversation || !last || leavesGap) {
        setThread(view);
        return;
    }

    QVector<Message> newer;
    const Message lastHeld = *last;
    for (const Message &message : view.messages) {
        const int at = rowOf(message.id);
        if (at < 0 && isBefore(lastHeld, message)) {
            newer.append(message);
        } else if (at < 0) {
            insertMessage(message);
        } else if (!isSameState(m_rows.at(at).message, message)) {
            m_rows[at].message = message;
            emit dataChanged(index(at), index(at));
        }
    }
    appendMessages(newer);
    dropOldest();
    applyHits(view.hits);
    applyMedia(view.media);
}

void ThreadModel::prependEarlier(const QVector<Message> &messages, bool hasEarlier)
{
    m_hasEarlier = hasEarlier && m_rowById.size() + messages.size() < kMaxMessages;
    QVector<Message> unknown;
    for (const Message &message : messages) {
        if (rowOf(message.id) < 0)
            unknown.append(message);
    }
    if (unknown.isEmpty())
        return;

    if (!m_rows.isEmpty() && m_rows.constFirst().day == dayOf(unknown.constLast())) {
        beginRemoveRows({}, 0, 0);
        m_rows.removeFirst();
        reindexFrom(0);
        endRemoveRows();
    }
    const QVector<ThreadRow> rows = rowsFor(unknown, {});
    beginInsertRows({}, 0, int(rows.size()) - 1);
    m_rows = rows + m_rows;
    reindexFrom(0);
    endInsertRows();
}

void ThreadModel::clear()
{
    setThread({});
}

const Message *ThreadModel::message(MessageId id) const
{
    const int at = rowOf(id);
    return at < 0 ? nullptr : &m_rows.at(at).message;
}

const Message *ThreadModel::messageByExternalId(const QString &externalId) const
{
    const auto found = m_idByExternal.constFind(externalId);
    return found == m_idByExternal.cend() ? nullptr : message(*found);
}

const Message *ThreadModel::firstMessage() const
{
    // Row 0 is a day separator whenever there are rows.
    return m_rows.size() < 2 ? nullptr : &m_rows.at(1).message;
}

QVector<MessageId> ThreadModel::messagesWithHits() const
{
    QVector<std::pair<int, MessageId>> found;
    for (auto it = m_hits.cbegin(); it != m_hits.cend(); ++it) {
        const int at = rowOf(it.key());
        const bool counts = std::any_of(it->cbegin(), it->cend(), [&it](const Hit &hit) {
            return hit.message == it.key() && countsForReview(hit);
        });
        if (at >= 0 && counts)
            found.append({at, it.key()});
    }
    std::sort(found.begin(), found.end());
    QVector<MessageId> ids;
    for (const auto &[at, id] : std::as_const(found))
        ids.append(id);
    return ids;
}

int ThreadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ThreadModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const ThreadRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.isDay() ? dayWords(row.day, QDate::currentDate().year()) : safeLine(currentText(row.message));
    case Qt::AccessibleTextRole:
        return row.isDay() ? dayWords(row.day, QDate::currentDate().year())
                           : spokenMessage(row.message, hitsOf(row.message.id), m_zone);
    case MessageIdRole:
        return row.message.id.value;
    case IsDayRole:
        return row.isDay();
    case HitCountRole:
        return int(hitsOf(row.message.id).size());
    default:
        return {};
    }
}

Qt::ItemFlags ThreadModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows.at(index.row()).isDay())
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QDate ThreadModel::dayOf(const Message &message) const
{
    return QDateTime::fromMSecsSinceEpoch(message.sentAtMs, m_zone).date();
}

QVector<ThreadRow> ThreadModel::rowsFor(const QVector<Message> &messages, const QDate &dayBefore) const
{
    QVector<ThreadRow> rows;
    QDate day = dayBefore;
    for (const Message &message : messages) {
        if (const QDate its = dayOf(message); its != day) {
            day = its;
            rows.append({day, {}});
        }
        rows.append({day, message});
    }
    return rows;
}

void ThreadModel::appendMessages(const QVector<Message> &messages)
{
    if (messages.isEmpty())
        return;
    const QVector<ThreadRow> rows = rowsFor(messages, m_rows.isEmpty() ? QDate() : m_rows.constLast().day);
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    m_rows += rows;
    reindexFrom(first);
    endInsertRows();
}

void ThreadModel::insertMessage(const Message &message)
{
    // Arrived late: goes behind the last bubble that is older; a day separator in front of it may be
    // the one of its own day, or a new one is needed.
    int at = int(m_rows.size());
    while (at > 0 && (m_rows.at(at - 1).isDay() || isBefore(message, m_rows.at(at - 1).message)))
        --at;
    const QDate day = dayOf(message);
    QVector<ThreadRow> rows{{day, message}};
    if (at == 0 || m_rows.at(at - 1).day != day) {
        if (at < m_rows.size() && m_rows.at(at).isDay() && m_rows.at(at).day == day)
            ++at;
        else
            rows.prepend({day, {}});
    }
    beginInsertRows({}, at, at + int(rows.size()) - 1);
    for (qsizetype i = 0; i < rows.size(); ++i)
        m_rows.insert(at + i, rows.at(i));
    reindexFrom(at);
    endInsertRows();
}

void ThreadModel::dropOldest()
{
    qsizetype surplus = m_rowById.size() - kMaxMessages;
    if (surplus <= 0)
        return;
    int kept = 0; // the first row that stays, besides the separator of its day
    for (; surplus > 0; ++kept)
        surplus -= m_rows.at(kept).isDay() ? 0 : 1;
    int day = kept;
    while (!m_rows.at(day).isDay())
        --day;
    m_hasEarlier = false; // what is dropped is not fetched again
    removeRowsOf(day + 1, kept);
    removeRowsOf(0, day);
}

void ThreadModel::removeRowsOf(int first, int end)
{
    if (first >= end)
        return;
    beginRemoveRows({}, first, end - 1);
    for (int at = first; at < end; ++at) {
        const Message &message = m_rows.at(at).message;
        m_rowById.remove(message.id);
        m_idByExternal.remove(message.externalId);
    }
    m_rows.remove(first, end - first);
    reindexFrom(first);
    endRemoveRows();
}

void ThreadModel::applyHits(const QVector<Hit> &hits)
{
    const QHash<MessageId, QVector<Hit>> old = std::exchange(m_hits, byMessage(hits));
    QVector<int> rows;
    for (auto it = m_hits.cbegin(); it != m_hits.cend(); ++it) {
        if (!areSameHits(old.value(it.key()), it.value()))
            rows.append(rowOf(it.key()));
    }
    for (auto it = old.cbegin(); it != old.cend(); ++it) {
        if (!m_hits.contains(it.key()))
            rows.append(rowOf(it.key()));
    }
    for (int at : std::as_const(rows)) {
        if (at >= 0)
            emit dataChanged(index(at), index(at), {Qt::AccessibleTextRole, HitCountRole});
    }
}

void ThreadModel::applyMedia(const QVector<MessageMedia> &media)
{
    const QHash<MessageId, MessageMedia> old = std::exchange(m_media, byMessage(media));
    for (const MessageMedia &one : media) {
        const int at = rowOf(one.message);
        if (at >= 0 && old.value(one.message) != one)
            emit dataChanged(index(at), index(at));
    }
}

std::optional<MessageMedia> ThreadModel::mediaOf(MessageId id) const
{
    const auto found = m_media.constFind(id);
    return found == m_media.cend() ? std::nullopt : std::optional(*found);
}

void ThreadModel::reindexFrom(int first)
{
    for (int at = first; at < m_rows.size(); ++at) {
        const Message &message = m_rows.at(at).message;
        if (!message.id.isValid())
            continue;
        m_rowById.insert(message.id, at);
        if (!message.externalId.isEmpty())
            m_idByExternal.insert(message.externalId, message.id);
    }
}

} // namespace atalaia
