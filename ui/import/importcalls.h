// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/lexicon.h"
#include "policy/lexiconimporter.h"

#include <QFuture>

#include <functional>

class QWidget;

namespace atalaia {

class LexiconService;

/// What the import dialog asks for; each can be replaced in a test. All are set.
struct ImportCalls
{
    std::function<QFuture<Result<ImportPreview>>(const QByteArray &, const QString &, const ImportOptions &)> preview;
    std::function<QFuture<Result<Lexicon>>(const QString &name, const QVector<Term> &, const QString &source)> import;
    std::function<QFuture<Result<>>(const QString &name, int version)> setLive;
    std::function<QFuture<Result<QVector<Lexicon>>>()> lexicons;
    /// Asks for a path without blocking; calls back with it, or not at all.
    std::function<void(QWidget *parent, std::function<void(const QString &path)>)> chooseFile;
};

/// The real ones; `service` must outlive the dialog.
[[nodiscard]] ImportCalls importCalls(LexiconService &service);
/// The system's file dialog, not modal to the event loop.
void chooseTermFile(QWidget *parent, const std::function<void(const QString &path)> &then);

} // namespace atalaia
