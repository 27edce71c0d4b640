// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox/inboxcontroller.h"

#include "base/logging.h"
#include "models/inboxmodel.h"

#include <QFutureWatcher>

#include <utility>

namespace atalaia {

InboxController::InboxController(InboxReads reads, ChangeFeed &feed, InboxModel &model, QObject *parent)
    : QObject(parent), m_reads(std::move(reads)), m_model(model)
{
    m_collectTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &InboxController::askNext);
    connect(&m_collectTimer, &QTimer::timeout, this, &InboxController::askNext);
    connect(&feed, &ChangeFeed::changed, this, &InboxController::noteChange);
    connect(&m_model, &InboxModel::pageWanted, this, &InboxController::collectPage);
    connect(&m_model, &InboxModel::reloadWanted, this, &InboxController::reload);
}

void InboxController::showList(FlagList list)
{
    m_list = list;
    m_model.resetRows(list, {}, false);
    reload();
}

void InboxController::reload()
{
    ++m_generation;
    m_retryTimer.stop(); // somebody waits for it
    m_changed.clear(); // the first page is newer than what was announced
    m_wantedPage.reset();
    m_isFirstPageWanted = true;
    m_areCountsWanted = true;
    setLoading(true);
    askNext();
}

void InboxController::noteChange(const StoreChange &change)
{
    for (const auto &ids : {change.newFlags, change.changedFlags}) {
        for (const FlagId id : ids)
            m_changed.insert(id);
    }
    if (change.newFlags.isEmpty() && change.changedFlags.isEmpty())
        return;
    if (m_changed.size() > kMaxCollected) {
        m_changed.clear();
        m_isFirstPageWanted = true;
    }
    m_areCountsWanted = true;
    if (!m_collectTimer.isActive())
        m_collectTimer.start(kCollectMs);
}

void InboxController::collectPage(const FlagPageKey &after)
{
    m_wantedPage = after;
    askNext();
}

void InboxController::askNext()
{
    if (m_isAsking || m_retryTimer.isActive())
        return;
    if (std::exchange(m_isFirstPageWanted, false))
        askFirstPage();
    else if (m_wantedPage)
        askPage(*std::exchange(m_wantedPage, std::nullopt));
    else if (!m_collectTimer.isActive() && !m_changed.isEmpty())
        askChanged();
    else if (!m_collectTimer.isActive() && std::exchange(m_areCountsWanted, false))
        askCounts();
}

template <typename Value, typename Take, typename Fail>
void InboxController::ask(QFuture<Result<Value>> question, Take take, Fail fail)
{
    m_isAsking = true;
    const quint64 generation = m_generation;
    // A watcher, not then(this, ...): in Qt 6.4 that one asserts when the answer comes after our death.
    auto *watcher = new QFutureWatcher<Result<Value>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation, take, fail] {
        watcher->deleteLater();
        m_isAsking = false;
        if (watcher->future().resultCount() == 0)
            return; // cancelled: the store is closing
        const Result<Value> answer = watcher->result();
        if (generation == m_generation) {
            if (answer) {
                take(answer.value());
            } else {
                fail();
                retryLater(answer.error());
            }
        }
        askNext();
    });
    watcher->setFuture(question);
}

void InboxController::askFirstPage()
{
    ask(
            m_reads.page(m_list, FlagPageKey{}, kPageSize),
            [this](const QVector<FlagRow> &rows) {
                m_model.resetRows(m_list, rows, rows.size() >= kPageSize);
                setLoading(false);
            },
            [this] { m_isFirstPageWanted = true; });
}

void InboxController::askPage(const FlagPageKey &after)
{
    ask(
            m_reads.page(m_list, after, kPageSize),
            [this](const QVector<FlagRow> &rows) { m_model.appendPage(rows, rows.size() >= kPageSize); },
            [this] { m_model.pageFailed(); });
}

void InboxController::askChanged()
{
    QVector<FlagId> ids;
    for (auto next = m_changed.begin(); next != m_changed.end() && ids.size() < kIdsPerQuestion;) {
        ids.append(*next);
        next = m_changed.erase(next);
    }
    ask(
            m_reads.rows(ids),
            [this, ids](const QVector<FlagRow> &rows) {
                QVector<FlagId> gone = ids; // withdrawn, unless there is a row
                for (const FlagRow &row : rows)
                    gone.removeOne(row.id);
                m_model.applyChanged(rows);
                m_model.removeGone(gone);
            },
            [this, ids] { m_changed.unite(QSet<FlagId>(ids.cbegin(), ids.cend())); });
}

void InboxController::askCounts()
{
    ask(
            m_reads.counts(), [this](const FlagCounts &counts) { emit countsChanged(counts); },
            [this] { m_areCountsWanted = true; });
}

void InboxController::setLoading(bool isLoading)
{
    if (std::exchange(m_isLoading, isLoading) != isLoading)
        emit loadingChanged(isLoading);
}

void InboxController::retryLater(const Error &error)
{
    qCWarning(lcUi) << "reading the list failed:" << error.context;
    emit readFailed(error);
    m_retryTimer.start(kRetryMs);
}

} // namespace atalaia
