// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/chatexport.h"

#include "gateway/chatexport/chattitle.h"
#include "gateway/chatexport/exportstrings.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

using NotationKey = std::tuple<HeaderEnding, char, bool, bool>;

NotationKey notationOf(const ExportHeader &header)
{
    return {header.ending, header.dateSeparator, header.second >= 0, header.half != DayHalf::None};
}

/// 'Ana changed the subject to "prices: new"': what stands before the colon opens a quote that ends the
/// line. A person's name that does the same stands there more than once.
bool isQuotedColon(const ExportStatement &statement)
{
    const QStringView end = QStringView(statement.text).trimmed();
    if (end.isEmpty() || end.contains(u'\n'))
        return false;
    const QStringView last = end.endsWith(u'.') ? end.chopped(1) : end;
    const QString &before = statement.sender;
    const auto opens = [&before, last](QChar open, QChar close) {
        const qsizetype at = before.lastIndexOf(open);
        return at > 0 && last.endsWith(close)
               && (open == close ? before.count(open) % 2 == 1 : before.indexOf(close, at) < 0);
    };
    return opens(u'"', u'"') || opens(QChar(0x201C), QChar(0x201D)) || opens(QChar(0x00AB), QChar(0x00BB))
           || opens(QChar(0x201E), QChar(0x201C));
}

/// Names and titles as they are compared: a file name lost some characters on its way.
QString lettersOf(const QString &name)
{
    QString letters;
    for (const QChar c : name.normalized(QString::NormalizationForm_KC).toCaseFolded()) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            letters += c;
    }
    return letters;
}

} // namespace

/// What the first walk over the file learns.
struct ChatExport::Survey
{
    struct Voice
    {
        qint64 count = 0;
        qint64 unmarkedCount = 0; ///< texts that WhatsApp cannot have written itself
        bool isQuote = false;
    };

    DateOrderInference dates;
    std::map<NotationKey, qint64> notations;
    QHash<QString, Voice> voices;
    QString noticeSender; ///< under whose name the first notice stands
    qint64 count = 0;

    void note(const ExportRecord &record, const ExportStatement &statement)
    {
        ++count;
        dates.note(record.header, record.printed);
        ++notations[notationOf(record.header)];
        if (statement.sender.isEmpty())
            return;
        if (voices.size() >= kMostPeople && !voices.contains(statement.sender))
            return;
        Voice &voice = voices[statement.sender];
        ++voice.count;
        voice.unmarkedCount += statement.isMarked ? 0 : 1;
        voice.isQuote = voice.isQuote || isQuotedColon(statement);
        if (count <= 3 && statement.isMarked && noticeSender.isEmpty()) {
            const auto phrase = exportPhrase(statement.text);
            if (phrase && phrase->phrase == ExportPhrase::Encryption)
                noticeSender = statement.sender;
        }
    }

    /// Takes out what only looked like a sender.
    [[nodiscard]] QSet<QString> takeNoSenders()
    {
        QSet<QString> taken;
        for (auto voice = voices.begin(); voice != voices.end();) {
            const bool isNone = voice->isQuote && voice->count == 1;
            if (isNone)
                taken.insert(voice.key());
            voice = isNone ? voices.erase(voice) : std::next(voice);
        }
        return taken;
    }

    [[nodiscard]] ExportNotation commonNotation() const
    {
        const auto most = std::max_element(notations.cbegin(), notations.cend(),
                                           [](const auto &a, const auto &b) { return a.second < b.second; });
        const auto &[ending, separator, hasSeconds, hasHalves] = most->first;
        return {ending, separator, hasSeconds, hasHalves};
    }

    /// Who is called as the chat is.
    [[nodiscard]] QString voiceOfTitle(const QString &title) const
    {
        const QString letters = lettersOf(title);
        for (auto voice = voices.cbegin(); voice != voices.cend() && !letters.isEmpty(); ++voice) {
            if (lettersOf(voice.key()) == letters)
                return voice.key();
        }
        return {};
    }
};

