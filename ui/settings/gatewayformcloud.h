// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/gatewayform.h"

namespace atalaia {

/// Meta's WhatsApp Cloud API: token, account, app secret, and the webhook to enter at Meta.
class GatewayFormCloud final : public GatewayForm
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayFormCloud)

public:
    /// `theme` must outlive this.
    GatewayFormCloud(const Theme &theme, QWidget *parent);

private:
    void addWebhook();
    void generateVerifyToken();
    void fill(const GatewayConfig &stored) override;
    void read(GatewayConfig &config) const override;
    void check() override;

    GatewayField *m_token;
    GatewayField *m_account;
    GatewayField *m_appSecret;
    GatewayField *m_verifyToken;
    GatewayField *m_webhook;
    GatewayField *m_graph;
};

} // namespace atalaia
