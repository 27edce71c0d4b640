// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/chatimport.h"

#include "base/futures.h"
#include "ingest/conversationwatch.h"
#include "ingest/ingestwriter.h"
#include "store/gatewayrepository.h"
#include "store/linerepository.h"
#include "store/storethread.h"
#include "store/transaction.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kEventsPerCommit = 1000;
constexpr qint64 kBytesPerCommit = 8 * 1024 * 1024;
constexpr qint64 kEventsPerReading = 2000;
constexpr int kContactsPerLook = 100;
constexpr int kReadingDone = 800; // permille: the rest is for what history brings too late

/// The gateway that imported conversations belong to; made when it is not there.
Result<GatewayId> importGateway(Database &database)
{
    const auto known = GatewayRepository(database).all();
    if (!known)
        return known.error();
    const auto found = std::find_if(known->cbegin(), known->cend(),
                                    [](const GatewayConfig &config) { return config.kind == GatewayKind::ChatExport; });
    if (found != known->cend())
        return found->id;
    GatewayConfig config;
    config.kind = GatewayKind::ChatExport;
    config.address = QUrl(u"chat-export:"_s);
    config.isEnabled = false; // there is nothing to connect to
    return GatewayRepository(database).save(config);
}

qint64 bytesOf(const GatewayEvent &event)
{
    const auto *message = std::get_if<MessageReceived>(&event.body);
    return message != nullptr ? message->text.size() * qint64(sizeof(QChar)) : 0;
}

QString wordOf(DateOrder order)
{
    switch (order) {
    case DateOrder::DayFirst:
        return u"day_first"_s;
    case DateOrder::MonthFirst:
        return u"month_first"_s;
    case DateOrder::YearFirst:
        break;
    }
    return u"year_first"_s;
}

Result<OpenedChat> openedChat(std::shared_ptr<const ExportContainer> container, Result<ChatExport> chat,
                              const ChatExportOptions &options)
{
    if (!chat)
        return chat.error();
    OpenedChat opened{std::move(container), std::make_shared<const ChatExport>(*std::move(chat)), options};
    QSet<QString> there;
    for (const ExportAttachment &attachment : opened.container->attachments)
        there.insert(attachment.name);
    for (const QString &name : opened.chat->summary().attachments) {
        const bool isThere = there.contains(name.normalized(QString::NormalizationForm_C));
        opened.foundAttachments += isThere ? 1 : 0;
        opened.missingAttachments += isThere ? 0 : 1;
    }
    return opened;
}

} // namespace

/// One import: gathers events, has them committed and waits for that.
class ChatImport::Run
{
public:
    Run(ChatImport &owner, std::shared_ptr<ImportControl> control) : m_owner(owner), m_control(std::move(control))
    {
        m_timer.start();
    }

    [[nodiscard]] bool isStopped() const { return m_owner.m_isEnding || m_control->isStopped; }
    void noteProgress(double fraction) { m_control->permille = int(fraction * kReadingDone); }

    Result<ChatImportOutcome> run(const EventSource &source)
    {
        const auto gateway = m_owner.m_writer.submit(&importGateway).result();
        if (!gateway)
            return gateway.error();
        m_batch.gateway = *gateway;
        m_outcome.gateway = *gateway;
        const bool isComplete = source([this](const GatewayEvent &event) { return take(event); });
        if (m_error)
            return *m_error;
        m_outcome.wasStopped = !isComplete;
        if (!commit())
            return *m_error;
        if (const auto read = readWaiting(); !read)
            return read.error();
        m_control->permille = 1000;
        m_outcome.seconds = double(m_timer.elapsed()) / 1000;
        return m_outcome;
    }

private:
    bool take(const GatewayEvent &event)
    {
        m_batch.events.append(event);
        m_bytes += bytesOf(event);
        if (m_batch.events.size() >= kEventsPerCommit || m_bytes >= kBytesPerCommit)
            return commit() && !isStopped();
        return true;
    }

    /// Waits for the store, so that no more than one batch is ever in memory.
    bool commit()
    {
        if (m_batch.events.isEmpty())
            return true;
        const auto written = m_owner.m_writer
                                     .submit([ingest = m_owner.m_ingest, batch = m_batch](Database &database) {
                                         return ingest->write(database, {batch});
                                     })
                                     .result();
        if (!written || written->stoppedBy) {
            m_error = written ? *written->stoppedBy : written.error();
            return false;
        }
        note(*written);
        m_batch.events.clear();
        m_bytes = 0;
        return true;
    }

