// SPDX-License-Identifier: GPL-3.0-or-later
#include "threadcontroller.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "conversation/factspane.h"
#include "conversation/threadpane.h"

#include <algorithm>
#include <utility>

namespace atalaia {

namespace {

struct OpenThread
{
    FlagRow row;
    ThreadView view;
};

} // namespace

ThreadController::ThreadController(ReviewQueries &queries, ChangeFeed &feed, ThreadPane &thread, FactsPane &facts,
                                   QObject *parent)
    : QObject(parent), m_queries(queries), m_thread(thread), m_facts(facts)
{
    m_collectTimer.setSingleShot(true);
    m_collectTimer.setInterval(kCollectMs);
    connect(&m_collectTimer, &QTimer::timeout, this, &ThreadController::read);
    connect(&feed, &ChangeFeed::changed, this, &ThreadController::noteChange);
    connect(&m_thread, &ThreadPane::earlierWanted, this, &ThreadController::readEarlier);
    open({}, {});
}

void ThreadController::open(FlagId flag, ConversationId conversation)
{
    if (flag == m_flag && conversation == m_conversation && m_generation > 0)
        return;
    ++m_generation;
    m_flag = flag;
    m_conversation = conversation;
    m_view.reset();
    m_ownDecision = {};
    m_isReading = false;
    if (!conversation.isValid()) {
        m_thread.showEmpty(tr("No thread is open"), tr("Choose one on the left to read the whole conversation."));
        m_facts.clear();
        emit viewChanged();
        return;
    }
    emit viewChanged();
    read();
}

DecisionId ThreadController::lastDecision() const
{
    const DecisionId shown = m_view && !m_view->decisions.isEmpty() ? m_view->decisions.constLast().id : DecisionId{};
    return std::max(shown, m_ownDecision);
}

void ThreadController::noteDecision(FlagId flag, DecisionId decision)
{
    if (flag == m_flag)
        m_ownDecision = decision;
}

void ThreadController::noteChange(const StoreChange &change)
{
    if (!m_conversation.isValid())
        return;
    const bool isOurs = change.conversations.contains(m_conversation) || change.changedFlags.contains(m_flag)
                        || change.newFlags.contains(m_flag) || change.hasOutboxChanged || change.haveLinesChanged;
    if (isOurs && !m_collectTimer.isActive())
        m_collectTimer.start();
}

void ThreadController::read()
{
    if (!m_conversation.isValid())
        return;
    if (m_isReading) {
        m_isStale = true;
        return;
    }
    m_isReading = true;
    m_isStale = false;
    const quint64 generation = m_generation;
    const ConversationId conversation = m_conversation;
    const FlagId flag = m_flag;
    continueOn(
            this,
            continueOn(this, m_queries.rows({flag}),
                       [this, conversation, flag](const Result<QVector<FlagRow>> &rows) -> QFuture<Result<OpenThread>> {
                           if (!rows)
                               return finishedFuture(Result<OpenThread>(rows.error()));
                           const FlagRow row = rows->value(0);
                           // A flag goes along when identities are joined or separated.
                           const ConversationId shown = row.id.isValid() ? row.conversation : conversation;
                           return continueOn(this, m_queries.thread(shown, flag),
                                             [row](const Result<ThreadView> &view) -> Result<OpenThread> {
                                                 if (!view)
                                                     return view.error();
                                                 return OpenThread{row, *view};
                                             });
                       })
                    .unwrap(),
            [this, generation](const Result<OpenThread> &opened) {
                if (generation != m_generation)
                    return;
                m_isReading = false;
                if (opened)
                    show(opened->row, opened->view);
                else
                    emit readFailed(opened.error());
                if (std::exchange(m_isStale, false))
                    m_collectTimer.start();
            });
}

void ThreadController::show(const FlagRow &row, const ThreadView &view)
{
    m_row = row;
    m_view = view;
    m_conversation = view.head.id;
    m_thread.setThread(view, row);
    m_facts.setThread(view, row);
    emit viewChanged();
}

void ThreadController::readEarlier(qint64 beforeAtMs, MessageId beforeId)
{
    const quint64 generation = m_generation;
    continueOn(this, m_queries.earlier(m_conversation, beforeAtMs, beforeId),
               [this, generation](const Result<QVector<Message>> &messages) {
                   if (generation != m_generation)
                       return;
                   if (!messages) {
                       emit readFailed(messages.error());
                       return;
                   }
                   m_thread.prependEarlier(*messages, messages->size() == ReviewQueries::kThreadPage);
               });
}

} // namespace atalaia
