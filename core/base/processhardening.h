// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace atalaia {

/// Keeps the memory of this process, which holds keys and messages, out of core dumps and away from
/// other processes of the same user. Call it first in main(). What the system does not offer is left
/// out; returns whether core dumps are off.
bool hardenProcess();

} // namespace atalaia
