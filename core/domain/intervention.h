// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QString>

namespace atalaia {

enum class InterventionKind {
    MessageToContact,
    DeleteForEveryone,
    SuspendLine,
    ResumeLine,
    BlockContact,
    UnblockContact
};

/// Life of an intervention. Only Pending can be taken back. Sending is committed before the gateway
/// is asked, so that after a crash the outbox knows that it must look before it acts again.
enum class InterventionState { Pending, Sending, Done, Failed, Cancelled };

/// Something a person ordered to be done through the gateway; a row of the outbox.
struct Intervention
{
    InterventionId id;
    InterventionKind kind = InterventionKind::MessageToContact;
    InterventionState state = InterventionState::Pending;
    LineId line;
    ConversationId conversation; ///< invalid for SuspendLine and ResumeLine
    MessageId message; ///< for DeleteForEveryone
    QString text; ///< for MessageToContact
    /// Chosen by us when ordered and handed to the gateway: the bare id of the message that will be
    /// sent, or a mark of the order. By it a repeated attempt is recognised.
    QString externalId;
    QString actor;
    qint64 orderedAtMs = 0;
    qint64 dueAtMs = 0; ///< not sent before this time
    int attempts = 0;
    qint64 finishedAtMs = 0;
    QString answer; ///< what the gateway answered, in a line ("201 created", "404 session not found")

    friend bool operator==(const Intervention &, const Intervention &) = default;
};

} // namespace atalaia
