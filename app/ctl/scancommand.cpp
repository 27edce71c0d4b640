// SPDX-License-Identifier: GPL-3.0-or-later
#include "scancommand.h"

#include "domain/explanationjson.h"
#include "ingest/conversationscan.h"
#include "output.h"
#include "policyfiles.h"
#include "policy/companyreader.h"

#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QJsonArray>

#include <unistd.h>

#include <limits>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// A line beyond this is not a conversation that anybody wrote.
constexpr qint64 kMaxLineBytes = 256LL * 1024 * 1024;
constexpr qint64 kPieceBytes = 64 * 1024;
constexpr int kProgressEvery = 1000;

/// The next line with its end, empty behind the last; of one that is too long only its beginning.
QByteArray readLine(QFile &file)
{
    QByteArray line = file.readLine(kPieceBytes);
    while (!line.isEmpty() && !line.endsWith('\n')) {
        const QByteArray piece = file.readLine(kPieceBytes);
        if (piece.isEmpty())
            break;
        if (line.size() <= kMaxLineBytes)
            line += piece;
        else if (piece.endsWith('\n'))
            break;
    }
    return line;
}

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

/// The UTF-16 offset of a code point, at most the end of the text.
qsizetype unitOf(QStringView text, int codePoint)
{
    qsizetype unit = 0;
    for (int i = 0; i < codePoint && unit < text.size(); ++i) {
        const bool isPair = text[unit].isHighSurrogate() && unit + 1 < text.size() && text[unit + 1].isLowSurrogate();
        unit += isPair ? 2 : 1;
    }
    return unit;
}

/// Code points [start, end) of a text.
QStringView codePoints(QStringView text, const Span &span)
{
    const QStringView rest = text.sliced(unitOf(text, span.start));
    return rest.first(unitOf(rest, span.end - span.start));
}

/// What was matched, part by part.
QString matchedText(const RuleHit &hit, const QHash<qint64, const ObservedMessage *> &messages)
{
    QStringList parts;
    for (const MessageSpan &span : hit.spans) {
        const ObservedMessage *message = messages.value(span.message);
        if (message == nullptr)
            continue;
        const bool isEarlier = hit.earlierText >= 0 && span.message == hit.message;
        const QString text = isEarlier ? message->earlierTexts.value(hit.earlierText) : message->text;
        parts.append(codePoints(text, span.span).toString());
    }
    return parts.join(u" … "_s);
}

QJsonObject hitReport(const RuleHit &hit, const NeutralConversation &conversation,
                      const QHash<qint64, const ObservedMessage *> &messages, bool isExplaining)
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
            {u"text"_s, matchedText(hit, messages)},
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
        const bool isOpen = name == u"-"_s ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
        if (!isOpen) {
            writeMessage(u"%1: %2"_s.arg(name, file.errorString()));
            return false;
        }
        bool isGood = true;
        for (int number = 1;; ++number) {
            const QByteArray line = readLine(file);
            if (line.isEmpty())
                return isGood;
            if (line.trimmed().isEmpty())
                continue;
            isGood = scanLine(line, u"%1:%2"_s.arg(name).arg(number)) && isGood;
        }
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
        QHash<qint64, const ObservedMessage *> messages;
        for (const ObservedMessage &message : conversation.messages)
            messages.insert(message.number, &message);
        const QVector<RuleHit> hits = m_scan.scan(conversation, m_nowMs);
        for (const RuleHit &hit : hits) {
            if (!hit.isBackground)
                writeJson(hitReport(hit, conversation, messages, m_isExplaining));
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
                     u"Scans conversations (JSON lines) with the policies and writes a line a hit. Needs no store."_s,
                     outer);
    const QCommandLineOption policies(u"policies"_s, u"A policy file or a folder of them; may be repeated. Default: the shipped ones."_s, u"PATH"_s);
    const QCommandLineOption company(u"company"_s, u"Company profiles as JSON."_s, u"FILE"_s);
    const QCommandLineOption format(u"format"_s, u"Form of the input: conversations."_s, u"NAME"_s, u"conversations"_s);
    const QCommandLineOption explain(u"explain"_s, u"Say how each hit came about."_s);
    const QCommandLineOption now(u"now"_s, u"When it is looked at (ISO 8601), for what is late by then."_s, u"TIME"_s);
    line.parser().addOptions({policies, company, format, explain, now});
    if (const auto over = line.parse(arguments, 1, std::numeric_limits<int>::max()))
        return *over;
    const QStringList files = line.parser().positionalArguments();
    if (files.isEmpty())
        return line.refuse(u"no file given"_s);
    if (line.parser().value(format) != u"conversations"_s)
        return line.refuse(u"format %1 cannot be read; conversations can"_s.arg(line.parser().value(format)));
    qint64 nowMs = 0;
    if (line.parser().isSet(now)) {
        const QDateTime time = QDateTime::fromString(line.parser().value(now), Qt::ISODateWithMs);
        if (!time.isValid())
            return line.refuse(u"--now: not a time in ISO 8601"_s);
        nowMs = time.toMSecsSinceEpoch();
    }

    const LoadedPolicies loaded = loadPolicies(line.parser().values(policies));
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
    ConversationScan scan(loaded.engine, book.companies, book.profileOf({}));
    ScanRun run(scan, nowMs, line.parser().isSet(explain),
                !line.common().isQuiet && isatty(STDERR_FILENO) != 0);
    bool isGood = loaded.isComplete; // what was left out found nothing: nobody takes that for a clean result
    for (const QString &file : files)
        isGood = run.scanFile(file) && isGood;
    return isGood ? ExitStatus::Done : ExitStatus::WrongUse;
}

} // namespace atalaia
