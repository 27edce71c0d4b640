// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matcheraids.h"

#include "detection/matchercache.h"
#include "detection/rulecheck.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace atalaia {

using namespace Qt::StringLiterals;

MatcherAids usersMatcherAids()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/atalaia"_s;
    const QString program = QCoreApplication::applicationDirPath() + u"/atalaia-rulecheck"_s;
    return {std::make_shared<MatcherCache>(folder), std::make_shared<RuleCheck>(program, folder)};
}

} // namespace atalaia
