// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/recordedconversations.h"

#include "domain/identity.h"

#include <QMap>

#include <algorithm>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

NeutralConversation emptyConversation(const QString &line, const ChatAddress &chat, const QTimeZone &zone)
{
    NeutralConversation conversation;
    conversation.id = line + u'/' + chat;
    conversation.line = line;
    conversation.facts.agentId = line;
    conversation.facts.contactPhone = phoneNumberOf(chat);
    conversation.facts.isGroup = isGroupAddress(chat);
    conversation.messageZone = zone;
    return conversation;
}

} // namespace

void RecordedConversations::take(const GatewayEvent &event)
{
    if (const auto *message = std::get_if<MessageReceived>(&event.body))
        note(event.lineExternalId, *message);
    else if (const auto *edit = std::get_if<MessageEdited>(&event.body))
        note(event.lineExternalId, *edit);
    else if (const auto *revocation = std::get_if<MessageRevoked>(&event.body))
        note(event.lineExternalId, *revocation);
}

void RecordedConversations::note(const QString &line, const MessageReceived &message)
{
    if (message.messageId.isEmpty() || message.chat.isEmpty())
        return;
    Said &said = m_said[{line, message.messageId}];
    if (message.isRevoked && !said.isRevoked) {
        said.isRevoked = true;
        said.revokedAtMs = message.sentAtMs;
    }
    // Once more, it may bring what could not be read at first.
    if (said.isHere && (said.message.hasText || !message.hasText))
        return;
    said.message = message;
    said.isHere = true;
}

void RecordedConversations::note(const QString &line, const MessageEdited &edit)
{
    if (edit.messageId.isEmpty() || edit.isTextMissing)
        return;
    QVector<MessageEdited> &edits = m_said[{line, edit.messageId}].edits;
    const bool isKnown = std::any_of(edits.cbegin(), edits.cend(), [&edit](const MessageEdited &known) {
        return known.editId == edit.editId && known.text == edit.text;
    });
    if (!isKnown)
        edits.append(edit);
}

void RecordedConversations::note(const QString &line, const MessageRevoked &revocation)
{
    if (revocation.messageId.isEmpty())
        return;
    Said &said = m_said[{line, revocation.messageId}];
    said.isRevoked = true;
    said.revokedAtMs = std::max(said.revokedAtMs, revocation.revokedAtMs);
}

ObservedMessage RecordedConversations::observed(const Said &said)
{
    ObservedMessage seen;
    seen.author = said.message.author;
    seen.isAutomatic = said.message.isAutomatic;
    seen.kind = said.message.kind;
    seen.atMs = said.message.sentAtMs;
    seen.isRevoked = said.isRevoked;
    QStringList texts;
    if (said.message.hasText)
        texts.append(said.message.text);
    QVector<MessageEdited> edits = said.edits;
    std::sort(edits.begin(), edits.end(), [](const MessageEdited &a, const MessageEdited &b) {
        return std::tie(a.editedAtMs, a.editId) < std::tie(b.editedAtMs, b.editId);
    });
    for (const MessageEdited &edit : edits) {
        if (texts.isEmpty() || texts.constLast() != edit.text)
            texts.append(edit.text);
        seen.changedAtMs = edit.editedAtMs;
    }
    seen.isEdited = !edits.isEmpty();
    if (said.isRevoked)
        seen.changedAtMs = said.revokedAtMs;
    else if (!texts.isEmpty())
        seen.text = texts.takeLast();
    seen.earlierTexts = texts;
    return seen;
}

QVector<NeutralConversation> RecordedConversations::conversations(const QTimeZone &zone) const
{
    using Entry = std::tuple<qint64, QString, const Said *>; // by time, then by the gateway's ids
    QMap<Key, QVector<Entry>> chats;
    for (auto it = m_said.cbegin(); it != m_said.cend(); ++it) {
        if (it->isHere)
            chats[{it.key().first, it->message.chat}].append({it->message.sentAtMs, it.key().second, &*it});
    }
    QVector<NeutralConversation> all;
    for (auto chat = chats.begin(); chat != chats.end(); ++chat) {
        std::sort(chat->begin(), chat->end());
        NeutralConversation conversation = emptyConversation(chat.key().first, chat.key().second, zone);
        for (const auto &[atMs, id, said] : std::as_const(*chat)) {
            ObservedMessage message = observed(*said);
            message.number = conversation.messages.size();
            conversation.messages.append(message);
            conversation.messageIds.append(id);
            if (message.author == Author::Contact && !conversation.facts.isGroup)
                conversation.facts.contactName = said->message.contactName;
        }
        all.append(conversation);
    }
    return all;
}

qint64 RecordedConversations::changesWithoutMessage() const
{
    return std::count_if(m_said.cbegin(), m_said.cend(), [](const Said &said) { return !said.isHere; });
}

} // namespace atalaia
