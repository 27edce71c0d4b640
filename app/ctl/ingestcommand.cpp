// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingestcommand.h"

#include "base/continuation.h"
#include "base/systemuser.h"
#include "detection/detector.h"
#include "detection/matcheraids.h"
#include "exportoptions.h"
#include "ingest/chatimport.h"
#include "ingest/neutralevents.h"
#include "linereader.h"
#include "output.h"
#include "policy/companyfile.h"
#include "policy/lexiconservice.h"
#include "policy/policyfolder.h"
#include "recordedevents.h"
#include "storesession.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <limits>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

/// What the console has of this, without screens and gateways: policies, store, writer.
class Intake
{
public:
    explicit Intake(StoreSession &session, const QString &folder)
        : m_detector(nullptr, companyOfUnknownHours()),
          m_company(folder + u"/company.json"_s, m_detector),
          m_lexicons(session.thread(), m_detector, m_clock, operatingSystemUser(), usersMatcherAids(),
                     [folder] { return readPolicies(folder + u"/policies"_s); }),
          m_import(session.thread(), m_detector, m_feed, m_clock, operatingSystemUser())
    {}

    /// Compiles what is live; false, and said, when nothing can be detected.
    bool start()
    {
        if (const auto read = m_company.start(false); !read)
            writeMessage(read.error().context);
        Result<int> terms = Error{};
        QObject context;
        continueOn(&context, m_lexicons.start(), [&terms](const Result<int> &started) {
            terms = started;
            QCoreApplication::quit();
        });
        QCoreApplication::exec();
        if (!terms)
            writeMessage(u"the policies cannot be loaded: %1"_s.arg(terms.error().context));
        return terms.has_value();
    }

    [[nodiscard]] ChatImport &import() { return m_import; }

private:
    SystemClock m_clock;
    ChangeFeed m_feed;
    Detector m_detector;
    CompanyFile m_company;
    LexiconService m_lexicons;
    ChatImport m_import;
};

/// One run over all files.
class IngestRun
{
public:
    IngestRun(ChatImport &import, const CommonOptions &common) : m_import(import), m_common(common) {}

    /// False when something in it could not be read; what could be is stored.
    bool ingestChat(const QString &path, const ExportOptions &options)
    {
        const auto control = std::make_shared<ImportControl>();
        const auto opened = m_import.open(path, options.reading, control).result();
        if (!opened)
            return refuse(path, opened.error());
        const ExportSummary &summary = opened->chat->summary();
        if (!m_common.isQuiet) {
            writeExportWarnings(summary, path);
            writeEarlier(opened->earlier, path);
        }
        if (summary.title.isEmpty())
            return refuse(path, {Error::Kind::InvalidInput, u"the file does not say whose chat it is: --title NAME"_s});
        const auto choice = chosenSides(summary, options, path, false);
        if (!choice)
            return refuse(path, choice.error());
        return note(path, m_import.import(*opened, *choice, control).result());
    }

    bool ingestConversations(const QString &name)
    {
        QFile file(name);
        if (!openInput(file, name))
            return false;
        bool isGood = true;
        const auto source = [this, &file, &name, &isGood](const auto &take) {
            return readLines(file, name, &isGood, take);
        };
        const bool isStored = note(name, m_import.importEvents(source, std::make_shared<ImportControl>()).result());
        return isReadToTheEnd(file, name) && isStored && isGood;
    }

    /// What a gateway sent, one event a line. Nothing of it is from just now.
    bool ingestRecorded(const QString &name, const QString &format)
    {
        QFile file(name);
        if (!openInput(file, name))
            return false;
        bool isGood = true;
        const auto source = [&file, &name, &format, &isGood](const auto &take) {
            const RecordedEnd end = readRecordedEvents(format, file, name, [&take](GatewayEvent event) {
                if (auto *message = std::get_if<MessageReceived>(&event.body))
                    message->isHistory = true;
                return take(event);
            });
            isGood = end != RecordedEnd::WithUnreadable;
            return end != RecordedEnd::Stopped;
        };
        const bool isStored = note(name, m_import.importEvents(source, std::make_shared<ImportControl>()).result());
        return isReadToTheEnd(file, name) && isStored && isGood;
    }

    [[nodiscard]] bool hasStoreFailed() const { return m_hasStoreFailed; }

