// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/cloudapi/cloudapiparser.h"
#include "gateway/cloudapi/cloudapitimings.h"
#include "gateway/connector.h"
#include "gateway/http/restclient.h"

#include <QCache>
#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>

namespace atalaia {

class Clock;

/// Carries out orders through the Graph API.
///
/// A message cannot be looked up there. Each goes out with a mark of the order, which comes back with its
/// statuses by webhook; so an order that may have run is recognised by them, or known not to have left
/// this machine, or is given up after a while rather than sent a second time.
class CloudApiOrders final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CloudApiOrders)

public:
    /// Hands on a message of ours that Meta took, since no webhook tells what was sent through the API. Finishes when
    /// it is stored, false: it will not be.
    using Keep = std::function<QFuture<bool>(const GatewayEvent &)>;

    /// References must outlive this.
    CloudApiOrders(RestClient &rest, CloudApiParser &parser, const Clock &clock, const CloudApiTimings &timings,
                   Keep keep, QObject *parent = nullptr);

    [[nodiscard]] QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order);

    void noteMarks(const QVector<CloudReading::MarkedStatus> &marks);

private:
    [[nodiscard]] QFuture<Result<GatewayAnswer>> act(const GatewayOrder &order);
    [[nodiscard]] QFuture<Result<GatewayAnswer>> lookForMessage(const GatewayOrder &order);
    [[nodiscard]] QFuture<Result<GatewayAnswer>> answerOf(const GatewayOrder &order, const RestResponse &response);
    [[nodiscard]] QFuture<Result<GatewayAnswer>> answerToMessage(const GatewayOrder &order,
                                                                 const RestResponse &response);
    [[nodiscard]] QFuture<Result<GatewayAnswer>> answerWhenKept(const GatewayOrder &order, const QString &messageId,
                                                                qint64 sentAtMs, const QString &summary);
    void noteProblem(const GatewayOrder &order, const RestResponse &response);

    RestClient &m_rest;
    CloudApiParser &m_parser;
    const Clock &m_clock;
    const CloudApiTimings m_timings;
    const Keep m_keep;
    QCache<QString, CloudReading::MarkedStatus> m_marks; ///< by mark
    QHash<QString, GatewayOrder> m_nameless; ///< by mark: sent, and Meta's answer had no id to keep them under
    QHash<QString, qint64> m_waitingSince; ///< orders that may have run, from when on their status is waited for
    QSet<QString> m_notSent; ///< orders whose last attempt certainly did nothing
};

} // namespace atalaia
