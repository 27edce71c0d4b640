// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/messagemedia.h"

#include <QHash>
#include <QVector>

#include <optional>

namespace atalaia {

class Database;

/// Which media messages have, what is kept of them and what is still to be asked for.
class MediaRepository
{
public:
    static constexpr qint64 kLargestBytes = 64LL * 1024 * 1024; ///< more is not asked for
    static constexpr int kMostOfThread = 2'000; ///< newest messages that ofThread() looks at

    /// As the gateway told it with the message.
    struct Told
    {
        QString reference; ///< what the gateway wants to hear to hand it out
        qint64 sizeBytes = 0; ///< 0 = not known
        QByteArray sha256; ///< empty = not known
        QString mediaType;
    };
    /// What to ask of a gateway, in its own names.
    struct Job
    {
        MessageId message;
        ConversationId conversation;
        QString lineExternalId;
        QString chat;
        QString messageExternalId;
        QString reference;
        int attempts = 0;
        QString mediaType;
    };

    explicit MediaRepository(Database &database) : m_database(database) {}

    /// True: it is to be asked for now. Told again, it changes nothing, but a new reference makes what had
    /// expired wanted again.
    [[nodiscard]] Result<bool> want(LineId line, MessageId message, const Told &told, qint64 nowMs);
    /// Due at the gateway, newest messages first: what it hands out does not last.
    [[nodiscard]] Result<QVector<Job>> due(GatewayId gateway, qint64 nowMs, int limit);
    /// Of what is wanted at the gateway and not due yet.
    [[nodiscard]] Result<std::optional<qint64>> nextDueAt(GatewayId gateway, qint64 nowMs);

    [[nodiscard]] Result<> noteKept(MessageId message, qint64 sizeBytes, const QByteArray &sha256,
                                    const QString &mediaType, qint64 nowMs);
    [[nodiscard]] Result<> postpone(MessageId message, qint64 nextTryAtMs);
    /// Expired, Refused or TooLarge. What is kept stays kept.
    [[nodiscard]] Result<> noteEnded(MessageId message, MediaState state, qint64 nowMs);
    /// Wants again what had ended without being kept. NotFound, Conflict: it is wanted or kept.
    [[nodiscard]] Result<> askAgain(MessageId message, qint64 nowMs);

    [[nodiscard]] Result<std::optional<MessageMedia>> find(MessageId message);
    [[nodiscard]] Result<QVector<MessageMedia>> ofThread(ConversationId conversation);

private:
    Database &m_database;
};

} // namespace atalaia
