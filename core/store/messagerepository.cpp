// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/messagerepository.h"

#include "store/connection.h"
#include "store/messagerows.h"

#include <algorithm>
#include <limits>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

bool hasText(const Message &message, const QString &text)
{
    return std::any_of(message.versions.cbegin(), message.versions.cend(), [&text](const MessageVersion &version) {
        return version.text == text && !version.isTextMissing;
    });
}

/// Whether a status is news. They only go forward, and late ones are no news; but a message that was
/// waiting or on its way can turn out not to be sendable, and one that failed may be sent again.
bool isNews(DeliveryStatus status, DeliveryStatus stored)
{
    if (status == DeliveryStatus::Error)
        return stored < DeliveryStatus::Device && stored != DeliveryStatus::Error;
    if (stored == DeliveryStatus::Error)
        return status >= DeliveryStatus::Server;
    return status > stored;
}

int nextVersion(const Message &message, int first)
{
    int next = first;
    for (const MessageVersion &version : message.versions)
        next = std::max(next, version.version + 1);
    return next;
}

/// True when a message says only that there was one: its text was deleted before anybody saw it.
bool isTombstoneOnly(const Message &message)
{
    return message.versions.isEmpty() && (message.isFirstVersionMissing || message.revokedAtMs != 0);
}

/// What a message says can only become known, or known not to come.
int rankOf(ContentState content)
{
    switch (content) {
    case ContentState::Pending:
        return 0;
    case ContentState::Unavailable:
        return 1;
    case ContentState::Present:
        break;
    }
    return 2;
}

/// What came before its message: filled in when the message comes.
Message stub(ConversationId conversation, const QString &externalId, Author author, qint64 atMs)
{
    Message message;
    message.conversation = conversation;
    message.externalId = externalId;
    message.author = author;
    message.sentAtMs = atMs;
    message.receivedAtMs = atMs;
    message.isFirstVersionMissing = true;
    return message;
}

/// One write, from what is stored to what is seen.
class MessageWrite
{
public:
    MessageWrite(Database &database, LineId line) : m_database(database), m_line(line) {}

    Result<> insert(Message message, bool isHistory);
    Result<> addVersion(const Message &stubIfNew, const QString &editId, const MessageVersion &version);
    Result<> revoke(const Message &stubIfNew, qint64 atMs);
    Result<> react(const Message &stubIfNew, const Reaction &reaction);
    Result<> raiseStatus(const QString &externalId, DeliveryStatus status);

    MessageChange change;

private:
    Result<> findOrAdd(const Message &stubIfNew);
    Result<> addText(const MessageVersion &added, VersionOrigin origin, const QString &editId);
    Result<> fillText(MessageVersion version, VersionOrigin origin);
    Result<> fill(const Message &message, VersionOrigin origin);
    Result<> mergeText(const Message &message, bool isHistory);
    Result<> mergeState(const Message &message);
    void noteStored();

    Database &m_database;
    const LineId m_line;
    Message m_stored;
};

void MessageWrite::noteStored()
{
    change.message = m_stored.id;
    change.conversation = m_stored.conversation;
    change.author = m_stored.author;
}

Result<> MessageWrite::findOrAdd(const Message &stubIfNew)
{
    auto found = readMessageByKey(m_database, m_line, stubIfNew.externalId);
    if (!found)
        return found.error();
    if (*found) {
        m_stored = std::move(**found);
    } else {
        auto added = addMessageRow(m_database, m_line, stubIfNew);
        if (!added)
            return added.error();
        if (!added->id.isValid())
            return Error{Error::Kind::InvalidInput, u"no conversation %1"_s.arg(stubIfNew.conversation.value)};
        m_stored = stubIfNew;
        m_stored.id = added->id;
        m_stored.conversation = added->thread;
        change.isNewMessage = change.hasChanged = true;
    }
    noteStored();
    return {};
}

Result<> MessageWrite::addText(const MessageVersion &added, VersionOrigin origin, const QString &editId)
{
    if (auto done = addVersionRow(m_database, m_stored.id, added, origin, editId); !done)
        return done;
    change.newVersion = added;
    change.hasChanged = true;
    return {};
}

/// The text of an edit that was only known to have been made.
Result<> MessageWrite::fillText(MessageVersion version, VersionOrigin origin)
{
    version.isTextMissing = false;
    if (auto done = setVersionText(m_database, m_stored.id, version, origin); !done)
        return done;
    change.newVersion = version;
    change.isFilled = true; // its place is where the edit was
    change.hasChanged = true;
    return {};
}

