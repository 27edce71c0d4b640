// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/ingestwriter.h"

#include "base/logging.h"
#include "detection/detector.h"
#include "domain/identity.h"
#include "ingest/aliasreading.h"
#include "ingest/conversationwatch.h"
#include "ingest/lineledger.h"
#include "store/conversationrepository.h"
#include "store/database.h"
#include "store/identityrepository.h"
#include "store/linerepository.h"
#include "store/mediarepository.h"

#include <QSet>

#include <algorithm>
#include <optional>

namespace atalaia {

namespace {

// Gateways name a message by up to some 40 characters; anything far beyond is not an id.
constexpr qsizetype kMaxIdLength = 200;
constexpr qint64 kMostAheadMs = 24LL * 60 * 60 * 1000; // of this machine's clock: a gateway's may be wrong

bool isUsableId(const QString &id)
{
    return !id.isEmpty() && id.size() <= kMaxIdLength;
}

/// The id of the message that an event is about; empty where it is about none.
QString messageIdOf(const GatewayEvent &event)
{
    return std::visit(
            [](const auto &body) {
                if constexpr (requires { body.messageId; })
                    return body.messageId;
                else
                    return QString();
            },
            event.body);
}

/// Something of a conversation, and not from history: it shows that the stream of the line works.
bool isLive(const GatewayEvent &event)
{
    if (const auto *message = std::get_if<MessageReceived>(&event.body))
        return !message->isHistory;
    return std::holds_alternative<MessageEdited>(event.body) || std::holds_alternative<MessageRevoked>(event.body)
           || std::holds_alternative<MessageReacted>(event.body) || std::holds_alternative<StatusChanged>(event.body);
}

} // namespace

void IngestOutcome::add(const IngestOutcome &other)
{
    change.newFlags += other.change.newFlags;
    change.changedFlags += other.change.changedFlags;
    change.conversations += other.change.conversations;
    change.newMessages += other.change.newMessages;
    change.haveLinesChanged = change.haveLinesChanged || other.change.haveLinesChanged;
    events += other.events;
    duplicates += other.duplicates;
    putAside += other.putAside;
    for (auto it = other.putAsideOf.cbegin(); it != other.putAsideOf.cend(); ++it)
        putAsideOf[it.key()] += it.value();
    hits += other.hits;
    readAgain += other.readAgain;
    rejected += other.rejected;
    triedAgain.insert(other.triedAgain);
    change.hasLedgerChanged = change.hasLedgerChanged || other.change.hasLedgerChanged;
    isMediaWanted = isMediaWanted || other.isMediaWanted;
}

/// One transaction's work: the repositories and what has been touched so far.
class IngestWriter::Turn
{
public:
    Turn(IngestWriter &writer, Database &database, IngestOutcome &outcome)
        : m_writer(writer),
          m_database(database),
          m_lines(database),
          m_conversations(database),
          m_messages(database),
          m_watch(writer.m_detector, database, writer.m_clock.nowMs()),
          m_ledger(database, writer.m_clock.nowMs(), writer.m_version),
          m_outcome(outcome),
          m_nowMs(writer.m_clock.nowMs())
    {}

    Result<> write(const EventBatch &batch)
    {
        m_isReadAgain = batch.putAsideId != 0;
        const qint64 putAsideBefore = m_outcome.putAside;
        for (const GatewayEvent &event : batch.events) {
            if (const Result<> written = writeEvent(batch.gateway, event); !written)
                return written;
        }
        const bool isAllKept = m_outcome.putAside == putAsideBefore && batch.rejected.isEmpty();
        if (const Result<> written = writeRejected(batch, isAllKept); !written)
            return written;
        if (const Result<> counted = m_ledger.finishBatch(); !counted)
            return counted;
        return batch.cursor ? writeCursor(batch.gateway, *batch.cursor) : Result<>();
    }

    /// Events that could not be written were read once: their bytes are gone, and what can be kept is where
    /// to look for them at the gateway.
    Result<> putAside(GatewayId gateway, const GatewayEvent &event, const QString &reason)
    {
        ++m_outcome.putAside;
        ++m_outcome.putAsideOf[gateway];
        if (m_isReadAgain)
            return {}; // what it was read from stays, with its bytes
        return m_ledger.putAside(gateway, {event.lineExternalId, {}, reason, m_nowMs}, messageIdOf(event));
    }

    Result<> writeEvent(GatewayId gateway, const GatewayEvent &event)
    {
        ++m_outcome.events;
        m_gateway = gateway;
        m_event = &event;
        if (!isUsableId(event.lineExternalId))
            return putAside("event without a line");
        auto line = lineOf(gateway, event.lineExternalId);
        if (!line)
            return line.error();
        if (!m_isReadAgain && isLive(event)) {
            if (const Result<> noted = m_ledger.noteLive(line->id); !noted)
                return noted;
        }
        return std::visit([this, &line](const auto &body) { return write(*line, body); }, event.body);
    }

