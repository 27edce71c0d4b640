// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/ingestturn.h"

#include "base/logging.h"
#include "domain/identity.h"
#include "store/mediarepository.h"

#include <algorithm>

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

void IngestMemory::forgetRows()
{
    lines.clear();
    conversations.clear();
}

IngestTurn::IngestTurn(IngestMemory &memory, Detector &detector, Database &database, qint64 nowMs,
                       const QString &version, IngestOutcome &outcome)
    : m_memory(memory),
      m_database(database),
      m_lines(database),
      m_conversations(database),
      m_messages(database),
      m_waiting(database),
      m_watch(detector, database, nowMs),
      m_ledger(database, nowMs, version, memory.gaps),
      m_outcome(outcome),
      m_nowMs(nowMs)
{}

void IngestTurn::begin(const EventBatch &batch)
{
    m_gateway = batch.gateway;
    m_isReadAgain = batch.putAsideId != 0;
}

Result<> IngestTurn::write(const EventBatch &batch)
{
    begin(batch);
    const qint64 putAsideBefore = m_outcome.putAside;
    for (const GatewayEvent &event : batch.events) {
        if (const Result<> written = writeEvent(event); !written)
            return written;
    }
    const bool isAllKept = m_outcome.putAside == putAsideBefore && batch.rejected.isEmpty();
    if (const Result<> written = writeRejected(batch, isAllKept); !written)
        return written;
    if (const Result<> counted = m_ledger.finishBatch(); !counted)
        return counted;
    return batch.cursor ? writeCursor(*batch.cursor) : Result<>();
}

Result<> IngestTurn::writeOnly(const EventBatch &batch, const GatewayEvent &event)
{
    begin(batch);
    if (const Result<> written = writeEvent(event); !written)
        return written;
    return m_ledger.finishBatch();
}

Result<> IngestTurn::putAsideOnly(const EventBatch &batch, const GatewayEvent &event, const QString &reason)
{
    begin(batch);
    ++m_outcome.events;
    return putAside(event, reason);
}

Result<> IngestTurn::finish()
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

Result<> IngestTurn::writeEvent(const GatewayEvent &event)
{
    ++m_outcome.events;
    m_event = &event;
    if (!isUsableId(event.lineExternalId))
        return putAside("event without a line");
    auto line = lineOf(event.lineExternalId);
    if (!line)
        return line.error();
    if (!m_isReadAgain && isLive(event)) {
        if (const Result<> noted = m_ledger.noteLive(line->id); !noted)
            return noted;
    }
    return std::visit([this, &line](const auto &body) { return write(*line, body); }, event.body);
}

Result<> IngestTurn::writeRejected(const EventBatch &batch, bool isAllKept)
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
        if (const auto kept = m_ledger.putAside(batch.gateway, event); !kept)
            return kept.error();
    }
    return {};
}

Result<> IngestTurn::writeCursor(const LineCursor &cursor)
{
    auto line = lineOf(cursor.lineExternalId);
    if (!line)
        return line.error();
    if (const Result<> noted = m_ledger.noteComplete(line->id, cursor.untilMs); !noted)
        return noted;
    return m_lines.setCompleteUntil(line->id, cursor.untilMs);
}

/// Events that could not be written were read once: their bytes are gone, and what can be kept is where
/// to look for them at the gateway.
Result<> IngestTurn::putAside(const GatewayEvent &event, const QString &reason)
{
    ++m_outcome.putAside;
    ++m_outcome.putAsideOf[m_gateway];
    if (m_isReadAgain)
        return {}; // what it was read from stays, with its bytes
    const auto kept = m_ledger.putAside(m_gateway, {event.lineExternalId, {}, reason, m_nowMs}, messageIdOf(event));
    return kept ? Result<>() : Result<>(kept.error());
}

Result<> IngestTurn::putAside(const char *reason)
{
    qCWarning(lcIngest) << "event put aside:" << reason;
    return putAside(*m_event, QString::fromLatin1(reason));
}

Result<Line> IngestTurn::lineOf(const QString &externalId)
{
    const QString key = QString::number(m_gateway.value) + u'/' + externalId;
    if (const auto known = m_memory.lines.constFind(key); known != m_memory.lines.cend())
        return *known;
    auto line = m_lines.ensure(m_gateway, externalId);
    if (line) {
        m_memory.lines.insert(key, *line);
        m_outcome.change.haveLinesChanged = true;
    }
    return line;
}

Result<ConversationId> IngestTurn::conversationOf(const Line &line, const ChatAddress &chat, const QString &name)
{
    // The name is part of the key: a contact who changes it is written again, once.
    const QString key = QString::number(line.id.value) + u'/' + chat + u'/' + name;
    if (const auto known = m_memory.conversations.constFind(key); known != m_memory.conversations.cend())
        return *known;
    auto conversation = m_conversations.ensure(line.id, identityKey(chat), chat, name);
    if (conversation) {
        if (m_memory.conversations.size() >= IngestMemory::kMostConversations)
            m_memory.conversations.clear();
        m_memory.conversations.insert(key, *conversation);
    }
    return conversation;
}

