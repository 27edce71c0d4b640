// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "detection/observedmessage.h"

#include <QByteArray>
#include <QVector>

namespace atalaia {

/// One conversation in the neutral form: a JSON object a line.
struct NeutralConversation
{
    QString id;
    QString company; ///< key of a company profile
    QString line; ///< the company's number; may be empty
    ConversationFacts facts; ///< without company and contactKey
    QTimeZone messageZone; ///< offset of the first message, for where nobody has a time zone
    QVector<ObservedMessage> messages; ///< in the order of the file; `number` is `n` or the index
    QStringList messageIds; ///< one for each message; empty where the file gives none
};

/// Reads one line. Required: `id`, `messages[].from`, `.at`, `.type`, `.text` (media may be without); unknown keys
/// are ignored; `labels` is never looked at. Error: InvalidInput with the place ("messages[3].at: not a time").
[[nodiscard]] Result<NeutralConversation> readNeutralConversation(const QByteArray &line);

} // namespace atalaia
