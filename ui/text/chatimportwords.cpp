// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/chatimportwords.h"

#include "store/importedfiles.h"
#include "text/safetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

struct ChatImportWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::ChatImportWords)
};

/// Plural forms count in int.
int countFor(qint64 count)
{
    return int(std::min(count, qint64(std::numeric_limits<int>::max())));
}

} // namespace

QString dateOrderWords(DateOrder order)
{
    switch (order) {
    case DateOrder::DayFirst:
        return ChatImportWords::tr("Day, month, year");
    case DateOrder::MonthFirst:
        return ChatImportWords::tr("Month, day, year");
    case DateOrder::YearFirst:
        return ChatImportWords::tr("Year, month, day");
    }
    return {};
}

QString dateOrderReasonSentence(const DateOrderDecision &decision)
{
    const QString example = isolated(safeLine(QString::fromUtf8(decision.example), 40));
    switch (decision.reason) {
    case DateOrderReason::YearPrintedFirst:
        return ChatImportWords::tr("The file prints the year first: %1.").arg(example);
    case DateOrderReason::FieldAboveTwelve:
        return ChatImportWords::tr("%1 can be read in no other way: there is no month above 12.").arg(example);
    case DateOrderReason::YearsGoBack:
        return ChatImportWords::tr("Read otherwise, the chat would jump back by years at %1.").arg(example);
    case DateOrderReason::FieldDecreases:
        return decision.isCertain
                       ? ChatImportWords::tr("Read otherwise, the chat would go back in time at %1.").arg(example)
                       : ChatImportWords::tr("Read otherwise, the chat would go back in time more often. Check the "
                                             "dates below.");
    case DateOrderReason::FieldVariesMore:
        return ChatImportWords::tr("Days change more often than months; the file says no more. Check the dates below.");
    case DateOrderReason::Hint:
        return ChatImportWords::tr("Nothing in the file says it. Check the dates below.");
    case DateOrderReason::Chosen:
        return ChatImportWords::tr("Chosen by you.");
    }
    return {};
}

QString notationWords(const ExportNotation &notation)
{
    const QString phone = notation.ending == HeaderEnding::Bracket ? ChatImportWords::tr("iPhone")
                          : notation.ending == HeaderEnding::Dash  ? ChatImportWords::tr("Android")
                                                                   : ChatImportWords::tr("Another program");
    const QString clock =
            notation.hasHalves ? ChatImportWords::tr("12-hour clock") : ChatImportWords::tr("24-hour clock");
    const QString precision =
            notation.hasSeconds ? ChatImportWords::tr("with seconds") : ChatImportWords::tr("without seconds");
    //: %1 which phone wrote the file, %2 its clock, %3 how exact the times are
    return ChatImportWords::tr("%1 · %2 · %3").arg(phone, clock, precision);
}

QString exportWarningSentence(ExportWarning warning, qint64 count)
{
    const int number = countFor(count);
    switch (warning) {
    case ExportWarning::BeginningMayBeCut:
        return ChatImportWords::tr("The beginning may be missing: the file does not start as a chat does, and WhatsApp "
                                   "leaves out what is too long ago.");
    case ExportWarning::DateOrderUncertain:
        return ChatImportWords::tr("Day and month cannot be told apart for certain.");
    case ExportWarning::DatesAgainstOrder:
        return ChatImportWords::tr("%n date(s) do not exist in this order and were read in another.", nullptr, number);
    case ExportWarning::OtherNotation:
        return ChatImportWords::tr("%n line(s) begin like a message but are written unlike the others: perhaps "
                                   "quoted text.",
                                   nullptr, number);
    case ExportWarning::TimesGoBack:
        return ChatImportWords::tr("%n message(s) stand after one with a later time.", nullptr, number);
    case ExportWarning::LinesBeforeFirst:
        return ChatImportWords::tr("%n line(s) before the first message belong to nobody and are left out.", nullptr,
                                   number);
    case ExportWarning::DamagedText:
        return ChatImportWords::tr("Some characters are damaged and were replaced.");
    case ExportWarning::TextCut:
        return ChatImportWords::tr("%n message(s) are longer than WhatsApp allows and are cut.", nullptr, number);
    case ExportWarning::TitleGuessed:
        return ChatImportWords::tr("The file was renamed: check the name of the chat. A longer export must have the "
                                   "same name to be recognised.");
    }
    return {};
}

QString exportedMessageWords(const ExportedMessage &message)
{
    const QString text = safeLine(message.text);
    switch (message.kind) {
    case ExportedKind::Text:
    case ExportedKind::Location:
    case ExportedKind::Call:
    case ExportedKind::System:
        //: %1 the text of a message
        return message.isEdited ? ChatImportWords::tr("%1 (edited)").arg(isolated(text)) : text;
    case ExportedKind::Attachment:
        return text.isEmpty() ? isolated(safeLine(message.attachmentName, 80))
                              //: %1 name of a file, %2 what was written with it
                              : ChatImportWords::tr("%1: %2").arg(isolated(safeLine(message.attachmentName, 80)),
                                                                  isolated(text));
    case ExportedKind::OmittedMedia:
        return ChatImportWords::tr("Media left out of the export");
    case ExportedKind::Deleted:
        return ChatImportWords::tr("Deleted before the export");
    case ExportedKind::Empty:
        return ChatImportWords::tr("Empty: a call, or seen once");
    }
    return {};
}

QString earlierImportSentence(const QVector<ImportedFile> &earlier)
{
    if (earlier.isEmpty())
        return {};
    const auto complete = std::find_if(earlier.cbegin(), earlier.cend(), [](const ImportedFile &file) {
        return file.endedAtMs != 0 && !file.wasStopped;
    });
    const ImportedFile &shown = complete == earlier.cend() ? earlier.constFirst() : *complete;
    const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(shown.importedAtMs), QLocale::ShortFormat);
    //: In the place of a person's name that is not known
    const QString somebody = ChatImportWords::tr("somebody");
    const QString who = shown.importedBy.isEmpty() ? somebody : isolated(safeLine(shown.importedBy, 80));
    if (complete == earlier.cend())
        //: %1 date and time, %2 a person
        return ChatImportWords::tr("An import of this very file was begun on %1 by %2 and did not reach its end: "
                                   "importing it again goes on from there.")
                .arg(when, who);
    //: %1 date and time, %2 a person; the number is of messages
    return ChatImportWords::tr("This very file was already imported on %1 by %2: %Ln new.", nullptr,
                               countFor(shown.newMessages))
            .arg(when, who);
}

QString chatFileSentence(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::NotFound:
        return ChatImportWords::tr("The file could not be read. Nothing was changed.");
    case Error::Kind::Cancelled:
        return ChatImportWords::tr("Stopped. Nothing was changed.");
    default:
        return ChatImportWords::tr("This is not an exported chat that can be read: it must be the .txt or .zip that "
                                   "WhatsApp makes. Nothing was changed.");
    }
}

} // namespace atalaia
