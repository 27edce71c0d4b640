// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/gatewayform.h"

namespace atalaia {

class ForElsewhere;

/// WAHA: address, a key to read, one to act, and the key of its webhooks.
class GatewayFormWaha final : public GatewayForm
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayFormWaha)

public:
    /// `theme` must outlive this.
    GatewayFormWaha(const Theme &theme, QWidget *parent);

private:
    void fill(const GatewayConfig &stored) override;
    void read(GatewayConfig &config) const override;
    void check() override;

    GatewayField *m_address;
    GatewayField *m_key;
    GatewayField *m_actionKey;
    GatewayField *m_webhookKey;
    PlainLabel *m_engineHint;
    ForElsewhere *m_hook;
};

} // namespace atalaia
