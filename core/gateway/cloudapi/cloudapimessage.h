// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "base/result.h"
#include "gateway/cloudapi/cloudapifields.h"

namespace atalaia::cloudapi {

/// Which list of a notification a message was in.
enum class Source {
    Messages, ///< what a customer did
    Echoes, ///< what an employee did on the phone or a linked device
    History, ///< of both, from before the number came to the platform
    HistoryMedia ///< the contents of a placeholder in the history
};

/// What the items of one change have in common.
struct Change
{
    QString line; ///< phone_number_id
    QString ownNumber; ///< digits
    MaybeElement contacts;
    bool hasErrors = false; ///< the platform reports a problem with these items
    qint64 receivedAtMs = 0;
};

/// The contact of the change that this message is from or to; nothing when none fits.
[[nodiscard]] MaybeElement contactOf(const Change &change, const Fields &message);

/// One message object: a bubble, an edit, a revocation, a reaction, or news about the contact. `thread`:
/// whose history it is in.
[[nodiscard]] Result<> readMessage(const Change &change, Source source, const QString &thread, const Fields &message,
                                   QVector<GatewayEvent> &events);

/// Nothing in the Result: a status that we do not know, which is no error.
[[nodiscard]] Result<std::optional<StatusChanged>> readStatus(Element status);

/// That two ids are one customer, where the object names both.
[[nodiscard]] std::optional<AliasFound> readAlias(MaybeElement hiddenId, MaybeElement number, qint64 atMs);

} // namespace atalaia::cloudapi
