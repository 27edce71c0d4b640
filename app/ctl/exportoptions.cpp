// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportoptions.h"

#include "output.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

Error wrong(const QString &why)
{
    return {Error::Kind::InvalidInput, why};
}

QString warningWords(ExportWarning warning)
{
    switch (warning) {
    case ExportWarning::BeginningMayBeCut:
        return u"the beginning may be cut off"_s;
    case ExportWarning::DateOrderUncertain:
        return u"day and month cannot be told apart for certain; --date-order says it"_s;
    case ExportWarning::DatesAgainstOrder:
        return u"dates that do not exist in the file's order"_s;
    case ExportWarning::OtherNotation:
        return u"lines written unlike the others: perhaps quoted text"_s;
    case ExportWarning::TimesGoBack:
        return u"messages out of order"_s;
    case ExportWarning::LinesBeforeFirst:
        return u"lines before the first message were left out"_s;
    case ExportWarning::DamagedText:
        return u"characters that cannot be read were replaced"_s;
    case ExportWarning::TextCut:
        return u"messages longer than WhatsApp allows were cut"_s;
    case ExportWarning::TitleGuessed:
        return u"the title is that of a renamed file; --title says it"_s;
    }
    return {};
}

/// The people of a chat: their names are for whoever looks on, not for a script's log.
QString peopleOf(const QStringList &names)
{
    return areMessagesForTerminal() ? u"people: %1"_s.arg(names.join(u", "_s))
                                    : u"%1 people speak in it; on a terminal their names are shown"_s.arg(names.size());
}

} // namespace

void addExportOptions(QCommandLineParser &parser)
{
    parser.addOptions({
            {u"timezone"_s, u"Exported chats: zone of the printed times. Default: America/Sao_Paulo."_s, u"ZONE"_s,
             u"America/Sao_Paulo"_s},
            {u"me"_s, u"Exported chats: who speaks for the company, as in the file; may be repeated."_s, u"NAME"_s},
            {u"line"_s, u"Exported chats: number or agent of the company. Default: the name given with --me."_s,
             u"NAME"_s},
            {u"title"_s, u"Exported chats: name of the chat where the file does not say it."_s, u"NAME"_s},
            {u"date-order"_s, u"Exported chats: dmy, mdy or ymd. Default: as the file shows."_s, u"ORDER"_s},
    });
}

Result<ExportOptions> readExportOptions(const QCommandLineParser &parser)
{
    ExportOptions options;
    const QByteArray zone = parser.value(u"timezone"_s).toUtf8();
    options.zone = QTimeZone(zone);
    if (!options.zone.isValid())
        return wrong(u"--timezone: %1 is not a zone; America/Sao_Paulo is one"_s.arg(QString::fromUtf8(zone)));
    options.companySide = parser.values(u"me"_s);
    options.line = parser.value(u"line"_s).trimmed();
    options.reading.title = parser.value(u"title"_s);
    if (!parser.isSet(u"date-order"_s))
        return options;
    const QString order = parser.value(u"date-order"_s);
    if (order == u"dmy"_s)
        options.reading.dateOrder = DateOrder::DayFirst;
    else if (order == u"mdy"_s)
        options.reading.dateOrder = DateOrder::MonthFirst;
    else if (order == u"ymd"_s)
        options.reading.dateOrder = DateOrder::YearFirst;
    else
        return wrong(u"--date-order is dmy, mdy or ymd"_s);
    return options;
}

Result<ExportChoice> chosenSides(const ExportSummary &summary, const ExportOptions &options, const QString &place,
                                 bool mayGuess)
{
    QStringList names;
    for (const ExportedPerson &person : summary.people)
        names.append(person.name);
    ExportChoice choice{options.line, {}, options.zone};
    for (const QString &name : options.companySide) {
        if (names.contains(name))
            choice.companySide.insert(name);
    }
    if (choice.companySide.isEmpty() && !options.companySide.isEmpty())
        return wrong(u"nobody in this chat is called as --me says; "_s + peopleOf(names));
    if (choice.companySide.isEmpty())
        choice.companySide = likelyCompanySide(summary);
    if (choice.companySide.isEmpty() && mayGuess && !names.isEmpty()) {
        choice.companySide = {names.constFirst()};
        writeMessage(u"%1: the file does not say who speaks for the company; taken to be %2, --me says otherwise"_s.arg(
                place, areMessagesForTerminal() ? names.constFirst() : u"who writes most"_s));
    }
    if (choice.companySide.isEmpty())
        return wrong(u"who speaks for the company? Say it with --me; "_s + peopleOf(names));
    if (choice.line.isEmpty()) {
        // The first as given, so that the same command means the same line again.
        const auto given = std::find_if(options.companySide.cbegin(), options.companySide.cend(),
                                        [&choice](const QString &name) { return choice.companySide.contains(name); });
        choice.line = given != options.companySide.cend() ? *given : *choice.companySide.cbegin();
    }
    return choice;
}

void writeExportWarnings(const ExportSummary &summary, const QString &place)
{
    QList<ExportWarning> warnings = summary.warnings.keys();
    std::sort(warnings.begin(), warnings.end());
    for (const ExportWarning warning : warnings) {
        const qint64 count = summary.warnings.value(warning);
        writeMessage(u"%1: %2%3"_s.arg(place, warningWords(warning), count > 1 ? u" (%1)"_s.arg(count) : QString()));
    }
}

} // namespace atalaia