Result<> MessageWrite::insert(Message message, bool isHistory)
{
    const VersionOrigin origin = isHistory ? VersionOrigin::History : VersionOrigin::Stream;
    message.isFirstVersionMissing = isTombstoneOnly(message);
    auto added = addMessageRow(m_database, m_line, message);
    if (!added)
        return added.error();
    if (added->id.isValid()) {
        m_stored = message;
        m_stored.id = added->id;
        m_stored.conversation = added->thread;
        noteStored();
        change.isNewMessage = change.hasChanged = true;
        if (message.versions.isEmpty())
            return {};
        return addText({0, message.versions.first().atMs, message.versions.first().text}, origin, {});
    }

    auto found = readMessageByKey(m_database, m_line, message.externalId);
    if (!found)
        return found.error();
    if (!*found)
        return Error{Error::Kind::InvalidInput, u"no conversation %1"_s.arg(message.conversation.value)};
    m_stored = std::move(**found);
    const bool isAwaited = m_stored.isFirstVersionMissing || rankOf(m_stored.content) < rankOf(message.content);
    auto merged = isAwaited ? fill(message, origin) : mergeText(message, isHistory);
    if (!merged)
        return merged;
    noteStored();
    return mergeState(message);
}

Result<> MessageWrite::fill(const Message &message, VersionOrigin origin)
{
    const bool isTextNew = !message.versions.isEmpty() && !hasText(m_stored, message.versions.first().text);
    Message filled = m_stored;
    filled.author = message.author;
    filled.kind = message.kind;
    filled.content = message.content;
    filled.sentAtMs = message.sentAtMs;
    filled.isAutomatic = message.isAutomatic;
    filled.mediaType = message.mediaType;
    filled.mediaName = message.mediaName;
    filled.replyToExternalId = message.replyToExternalId;
    // A text that equals a later version is the edited one, shown by a gateway that knows no other:
    // what was said first stays missing.
    filled.isFirstVersionMissing = isTombstoneOnly(message) || (!message.versions.isEmpty() && !isTextNew);

    if (filled != m_stored) {
        filled.receivedAtMs = message.receivedAtMs;
        if (auto updated = updateMessageRow(m_database, filled); !updated)
            return updated;
        change.hasChanged = true;
        m_stored = filled;
    }
    change.isFilled = change.hasChanged;
    if (!isTextNew)
        return {};
    return addText({0, message.versions.first().atMs, message.versions.first().text}, origin, {});
}

Result<> MessageWrite::mergeText(const Message &message, bool isHistory)
{
    if (message.versions.isEmpty())
        return {};
    const QString &text = message.versions.first().text;
    const VersionOrigin origin = isHistory ? VersionOrigin::History : VersionOrigin::Stream;
    if (m_stored.versions.isEmpty())
        return addText({0, message.versions.first().atMs, text}, origin, {});
    // A text that an earlier version had is a page of history fetched before the edit, not one more
    // edit. When the edit was made is not known: it was seen now.
    if (!isHistory || hasText(m_stored, text))
        return {};
    if (m_stored.versions.last().isTextMissing)
        return fillText({m_stored.versions.last().version, m_stored.versions.last().atMs, text}, origin);
    return addText({nextVersion(m_stored, 1), std::max(message.receivedAtMs, message.sentAtMs), text}, origin, {});
}

Result<> MessageWrite::mergeState(const Message &message)
{
    if (isNews(message.status, m_stored.status)) {
        if (auto done = setStatusOf(m_database, m_stored.id, message.status); !done)
            return done;
        change.hasChanged = true;
    }
    if (message.revokedAtMs != 0 && m_stored.revokedAtMs == 0) {
        if (auto done = setRevokedAt(m_database, m_stored.id, message.revokedAtMs); !done)
            return done;
        change.hasChanged = true;
        change.isRevocation = true;
    }
    return {};
}

Result<> MessageWrite::addVersion(const Message &stubIfNew, const QString &editId, const MessageVersion &version)
{
    if (auto found = findOrAdd(stubIfNew); !found)
        return found;
    auto known = versionOfEdit(m_database, m_stored.id, editId);
    if (!known)
        return known.error();
    if (*known) {
        const bool isAwaited = std::any_of(
                m_stored.versions.cbegin(), m_stored.versions.cend(),
                [&known](const MessageVersion &stored) { return stored.version == **known && stored.isTextMissing; });
        if (version.isTextMissing || !isAwaited)
            return {};
        return fillText({**known, version.atMs, version.text}, VersionOrigin::Stream);
    }
    if (!m_stored.versions.isEmpty()) {
        const MessageVersion &last = m_stored.versions.last();
        // History may have shown the text of an edit that the gateway cannot read now.
        const bool isShown =
                version.isTextMissing ? last.version > 0 : !last.isTextMissing && last.text == version.text;
        auto adopted = isShown ? adoptEdit(m_database, m_stored.id, last.version, editId) : Result<bool>(false);
        if (!adopted)
            return adopted.error();
        // So that this edit, delivered again after a later one, is recognised. Nothing that anybody
        // sees has changed.
        const bool isTold = version.isTextMissing ? editId.isEmpty() && last.isTextMissing : isShown;
        if (*adopted || isTold)
            return {};
    }
    return addText({nextVersion(m_stored, 1), version.atMs, version.text, version.isTextMissing}, VersionOrigin::Stream,
                   editId);
}