/// Where the target of an edit or revocation is; gateways that do not say its chat mean a message that may be here.
Result<std::optional<ConversationId>> IngestTurn::conversationOfTarget(const Line &line, const ChatAddress &chat,
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

Result<> IngestTurn::note(const Line &line, const QString &messageId, const Result<MessageChange> &change,
                          bool isHistory)
{
    if (!change)
        return change.error();
    noteChange(*change, isHistory);
    return change->isNewMessage ? applyWaiting(line, messageId, change->conversation) : Result<>();
}

void IngestTurn::noteChange(const MessageChange &change, bool isHistory)
{
    if (!change.hasChanged) {
        ++m_outcome.duplicates;
        return;
    }
    m_touched.insert(change.conversation);
    if (change.isNewMessage)
        ++m_outcome.change.newMessages;
    if (change.isNewMessage || change.newVersion || change.isRevocation || change.isFilled)
        m_watch.note(change, isHistory);
}

/// Until its message comes it is shown as put aside.
Result<> IngestTurn::keepWaiting(const Line &line, const WaitingChange &change)
{
    const char *const reason = change.isRevocation ? "revocation without a chat, of a message that is not here"
                                                   : "edit without a chat, of a message that is not here";
    if (m_isReadAgain || change.text.size() > WaitingChanges::kLongestText)
        return putAside(reason);
    ++m_outcome.putAside;
    ++m_outcome.putAsideOf[m_gateway];
    const auto aside = m_ledger.putAside(m_gateway, {m_event->lineExternalId, {}, QString::fromLatin1(reason), m_nowMs},
                                         change.messageId);
    if (!aside)
        return aside.error();
    m_hasWaiting = true;
    return m_waiting.add(line.id, change, *aside);
}

/// Changes that came before the message they mean, now that it is here.
Result<> IngestTurn::applyWaiting(const Line &line, const QString &messageId, ConversationId conversation)
{
    if (!m_hasWaiting) {
        const auto isAny = m_waiting.isAny();
        if (!isAny)
            return isAny.error();
        m_hasWaiting = *isAny;
    }
    if (!*m_hasWaiting)
        return {};
    const auto changes = m_waiting.take(line.id, messageId);
    if (!changes)
        return changes.error();
    for (const WaitingChange &waiting : *changes) {
        const auto change =
                waiting.isRevocation
                        ? m_messages.revoke(line.id, conversation, messageId, waiting.author, waiting.atMs)
                        : m_messages.addVersion(line.id, conversation, messageId, waiting.author, waiting.editId,
                                                waiting.atMs, waiting.text, waiting.isTextMissing);
        if (!change)
            return change.error();
        if (change->hasChanged)
            noteChange(*change, false);
        if (const Result<> solved = m_ledger.setSolved(waiting.putAsideId); !solved)
            return solved;
    }
    return {};
}

Result<> IngestTurn::write(const Line &line, const MessageReceived &body)
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
    return note(line, body.messageId, change, body.isHistory);
}

Result<> IngestTurn::write(const Line &line, const MessageEdited &body)
{
    if (!isUsableId(body.messageId))
        return putAside("edit without target");
    const auto conversation = conversationOfTarget(line, body.chat, body.messageId);
    if (!conversation)
        return conversation.error();
    const qint64 atMs = body.editedAtMs > 0 ? body.editedAtMs : m_nowMs;
    if (!*conversation)
        return keepWaiting(line,
                           {body.messageId, false, body.editId, body.author, atMs, body.text, body.isTextMissing, 0});
    return note(line, body.messageId,
                m_messages.addVersion(line.id, **conversation, body.messageId, body.author, body.editId, atMs,
                                      body.text, body.isTextMissing));
}

Result<> IngestTurn::write(const Line &line, const MessageRevoked &body)
{
    if (!isUsableId(body.messageId))
        return putAside("revocation without target");
    const auto conversation = conversationOfTarget(line, body.chat, body.messageId);
    if (!conversation)
        return conversation.error();
    const qint64 atMs = body.revokedAtMs > 0 ? body.revokedAtMs : m_nowMs;
    if (!*conversation)
        return keepWaiting(line, {body.messageId, true, {}, body.author, atMs, {}, false, 0});
    return note(line, body.messageId, m_messages.revoke(line.id, **conversation, body.messageId, body.author, atMs));
}

Result<> IngestTurn::write(const Line &line, const MessageReacted &body)
{
    if (!isUsableId(body.messageId) || body.chat.isEmpty())
        return putAside("reaction without target or chat");
    const auto conversation = conversationOf(line, body.chat, {});
    if (!conversation)
        return conversation.error();
    return note(line, body.messageId,
                m_messages.react(line.id, *conversation, body.messageId, body.author, body.emoji,
                                 body.reactedAtMs > 0 ? body.reactedAtMs : m_nowMs));
}

Result<> IngestTurn::write(const Line &line, const StatusChanged &body)
{
    return note(line, body.messageId, m_messages.setStatus(line.id, body.messageId, body.status));
}

} // namespace atalaia
