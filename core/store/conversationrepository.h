// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/line.h"

#include <QString>

namespace atalaia {

class Database;

/// Head of a thread: what a line and a person say, whatever ids the person has. Names and addresses are there for the
/// services that act; screens show the pseudonyms.
struct ConversationHead
{
    ConversationId id;
    Line line;
    ContactId contact;
    QString contactPseudonym; ///< "C-3F2A"
    QString contactName;
    QString chatAddress; ///< as the gateway of this line named it last
    QString contactPhone; ///< "+5511900000001"; empty while only a hidden id is known
    bool isGroup = false;
    int messageCount = 0;
    qint64 firstAtMs = 0;
    qint64 lastAtMs = 0;
};

/// Contacts with their several ids, and conversations (a line and a contact).
class ConversationRepository
{
public:
    explicit ConversationRepository(Database &database) : m_database(database) {}

    /// Finds the contact by `identityKey` (see domain/identity.h) or creates it with a fresh
    /// pseudonym; remembers `address` as one of its ids and `name` when it is not empty. Then finds
    /// or creates its conversation on the line: that of this identity key, also where it is shown in a thread
    /// with others (see IdentityRepository).
    [[nodiscard]] Result<ConversationId> ensure(LineId line, const QString &identityKey, const QString &address,
                                                const QString &name);
    /// Of the thread that shows the conversation; its id may be another.
    [[nodiscard]] Result<ConversationHead> head(ConversationId id);
    /// When the contact wrote last; 0 = never, as far as we know.
    [[nodiscard]] Result<qint64> lastContactAt(ConversationId id);
    /// Under which address of its contact the message was received or sent.
    [[nodiscard]] Result<QString> addressOf(MessageId message);

private:
    [[nodiscard]] Result<> completeJoined(ConversationHead &head);

    Database &m_database;
};

} // namespace atalaia
