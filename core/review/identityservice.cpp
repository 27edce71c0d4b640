// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/identityservice.h"

#include "base/continuation.h"
#include "review/changefeed.h"
#include "store/identityrepository.h"
#include "store/storethread.h"
#include "store/transaction.h"

namespace atalaia {

IdentityService::IdentityService(StoreThread &writer, ChangeFeed &feed, const Clock &clock, QString actor,
                                 QObject *parent)
    : QObject(parent), m_writer(writer), m_feed(feed), m_clock(clock), m_actor(std::move(actor))
{}

template <typename Work> QFuture<Result<>> IdentityService::submit(Work work)
{
    return continueOn(this, m_writer.submit([work](Database &database) {
        return transacted(database, [&database, &work] {
            IdentityRepository identities(database);
            return work(identities);
        });
    }),
                      [this](const Result<Regrouping> &regrouping) -> Result<> {
                          if (!regrouping)
                              return regrouping.error();
                          StoreChange change;
                          change.conversations = regrouping->conversations;
                          change.noteFlags(regrouping->flags);
                          m_feed.announce(change);
                          emit regrouped();
                          return {};
                      });
}

QFuture<Result<>> IdentityService::separate(ContactMergeId merge)
{
    return submit([merge, actor = m_actor, nowMs = m_clock.nowMs()](IdentityRepository &identities) {
        return identities.separate(merge, actor, nowMs);
    });
}

QFuture<Result<>> IdentityService::joinAgain(ContactMergeId merge)
{
    return submit([merge](IdentityRepository &identities) { return identities.joinAgain(merge); });
}

} // namespace atalaia
