// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/ingestoutcome.h"

namespace atalaia {

void IngestOutcome::add(const IngestOutcome &other)
{
    change.newFlags += other.change.newFlags;
    change.changedFlags += other.change.changedFlags;
    change.conversations += other.change.conversations;
    change.newMessages += other.change.newMessages;
    change.haveLinesChanged = change.haveLinesChanged || other.change.haveLinesChanged;
    events += other.events;
    duplicates += other.duplicates;
    putAside += other.putAside;
    for (auto it = other.putAsideOf.cbegin(); it != other.putAsideOf.cend(); ++it)
        putAsideOf[it.key()] += it.value();
    hits += other.hits;
    readAgain += other.readAgain;
    rejected += other.rejected;
    triedAgain.insert(other.triedAgain);
    change.hasLedgerChanged = change.hasLedgerChanged || other.change.hasLedgerChanged;
    isMediaWanted = isMediaWanted || other.isMediaWanted;
}

} // namespace atalaia
