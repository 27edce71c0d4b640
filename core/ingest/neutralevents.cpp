// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/neutralevents.h"

#include <QCryptographicHash>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestId = 190; // what the store takes, with the number of an edit behind it

QString digitsOf(const QString &phone)
{
    QString digits;
    for (const QChar c : phone) {
        if (c >= u'0' && c <= u'9')
            digits += c;
    }
    return digits;
}

QString hashOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

/// Texts of a conversation without a phone belong to nobody who is known elsewhere.
ChatAddress chatOf(const NeutralConversation &conversation)
{
    const ConversationFacts &facts = conversation.facts;
    const QString digits = digitsOf(facts.contactPhone);
    if (!digits.isEmpty() && !facts.isGroup)
        return digits + u"@c.us"_s;
    const QString key = hashOf(conversation.company + u'\n' + conversation.id).left(32);
    return u"conversation-"_s + key + (facts.isGroup ? u"@g.us"_s : u"@conversation"_s);
}

QString lineOf(const NeutralConversation &conversation)
{
    for (const QString &name : {conversation.line, conversation.facts.agentId, conversation.facts.agentName}) {
        if (!name.trimmed().isEmpty())
            return name.trimmed().left(kLongestId);
    }
    return u"conversations"_s;
}

class MessageEvents
{
public:
    explicit MessageEvents(const NeutralConversation &conversation)
        : m_conversation(conversation), m_line(lineOf(conversation)), m_chat(chatOf(conversation))
    {}

    void add(const ObservedMessage &message, const QString &given)
    {
        const QString own = m_conversation.id + u'/' + (given.isEmpty() ? QString::number(message.number) : given);
        m_id = own.size() > kLongestId ? hashOf(own) : own;
        QStringList texts = message.earlierTexts;
        // Of a deleted message the text is what was captured before.
        if (!message.isRevoked || !message.text.isEmpty())
            texts.append(message.text);
        addFirst(message, texts.isEmpty() ? QString() : texts.takeFirst());
        for (qsizetype i = 0; i < texts.size(); ++i)
            addEdit(message, texts[i], int(i) + 1);
        if (message.isRevoked) {
            MessageRevoked revoked{m_id, m_chat, message.author, changeOf(message)};
            events.append({m_line, revoked});
        }
    }

    QVector<GatewayEvent> events;

private:
    static qint64 changeOf(const ObservedMessage &message)
    {
        return message.changedAtMs > 0 ? message.changedAtMs : message.atMs;
    }

    void addFirst(const ObservedMessage &message, const QString &text)
    {
        MessageReceived received;
        received.messageId = m_id;
        received.chat = m_chat;
        received.contactName = m_conversation.facts.contactName;
        received.author = message.author;
        received.kind = message.kind;
        received.sentAtMs = message.atMs;
        received.text = text;
        received.hasText = !text.isEmpty();
        received.isAutomatic = message.isAutomatic;
        received.isHistory = true;
        events.append({m_line, received});
    }

    void addEdit(const ObservedMessage &message, const QString &text, int number)
    {
        MessageEdited edit;
        edit.messageId = m_id;
        edit.editId = m_id + u'#' + QString::number(number);
        edit.chat = m_chat;
        edit.author = message.author;
        edit.editedAtMs = changeOf(message);
        edit.text = text;
        events.append({m_line, edit});
    }

    const NeutralConversation &m_conversation;
    const QString m_line;
    const ChatAddress m_chat;
    QString m_id; // of the message that is being added
};

ObservedMessage observed(const ExportedMessage &message, Author author, qint64 number, qint64 atMs)
{
    ObservedMessage seen;
    seen.number = number;
    seen.author = author;
    seen.isEdited = message.isEdited;
    seen.isRevoked = message.kind == ExportedKind::Deleted;
    seen.kind = message.mediaKind;
    seen.atMs = atMs;
    seen.text = message.text;
    return seen;
}

} // namespace

QVector<GatewayEvent> eventsOf(const NeutralConversation &conversation)
{
    MessageEvents all(conversation);
    for (qsizetype i = 0; i < conversation.messages.size(); ++i)
        all.add(conversation.messages[i], conversation.messageIds.value(i));
    return all.events;
}

NeutralConversation neutralOf(const ChatExport &chat, const ExportChoice &choice)
{
    const ExportSummary &summary = chat.summary();
    const ExportEvents events(summary, choice);
    LocalClock clock(choice.zone);
    NeutralConversation conversation;
    conversation.id = summary.title.isEmpty() ? events.contactName() : summary.title;
    conversation.line = choice.line;
    conversation.facts.agentName = choice.line;
    conversation.facts.agentId = choice.line;
    conversation.facts.contactName = events.contactName();
    if (events.chat().endsWith(u"@c.us"))
        conversation.facts.contactPhone = u'+' + events.chat().section(u'@', 0, 0);
    conversation.facts.isGroup = summary.isGroup;
    conversation.facts.timeZone = choice.zone;
    conversation.messageZone = choice.zone;
    chat.read([&conversation, &events, &clock](const ExportedMessage &message) {
        conversation.messages.append(observed(message, events.authorOf(message), conversation.messages.size(),
                                              clock.toUtcMs(message.localTime)));
        return true;
    });
    return conversation;
}

} // namespace atalaia
