// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportreader.h"

#include "gateway/chatexport/exportstrings.h"
#include "gateway/chatexport/utf8cursor.h"

#include <QCryptographicHash>

#include <cstring>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

QStringView withoutMarksInFront(QStringView text)
{
    while (!text.isEmpty() && isDirectionMark(text.front().unicode()))
        text = text.sliced(1);
    return text;
}

} // namespace

ExportReader::ExportReader(QByteArrayView text, ExportKnowledge knowledge)
    : m_lines(text), m_knowledge(std::move(knowledge)), m_title(m_knowledge.title.toUtf8())
{}

bool ExportReader::next(ExportedMessage &message)
{
    ExportRecord record;
    if (!m_lines.next(record))
        return false;
    message = {};
    message.line = record.line;
    message.printedTime = QString::fromUtf8(record.printed);
    readTime(record, message);
    const ExportStatement statement = statementOf(record);
    message.isCut = statement.isCut;
    if (m_knowledge.noSenders.contains(statement.sender)) {
        ExportStatement spoken = statement;
        spoken.sender.clear();
        spoken.text = QString::fromUtf8(record.body);
        readBody(spoken, message);
    } else {
        readBody(statement, message);
    }
    message.id = idOf(message, statement);
    return true;
}

void ExportReader::readTime(const ExportRecord &record, ExportedMessage &message)
{
    const ExportHeader &header = record.header;
    auto date = dateOf(header, m_knowledge.order);
    if (!date) {
        ++m_datesAgainstOrder;
        date = dateOf(header, m_knowledge.order == DateOrder::DayFirst ? DateOrder::MonthFirst : DateOrder::DayFirst);
    }
    // A day that does not exist ("31/02"): it was said after the message before it.
    if (!date)
        date = m_before.isValid() ? m_before.date() : QDate(2009, 1, 1);
    const QTime time(header.hour, header.minute, std::max(header.second, 0));
    message.localTime = QDateTime(*date, time, Qt::UTC);
    m_before = message.localTime;
}

void ExportReader::readBody(const ExportStatement &statement, ExportedMessage &message)
{
    message.sender = statement.sender;
    message.text = statement.text;
    const bool isOfGroup =
            statement.isMarked && !m_knowledge.groupVoice.isEmpty() && statement.sender == m_knowledge.groupVoice;
    if (statement.sender.isEmpty() || isOfGroup) {
        message.sender.clear();
        message.kind = ExportedKind::System;
        message.text = withoutMarksInFront(statement.text).toString();
        return;
    }
    const QStringView said = withoutMarksInFront(statement.text);
    if (said.isEmpty() || said == u"null") {
        message.kind = ExportedKind::Empty;
        message.mediaKind = MessageKind::Unknown;
        return;
    }
    if (const auto before = withoutEditedSuffix(statement.text)) {
        message.isEdited = true;
        message.text = before->toString();
    }
    if (auto attachment = namedAttachment(message.text)) {
        message.kind = ExportedKind::Attachment;
        message.mediaKind = kindOfAttachment(attachment->name);
        message.attachmentName = std::move(attachment->name);
        message.text = std::move(attachment->caption);
        return;
    }
    if (isLocation(message.text)) {
        message.kind = ExportedKind::Location;
        message.mediaKind = MessageKind::Location;
        return;
    }
    readPhrase(statement, message);
}

/// What WhatsApp writes in the place of a message; anything else stays text.
void ExportReader::readPhrase(const ExportStatement &statement, ExportedMessage &message)
{
    const auto found = exportPhrase(statement.text);
    if (!found || !(found->isPlain || statement.isMarked))
        return;
    switch (found->phrase) {
    case ExportPhrase::MediaOmitted:
        message.kind = ExportedKind::OmittedMedia;
        message.mediaKind = found->kind;
        message.text.clear();
        return;
    case ExportPhrase::DeletedByExporter:
        if (m_exporter.isEmpty())
            m_exporter = statement.sender;
        [[fallthrough]];
    case ExportPhrase::Deleted:
        message.kind = ExportedKind::Deleted;
        message.text.clear();
        return;
    case ExportPhrase::MissedCall:
        message.kind = ExportedKind::Call;
        message.text = plainText(statement.text);
        return;
    case ExportPhrase::LiveLocation:
        message.kind = ExportedKind::Location;
        message.mediaKind = MessageKind::Location;
        message.text = plainText(statement.text);
        return;
    case ExportPhrase::Encryption:
    case ExportPhrase::SecurityCode:
        message.kind = ExportedKind::System;
        message.sender.clear();
        message.text = withoutMarksInFront(statement.text).toString();
        return;
    }
}

QString ExportReader::idOf(const ExportedMessage &message, const ExportStatement &statement)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QByteArrayView separator("\0", 1);
    hash.addData(m_title);
    hash.addData(separator);
    hash.addData(message.localTime.toString(u"yyyy-MM-ddTHH:mm:ss"_s).toLatin1());
    hash.addData(separator);
    hash.addData(statement.sender.toUtf8());
    hash.addData(separator);
    hash.addData(statement.text.toUtf8());
    const QByteArray digest = hash.result();
    quint64 beginning = 0;
    std::memcpy(&beginning, digest.constData(), sizeof beginning);
    const int ordinal = m_seen[beginning]++;
    if (ordinal == 0)
        return QString::fromLatin1(digest.toHex());
    hash.reset();
    hash.addData(digest);
    hash.addData(QByteArray::number(ordinal));
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace atalaia
