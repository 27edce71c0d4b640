// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "store/flagrepository.h"

#include <QMetaType>
#include <QObject>
#include <QVector>

namespace atalaia {

/// What one commit changed, as ids; receivers ask for what they show.
struct StoreChange
{
    QVector<FlagId> newFlags;
    QVector<FlagId> changedFlags; ///< more hits, a decision; or it is gone with its hits
    QVector<ConversationId> conversations; ///< new or changed messages
    qint64 newMessages = 0;
    bool haveLinesChanged = false;
    bool hasLedgerChanged = false; ///< gaps, alarms of lines, what is put aside
    bool hasOutboxChanged = false;
    bool haveLexiconsChanged = false;

    /// Each flag once, as new where it is.
    void noteFlags(const QVector<FlagChange> &changes);
};

/// Where those who write tell those who show. Anybody may call announce(), from any thread; receivers
/// connect to changed() with a context object and get it on their own thread.
class ChangeFeed final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChangeFeed)

public:
    explicit ChangeFeed(QObject *parent = nullptr);

    void announce(const StoreChange &change);

signals:
    void changed(const atalaia::StoreChange &change);
};

} // namespace atalaia

Q_DECLARE_METATYPE(atalaia::StoreChange)
