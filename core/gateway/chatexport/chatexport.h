// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/chatexport/dateorder.h"
#include "gateway/chatexport/exportdecoding.h"
#include "gateway/chatexport/exportedmessage.h"
#include "gateway/chatexport/exportlines.h"
#include "gateway/chatexport/exportreader.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QVector>

#include <functional>
#include <optional>

namespace atalaia {

struct ChatExportOptions
{
    QString title; ///< empty: what file name or text say
    std::optional<DateOrder> dateOrder; ///< empty: inferred
    DateOrder hint = DateOrder::DayFirst; ///< where nothing in the file decides
};

/// Somebody who speaks in the file.
struct ExportedPerson
{
    QString name;
    qint64 messageCount = 0;
};

/// What may be wrong with a file although it could be read.
enum class ExportWarning {
    BeginningMayBeCut, ///< does not begin as a chat does: WhatsApp leaves out what is too long ago
    DateOrderUncertain,
    DatesAgainstOrder, ///< read in another order than the file, since there is no such day in that one
    OtherNotation, ///< headers unlike most of the file: perhaps quoted text that looks like messages
    TimesGoBack, ///< later in the file, earlier in time
    LinesBeforeFirst, ///< nobody said them
    DamagedText, ///< bytes that are no characters were replaced
    TextCut, ///< longer than anything that WhatsApp lets people write
    TitleGuessed ///< the file has another name than WhatsApp gives
};

/// How headers look; most of the file's.
struct ExportNotation
{
    HeaderEnding ending = HeaderEnding::Dash;
    char dateSeparator = '/';
    bool hasSeconds = false;
    bool hasHalves = false; ///< 12-hour clock

    friend bool operator==(const ExportNotation &, const ExportNotation &) = default;
};

struct ChatTitle;

/// The whole file in numbers.
struct ExportSummary
{
    QString title; ///< empty: neither the name nor the text says it
    bool isGroup = false;
    QVector<ExportedPerson> people; ///< most talkative first
    QString exporter; ///< who seems to have exported the chat; empty = unknown
    qint64 messageCount = 0; ///< with system messages
    qint64 systemCount = 0;
    qint64 deletedCount = 0;
    qint64 editedCount = 0;
    qint64 omittedCount = 0; ///< media that are not in the export
    qint64 emptyCount = 0;
    QDateTime first; ///< local times, see ExportedMessage
    QDateTime last;
    ExportEncoding encoding = ExportEncoding::Utf8;
    ExportNotation notation;
    DateOrderDecision dateOrder;
    QVector<QString> attachments; ///< named in messages, each once; at most kMostAttachments
    QHash<ExportWarning, qint64> warnings; ///< with how often
    QVector<ExportedMessage> sample; ///< the first ones
};

/// Reads an exported WhatsApp chat from memory. Beside the text it holds little: messages are handed on
/// one by one. Any bytes may come in.
///
/// The id of a message is the SHA-256 of title, local time, sender and text as in the file, and of which
/// of several equal ones it is. So a longer export of the same chat, or one that overlaps, has the same
/// ids for the same messages; a message that was edited or deleted in between has another one.
class ChatExport
{
public:
    static constexpr qsizetype kMostTextBytes = 512LL * 1024 * 1024;
    static constexpr qsizetype kMostAttachments = 50'000;
    static constexpr qsizetype kMostPeople = 2000; ///< groups have up to 1024; more are counted as one
    static constexpr qsizetype kSampleSize = 50;

    /// `fileName` of the archive or the text, without folder. InvalidInput when no line is a message.
    [[nodiscard]] static Result<ChatExport> open(QByteArray bytes, const QString &fileName,
                                                 const ChatExportOptions &options = {});

    /// The same bytes with other options.
    [[nodiscard]] Result<ChatExport> readAgain(const QString &fileName, const ChatExportOptions &options) const;

    [[nodiscard]] const ExportSummary &summary() const { return m_summary; }

    /// Hands on each message in the order of the file, until `take` returns false. False then.
    bool read(const std::function<bool(const ExportedMessage &message)> &take) const;

    /// How far a reading is, 0 to 1; for take().
    [[nodiscard]] double fractionAt(const ExportedMessage &message) const
    {
        return m_lineCount > 0 ? double(message.line) / double(m_lineCount) : 1.0;
    }

private:
    struct Survey;
    class Tally;

    ChatExport() = default;
    [[nodiscard]] static Result<ChatExport> readDecoded(const DecodedExport &decoded, const QString &fileName,
                                                        const ChatExportOptions &options);
    void survey(const QString &fileName, const ChatExportOptions &options);
    void nameChat(const Survey &survey, const ChatTitle &named, const QString &chosen);
    void summarise();

    DecodedExport m_decoded;
    qint64 m_lineCount = 0;
    ExportKnowledge m_knowledge;
    ExportSummary m_summary;
};

} // namespace atalaia
