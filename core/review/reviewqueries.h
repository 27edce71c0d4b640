// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/contactmerge.h"
#include "domain/intervention.h"
#include "domain/interventionlimit.h"
#include "domain/linehealth.h"
#include "domain/messagemedia.h"
#include "store/conversationrepository.h"
#include "store/flagrepository.h"
#include "store/messagerepository.h"
#include "store/statistics.h"

#include <QFuture>
#include <QVector>

namespace atalaia {

class StoreThread;

/// What a thread pane and its facts show, read in one go.
struct ThreadView
{
    ConversationHead head;
    QVector<Message> messages; ///< newest page, oldest first
    bool hasEarlier = false;
    QVector<Hit> hits; ///< the newest of the conversation and of the flag, at most FlagRepository::kMostHits
    QVector<Decision> decisions; ///< of the flag that was asked for
    QVector<ContactMerge> merges; ///< of the person, oldest first; also those that were taken back
    QVector<MessageMedia> media; ///< of the newest messages of the thread, at most MediaRepository::kMostOfThread
    QVector<Intervention> interventions; ///< of the conversation and its line, newest first
    InterventionTarget target; ///< what can be done here
};

/// Reads for the screens, on the reading store thread. Futures finish there: use continueOn()
/// and drop answers that are older than the last question.
class ReviewQueries
{
public:
    static constexpr int kThreadPage = 200;
    static constexpr int kMostGaps = 500;

    /// `reader` must outlive this.
    explicit ReviewQueries(StoreThread &reader) : m_reader(reader) {}

    [[nodiscard]] QFuture<Result<QVector<FlagRow>>> rows(FlagList list, const FlagPageKey &after, int limit);
    [[nodiscard]] QFuture<Result<QVector<FlagRow>>> rows(const QVector<FlagId> &ids);
    [[nodiscard]] QFuture<Result<FlagCounts>> counts();
    [[nodiscard]] QFuture<Result<ThreadView>> thread(ConversationId conversation, FlagId flag);
    [[nodiscard]] QFuture<Result<QVector<Message>>> earlier(ConversationId conversation, qint64 beforeAtMs,
                                                            MessageId beforeId);
    [[nodiscard]] QFuture<Result<StoreTotals>> totals(qint64 sinceMs);
    [[nodiscard]] QFuture<Result<QVector<Line>>> lines();
    [[nodiscard]] QFuture<Result<QVector<LineHealth>>> lineHealth(qint64 nowMs);
    /// The newest kMostGaps gaps of a line, and what is put aside of it.
    [[nodiscard]] QFuture<Result<LineLedgerView>> lineLedger(LineId line);

private:
    StoreThread &m_reader;
};

} // namespace atalaia
