// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace atalaia::bench {

/// Runs each measurement in a process of its own, one after another, and prints tables and goals.
[[nodiscard]] int runAll(int &argc, char **argv);

} // namespace atalaia::bench
