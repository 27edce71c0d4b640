// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/connector.h"
#include "gateway/http/restclient.h"
#include "gateway/waha/wahaparser.h"

namespace atalaia {

/// Orders as calls of WAHA's REST interface, and what it answered in one line.
class WahaOrders final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WahaOrders)

public:
    /// `reading` looks whether an order has run, `acting` carries it out: their keys may differ. References must
    /// outlive this.
    WahaOrders(RestClient &reading, RestClient &acting, WahaParser &parser, QObject *parent = nullptr);
    ~WahaOrders() override;

    /// `engine` of the order's line; empty = not known.
    [[nodiscard]] QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order, const QString &engine);

private:
    using Answer = QFuture<Result<GatewayAnswer>>;

    Answer act(const GatewayOrder &order);
    Answer lookForMessage(const GatewayOrder &order);
    Answer lookInChat(const GatewayOrder &order, int offset);
    Answer lookAtLine(const GatewayOrder &order);
    Answer decideOnMessage(const GatewayOrder &order, const RestResponse &response);
    Answer decideOnChat(const GatewayOrder &order, int offset, const RestResponse &response);
    Answer decideOnLine(const GatewayOrder &order, const RestResponse &response);
    Answer decideOnFound(const GatewayOrder &order, const MessageReceived &found);
    Answer decideOnAbsent(const GatewayOrder &order);
    Answer couldNotLook(const RestResponse &response);
    Result<GatewayAnswer> answerOf(const GatewayOrder &order, const RestResponse &response);

    RestClient &m_reading;
    RestClient &m_acting;
    WahaParser &m_parser;
};

} // namespace atalaia