Result<ChatExport> ChatExport::open(QByteArray bytes, const QString &fileName, const ChatExportOptions &options)
{
    if (bytes.size() > kMostTextBytes)
        return Error{Error::Kind::InvalidInput, u"the text is larger than %1 bytes"_s.arg(kMostTextBytes)};
    auto decoded = decodeExport(std::move(bytes));
    if (!decoded)
        return decoded.error();
    return readDecoded(*decoded, fileName, options);
}

Result<ChatExport> ChatExport::readAgain(const QString &fileName, const ChatExportOptions &options) const
{
    return readDecoded(m_decoded, fileName, options);
}

Result<ChatExport> ChatExport::readDecoded(const DecodedExport &decoded, const QString &fileName,
                                           const ChatExportOptions &options)
{
    ChatExport chat;
    chat.m_decoded = decoded;
    chat.m_summary.encoding = decoded.encoding;
    if (decoded.isDamaged)
        chat.m_summary.warnings[ExportWarning::DamagedText] = 1;
    chat.survey(fileName, options);
    if (chat.m_summary.messageCount == 0)
        return Error{Error::Kind::InvalidInput, u"no line begins as a message of an exported chat does"_s};
    chat.summarise();
    return chat;
}

void ChatExport::survey(const QString &fileName, const ChatExportOptions &options)
{
    Survey survey;
    ExportLines lines(m_decoded.text);
    ExportRecord record;
    bool isFirstSystem = false;
    while (lines.next(record)) {
        const ExportStatement statement = statementOf(record);
        survey.note(record, statement);
        if (survey.count == 1)
            isFirstSystem = statement.sender.isEmpty();
    }
    m_lineCount = lines.lineCount();
    m_summary.messageCount = survey.count;
    if (survey.count == 0)
        return;

    auto &warnings = m_summary.warnings;
    m_summary.notation = survey.commonNotation();
    const ExportNotation &common = m_summary.notation;
    warnings[ExportWarning::OtherNotation] =
            survey.count - survey.notations[{common.ending, common.dateSeparator, common.hasSeconds, common.hasHalves}];
    warnings[ExportWarning::LinesBeforeFirst] = lines.linesBefore();
    warnings[ExportWarning::BeginningMayBeCut] = !isFirstSystem && survey.noticeSender.isEmpty() ? 1 : 0;

    m_summary.dateOrder = survey.dates.decide(options.hint);
    if (options.dateOrder)
        m_summary.dateOrder = {*options.dateOrder, DateOrderReason::Chosen, m_summary.dateOrder.example, true};
    warnings[ExportWarning::DateOrderUncertain] = m_summary.dateOrder.isCertain ? 0 : 1;

    m_knowledge.noSenders = survey.takeNoSenders();
    nameChat(survey, chatTitleOf(fileName), options.title);
    m_knowledge.title = m_summary.title;
    m_knowledge.order = m_summary.dateOrder.order;
}

/// Title, and whether that is a person or a group.
void ChatExport::nameChat(const Survey &survey, const ChatTitle &named, const QString &chosen)
{
    m_summary.title = chosen.normalized(QString::NormalizationForm_C).trimmed();
    if (m_summary.title.isEmpty())
        m_summary.title = named.isFromName || survey.noticeSender.isEmpty() ? named.text : survey.noticeSender;
    m_summary.warnings[ExportWarning::TitleGuessed] =
            chosen.isEmpty() && !named.isFromName && survey.noticeSender.isEmpty() && !named.text.isEmpty();

    const QString voice = survey.voiceOfTitle(m_summary.title);
    const bool isSilent = !voice.isEmpty() && survey.voices.value(voice).unmarkedCount == 0;
    // In a group the title is nobody's name; between two it is one of the two.
    const qsizetype others = survey.voices.size() - (isSilent ? 1 : 0);
    m_summary.isGroup = others > 2
                        || (others == 2 && (voice.isEmpty() || isSilent) && !m_summary.title.isEmpty()
                            && (named.isFromName || isSilent));
    if (m_summary.isGroup && isSilent)
        m_knowledge.groupVoice = voice;
}

