// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/line.h"
#include "gateway/gatewayevent.h"
#include "ingest/conversationwatch.h"
#include "ingest/ingestoutcome.h"
#include "ingest/lineledger.h"
#include "store/conversationrepository.h"
#include "store/linerepository.h"
#include "store/messagerepository.h"
#include "store/waitingchanges.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>

namespace atalaia {

class Database;
class Detector;

/// What is known of the store's rows from one transaction to the next.
struct IngestMemory
{
    static constexpr int kMostConversations = 20'000;

    // What ensure() answered last, so that a busy conversation costs no look-up per message.
    QHash<QString, Line> lines;
    QHash<QString, ConversationId> conversations;
    LiveGaps gaps;

    /// After a failed commit rows in it may not exist.
    void forgetRows();
};

/// One transaction's work of IngestWriter: the repositories and what has been touched so far.
class IngestTurn
{
public:
    /// References must outlive this. `version`: see IngestWriter.
    IngestTurn(IngestMemory &memory, Detector &detector, Database &database, qint64 nowMs, const QString &version,
               IngestOutcome &outcome);
    Q_DISABLE_COPY_MOVE(IngestTurn)

    [[nodiscard]] Result<> write(const EventBatch &batch);
    /// One event of a batch whose rest is written in other turns.
    [[nodiscard]] Result<> writeOnly(const EventBatch &batch, const GatewayEvent &event);
    /// An event of the batch that the store refused in another turn.
    [[nodiscard]] Result<> putAsideOnly(const EventBatch &batch, const GatewayEvent &event, const QString &reason);
    /// After everything of the transaction.
    [[nodiscard]] Result<> finish();

private:
    void begin(const EventBatch &batch);
    [[nodiscard]] Result<> writeEvent(const GatewayEvent &event);
    [[nodiscard]] Result<> writeRejected(const EventBatch &batch, bool isAllKept);
    [[nodiscard]] Result<> writeCursor(const LineCursor &cursor);
    [[nodiscard]] Result<> putAside(const GatewayEvent &event, const QString &reason);
    [[nodiscard]] Result<> putAside(const char *reason);

    [[nodiscard]] Result<Line> lineOf(const QString &externalId);
    [[nodiscard]] Result<ConversationId> conversationOf(const Line &line, const ChatAddress &chat, const QString &name);
    [[nodiscard]] Result<std::optional<ConversationId>> conversationOfTarget(const Line &line, const ChatAddress &chat,
                                                                             const QString &messageId);
    [[nodiscard]] Result<> note(const Line &line, const QString &messageId, const Result<MessageChange> &change,
                                bool isHistory = false);
    void noteChange(const MessageChange &change, bool isHistory);
    [[nodiscard]] Result<> keepWaiting(const Line &line, const WaitingChange &change);
    [[nodiscard]] Result<> applyWaiting(const Line &line, const QString &messageId, ConversationId conversation);

    [[nodiscard]] Result<> write(const Line &line, const MessageReceived &body);
    [[nodiscard]] Result<> write(const Line &line, const MessageEdited &body);
    [[nodiscard]] Result<> write(const Line &line, const MessageRevoked &body);
    [[nodiscard]] Result<> write(const Line &line, const MessageReacted &body);
    [[nodiscard]] Result<> write(const Line &line, const StatusChanged &body);
    [[nodiscard]] Result<> write(const Line &line, const LineChanged &body);
    [[nodiscard]] Result<> write(const Line &line, const GapChanged &body);
    [[nodiscard]] Result<> write(const Line &line, const LineAlarmChanged &body);
    [[nodiscard]] Result<> write(const Line &line, const AliasFound &body);

    IngestMemory &m_memory;
    Database &m_database;
    LineRepository m_lines;
    ConversationRepository m_conversations;
    MessageRepository m_messages;
    WaitingChanges m_waiting;
    ConversationWatch m_watch;
    LineLedger m_ledger;
    IngestOutcome &m_outcome;
    const qint64 m_nowMs;
    GatewayId m_gateway; // of the batch that is being written
    bool m_isReadAgain = false; // it comes from what was put aside
    const GatewayEvent *m_event = nullptr; // that is being written
    std::optional<bool> m_hasWaiting; // whether any change waits for its message; not asked yet
    QSet<ConversationId> m_touched;
};

} // namespace atalaia
