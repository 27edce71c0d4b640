// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/changefeed.h"

namespace atalaia {

ChangeFeed::ChangeFeed(QObject *parent) : QObject(parent)
{
    qRegisterMetaType<StoreChange>();
}

void ChangeFeed::announce(const StoreChange &change)
{
    emit changed(change);
}

} // namespace atalaia
