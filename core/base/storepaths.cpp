// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/storepaths.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

QString defaultStorePath(const QString &profile)
{
    QDir folder(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/atalaia"_s);
    if (!profile.isEmpty())
        folder.setPath(folder.filePath(profile));
    return folder.filePath(u"atalaia.db"_s);
}

bool isProfileName(const QString &profile)
{
    constexpr int kLongest = 40;
    const auto isAllowed = [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
    };
    return !profile.isEmpty() && profile.size() <= kLongest && std::all_of(profile.cbegin(), profile.cend(), isAllowed);
}

Result<QString> chosenStorePath(const QString &path, const QString &profile)
{
    // Also beside a path: a profile names the settings, too.
    if (!profile.isEmpty() && !isProfileName(profile))
        return Error{Error::Kind::InvalidInput, u"a profile is named with letters, digits, - and _"_s};
    if (path.startsWith(u"postgresql://"_s))
        return Error{Error::Kind::InvalidInput, u"a store on a server is not supported yet"_s};
    return path.isEmpty() ? defaultStorePath(profile) : path;
}

} // namespace atalaia
