// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/gatewayform.h"

namespace atalaia {

class ForElsewhere;

/// Evolution API: address and keys, and where its events come from: a RabbitMQ broker, or socket.io when none
/// is given.
class GatewayFormEvolution final : public GatewayForm
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayFormEvolution)

public:
    /// `theme` must outlive this.
    GatewayFormEvolution(const Theme &theme, QWidget *parent);

private:
    void addBroker();
    void fill(const GatewayConfig &stored) override;
    void read(GatewayConfig &config) const override;
    void dropUnused(GatewaySecrets &secrets) const override;
    void check() override;
    void checkBroker();

    GatewayField *m_address;
    GatewayField *m_key;
    GatewayField *m_actionKey;
    GatewayField *m_broker;
    GatewayField *m_brokerPassword;
    GatewayField *m_exchange;
    GatewayField *m_queue;
    ForElsewhere *m_server;
};

} // namespace atalaia