    Result<> writeCursor(GatewayId gateway, const LineCursor &cursor)
    {
        auto line = lineOf(gateway, cursor.lineExternalId);
        if (!line)
            return line.error();
        return m_lines.setCompleteUntil(line->id, cursor.untilMs);
    }

    Result<> finish()
    {
        const auto watched = m_watch.finish();
        if (!watched)
            return watched.error();
        m_outcome.hits += watched->hits;
        m_outcome.readAgain += watched->readAgain;
        m_outcome.change.noteFlags(watched->flags);
        for (const ConversationId conversation : watched->conversations)
            m_touched.insert(conversation);
        m_outcome.change.conversations = QVector<ConversationId>(m_touched.cbegin(), m_touched.cend());
        if (const Result<> finished = m_ledger.finish(); !finished)
            return finished;
        m_outcome.change.hasLedgerChanged = m_outcome.change.hasLedgerChanged || m_ledger.hasChanged();
        return {};
    }

private:
    Result<> putAside(const char *reason)
    {
        qCWarning(lcIngest) << "event put aside:" << reason;
        return putAside(m_gateway, *m_event, QString::fromLatin1(reason));
    }

    Result<> writeRejected(const EventBatch &batch, bool isAllKept)
    {
        if (batch.putAsideId != 0) {
            // Its row is there: what still cannot be read is no further one.
            m_outcome.triedAgain.insert(batch.putAsideId, isAllKept);
            return isAllKept ? m_ledger.setSolved(batch.putAsideId)
                             : m_ledger.noteTried(batch.putAsideId, batch.rejected.isEmpty()
                                                                            ? QStringLiteral("read but not usable")
                                                                            : batch.rejected.constFirst().reason);
        }
        for (const RejectedEvent &event : batch.rejected) {
            ++m_outcome.rejected;
            if (const Result<> kept = m_ledger.putAside(batch.gateway, event); !kept)
                return kept;
        }
        return {};
    }

    Result<Line> lineOf(GatewayId gateway, const QString &externalId)
    {
        const QString key = QString::number(gateway.value) + u'/' + externalId;
        if (const auto known = m_writer.m_lines.constFind(key); known != m_writer.m_lines.cend())
            return *known;
        auto line = m_lines.ensure(gateway, externalId);
        if (line) {
            m_writer.m_lines.insert(key, *line);
            m_outcome.change.haveLinesChanged = true;
        }
        return line;
    }

    Result<ConversationId> conversationOf(const Line &line, const ChatAddress &chat, const QString &name)
    {
        // The name is part of the key: a contact who changes it is written again, once.
        const QString key = QString::number(line.id.value) + u'/' + chat + u'/' + name;
        if (const auto known = m_writer.m_conversations.constFind(key); known != m_writer.m_conversations.cend())
            return *known;
        auto conversation = m_conversations.ensure(line.id, identityKey(chat), chat, name);
        if (conversation) {
            if (m_writer.m_conversations.size() >= kCacheLimit)
                m_writer.m_conversations.clear();
            m_writer.m_conversations.insert(key, *conversation);
        }
        return conversation;
    }

    /// Where the target of an edit or revocation is; gateways that do not say its chat mean a message that is here.
    Result<std::optional<ConversationId>> conversationOfTarget(const Line &line, const ChatAddress &chat,
                                                               const QString &messageId)
    {
        if (chat.isEmpty()) {
            const auto target = m_messages.find(line.id, messageId);
            if (!target)
                return target.error();
            return *target ? std::optional((*target)->conversation) : std::nullopt;
        }
        const auto conversation = conversationOf(line, chat, {});
        if (!conversation)
            return conversation.error();
        return std::optional(*conversation);
    }

    Result<> note(const Result<MessageChange> &change, bool isHistory = false)
    {
        if (!change)
            return change.error();
        if (!change->hasChanged) {
            ++m_outcome.duplicates;
            return {};
        }
        m_touched.insert(change->conversation);
        if (change->isNewMessage)
            ++m_outcome.change.newMessages;
        if (change->isNewMessage || change->newVersion || change->isRevocation || change->isFilled)
            m_watch.note(*change, isHistory);
        return {};
    }

