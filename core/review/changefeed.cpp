// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/changefeed.h"

namespace atalaia {

void StoreChange::noteFlags(const QVector<FlagChange> &changes)
{
    for (const FlagChange &change : changes) {
        if (change.isGone && newFlags.removeOne(change.flag))
            continue; // nobody has heard of it
        if (!newFlags.contains(change.flag) && !changedFlags.contains(change.flag))
            (change.isNew ? newFlags : changedFlags).append(change.flag);
    }
}

ChangeFeed::ChangeFeed(QObject *parent) : QObject(parent)
{
    qRegisterMetaType<StoreChange>();
}

void ChangeFeed::announce(const StoreChange &change)
{
    emit changed(change);
}

} // namespace atalaia
