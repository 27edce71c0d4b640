// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace atalaia {

/// Files named by the SHA-256 of what is in them, "<folder>/ab/cdef...", each content once. A file is there
/// completely or not at all, after a kill or a power cut as well. Readable by their owner only; never opened
/// as anything but bytes. Immutable; may be used from any thread.
class MediaFolder
{
public:
    explicit MediaFolder(QString path) : m_path(std::move(path)) {}

    /// "<store file>.media".
    [[nodiscard]] static QString besideStore(const QString &storePath) { return storePath + QStringLiteral(".media"); }

    /// Writes the bytes and returns their SHA-256. StorageFull, Storage.
    [[nodiscard]] Result<QByteArray> keep(const QByteArray &bytes) const;
    /// NotFound; Storage: the content is not what it was.
    [[nodiscard]] Result<QByteArray> read(const QByteArray &sha256) const;
    [[nodiscard]] QString pathOf(const QByteArray &sha256) const;
    /// What a kill left half written.
    void removeUnfinished() const;

private:
    const QString m_path;
};

} // namespace atalaia
