// SPDX-License-Identifier: GPL-3.0-or-later
#include "scancommand.h"

#include "detection/matcheraids.h"
#include "domain/explanationjson.h"
#include "exportoptions.h"
#include "gateway/chatexport/exportcontainer.h"
#include "hittext.h"
#include "ingest/conversationscan.h"
#include "ingest/neutralevents.h"
#include "ingest/recordedconversations.h"
#include "linereader.h"
#include "output.h"
#include "policy/companyfile.h"
#include "policy/companyreader.h"
#include "policyfiles.h"
#include "recordedevents.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>

#include <limits>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kProgressEvery = 1000;

QString authorName(Author author)
{
    switch (author) {
    case Author::Agent:
        return u"agent"_s;
    case Author::Contact:
        return u"customer"_s;
    case Author::System:
        return u"system"_s;
    }
    return {};
}

QJsonObject hitReport(const RuleHit &hit, const NeutralConversation &conversation, const HitText &text,
                      bool isExplaining)
{
    QJsonObject object{
            {u"conversation"_s, conversation.id},
            {u"message"_s, hit.message},
            {u"rule"_s, hit.rule},
            {u"category"_s, hit.category},
            {u"policy"_s, hit.policy},
            {u"version"_s, hit.policyVersion},
            {u"severity"_s, hit.severity},
            {u"confidence"_s, hit.confidence},
            {u"direction"_s, authorName(hit.author)},
            {u"spans"_s, spansToJson(hit.spans)},
            {u"text"_s, text.of(hit)},
    };
    if (hit.level > 0)
        object[u"level"_s] = hit.level;
    if (!hit.variant.isEmpty())
        object[u"variant"_s] = hit.variant;
    if (hit.isEditedAway)
        object[u"edited_away"_s] = true;
    if (isExplaining)
        object[u"explain"_s] = explanationToJson(hit);
    return object;
}

/// One run over all files.
class ScanRun
{
public:
    ScanRun(ConversationScan &scan, qint64 nowMs, bool isExplaining, bool isShowingProgress)
        : m_scan(scan), m_nowMs(nowMs), m_isExplaining(isExplaining), m_isShowingProgress(isShowingProgress)
    {}

    /// False when something in it could not be read; what could be was scanned.
    bool scanFile(const QString &name)
    {
        QFile file(name);
        if (!openInput(file, name))
            return false;
        bool isGood = true;
        for (int number = 1;; ++number) {
            const QByteArray line = readLine(file);
            if (line.isEmpty())
                return isReadToTheEnd(file, name) && isGood;
            if (line.trimmed().isEmpty())
                continue;
            isGood = scanLine(line, u"%1:%2"_s.arg(name).arg(number)) && isGood;
            if (hasOutputFailed())
                return isGood; // nobody reads what is found
        }
    }

    /// The same for an exported chat.
    bool scanChat(const QString &name, const ExportOptions &options, bool isQuiet)
    {
        const auto container = openExportContainer(name);
        const auto chat = container ? ChatExport::open(container->chatText, container->chatName, options.reading)
                                    : Result<ChatExport>(container.error());
        if (!chat) {
            writeMessage(name + u": "_s + chat.error().context);
            return false;
        }
        if (!isQuiet)
            writeExportWarnings(chat->summary(), name);
        const auto choice = chosenSides(chat->summary(), options, name, true);
        if (!choice) {
            writeMessage(name + u": "_s + choice.error().context);
            return false;
        }
        write(neutralOf(*chat, *choice));
        showProgress();
        return true;
    }

    /// The same for what a gateway sent, one event a line.
    bool scanRecorded(const QString &name, const QString &format, const QTimeZone &zone, bool isQuiet)
    {
        QFile file(name);
        if (!openInput(file, name))
            return false;
        RecordedConversations recorded;
        const RecordedEnd end = readRecordedEvents(format, file, name, [&recorded](const GatewayEvent &event) {
            recorded.take(event);
            return true;
        });
        for (const NeutralConversation &conversation : recorded.conversations(zone)) {
            write(conversation);
            showProgress();
        }
        if (!isQuiet && recorded.changesWithoutMessage() > 0)
            writeMessage(u"%1: %2 messages were edited or deleted and are not in it"_s.arg(name).arg(
                    recorded.changesWithoutMessage()));
        return isReadToTheEnd(file, name) && end == RecordedEnd::Good;
    }

    /// Says what was not done although everything could be read.
    void writeLimits() const
    {
        if (m_scan.cutReadings() > 0)
            writeMessage(u"%1 texts can be read in more ways than were tried (disguises, short forms)"_s.arg(
                    m_scan.cutReadings()));
        if (m_scan.forgottenCount() > 0)
            writeMessage(u"%1 contacts and agents were forgotten: more came than are kept in mind"_s.arg(
                    m_scan.forgottenCount()));
    }

private:
    bool scanLine(const QByteArray &line, const QString &place)
    {
        if (line.size() > kMaxLineBytes) {
            writeMessage(u"%1: longer than %2 bytes"_s.arg(place).arg(kMaxLineBytes));
            return false;
        }
        const auto conversation = readNeutralConversation(line);
        if (!conversation) {
            writeMessage(place + u": "_s + conversation.error().context);
            return false;
        }
        write(*conversation);
        showProgress();
        return true;
    }

