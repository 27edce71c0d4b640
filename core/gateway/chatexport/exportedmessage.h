// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/message.h"

#include <QDateTime>
#include <QString>

namespace atalaia {

enum class ExportedKind {
    Text,
    Attachment, ///< a file is named; whether it is there, the archive says
    OmittedMedia, ///< exported without media
    Deleted, ///< for everyone, before the export: the text is gone
    Location,
    Call,
    System, ///< WhatsApp itself: somebody joined, the notice at the beginning ...
    Empty ///< nothing, or "null": seen once, a call or something the phone could not write down
};

/// One message of an exported chat.
struct ExportedMessage
{
    QString id; ///< SHA-256 in hexadecimal, see ChatExport
    qint64 line = 0; ///< in the file, from 1
    QDateTime localTime; ///< wall-clock time as printed, carried as UTC: the zone is not in the file
    QString printedTime; ///< exactly as in the file
    QString sender; ///< empty: nobody (system)
    ExportedKind kind = ExportedKind::Text;
    MessageKind mediaKind = MessageKind::Text;
    QString text; ///< caption, or what was said; without the mark of an edit
    QString attachmentName;
    bool isEdited = false; ///< the text is the last version; the ones before are not in the file
    bool isCut = false;
};

} // namespace atalaia
