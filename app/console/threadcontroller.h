// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/flag.h"
#include "review/changefeed.h"
#include "review/reviewqueries.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace atalaia {

class FactsPane;
class ThreadPane;

/// Keeps the open thread and its facts equal to the store: reads them when a flag is chosen, again
/// when the change feed names them, and earlier pages on demand. An answer that belongs to another
/// thread than the open one is dropped. GUI thread.
class ThreadController final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ThreadController)

public:
    static constexpr int kCollectMs = 100;

    /// References must outlive this.
    ThreadController(ReviewQueries &queries, ChangeFeed &feed, ThreadPane &thread, FactsPane &facts,
                     QObject *parent = nullptr);

    /// Invalid ids close the thread.
    void open(FlagId flag, ConversationId conversation);

    [[nodiscard]] FlagId flag() const { return m_flag; }
    [[nodiscard]] ConversationId conversation() const { return m_conversation; }
    /// What is shown now; empty while the thread is being read.
    [[nodiscard]] const std::optional<ThreadView> &view() const { return m_view; }
    [[nodiscard]] const FlagRow &row() const { return m_row; }
    /// The newest decision on the open flag that the person has seen, or made.
    [[nodiscard]] DecisionId lastDecision() const;
    /// The person's own, just stored; the next reading shows it.
    void noteDecision(FlagId flag, DecisionId decision);

signals:
    /// A thread is there, another one is, or none is.
    void viewChanged();
    void readFailed(const atalaia::Error &error);

private:
    void noteChange(const StoreChange &change);
    void read();
    void show(const FlagRow &row, const ThreadView &view);
    void readEarlier(qint64 beforeAtMs, MessageId beforeId);

    ReviewQueries &m_queries;
    ThreadPane &m_thread;
    FactsPane &m_facts;
    QTimer m_collectTimer;
    FlagId m_flag;
    ConversationId m_conversation;
    std::optional<ThreadView> m_view;
    FlagRow m_row;
    DecisionId m_ownDecision; // on the open flag; the view may not have it yet
    quint64 m_generation = 0; // counts what is opened
    bool m_isReading = false;
    bool m_isStale = false; // something changed while it was being read
};

} // namespace atalaia
