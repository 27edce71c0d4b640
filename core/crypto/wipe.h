// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace atalaia {

/// Overwrites the bytes in place and empties the array. Best effort: bytes that are shared with
/// another QByteArray stay, since overwriting them would destroy that one's value.
void wipe(QByteArray &secret);

} // namespace atalaia
