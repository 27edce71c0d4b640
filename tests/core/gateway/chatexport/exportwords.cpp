// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportwords.h"

#include "support/catch.h"

namespace atalaia::test {

using namespace Qt::StringLiterals;

namespace {

QString orderWord(DateOrder order)
{
    return order == DateOrder::DayFirst ? u"dmy"_s : order == DateOrder::MonthFirst ? u"mdy"_s : u"ymd"_s;
}

QString reasonWord(DateOrderReason reason)
{
    switch (reason) {
    case DateOrderReason::YearPrintedFirst:
        return u"year-first"_s;
    case DateOrderReason::FieldAboveTwelve:
        return u"above-12"_s;
    case DateOrderReason::YearsGoBack:
        return u"years-back"_s;
    case DateOrderReason::FieldDecreases:
        return u"decreases"_s;
    case DateOrderReason::FieldVariesMore:
        return u"varies"_s;
    case DateOrderReason::Hint:
        return u"hint"_s;
    case DateOrderReason::Chosen:
        return u"chosen"_s;
    }
    return {};
}

QString kindWord(ExportedKind kind)
{
    switch (kind) {
    case ExportedKind::Text:
        return u"text"_s;
    case ExportedKind::Attachment:
        return u"file"_s;
    case ExportedKind::OmittedMedia:
        return u"omitted"_s;
    case ExportedKind::Deleted:
        return u"deleted"_s;
    case ExportedKind::Location:
        return u"location"_s;
    case ExportedKind::Call:
        return u"call"_s;
    case ExportedKind::System:
        return u"system"_s;
    case ExportedKind::Empty:
        return u"empty"_s;
    }
    return {};
}

} // namespace

QString summaryLine(const ExportSummary &summary)
{
    QStringList people;
    for (const ExportedPerson &person : summary.people)
        people.append(u"%1=%2"_s.arg(person.name).arg(person.messageCount));
    return u"%1 messages %2 system; %3; %4 to %5; %6 %7%8"_s.arg(summary.messageCount)
            .arg(summary.systemCount)
            .arg(people.join(u", "_s), summary.first.toString(u"yyyy-MM-ddTHH:mm:ss"_s),
                 summary.last.toString(u"yyyy-MM-ddTHH:mm:ss"_s), orderWord(summary.dateOrder.order),
                 reasonWord(summary.dateOrder.reason), summary.isGroup ? u"; group"_s : QString());
}

QString messageLine(const ExportedMessage &message)
{
    QString text = message.text;
    text.replace(u'\n', u"\\n"_s).remove(QChar(0x200E));
    return u"%1 %2 %3|%4%5%6"_s.arg(message.localTime.toString(u"MM-ddTHH:mm:ss"_s), kindWord(message.kind),
                                    message.sender, text,
                                    message.attachmentName.isEmpty() ? QString() : u'|' + message.attachmentName,
                                    message.isEdited ? u" edited"_s : QString());
}

QVector<ExportedMessage> messagesOf(const ChatExport &chat)
{
    QVector<ExportedMessage> messages;
    chat.read([&messages](const ExportedMessage &message) {
        messages.append(message);
        return true;
    });
    return messages;
}

QStringList messageLines(const ChatExport &chat)
{
    QStringList lines;
    for (const ExportedMessage &message : messagesOf(chat))
        lines.append(messageLine(message));
    return lines;
}

ChatExport openChat(const QByteArray &text, const QString &name, const ChatExportOptions &options)
{
    auto chat = ChatExport::open(text, name, options);
    REQUIRE(chat.has_value());
    return *std::move(chat);
}

} // namespace atalaia::test