bool ChatExport::read(const std::function<bool(const ExportedMessage &message)> &take) const
{
    ExportReader reader(m_decoded.text, m_knowledge);
    ExportedMessage message;
    while (reader.next(message)) {
        if (!take(message))
            return false;
    }
    return true;
}

/// What the second walk over the file counts.
class ChatExport::Tally
{
public:
    explicit Tally(ExportSummary &summary) : m_summary(summary) {}

    void note(const ExportedMessage &message)
    {
        if (m_summary.sample.size() < kSampleSize)
            m_summary.sample.append(message);
        noteTime(message.localTime);
        m_summary.warnings[ExportWarning::TextCut] += message.isCut ? 1 : 0;
        m_summary.systemCount += message.kind == ExportedKind::System ? 1 : 0;
        m_summary.deletedCount += message.kind == ExportedKind::Deleted ? 1 : 0;
        m_summary.editedCount += message.isEdited ? 1 : 0;
        m_summary.omittedCount += message.kind == ExportedKind::OmittedMedia ? 1 : 0;
        m_summary.emptyCount += message.kind == ExportedKind::Empty ? 1 : 0;
        if (!message.attachmentName.isEmpty() && m_attachments.size() < kMostAttachments
            && !m_attachments.contains(message.attachmentName)) {
            m_attachments.insert(message.attachmentName);
            m_summary.attachments.append(message.attachmentName);
        }
        if (!message.sender.isEmpty() && (m_counts.contains(message.sender) || m_counts.size() < kMostPeople))
            ++m_counts[message.sender];
    }

    void finish()
    {
        for (auto count = m_counts.cbegin(); count != m_counts.cend(); ++count)
            m_summary.people.append({count.key(), count.value()});
        std::sort(m_summary.people.begin(), m_summary.people.end(),
                  [](const ExportedPerson &a, const ExportedPerson &b) {
                      return std::tuple(-a.messageCount, a.name) < std::tuple(-b.messageCount, b.name);
                  });
        m_summary.warnings.removeIf(
                [](const std::pair<const ExportWarning &, qint64 &> &warning) { return warning.second == 0; });
    }

private:
    void noteTime(const QDateTime &time)
    {
        if (!m_summary.first.isValid() || time < m_summary.first)
            m_summary.first = time;
        if (!m_summary.last.isValid() || time > m_summary.last)
            m_summary.last = time;
        m_summary.warnings[ExportWarning::TimesGoBack] += m_before.isValid() && time < m_before ? 1 : 0;
        m_before = time;
    }

    ExportSummary &m_summary;
    QHash<QString, qint64> m_counts; // of messages, by sender
    QSet<QString> m_attachments;
    QDateTime m_before;
};

void ChatExport::summarise()
{
    Tally tally(m_summary);
    ExportReader reader(m_decoded.text, m_knowledge);
    ExportedMessage message;
    while (reader.next(message))
        tally.note(message);
    m_summary.exporter = reader.exporter();
    m_summary.warnings[ExportWarning::DatesAgainstOrder] = reader.datesAgainstOrder();
    tally.finish();

    // Between two: who is not the one whom the chat is called after.
    if (m_summary.exporter.isEmpty() && !m_summary.isGroup && m_summary.people.size() == 2) {
        const QString title = lettersOf(m_summary.title);
        const bool isFirst = lettersOf(m_summary.people[0].name) == title;
        if (!title.isEmpty() && isFirst != (lettersOf(m_summary.people[1].name) == title))
            m_summary.exporter = m_summary.people[isFirst ? 1 : 0].name;
    }
}

} // namespace atalaia
