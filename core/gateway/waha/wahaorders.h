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
    /// References must outlive this.
    WahaOrders(RestClient &rest, WahaParser &parser, QObject *parent = nullptr);
    ~WahaOrders() override;

    [[nodiscard]] QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order);

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

    RestClient &m_rest;
    WahaParser &m_parser;
};

} // namespace atalaia