    Result<> write(const Line &line, const MessageReceived &body)
    {
        if (!isUsableId(body.messageId) || body.chat.isEmpty())
            return putAside("message without id or chat");
        const QString name = isGroupAddress(body.chat) || body.author == Author::Agent ? QString() : body.contactName;
        const auto conversation = conversationOf(line, body.chat, name);
        if (!conversation)
            return conversation.error();

        Message message;
        message.conversation = *conversation;
        message.externalId = body.messageId;
        message.author = body.author;
        message.kind = body.kind;
        message.status = body.status;
        message.isAutomatic = body.isAutomatic;
        message.content = body.content;
        // What claims to be of the far future would come after all that is ever said to this person.
        message.sentAtMs = body.sentAtMs > 0 ? std::min(body.sentAtMs, m_nowMs + kMostAheadMs) : m_nowMs;
        message.receivedAtMs = m_nowMs;
        message.revokedAtMs = body.isRevoked ? message.sentAtMs : 0;
        message.mediaType = body.mediaType;
        message.mediaName = body.mediaName;
        message.replyToExternalId = body.replyToMessageId;
        if (body.hasText)
            message.versions = {{0, message.sentAtMs, body.text}};
        const auto change = m_messages.insert(line.id, message, body.isHistory);
        if (change && (change->isNewMessage || change->isFilled))
            m_ledger.noteNewMessage(line.id, message.sentAtMs, body.isHistory);
        if (change && !body.mediaReference.isEmpty()) {
            const auto wanted =
                    MediaRepository(m_database)
                            .want(line.id, change->message,
                                  {body.mediaReference, body.mediaSize, body.mediaHash, body.mediaType}, m_nowMs);
            if (!wanted)
                return wanted.error();
            m_outcome.isMediaWanted = m_outcome.isMediaWanted || *wanted;
        }
        return note(change, body.isHistory);
    }

    Result<> write(const Line &line, const MessageEdited &body)
    {
        if (!isUsableId(body.messageId))
            return putAside("edit without target");
        const auto found = conversationOfTarget(line, body.chat, body.messageId);
        if (!found)
            return found.error();
        const std::optional<ConversationId> &conversation = *found;
        if (!conversation)
            return putAside("edit without a chat, of a message that is not here");
        return note(m_messages.addVersion(line.id, *conversation, body.messageId, body.author, body.editId,
                                          body.editedAtMs > 0 ? body.editedAtMs : m_nowMs, body.text,
                                          body.isTextMissing));
    }

    Result<> write(const Line &line, const MessageRevoked &body)
    {
        if (!isUsableId(body.messageId))
            return putAside("revocation without target");
        const auto found = conversationOfTarget(line, body.chat, body.messageId);
        if (!found)
            return found.error();
        const std::optional<ConversationId> &conversation = *found;
        if (!conversation)
            return putAside("revocation without a chat, of a message that is not here");
        return note(m_messages.revoke(line.id, *conversation, body.messageId, body.author,
                                      body.revokedAtMs > 0 ? body.revokedAtMs : m_nowMs));
    }

    Result<> write(const Line &line, const MessageReacted &body)
    {
        if (!isUsableId(body.messageId) || body.chat.isEmpty())
            return putAside("reaction without target or chat");
        const auto conversation = conversationOf(line, body.chat, {});
        if (!conversation)
            return conversation.error();
        return note(m_messages.react(line.id, *conversation, body.messageId, body.author, body.emoji,
                                     body.reactedAtMs > 0 ? body.reactedAtMs : m_nowMs));
    }

    Result<> write(const Line &line, const StatusChanged &body)
    {
        return note(m_messages.setStatus(line.id, body.messageId, body.status));
    }

    Result<> write(const Line &line, const LineChanged &body)
    {
        m_outcome.change.haveLinesChanged = true;
        if (body.capabilities) {
            if (const Result<> noted = m_lines.noteCapabilities(line.id, *body.capabilities); !noted)
                return noted;
        }
        return m_lines.noteState(line.id, body.state, body.changedAtMs > 0 ? body.changedAtMs : m_nowMs,
                                 body.displayName, body.ownAddress);
    }

    Result<> write(const Line &line, const GapChanged &body)
    {
        if (body.fromMs <= 0)
            return putAside("gap without a beginning");
        return m_ledger.note(line.id, body);
    }

    Result<> write(const Line &line, const LineAlarmChanged &body) { return m_ledger.note(line.id, body); }
    Result<> write(const Line &line, const AliasFound &body)
    {
        const auto own = m_lines.ownAddress(line.id);
        if (!own)
            return own.error();
        const char *reason = nullptr;
        auto alias = readAlias(body, own->isEmpty() ? QString() : identityKey(*own), reason);
        if (!alias) {
            qCWarning(lcIngest) << "alias not used:" << reason;
            return {};
        }
        if (alias->firstKey == alias->secondKey) {
            ++m_outcome.duplicates;
            return {};
        }
        if (alias->atMs <= 0)
            alias->atMs = m_nowMs;
        const auto noted = IdentityRepository(m_database).noteAlias(*alias);
        if (!noted)
            return noted.error();
        switch (noted->verdict) {
        case IdentityRepository::Verdict::Joined:
            m_watch.noteRegrouped(noted->regrouping);
            for (const ConversationId conversation : noted->regrouping.conversations)
                m_touched.insert(conversation);
            break;
        case IdentityRepository::Verdict::Remembered:
            break;
        case IdentityRepository::Verdict::Known:
            ++m_outcome.duplicates;
            break;
        case IdentityRepository::Verdict::Refused:
            qCWarning(lcIngest) << "alias not used: one of the two has another partner";
            break;
        }
        return {};
    }

