// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/intervention.h"
#include "gateway/connector.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace atalaia {

class ChangeFeed;
class Database;
class StoreThread;

/// Carries out what waits in the outbox, in order per conversation, each at most once: an intervention is
/// marked Sending in the store before the gateway is asked, and one that may have run already is
/// looked up at the gateway before it is tried again.
///
/// A gateway that does not answer is asked again with back-off until kGiveUpAfterMs after the order;
/// a refusal ends it. Lives on the gateway thread.
class OutboxRunner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutboxRunner)

public:
    static constexpr qint64 kGiveUpAfterMs = 24 * 60 * 60 * 1000;

    /// Returns the connector of a gateway, or null while there is none.
    using FindConnector = std::function<Connector *(GatewayId)>;

    OutboxRunner(StoreThread &writer, ChangeFeed &feed, const Clock &clock, FindConnector findConnector,
                 QObject *parent = nullptr);

    /// Takes up what a killed process left behind, then runs what is due.
    void start();
    /// Something was ordered or taken back.
    void wake();

private:
    struct Claim;

    [[nodiscard]] static Result<std::optional<Claim>> claimDue(Database &database, qint64 nowMs);
    [[nodiscard]] static Result<> resolve(Database &database, Claim &claim);

    /// `overdueMs`: how long to wait for what is due already.
    void schedule(int overdueMs = 0);
    void claimNext();
    void carryOut(const Claim &claim);
    void finish(const Claim &claim, const Result<GatewayAnswer> &answer);

    StoreThread &m_writer;
    ChangeFeed &m_feed;
    const Clock &m_clock;
    const FindConnector m_findConnector;
    QTimer m_dueTimer; // a child, so that it moves to the gateway thread with its owner
    bool m_isClaiming = false;
    bool m_hasStarted = false;
    bool m_isWokenMeanwhile = false;
};

} // namespace atalaia
