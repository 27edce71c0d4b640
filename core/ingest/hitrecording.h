// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "ingest/contactreading.h"
#include "store/flagrepository.h"

#include <QHash>
#include <QSet>
#include <QVector>

namespace atalaia {

class Detector;

/// Brings found hits into the store, and takes back those that a new reading does not find any more.
///
/// What was received before a version of a policy scanned for the first time is old to it: its hits are
/// stored and marked in the thread, but open no flag and join none. So a store that is older than its
/// policies (or than the program) can be read again as often as need be, and nobody is asked to judge
/// what was seen long ago.
class HitRecording
{
public:
    /// References must outlive it; one transaction.
    HitRecording(Database &database, Detector &detector, qint64 nowMs);

    /// Before any hit: writes down which policies scan.
    [[nodiscard]] Result<> begin();
    [[nodiscard]] Result<> record(const QVector<FoundHit> &found);
    /// `found`: all that holds in the conversations now. Withdraws what was found before on the messages
    /// of `read` and does not hold. Kept are hits of other policies than those that scan now, which were
    /// right by these, and those that an agent's conduct towards others led to: one contact's messages
    /// say nothing of it.
    [[nodiscard]] Result<> replace(const QVector<ConversationId> &conversations, const QSet<qint64> &read,
                                   const QVector<FoundHit> &found);

    [[nodiscard]] const QVector<FlagChange> &flags() const { return m_flags; }
    [[nodiscard]] const QSet<ConversationId> &conversations() const { return m_conversations; }
    [[nodiscard]] qint64 count() const { return m_count; } ///< of found hits, before the store's own dedupe

private:
    [[nodiscard]] Result<bool> isOld(const FoundHit &found);
    [[nodiscard]] Result<QVector<FoundHit>> weighed(const QVector<FoundHit> &found);
    [[nodiscard]] Result<> store(const QVector<FoundHit> &found);

    Database &m_database;
    Detector &m_detector;
    const qint64 m_nowMs;
    QHash<qint64, qint64> m_receivedAtMs; // by message
    QVector<FlagChange> m_flags;
    QSet<ConversationId> m_conversations;
    qint64 m_count = 0;
};

} // namespace atalaia