    void note(const IngestOutcome &written)
    {
        m_outcome.events += written.events;
        m_outcome.newMessages += written.change.newMessages;
        m_outcome.duplicates += written.duplicates;
        m_outcome.putAside += written.putAside;
        announce(written.change, written.hits);
    }

    void announce(const StoreChange &change, qint64 hits)
    {
        m_outcome.hits += hits;
        m_outcome.newFlags += change.newFlags;
        if (!change.conversations.isEmpty() || change.haveLinesChanged)
            m_owner.m_feed.announce(change);
    }

    template <typename Work> auto watch(Work work)
    {
        return m_owner.m_writer
                .submit([&detector = m_owner.m_detector, nowMs = m_owner.m_clock.nowMs(), work](Database &database) {
                    return transacted(database, [&detector, &database, nowMs, work] {
                        ConversationWatch watch(detector, database, nowMs);
                        return work(watch);
                    });
                })
                .result();
    }

    /// What came before what was there is played in its place, then silences are looked at.
    Result<> readWaiting()
    {
        for (bool hasMore = true; hasMore && !m_owner.m_isEnding;) {
            const auto done = watch([](ConversationWatch &watch) { return watch.readWaiting(kEventsPerReading); });
            if (!done)
                return done.error();
            note(done->outcome);
            hasMore = done->hasMore;
        }
        for (bool hasMore = true; hasMore && !m_owner.m_isEnding;) {
            const auto done = watch([](ConversationWatch &watch) { return watch.closeSilent(kContactsPerLook); });
            if (!done)
                return done.error();
            note(done->outcome);
            hasMore = done->closed >= kContactsPerLook;
        }
        return {};
    }

    void note(const ConversationWatch::Outcome &outcome)
    {
        StoreChange change;
        change.noteFlags(outcome.flags);
        change.conversations = outcome.conversations;
        announce(change, outcome.hits);
    }

    ChatImport &m_owner;
    const std::shared_ptr<ImportControl> m_control;
    QElapsedTimer m_timer;
    EventBatch m_batch;
    qint64 m_bytes = 0;
    ChatImportOutcome m_outcome;
    std::optional<Error> m_error;
};

ChatImport::ChatImport(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock,
                       const QString &actor)
    : m_writer(writer),
      m_detector(detector),
      m_feed(feed),
      m_clock(clock),
      m_actor(actor),
      m_ingest(std::make_shared<IngestWriter>(detector, clock))
{
    m_pool.setMaxThreadCount(1);
}

ChatImport::~ChatImport()
{
    m_isEnding = true;
    m_pool.waitForDone();
}

