// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportevents.h"

#include "gateway/chatexport/exportstrings.h"

#include <QCryptographicHash>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kQuarterMs = 15LL * 60 * 1000; // no zone changes its offset between quarters
constexpr qsizetype kLongestLine = 200;

/// "+55 11 90000-0001" as digits; empty for a name.
QString phoneDigits(const QString &name)
{
    if (!name.startsWith(u'+'))
        return {};
    QString digits;
    for (const QChar c : name) {
        if (c >= u'0' && c <= u'9')
            digits += c;
        else if (!QStringView(u"+ -().\u2011").contains(c))
            return {};
    }
    return digits.size() >= 8 && digits.size() <= 15 ? digits : QString();
}

/// An address of our own for a chat that has none. Two agents may know two people by one name, so it
/// holds for one line only.
QString addressOf(const QString &line, const QString &title, bool isGroup)
{
    const QByteArray digest =
            QCryptographicHash::hash((line + u'\0' + title).toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return u"export-"_s + QString::fromLatin1(digest) + (isGroup ? u"@g.us"_s : u"@chat-export"_s);
}

} // namespace

qint64 LocalClock::toUtcMs(const QDateTime &localTime)
{
    const qint64 localMs = localTime.toMSecsSinceEpoch();
    if (const qint64 quarter = localMs / kQuarterMs; quarter != m_quarter) {
        m_quarter = quarter;
        m_offsetMs = localMs - QDateTime(localTime.date(), localTime.time(), m_zone).toMSecsSinceEpoch();
    }
    return localMs - m_offsetMs;
}

ExportEvents::ExportEvents(const ExportSummary &summary, const ExportChoice &choice,
                           const QVector<ExportAttachment> &attachments)
    : m_companySide(choice.companySide), m_line(choice.line.trimmed().left(kLongestLine)), m_clock(choice.zone)
{
    m_contactName = summary.title;
    if (!summary.isGroup) {
        const auto other = std::find_if(summary.people.cbegin(), summary.people.cend(),
                                        [this](const auto &person) { return !m_companySide.contains(person.name); });
        if (other != summary.people.cend())
            m_contactName = other->name;
    }
    const QString digits = summary.isGroup ? QString() : phoneDigits(m_contactName);
    const QString title = summary.title.isEmpty() ? m_contactName : summary.title;
    m_chat = digits.isEmpty() ? addressOf(m_line, title, summary.isGroup) : digits + u"@c.us"_s;
    m_lastAtMs = m_clock.toUtcMs(summary.last);
    for (const ExportAttachment &attachment : attachments)
        m_attachments.insert(attachment.name, attachment);
}

GatewayEvent ExportEvents::lineEvent() const
{
    LineChanged line;
    line.displayName = m_line;
    line.changedAtMs = m_lastAtMs;
    return {m_line, line};
}

Author ExportEvents::authorOf(const ExportedMessage &message) const
{
    if (message.sender.isEmpty() || message.kind == ExportedKind::Call)
        return Author::System;
    return m_companySide.contains(message.sender) ? Author::Agent : Author::Contact;
}

QVector<GatewayEvent> ExportEvents::eventsOf(const ExportedMessage &message)
{
    const qint64 atMs = m_clock.toUtcMs(message.localTime);
    // What was there before the edit is not in the file: a text is an edit without its message.
    if (message.isEdited && message.kind == ExportedKind::Text)
        return {editOf(message, atMs)};
    MessageReceived received;
    received.messageId = message.id;
    received.chat = m_chat;
    received.contactName = m_contactName;
    received.author = authorOf(message);
    received.kind = message.mediaKind;
    received.sentAtMs = atMs;
    received.isHistory = true;
    received.isRevoked = message.kind == ExportedKind::Deleted;
    received.hasText = !message.text.isEmpty() && !message.isEdited;
    if (received.hasText)
        received.text = message.text;
    if (message.kind == ExportedKind::OmittedMedia || message.kind == ExportedKind::Empty)
        received.content = ContentState::Unavailable;
    if (message.kind == ExportedKind::Attachment) {
        received.mediaName = message.attachmentName;
        received.mediaType = typeOfAttachment(message.attachmentName);
        const auto found = m_attachments.constFind(message.attachmentName.normalized(QString::NormalizationForm_C));
        if (found != m_attachments.cend()) {
            received.mediaSize = found->size;
            received.mediaHash = found->sha256;
        }
    }
    QVector<GatewayEvent> events{{m_line, received}};
    if (message.isEdited && !message.text.isEmpty())
        events.append(editOf(message, atMs));
    return events;
}

GatewayEvent ExportEvents::editOf(const ExportedMessage &message, qint64 atMs) const
{
    MessageEdited edit;
    edit.messageId = message.id;
    edit.editId = message.id;
    edit.chat = m_chat;
    edit.author = authorOf(message);
    edit.editedAtMs = atMs;
    edit.text = message.text;
    return {m_line, edit};
}

QSet<QString> likelyCompanySide(const ExportSummary &summary)
{
    if (summary.exporter.isEmpty())
        return {};
    return {summary.exporter};
}

} // namespace atalaia