Result<> MessageWrite::revoke(const Message &stubIfNew, qint64 atMs)
{
    if (auto found = findOrAdd(stubIfNew); !found)
        return found;
    if (m_stored.revokedAtMs != 0)
        return {};
    change.hasChanged = true;
    change.isRevocation = true;
    return setRevokedAt(m_database, m_stored.id, atMs);
}

Result<> MessageWrite::react(const Message &stubIfNew, const Reaction &reaction)
{
    if (auto found = findOrAdd(stubIfNew); !found)
        return found;
    auto isPut = putReaction(m_database, m_stored.id, reaction);
    if (!isPut)
        return isPut.error();
    change.hasChanged = change.hasChanged || *isPut;
    return {};
}

Result<> MessageWrite::raiseStatus(const QString &externalId, DeliveryStatus status)
{
    auto found = readMessageByKey(m_database, m_line, externalId);
    if (!found)
        return found.error();
    if (!*found)
        return {};
    m_stored = std::move(**found);
    noteStored();
    if (!isNews(status, m_stored.status))
        return {};
    change.hasChanged = true;
    return setStatusOf(m_database, m_stored.id, status);
}

template <typename Step> Result<MessageChange> write(Database &database, LineId line, Step step)
{
    MessageWrite writing(database, line);
    auto done = database.connection().atomically([&writing, &step] { return step(writing); });
    if (!done)
        return done.error();
    return writing.change;
}

} // namespace

Result<MessageChange> MessageRepository::insert(LineId line, const Message &message, bool isHistory)
{
    return write(m_database, line,
                 [&message, isHistory](MessageWrite &writing) { return writing.insert(message, isHistory); });
}

Result<MessageChange> MessageRepository::addVersion(LineId line, ConversationId conversation, const QString &externalId,
                                                    Author author, const QString &editId, qint64 atMs,
                                                    const QString &text, bool isTextMissing)
{
    return write(m_database, line, [&](MessageWrite &writing) {
        return writing.addVersion(stub(conversation, externalId, author, atMs), editId,
                                  {0, atMs, isTextMissing ? QString() : text, isTextMissing});
    });
}

Result<MessageChange> MessageRepository::revoke(LineId line, ConversationId conversation, const QString &externalId,
                                                Author author, qint64 atMs)
{
    return write(m_database, line, [&](MessageWrite &writing) {
        return writing.revoke(stub(conversation, externalId, author, atMs), atMs);
    });
}

Result<MessageChange> MessageRepository::react(LineId line, ConversationId conversation, const QString &externalId,
                                               Author reactor, const QString &emoji, qint64 atMs)
{
    // Who wrote the message is not in the event; mostly one reacts to the other side. The message
    // itself will tell.
    const Author author = reactor == Author::Agent ? Author::Contact : Author::Agent;
    return write(m_database, line, [&](MessageWrite &writing) {
        return writing.react(stub(conversation, externalId, author, atMs), {reactor, emoji, atMs});
    });
}

Result<MessageChange> MessageRepository::setStatus(LineId line, const QString &externalId, DeliveryStatus status)
{
    return write(m_database, line,
                 [&externalId, status](MessageWrite &writing) { return writing.raiseStatus(externalId, status); });
}

Result<std::optional<Message>> MessageRepository::find(LineId line, const QString &externalId)
{
    return readMessageByKey(m_database, line, externalId);
}

Result<Message> MessageRepository::find(MessageId id)
{
    auto found = readMessageById(m_database, id);
    if (!found)
        return found.error();
    if (!*found)
        return Error{Error::Kind::NotFound, u"message %1"_s.arg(id.value)};
    return std::move(**found);
}

Result<QVector<Message>> MessageRepository::page(ConversationId conversation, qint64 beforeAtMs, MessageId beforeId,
                                                 int limit)
{
    const qint64 end = std::numeric_limits<qint64>::max();
    auto page = readPage(m_database, conversation, beforeId.isValid() ? beforeAtMs : end,
                         beforeId.isValid() ? beforeId : MessageId{end}, limit);
    if (page)
        std::reverse(page->begin(), page->end());
    return page;
}

} // namespace atalaia
