// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/interventionlimit.h"

namespace atalaia {

class Database;
struct ConversationHead;
struct Line;

/// What is known about a conversation's line and contact that decides what can be done there.
[[nodiscard]] Result<InterventionTarget> readTarget(Database &database, const ConversationHead &head);
/// The same for what concerns the line alone.
[[nodiscard]] Result<InterventionTarget> readTarget(Database &database, const Line &line);

} // namespace atalaia
