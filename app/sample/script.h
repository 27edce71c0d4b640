// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QIODevice>
#include <QString>
#include <QVector>

namespace atalaia {

enum class BubbleKind : quint8 { Text, Image, Video, Audio, Document, Contact, Location, Sticker };

/// One bubble of a script.
struct ScriptMessage
{
    BubbleKind kind = BubbleKind::Text;
    bool isFromAgent = false;
    bool isAutomatic = false; ///< the line's own greeting or bot: sent through the API
    bool isDeleted = false; ///< shown first, then deleted for everyone
    qint64 offsetMs = 0; ///< since the first message of the conversation
    QString text; ///< the last version; for a deleted one what was there before
    QVector<QString> earlierTexts; ///< versions before `text`, oldest first
    QString fileName;
    QString reaction; ///< the other side's emoji, if any
    int replyTo = -1; ///< index, -1 = none
};

struct ScriptConversation
{
    QString company;
    QString agent;
    QString customer;
    QString customerPhone; ///< digits only
    QVector<ScriptMessage> messages;
    int highlight = -1; ///< first message worth showing early in a demo, -1 = none
};

using Script = QVector<ScriptConversation>;

/// Reads conversations, one JSON object a line; unknown keys are ignored, empty lines skipped. Beside
/// the common keys it knows a message's `reaction` (the other side's emoji), `file_name` and
/// `captured_text` (what a deleted message said), and a conversation's `highlight`. The first line that does not follow
/// the format is the Error, with its number.
[[nodiscard]] Result<Script> readScript(QIODevice &device);

} // namespace atalaia
