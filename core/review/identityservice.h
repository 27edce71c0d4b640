// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/contactmerge.h"
#include "store/threadregrouping.h"

#include <QFuture>
#include <QObject>

namespace atalaia {

class ChangeFeed;
class Database;
class StoreThread;

/// Takes back that two contacts are shown as one person, and the taking back. What is remembered of both is read
/// anew by whoever listens to regrouped(). Lives on the thread of the screens; nothing here waits.
class IdentityService final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IdentityService)

public:
    /// `actor`: as in TriageService. References must outlive this.
    IdentityService(StoreThread &writer, ChangeFeed &feed, const Clock &clock, QString actor,
                    QObject *parent = nullptr);

    /// Conflict: it is separate already. NotFound, Storage, StorageFull.
    [[nodiscard]] QFuture<Result<>> separate(ContactMergeId merge);
    /// Conflict: it is joined already.
    [[nodiscard]] QFuture<Result<>> joinAgain(ContactMergeId merge);

signals:
    /// Histories wait to be read anew.
    void regrouped();

private:
    template <typename Work> [[nodiscard]] QFuture<Result<>> submit(Work work);

    StoreThread &m_writer;
    ChangeFeed &m_feed;
    const Clock &m_clock;
    const QString m_actor;
};

} // namespace atalaia
