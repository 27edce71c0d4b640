// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"
#include "policy/lexiconimporter.h"

#include <QJsonObject>

namespace atalaia {

/// Adds --format, --encoding and --delimiter.
void addTermFileOptions(QCommandLineParser &parser);
/// InvalidInput names the option whose value is not known.
[[nodiscard]] Result<ImportOptions> readTermFileOptions(const QCommandLineParser &parser);

/// Reads the file and judges its lines. NotFound when it cannot be read.
[[nodiscard]] Result<ImportPreview> readTermFile(const QString &path, const ImportOptions &options);

/// {"line":7,"status":"ok|warning|error","code":...,"term":...,"detail":...}; a skipped line is a
/// warning.
[[nodiscard]] QJsonObject lineReport(const ImportLine &line);
/// {"summary":{...}}
[[nodiscard]] QJsonObject summaryReport(const ImportPreview &preview);

} // namespace atalaia
