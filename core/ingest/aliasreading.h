// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gatewayevent.h"
#include "store/identityrepository.h"

#include <QString>

#include <optional>

namespace atalaia {

/// What an alias says of identity keys, the hidden id first. Nothing where it cannot be about one person: a
/// group or list, the line's own number, two different phone numbers or two hidden ids without a change of
/// number. `reason` then says why, for the log.
[[nodiscard]] std::optional<IdentityRepository::Alias> readAlias(const AliasFound &found, const QString &ownKey,
                                                                 const char *&reason);

} // namespace atalaia
