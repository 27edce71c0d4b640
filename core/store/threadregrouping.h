// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "store/flagrepository.h"

#include <QVector>

namespace atalaia {

class Database;

/// What a new grouping of contacts changed.
struct Regrouping
{
    QVector<ContactId> persons; ///< whose history must be read anew
    QVector<ConversationId> conversations; ///< that lost or got messages
    QVector<FlagChange> flags; ///< that are shown in another thread, or lost hits
};

/// Brings persons and threads of `contacts` to what the merges that hold say: the contact known first stands
/// for the person, and its first conversation on a line shows all messages of the line with that person.
/// Messages, hits, flags and orders follow. `contacts` holds every contact that a merge, also one just
/// undone, connects with another of them. Expects a running transaction.
///
/// Flags stay flags of their own in a joined thread. When threads part, a flag goes with the message that opened it;
/// hits of the other thread leave it for a flag there, unless somebody has decided on it.
[[nodiscard]] Result<Regrouping> regroup(Database &database, const QVector<ContactId> &contacts);

} // namespace atalaia
