// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/chatexport/exportevents.h"

#include <QCommandLineParser>

#include <optional>

namespace atalaia {

/// What the options say of exported chats.
struct ExportOptions
{
    ChatExportOptions reading;
    QTimeZone zone;
    QStringList companySide; ///< empty: whom the file tells
    QString line; ///< empty: the first of the company's side
};

/// Adds --timezone, --me, --line, --title and --date-order.
void addExportOptions(QCommandLineParser &parser);
/// InvalidInput with what is wrong, for people.
[[nodiscard]] Result<ExportOptions> readExportOptions(const QCommandLineParser &parser);

/// Who the company's side of this chat is; InvalidInput when nothing says it, with the people of the
/// file where the message goes to a terminal.
/// `mayGuess`: takes whoever writes most instead and says so.
[[nodiscard]] Result<ExportChoice> chosenSides(const ExportSummary &summary, const ExportOptions &options,
                                               const QString &place, bool mayGuess);

/// Warnings of a file, a line each, for people.
void writeExportWarnings(const ExportSummary &summary, const QString &place);

} // namespace atalaia
