// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/companyprofile.h"
#include "domain/message.h"

#include <QString>
#include <QStringList>
#include <QTimeZone>

#include <optional>

namespace atalaia {

/// One bubble as detection sees it. Values only; nothing of it is kept but what the states hold.
struct ObservedMessage
{
    qint64 number = 0; ///< the caller's number for it; comes back in hits
    Author author = Author::Contact;
    bool isAutomatic = false; ///< a bot or an automatic greeting
    bool isForwarded = false;
    bool isTranscript = false; ///< the text was heard, not read
    bool isUpdate = false; ///< a later version of a message that was observed before: not counted again
    bool isEdited = false; ///< `text` replaces `earlierTexts`
    bool isRevoked = false; ///< deleted for everyone; `earlierTexts` has what was captured before
    MessageKind kind = MessageKind::Text;
    qint64 atMs = 0; ///< UTC
    qint64 changedAtMs = 0; ///< of the edit or revocation; 0 = unknown
    QString agentId; ///< of an agent's message where the line has several; may be empty
    QString text; ///< exactly as received
    QStringList earlierTexts; ///< oldest first
};

/// What is known of a conversation beside its messages.
struct ConversationFacts
{
    QString language; ///< BCP 47; empty = unknown
    QString agentName; ///< empty = unknown
    QString agentId;
    QString contactName;
    QString contactKey; ///< identity key of the phone: the same with and without the ninth digit
    QString contactPhone; ///< E.164 or empty; for the time zone of its area code
    bool isGroup = false; ///< more than one person reads what the agent writes
    std::optional<bool> isRelated; ///< consent or relationship on record; nullopt = unknown
    QTimeZone timeZone; ///< the agent's; invalid = the company's
    const CompanyProfile *company = nullptr; ///< never null when handed in
};

} // namespace atalaia
