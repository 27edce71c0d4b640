// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace atalaia {

/// One object, one line, on standard output.
void writeJson(const QJsonObject &object);
/// On standard output as it is.
void writeBytes(const QByteArray &bytes);
void writeText(const QString &text);
/// Whether something could not be written on standard output, as on a full disk.
[[nodiscard]] bool hasOutputFailed();
/// Writes what is still held back. False, and said on standard error, when not all of the output was written.
[[nodiscard]] bool finishOutput();
/// For people: on standard error.
void writeMessage(const QString &message);
/// Whether messages are read on a terminal, and not kept by a script or a service's journal.
[[nodiscard]] bool areMessagesForTerminal();

} // namespace atalaia
