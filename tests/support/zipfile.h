// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

namespace atalaia::test {

/// One entry of an archive as a test wants it, possible or not.
struct ZipEntry
{
    QString name;
    QByteArray bytes;
    bool isSymlink = false;
    bool isEncrypted = false; ///< says so; the bytes are plain
};

/// A zip archive, deflated, made by hand so that it can be wrong.
[[nodiscard]] QByteArray zipOf(const QVector<ZipEntry> &entries);

} // namespace atalaia::test
