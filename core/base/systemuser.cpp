// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/systemuser.h"

#include <QtGlobal>

#include <array>

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>
#endif

namespace atalaia {

QString operatingSystemUser()
{
#ifdef Q_OS_UNIX
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> buffer{};
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(entry.pw_name);
#else
    if (const QString user = qEnvironmentVariable("USERNAME"); !user.isEmpty())
        return user;
#endif
    return QStringLiteral("unknown");
}

} // namespace atalaia
