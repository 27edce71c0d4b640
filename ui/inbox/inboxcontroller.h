// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inbox/inboxreads.h"
#include "review/changefeed.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace atalaia {

class InboxModel;

/// Keeps an InboxModel and the counts on the tabs equal to the store: first page, further pages, and
/// what the change feed announces, collected for 100 ms. One question is under way at a time; an
/// answer that belongs to another list than the present one is dropped. Lives on the GUI thread.
class InboxController final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InboxController)

public:
    static constexpr int kPageSize = 200;
    static constexpr int kCollectMs = 100;
    static constexpr int kRetryMs = 2'000;
    static constexpr int kIdsPerQuestion = 500;
    static constexpr int kMaxCollected = 20'000; ///< above that the list is read again instead

    /// `feed` and `model` must outlive this.
    InboxController(InboxReads reads, ChangeFeed &feed, InboxModel &model, QObject *parent = nullptr);

    /// Reads the list from its start. Also the way to begin.
    void showList(FlagList list);
    void reload();

    [[nodiscard]] FlagList list() const { return m_list; }
    /// True from a change of list until its first page is there.
    [[nodiscard]] bool isLoading() const { return m_isLoading; }

signals:
    void loadingChanged(bool isLoading);
    void countsChanged(const atalaia::FlagCounts &counts);
    void readFailed(const atalaia::Error &error);

private:
    void noteChange(const StoreChange &change);
    void collectPage(const FlagPageKey &after);
    void askNext();
    void askFirstPage();
    void askChanged();
    void askPage(const FlagPageKey &after);
    void askCounts();
    void setLoading(bool isLoading);
    void retryLater(const Error &error);

    /// Asks, and hands the value to `take` unless the list has changed since.
    template <typename Value, typename Take, typename Fail>
    void ask(QFuture<Result<Value>> question, Take take, Fail fail);

    const InboxReads m_reads;
    InboxModel &m_model;
    FlagList m_list = FlagList::Inbox;
    quint64 m_generation = 0;
    QSet<FlagId> m_changed;
    std::optional<FlagPageKey> m_wantedPage;
    QTimer m_collectTimer;
    QTimer m_retryTimer; // nothing is asked while it runs
    bool m_isFirstPageWanted = false;
    bool m_areCountsWanted = false;
    bool m_isAsking = false;
    bool m_isLoading = false;
};

} // namespace atalaia