    IngestWriter &m_writer;
    Database &m_database;
    LineRepository m_lines;
    ConversationRepository m_conversations;
    MessageRepository m_messages;
    ConversationWatch m_watch;
    LineLedger m_ledger;
    IngestOutcome &m_outcome;
    const qint64 m_nowMs;
    GatewayId m_gateway; // of the event that is being written
    const GatewayEvent *m_event = nullptr; // that one
    bool m_isReadAgain = false; // it comes from what was put aside
    QSet<ConversationId> m_touched;
};

IngestWriter::IngestWriter(Detector &detector, const Clock &clock, QString version)
    : m_detector(detector), m_clock(clock), m_version(std::move(version))
{}

Result<IngestOutcome> IngestWriter::write(Database &database, const QVector<EventBatch> &batches)
{
    IngestOutcome outcome;
    const Result<> committed = commit(database, batches, outcome);
    if (committed)
        return outcome;
    if (committed.error().kind == Error::Kind::InvalidInput)
        return writeOneByOne(database, batches);
    return committed.error();
}

Result<> IngestWriter::commit(Database &database, const QVector<EventBatch> &batches, IngestOutcome &outcome)
{
    const Result<> committed = database.inTransaction(
            [this, &database, &batches, &outcome] { return writeAll(database, batches, outcome); });
    if (!committed) {
        m_lines.clear();
        m_conversations.clear();
    }
    return committed;
}

IngestOutcome IngestWriter::writeOneByOne(Database &database, const QVector<EventBatch> &batches)
{
    IngestOutcome all;
    // Anything but a refusal ends the turn; a refusal is for the caller to deal with.
    const auto isStopped = [&all](const Result<> &committed) {
        if (!committed && committed.error().kind != Error::Kind::InvalidInput)
            all.stoppedBy = committed.error();
        return all.stoppedBy.has_value();
    };
    for (const EventBatch &batch : batches) {
        bool isAllKept = true;
        for (const GatewayEvent &event : batch.events) {
            IngestOutcome one;
            const Result<> committed = commit(database, {{batch.gateway, {event}}}, one);
            if (isStopped(committed))
                return all;
            isAllKept = isAllKept && committed && one.putAside == 0;
            if (committed) {
                all.add(one);
                continue;
            }
            qCWarning(lcIngest) << "event put aside, the store refuses it:" << committed.error().context;
            if (isStopped(putAsideRefused(database, batch, event, all)))
                return all;
        }
        EventBatch rest{batch.gateway, {}, batch.cursor, batch.rejected, 0, batch.putAsideId};
        if (batch.putAsideId != 0 && !isAllKept && rest.rejected.isEmpty())
            rest.rejected.append({{}, {}, QStringLiteral("the store refuses it"), 0});
        IngestOutcome of;
        const Result<> committed = commit(database, {rest}, of);
        if (isStopped(committed))
            return all;
        if (committed)
            all.add(of);
        else
            qCWarning(lcIngest) << "cursor or what was put aside refused by the store:" << committed.error().context;
    }
    return all;
}

Result<> IngestWriter::putAsideRefused(Database &database, const EventBatch &batch, const GatewayEvent &event,
                                       IngestOutcome &all)
{
    IngestOutcome outcome;
    const Result<> kept = database.inTransaction([this, &database, &batch, &event, &outcome]() -> Result<> {
        if (batch.putAsideId != 0) { // what it was read from stays
            outcome.putAside = outcome.putAsideOf[batch.gateway] = 1;
            return {};
        }
        Turn turn(*this, database, outcome);
        if (const Result<> put = turn.putAside(batch.gateway, event, QStringLiteral("the store refuses it")); !put)
            return put;
        return turn.finish();
    });
    if (!kept) { // counted all the same, even if not a row can be had of it
        outcome = {};
        outcome.putAside = outcome.putAsideOf[batch.gateway] = 1;
    }
    outcome.events = 1;
    all.add(outcome);
    return kept;
}

Result<> IngestWriter::writeAll(Database &database, const QVector<EventBatch> &batches, IngestOutcome &outcome)
{
    Turn turn(*this, database, outcome);
    for (const EventBatch &batch : batches) {
        if (const Result<> written = turn.write(batch); !written)
            return written;
    }
    return turn.finish();
}

} // namespace atalaia
