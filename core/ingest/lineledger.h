// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/gatewayevent.h"
#include "store/gaprepository.h"
#include "store/lineactivity.h"
#include "store/linealarmrepository.h"
#include "store/putasiderepository.h"

#include <QHash>
#include <QPair>
#include <QSet>
#include <QString>
#include <QVector>

namespace atalaia {

class Database;

/// The gap in which a line is, as the connector that runs said it: at most one.
struct LiveGap
{
    GatewayId gateway;
    qint64 fromMs = 0;
};
using LiveGaps = QHash<LineId, LiveGap>;

/// One transaction's part of what is kept about lines beside their messages: gaps and what closed them,
/// alarms, what was put aside, and when something came. Used on the writing store thread only.
class LineLedger
{
public:
    /// `database` and `liveGaps` must outlive this. `version`: of this program, for what it puts aside.
    LineLedger(Database &database, qint64 nowMs, QString version, LiveGaps &liveGaps);
    Q_DISABLE_COPY_MOVE(LineLedger)

    /// Where it closes a gap, what an earlier run left open within it is closed as well.
    [[nodiscard]] Result<> note(GatewayId gateway, LineId line, const GapChanged &gap);
    [[nodiscard]] Result<> note(LineId line, const LineAlarmChanged &alarm);
    /// Something of a conversation came live: the line is not silent.
    [[nodiscard]] Result<> noteLive(LineId line);
    void noteNewMessage(LineId line, qint64 sentAtMs, bool isHistory);

    /// The history of the line is complete: what an earlier run left open before that is recovered.
    [[nodiscard]] Result<> noteComplete(LineId line, qint64 untilMs);

    /// The id under which it is kept.
    [[nodiscard]] Result<qint64> putAside(GatewayId gateway, const RejectedEvent &event, const QString &messageId = {});
    /// What was put aside under `id` was read again and written before this.
    [[nodiscard]] Result<> setSolved(qint64 id);
    [[nodiscard]] Result<> noteTried(qint64 id, const QString &reason);

    /// Every event of a batch is written: counts what its history brought for the gaps that were open, or
    /// that the batch itself closed.
    [[nodiscard]] Result<> finishBatch();
    /// All batches are written.
    [[nodiscard]] Result<> finish();

    /// Something that the screens show of lines is different now.
    [[nodiscard]] bool hasChanged() const { return m_hasChanged; }

private:
    [[nodiscard]] Result<> closeLeftOpen(LineId line, const LineGap &closed);
    [[nodiscard]] Result<> close(LineId line, const LineGap &gap);
    [[nodiscard]] Result<> countRecovered(LineId line, const QVector<qint64> &sentAtMs);

    GapRepository m_gaps;
    LineAlarmRepository m_alarms;
    LineActivity m_activity;
    PutAsideRepository m_putAside;
    const qint64 m_nowMs;
    const QString m_version;
    LiveGaps &m_liveGaps;
    QHash<LineId, QVector<qint64>> m_fromHistory; // times of the batch's new messages
    QHash<LineId, QVector<LineGap>> m_closed; // by the batch
    QSet<LineId> m_live;
    QSet<LineId> m_heard; // live, and no alarm of silence is open
    QHash<LineId, qint64> m_newest; // message
    QHash<QPair<LineId, qint64>, qint64> m_hours;
    bool m_hasChanged = false;
};

} // namespace atalaia
