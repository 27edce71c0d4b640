// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/chatimport.h"

#include <QFuture>
#include <QStringList>

#include <functional>
#include <memory>

class QWidget;

namespace atalaia {

/// What the dialog for exported chats asks for; each can be replaced in a test. All are set.
struct ChatImportCalls
{
    std::function<QFuture<Result<OpenedChat>>(const QString &path, const ChatExportOptions &options,
                                              const std::shared_ptr<ImportControl> &control)>
            open;
    std::function<QFuture<Result<OpenedChat>>(const OpenedChat &chat, const ChatExportOptions &options)> readAgain;
    std::function<QFuture<Result<ChatImportOutcome>>(const OpenedChat &chat, const ExportChoice &choice,
                                                     const std::shared_ptr<ImportControl> &control)>
            import;
    /// Asks for paths without blocking; calls back with them, or not at all.
    std::function<void(QWidget *parent, std::function<void(const QStringList &paths)>)> chooseFiles;
};

/// The real ones; `import` must outlive the dialog.
[[nodiscard]] ChatImportCalls chatImportCalls(ChatImport &import);
/// The system's file dialog, not modal to the event loop.
void chooseChatFiles(QWidget *parent, const std::function<void(const QStringList &paths)> &then);

} // namespace atalaia
