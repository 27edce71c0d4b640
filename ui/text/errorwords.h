// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>

namespace atalaia {

/// The sentence for people that belongs to an error: what happened and what to do. The technical
/// context is shown apart, behind "details".
[[nodiscard]] QString errorSentence(Error::Kind kind);

} // namespace atalaia
