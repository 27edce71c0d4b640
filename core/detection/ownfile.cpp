// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/ownfile.h"

#include <QDir>
#include <QFile>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace atalaia {

bool isOwnFile(const QFileInfo &file)
{
    if (!file.isFile() || file.isSymLink())
        return false;
#ifdef Q_OS_UNIX
    return file.ownerId() == geteuid() && !(file.permissions() & (QFile::WriteGroup | QFile::WriteOther));
#else
    return true;
#endif
}

void makeOwnFolder(const QString &folder)
{
    if (!QFileInfo::exists(folder) && QDir().mkpath(folder))
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace atalaia
