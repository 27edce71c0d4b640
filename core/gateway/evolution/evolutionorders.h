// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/connector.h"
#include "gateway/evolution/evolutionparser.h"
#include "gateway/http/restclient.h"

namespace atalaia {

class Clock;

/// Orders as calls of Evolution's REST interface, and what it answered in one line.
///
/// Evolution takes no message id from us: a text that may have been sent already is recognised by its words, its chat
/// and its time. To delete, block and unblock twice does no harm. A line is suspended by removing the linked device;
/// to resume it somebody must pair it again, which this only begins.
class EvolutionOrders final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EvolutionOrders)

public:
    /// References must outlive this.
    EvolutionOrders(RestClient &rest, EvolutionParser &parser, const Clock &clock, QObject *parent = nullptr);
    ~EvolutionOrders() override;

    [[nodiscard]] QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order);

private:
    using Answer = QFuture<Result<GatewayAnswer>>;

    Answer act(const GatewayOrder &order);
    Answer decideOnAnswer(const GatewayOrder &order, const RestResponse &response);
    Answer lookForText(const GatewayOrder &order, int page);
    Answer decideOnPage(const GatewayOrder &order, int page, const RestResponse &response);
    Answer lookAtLine(const GatewayOrder &order, bool hasActed);
    Answer decideOnLine(const GatewayOrder &order, bool hasActed, const RestResponse &response);
    Answer couldNotLook(const RestResponse &response);

    RestClient &m_rest;
    EvolutionParser &m_parser;
    const Clock &m_clock;
};

} // namespace atalaia
