// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QVector>

#include <functional>

namespace atalaia {

/// A file beside the chat in its archive. Its bytes are not kept.
struct ExportAttachment
{
    QString name; ///< without folder, composed (NFC); hostile
    qint64 size = 0;
    QByteArray sha256; ///< raw
};

/// An export as it lies on disk, opened.
struct ExportContainer
{
    QByteArray chatText; ///< bytes of the chat's file
    QString chatName; ///< of the file that the title is read from: the archive, or the text itself
    QByteArray sha256; ///< of the whole file, raw
    qint64 size = 0; ///< of the whole file
    bool isArchive = false;
    QVector<ExportAttachment> attachments;
};

/// What an archive may hold at most.
struct ExportLimits
{
    qint64 entries = 50'000;
    qint64 textBytes = 512LL * 1024 * 1024; ///< of the chat
    qint64 unpackedBytes = 64LL * 1024 * 1024 * 1024; ///< of all files together
    /// Unpacked bytes for each byte of the archive, beyond the first 64 MiB. Text seldom reaches 30.
    qint64 ratio = 200;
};

/// Called with the share that is done (0 to 1); false ends the reading.
using ExportProgress = std::function<bool(double fraction)>;

/// Opens a .txt or .zip. Nothing is written to disk. In an archive that holds several texts WhatsApp's own
/// names count most. Errors: NotFound (no such file), InvalidInput (no chat in it, encrypted, several
/// chats, damaged, names that lead out of the archive, links, a bomb, written to meanwhile: the context says
/// which), Cancelled. Hash and contents are of the file that had the name when it was opened.
[[nodiscard]] Result<ExportContainer> openExportContainer(const QString &path, const ExportLimits &limits = {},
                                                          const ExportProgress &progress = {});

} // namespace atalaia
