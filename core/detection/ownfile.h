// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileInfo>
#include <QString>

namespace atalaia {

/// Whether a file of a cache is this user's and nobody else could have written it. Links are not followed.
[[nodiscard]] bool isOwnFile(const QFileInfo &file);

/// Makes a folder for this user alone, unless it is there.
void makeOwnFolder(const QString &folder);

} // namespace atalaia