template <typename Answer, typename Work> QFuture<Answer> ChatImport::start(Work work)
{
    const auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    m_pool.start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<OpenedChat>> ChatImport::open(const QString &path, const ChatExportOptions &options,
                                             const std::shared_ptr<ImportControl> &control)
{
    return start<Result<OpenedChat>>([this, path, options, control]() -> Result<OpenedChat> {
        auto container = openExportContainer(path, {}, [this, &control](double fraction) {
            control->permille = int(fraction * 900);
            return !m_isEnding && !control->isStopped;
        });
        if (!container)
            return container.error();
        const auto earlier = earlierOf(container->sha256);
        if (!earlier)
            return earlier.error();
        QByteArray text = std::exchange(container->chatText, {});
        const QString name = container->chatName;
        auto opened = openedChat(std::make_shared<const ExportContainer>(*std::move(container)),
                                 ChatExport::open(std::move(text), name, options), options);
        if (opened)
            opened->earlier = *earlier;
        return opened;
    });
}

QFuture<Result<OpenedChat>> ChatImport::readAgain(const OpenedChat &chat, const ChatExportOptions &options)
{
    return start<Result<OpenedChat>>([chat, options] {
        auto opened = openedChat(chat.container, chat.chat->readAgain(chat.container->chatName, options), options);
        if (opened)
            opened->earlier = chat.earlier;
        return opened;
    });
}

QFuture<Result<ChatImportOutcome>> ChatImport::import(const OpenedChat &chat, const ExportChoice &choice,
                                                      const std::shared_ptr<ImportControl> &control)
{
    const bool isComplete = !choice.line.trimmed().isEmpty() && !choice.companySide.isEmpty() && choice.zone.isValid();
    if (!isComplete)
        return finishedFuture(Result<ChatImportOutcome>(
                Error{Error::Kind::InvalidInput, u"line, company side or time zone is missing"_s}));
    return start<Result<ChatImportOutcome>>([this, chat, choice, control] { return importNow(chat, choice, control); });
}

Result<ChatImportOutcome> ChatImport::importNow(const OpenedChat &chat, const ExportChoice &choice,
                                                const std::shared_ptr<ImportControl> &control)
{
    Run run(*this, control);
    ExportEvents events(chat.chat->summary(), choice, chat.container->attachments);
    const auto begun = noteBegun(chat, choice, events.line());
    if (!begun)
        return begun.error();
    bool isFirst = true;
    auto outcome = run.run([&run, &chat, &events, &isFirst](const auto &take) {
        return chat.chat->read([&run, &chat, &events, &isFirst, &take](const ExportedMessage &message) {
            run.noteProgress(chat.chat->fractionAt(message));
            if (std::exchange(isFirst, false) && !take(events.lineEvent()))
                return false;
            const QVector<GatewayEvent> all = events.eventsOf(message);
            return std::all_of(all.cbegin(), all.cend(), take);
        });
    });
    if (!outcome)
        return outcome;
    if (!isFirst)
        --outcome->events; // the line's own
    const auto ended = noteEnded(*begun, *outcome);
    return ended ? outcome : Result<ChatImportOutcome>(ended.error());
}

Result<QVector<ImportedFile>> ChatImport::earlierOf(const QByteArray &sha256)
{
    return m_writer.submit([sha256](Database &database) { return ImportedFiles(database).of(sha256); }).result();
}

Result<ImportedFile> ChatImport::noteBegun(const OpenedChat &chat, const ExportChoice &choice, const QString &line)
{
    const ExportSummary &summary = chat.chat->summary();
    LocalClock clock(choice.zone);
    ImportedFile file;
    file.sha256 = chat.container->sha256;
    file.size = chat.container->size;
    file.zone = QString::fromUtf8(choice.zone.id());
    file.dateOrder = wordOf(summary.dateOrder.order);
    file.isOrderChosen = chat.options.dateOrder.has_value();
    file.firstAtMs = summary.first.isValid() ? clock.toUtcMs(summary.first) : 0;
    file.lastAtMs = summary.last.isValid() ? clock.toUtcMs(summary.last) : 0;
    file.messages = summary.messageCount;
    file.importedBy = m_actor;
    file.importedAtMs = m_clock.nowMs();
    return m_writer
            .submit([file, line, name = chat.container->chatName](Database &database) {
                return transacted(database, [&database, file, line, name]() mutable -> Result<ImportedFile> {
                    const auto gateway = importGateway(database);
                    if (!gateway)
                        return gateway.error();
                    const auto known = LineRepository(database).ensure(*gateway, line);
                    if (!known)
                        return known.error();
                    file.line = known->id;
                    const auto id = ImportedFiles(database).add(file, name);
                    if (!id)
                        return id.error();
                    file.id = *id;
                    return file;
                });
            })
            .result();
}

Result<> ChatImport::noteEnded(ImportedFile file, const ChatImportOutcome &outcome)
{
    file.events = outcome.events;
    file.newMessages = outcome.newMessages;
    file.duplicates = outcome.duplicates;
    file.putAside = outcome.putAside;
    file.wasStopped = outcome.wasStopped;
    file.endedAtMs = m_clock.nowMs();
    return m_writer.submit([file](Database &database) { return ImportedFiles(database).setEnded(file); }).result();
}

QFuture<Result<ChatImportOutcome>> ChatImport::importEvents(const EventSource &source,
                                                            const std::shared_ptr<ImportControl> &control)
{
    return start<Result<ChatImportOutcome>>([this, source, control] { return Run(*this, control).run(source); });
}

} // namespace atalaia
