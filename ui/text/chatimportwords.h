// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "gateway/chatexport/chatexport.h"

#include <QString>
#include <QVector>

namespace atalaia {

struct ImportedFile;

[[nodiscard]] QString dateOrderWords(DateOrder order);
/// Why the dates are read as they are, in a sentence for a person.
[[nodiscard]] QString dateOrderReasonSentence(const DateOrderDecision &decision);
/// "Android · 24 hours": which phone writes like this.
[[nodiscard]] QString notationWords(const ExportNotation &notation);
/// What may be wrong with a file, in a sentence.
[[nodiscard]] QString exportWarningSentence(ExportWarning warning, qint64 count);
/// What stands for a message without text in a list; with text, its beginning on one line. Safe to show.
[[nodiscard]] QString exportedMessageWords(const ExportedMessage &message);
/// Who imported the very same file and when, of imports that are given newest first; empty: nobody did.
[[nodiscard]] QString earlierImportSentence(const QVector<ImportedFile> &earlier);
/// Why a file cannot be imported. The technical context is shown apart.
[[nodiscard]] QString chatFileSentence(Error::Kind kind);

} // namespace atalaia
