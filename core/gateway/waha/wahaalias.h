// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "gateway/gatewayevent.h"
#include "gateway/waha/wahamessagefields.h"

#include <QVector>

namespace atalaia::waha {

/// A hidden id and a phone number as one person; nothing when it is not exactly one of each.
[[nodiscard]] std::optional<AliasFound> aliasOf(std::string_view one, std::string_view other, qint64 atMs);

/// Who is who by the line's own account.
[[nodiscard]] QVector<AliasFound> aliasesOfLine(MaybeElement me, qint64 atMs);
/// By what the engines write beside a message: the other id of its chat and of its sender.
[[nodiscard]] QVector<AliasFound> aliasesOfMessage(const MessageFields &message, qint64 atMs);
/// By a group's list of members.
[[nodiscard]] QVector<AliasFound> aliasesOfGroup(Element payload, qint64 atMs);

} // namespace atalaia::waha
