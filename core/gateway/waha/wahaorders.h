// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/connector.h"
#include "gateway/waha/wahaparser.h"
#include "gateway/waha/waharest.h"

namespace atalaia {

/// Orders as calls of WAHA's REST interface, and what it answered in one line.
class WahaOrders final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WahaOrders)

public:
    /// References must outlive this.
    WahaOrders(WahaRest &rest, WahaParser &parser, QObject *parent = nullptr);
    ~WahaOrders() override;

    [[nodiscard]] QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order);

private:
    using Answer = QFuture<Result<GatewayAnswer>>;

    Answer act(const GatewayOrder &order);
    Answer lookForMessage(const GatewayOrder &order);
    Answer lookInChat(const GatewayOrder &order, int offset);
    Answer lookAtLine(const GatewayOrder &order);
    Answer decideOnMessage(const GatewayOrder &order, const WahaResponse &response);
    Answer decideOnChat(const GatewayOrder &order, int offset, const WahaResponse &response);
    Answer decideOnLine(const GatewayOrder &order, const WahaResponse &response);
    Answer decideOnFound(const GatewayOrder &order, const MessageReceived &found);
    Answer decideOnAbsent(const GatewayOrder &order);
    Answer couldNotLook(const WahaResponse &response);
    Result<GatewayAnswer> answerOf(const GatewayOrder &order, const WahaResponse &response);

    WahaRest &m_rest;
    WahaParser &m_parser;
};

} // namespace atalaia