    void writeReport() const
    {
        writeJson({{u"events"_s, m_total.events},
                   {u"new"_s, m_total.events - m_total.duplicates - m_total.putAside},
                   {u"duplicates"_s, m_total.duplicates},
                   {u"hits"_s, m_total.hits},
                   {u"flags"_s, m_total.newFlags.size()},
                   {u"seconds"_s, std::round(m_total.seconds * 1000) / 1000}});
    }

private:
    bool refuse(const QString &place, const Error &error)
    {
        writeMessage(place + u": "_s + error.context);
        return false;
    }

    static void writeEarlier(const QVector<ImportedFile> &earlier, const QString &path)
    {
        for (const ImportedFile &file : earlier) {
            if (file.endedAtMs == 0 || file.wasStopped)
                continue; // it may still have something new
            writeMessage(u"%1: the same file was imported on %2 by %3, %4 messages were new then"_s.arg(
                    path, QDateTime::fromMSecsSinceEpoch(file.importedAtMs).toString(Qt::ISODate),
                    file.importedBy.isEmpty() ? u"somebody"_s : file.importedBy, QString::number(file.newMessages)));
            return;
        }
    }

    bool readLines(QFile &file, const QString &name, bool *isGood,
                   const std::function<bool(const GatewayEvent &event)> &take)
    {
        for (int number = 1;; ++number) {
            const QByteArray line = readLine(file);
            if (line.isEmpty())
                return true;
            if (line.trimmed().isEmpty())
                continue;
            const QString place = u"%1:%2"_s.arg(name).arg(number);
            const auto conversation = line.size() > kMaxLineBytes
                                              ? Error{Error::Kind::InvalidInput, u"the line is too long"_s}
                                              : readNeutralConversation(line);
            if (!conversation) {
                *isGood = refuse(place, conversation.error());
                continue;
            }
            const QVector<GatewayEvent> events = eventsOf(*conversation);
            if (!std::all_of(events.cbegin(), events.cend(), take))
                return false;
        }
    }

    bool note(const QString &place, const Result<ChatImportOutcome> &outcome)
    {
        if (!outcome) {
            m_hasStoreFailed = outcome.error().kind != Error::Kind::InvalidInput;
            return refuse(place, outcome.error());
        }
        m_total.events += outcome->events;
        m_total.duplicates += outcome->duplicates;
        m_total.putAside += outcome->putAside;
        m_total.hits += outcome->hits;
        m_total.newFlags += outcome->newFlags;
        m_total.seconds += outcome->seconds;
        return true;
    }

    ChatImport &m_import;
    const CommonOptions &m_common;
    ChatImportOutcome m_total;
    bool m_hasStoreFailed = false;
};

} // namespace

ExitStatus runIngest(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"ingest [options] FILE..."_s,
                     u"Puts conversations into the store, as if a gateway had told them, and writes what became of "
                     "them. The same files once more add nothing."_s,
                     outer);
    const QCommandLineOption format(u"format"_s,
                                    u"conversations (JSON, one a line), chat-export (.txt, .zip), or "
                                    "what a gateway sent, one event a line: waha, evolution, cloudapi."_s,
                                    u"NAME"_s, u"conversations"_s);
    line.parser().addOption(format);
    addExportOptions(line.parser());
    if (const auto over = line.parse(arguments, 1, kMostArguments))
        return *over;
    const QString form = line.parser().value(format);
    if (form != u"conversations"_s && form != u"chat-export"_s && !isGatewayFormat(form))
        return line.refuse(
                u"format %1 is not known; conversations, chat-export, waha, evolution and cloudapi are"_s.arg(form));
    const auto options = readExportOptions(line.parser());
    if (!options)
        return line.refuse(options.error().context);

    const auto session = StoreSession::openOrMake(line.common());
    if (!session)
        return ExitStatus::MissingPart;
    Intake intake(*session, QFileInfo(StoreSession::pathOf(line.common())).absolutePath());
    if (!intake.start())
        return ExitStatus::MissingPart;
    IngestRun run(intake.import(), line.common());
    bool isGood = true;
    for (const QString &file : line.parser().positionalArguments()) {
        const bool isDone = isGatewayFormat(form)      ? run.ingestRecorded(file, form)
                            : form == u"chat-export"_s ? run.ingestChat(file, *options)
                                                       : run.ingestConversations(file);
        isGood = isDone && isGood;
        if (run.hasStoreFailed())
            return ExitStatus::MissingPart;
    }
    run.writeReport();
    return isGood ? ExitStatus::Done : ExitStatus::WrongUse;
}

} // namespace atalaia
