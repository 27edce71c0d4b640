// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/aliasreading.h"

#include "domain/identity.h"

#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

bool isPhone(const QString &key)
{
    return key.startsWith(u"phone:"_s);
}

bool isHidden(const QString &key)
{
    return key.startsWith(u"lid:"_s);
}

bool isPerson(const QString &key)
{
    return !key.startsWith(u"group:"_s) && !key.endsWith(u"@broadcast"_s) && !key.endsWith(u"@newsletter"_s)
           && !key.startsWith(u"other:@"_s) && key != u"other:"_s;
}

} // namespace

std::optional<IdentityRepository::Alias> readAlias(const AliasFound &found, const QString &ownKey, const char *&reason)
{
    IdentityRepository::Alias alias{identityKey(found.first), identityKey(found.second), MergeKind::SamePerson,
                                    found.foundAtMs};
    reason = nullptr;
    if (!isPerson(alias.firstKey) || !isPerson(alias.secondKey))
        reason = "not about a person";
    else if (alias.firstKey == ownKey || alias.secondKey == ownKey)
        reason = "about the line itself";
    else if (found.kind == AliasFound::Kind::NumberChanged)
        alias.kind = MergeKind::NumberChanged;
    else if (isPhone(alias.firstKey) && isPhone(alias.secondKey) && alias.firstKey != alias.secondKey)
        reason = "two phone numbers";
    else if (isHidden(alias.firstKey) && isHidden(alias.secondKey) && alias.firstKey != alias.secondKey)
        reason = "two hidden ids";
    if (reason != nullptr)
        return std::nullopt;
    // Which way round it was told makes no difference.
    if (std::pair(isPhone(alias.firstKey), alias.firstKey) > std::pair(isPhone(alias.secondKey), alias.secondKey))
        std::swap(alias.firstKey, alias.secondKey);
    return alias;
}

} // namespace atalaia
