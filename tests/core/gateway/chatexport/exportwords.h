// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/chatexport/chatexport.h"

#include <QStringList>

namespace atalaia::test {

/// What became of a file, in one line that can be compared and read.
[[nodiscard]] QString summaryLine(const ExportSummary &summary);
/// "line kind sender|text|attachment".
[[nodiscard]] QString messageLine(const ExportedMessage &message);
[[nodiscard]] QStringList messageLines(const ChatExport &chat);
[[nodiscard]] QVector<ExportedMessage> messagesOf(const ChatExport &chat);
/// Fails the test when it cannot be read.
[[nodiscard]] ChatExport openChat(const QByteArray &text, const QString &name = {},
                                  const ChatExportOptions &options = {});

} // namespace atalaia::test
