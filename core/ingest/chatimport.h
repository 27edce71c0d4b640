// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "gateway/chatexport/chatexport.h"
#include "gateway/chatexport/exportcontainer.h"
#include "gateway/chatexport/exportevents.h"
#include "gateway/gatewayevent.h"
#include "review/changefeed.h"
#include "store/importedfiles.h"

#include <QFuture>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

namespace atalaia {

class Detector;
class IngestWriter;
class StoreThread;

/// An exported chat that was read and not yet stored. Values that are shared and do not change.
struct OpenedChat
{
    std::shared_ptr<const ExportContainer> container; ///< without the text, which `chat` has
    std::shared_ptr<const ChatExport> chat;
    ChatExportOptions options;
    /// Files that messages name and the archive does not hold; all of them where only a text was exported.
    qint64 missingAttachments = 0;
    qint64 foundAttachments = 0;
    /// Imports of a file with the very same bytes, newest first: it brings nothing new.
    QVector<ImportedFile> earlier = {};
};

/// How far a reading or import is, and the wish to stop it; shared with the thread that works.
struct ImportControl
{
    std::atomic<bool> isStopped = false;
    std::atomic<int> permille = 0;
};

/// What an import did, as it is now in the store.
struct ChatImportOutcome
{
    GatewayId gateway;
    qint64 events = 0; ///< messages and edits that were handed in
    qint64 newMessages = 0;
    qint64 duplicates = 0; ///< events that were known already
    qint64 hits = 0;
    QVector<FlagId> newFlags;
    qint64 putAside = 0;
    bool wasStopped = false; ///< what came before is stored; the same import goes on from there
    double seconds = 0;

    friend bool operator==(const ChatImportOutcome &, const ChatImportOutcome &) = default;
};

/// Brings conversations that come from files into the store, through the same writer as the live stream:
/// importing the same thing twice adds nothing. Reading and importing run on a thread of its own, one
/// after the other.
class ChatImport final
{
public:
    /// References must outlive this. `actor`: who imports.
    ChatImport(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock,
               const QString &actor = {});
    /// Stops what runs and waits for it.
    ~ChatImport();
    Q_DISABLE_COPY_MOVE(ChatImport)

    /// Reads a .txt or .zip. Errors as openExportContainer() and ChatExport::open().
    [[nodiscard]] QFuture<Result<OpenedChat>> open(const QString &path, const ChatExportOptions &options,
                                                   const std::shared_ptr<ImportControl> &control);
    /// The same file with other options, without reading the disk again.
    [[nodiscard]] QFuture<Result<OpenedChat>> readAgain(const OpenedChat &chat, const ChatExportOptions &options);
    /// What is imported and by whom is written down before the first message (ImportedFiles).
    /// InvalidInput without line, company side or time zone.
    [[nodiscard]] QFuture<Result<ChatImportOutcome>> import(const OpenedChat &chat, const ExportChoice &choice,
                                                            const std::shared_ptr<ImportControl> &control);

    /// Hands out events one after the other until it returns false or has none left; for other formats.
    using EventSource = std::function<bool(const std::function<bool(const GatewayEvent &event)> &take)>;
    [[nodiscard]] QFuture<Result<ChatImportOutcome>> importEvents(const EventSource &source,
                                                                  const std::shared_ptr<ImportControl> &control);

private:
    class Run;

    template <typename Answer, typename Work> [[nodiscard]] QFuture<Answer> start(Work work);
    [[nodiscard]] Result<QVector<ImportedFile>> earlierOf(const QByteArray &sha256);
    [[nodiscard]] Result<ChatImportOutcome> importNow(const OpenedChat &chat, const ExportChoice &choice,
                                                      const std::shared_ptr<ImportControl> &control);
    [[nodiscard]] Result<ImportedFile> noteBegun(const OpenedChat &chat, const ExportChoice &choice,
                                                 const QString &line);
    [[nodiscard]] Result<> noteEnded(ImportedFile file, const ChatImportOutcome &outcome);

    StoreThread &m_writer;
    Detector &m_detector;
    ChangeFeed &m_feed;
    const Clock &m_clock;
    const QString m_actor;
    std::shared_ptr<IngestWriter> m_ingest; // used on the writing store thread only
    std::atomic<bool> m_isEnding = false;
    QThreadPool m_pool;
};

} // namespace atalaia
