// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gatewayevent.h"
#include "ingest/neutralconversation.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QTimeZone>
#include <QVector>

namespace atalaia {

/// Puts conversations together from what a gateway told, for a scan without a store: one for each line and
/// chat. The order in which the events come does not matter. Keeps all of it in memory.
class RecordedConversations
{
public:
    /// What is no part of a conversation is left out, and so is what came before.
    void take(const GatewayEvent &event);

    /// By line and chat, messages in the order of time. `zone`: see NeutralConversation::messageZone.
    [[nodiscard]] QVector<NeutralConversation> conversations(const QTimeZone &zone) const;
    /// Edits and revocations of messages that did not come.
    [[nodiscard]] qint64 changesWithoutMessage() const;

private:
    struct Said
    {
        MessageReceived message;
        QVector<MessageEdited> edits;
        qint64 revokedAtMs = 0;
        bool isHere = false; ///< else only what changed it
        bool isRevoked = false;
    };
    using Key = QPair<QString, QString>; // line and the gateway's id

    void note(const QString &line, const MessageReceived &message);
    void note(const QString &line, const MessageEdited &edit);
    void note(const QString &line, const MessageRevoked &revocation);
    [[nodiscard]] static ObservedMessage observed(const Said &said);

    QHash<Key, Said> m_said;
};

} // namespace atalaia