    void write(const NeutralConversation &conversation)
    {
        const QVector<RuleHit> hits = m_scan.scan(conversation, m_nowMs);
        const HitText text(conversation, m_scan.companyOf(conversation).country);
        for (const RuleHit &hit : hits) {
            if (!hit.isBackground)
                writeJson(hitReport(hit, conversation, text, m_isExplaining));
        }
    }

    void showProgress()
    {
        if (m_isShowingProgress && ++m_count % kProgressEvery == 0)
            writeMessage(u"%1 conversations"_s.arg(m_count));
    }

    ConversationScan &m_scan;
    const qint64 m_nowMs;
    const bool m_isExplaining;
    const bool m_isShowingProgress;
    int m_count = 0;
};

} // namespace

ExitStatus runScan(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"scan [options] FILE...|-"_s,
                     u"Scans conversations with the policies and writes a line a hit. Needs no store."_s, outer);
    const QCommandLineOption policies(
            u"policies"_s, u"A policy file or a folder of them; may be repeated. Default: the shipped ones."_s,
            u"PATH"_s);
    const QCommandLineOption company(u"company"_s, u"Company profiles as JSON."_s, u"FILE"_s);
    const QCommandLineOption format(u"format"_s,
                                    u"Form of the input: conversations (JSON, one a line), chat-export (.txt, .zip), "
                                    u"or what a gateway sent, one "
                                    "event a line: waha, evolution, cloudapi."_s,
                                    u"NAME"_s, u"conversations"_s);
    const QCommandLineOption explain(u"explain"_s, u"Say how each hit came about."_s);
    const QCommandLineOption now(u"now"_s, u"When it is looked at (ISO 8601), for what is late by then."_s, u"TIME"_s);
    line.parser().addOptions({policies, company, format, explain, now});
    addExportOptions(line.parser());
    if (const auto over = line.parse(arguments, 1, std::numeric_limits<int>::max()))
        return *over;
    const QStringList files = line.parser().positionalArguments();
    if (files.isEmpty())
        return line.refuse(u"no file given"_s);
    const QString form = line.parser().value(format);
    if (form != u"conversations"_s && form != u"chat-export"_s && !isGatewayFormat(form))
        return line.refuse(
                u"format %1 is not known; conversations, chat-export, waha, evolution and cloudapi are"_s.arg(form));
    const auto options = readExportOptions(line.parser());
    if (!options)
        return line.refuse(options.error().context);
    qint64 nowMs = 0;
    if (line.parser().isSet(now)) {
        const QDateTime time = QDateTime::fromString(line.parser().value(now), Qt::ISODateWithMs);
        if (!time.isValid())
            return line.refuse(u"--now: not a time in ISO 8601"_s);
        nowMs = time.toMSecsSinceEpoch();
    }

    const LoadedPolicies loaded = loadPolicies(line.parser().values(policies), usersMatcherAids());
    if (!loaded.engine)
        return ExitStatus::WrongUse;
    CompanyBook book;
    if (line.parser().isSet(company)) {
        QFile file(line.parser().value(company));
        if (!file.open(QIODevice::ReadOnly)) {
            writeMessage(u"%1: %2"_s.arg(file.fileName(), file.errorString()));
            return ExitStatus::WrongUse;
        }
        auto read = readCompanies(file.readAll(), RuleCatalogue(loaded.policies));
        if (!read) {
            writeMessage(u"%1: %2"_s.arg(file.fileName(), read.error().context));
            return ExitStatus::WrongUse;
        }
        book = std::move(*read);
    }
    CompanyProfile unknown = companyOfUnknownHours();
    unknown.ruleParameters = book.ruleParameters;
    unknown.conversation = book.conversation;
    ConversationScan scan(loaded.engine, book.companies, unknown);
    ScanRun run(scan, nowMs, line.parser().isSet(explain), !line.common().isQuiet && areMessagesForTerminal());
    bool isGood = loaded.isComplete; // what was left out found nothing: nobody takes that for a clean result
    for (const QString &file : files) {
        const bool isRead = isGatewayFormat(form) ? run.scanRecorded(file, form, options->zone, line.common().isQuiet)
                            : form == u"chat-export"_s ? run.scanChat(file, *options, line.common().isQuiet)
                                                       : run.scanFile(file);
        isGood = isRead && isGood;
    }
    if (!line.common().isQuiet)
        run.writeLimits();
    return isGood ? ExitStatus::Done : ExitStatus::WrongUse;
}

} // namespace atalaia
