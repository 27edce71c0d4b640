// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// What is to be said about a file that shall hold certificates to trust.
enum class CaFileState {
    Good,
    Unreadable, ///< not there, no file, or no right to read it
    TooLarge,
    NoCertificate, ///< no PEM certificate in it
    Expired ///< none of its certificates is valid now
};

/// Reads the file: a few kilobytes as a rule, kMostCaFileBytes at most.
[[nodiscard]] CaFileState checkCaFile(const QString &path);

inline constexpr qint64 kMostCaFileBytes = 1024 * 1024;

} // namespace atalaia
