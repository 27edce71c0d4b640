// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewayformwaha.h"

#include "settings/gatewaychecks.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace atalaia {

GatewayFormWaha::GatewayFormWaha(const Theme &theme, QWidget *parent)
    : GatewayForm(theme, GatewayKind::Waha, u"gateway"_s, parent)
{
    m_address = addField(u"Address"_s, tr("&Address"));
    m_address->setPlaceholder(u"https://waha.example:3000"_s);
    m_address->setHelp(tr("Where WAHA answers, as in the address line of its dashboard. Its usual port is 3000."));
    m_address->edit().setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_key = addSecret(u"Key"_s, tr("Ke&y to read"), &GatewaySecrets::key);
    m_key->setHelp(tr("The value of WAHA_API_KEY in the server's .env file, or a key made for Atalaia in the dashboard "
                      "under Keys (POST /api/keys); the right to read is enough. If WAHA_API_KEY begins with sha512:, "
                      "enter the text it was made from, not the hash."));
    m_actionKey = addSecret(u"ActionKey"_s, tr("Key to &intervene (optional)"), &GatewaySecrets::actionKey);
    m_actionKey->setHelp(tr("A second key with the rights to send, control and delete. Leave it empty to use the key "
                            "above for both."));
    beginAdvanced();
    m_webhookKey = addSecret(u"WebhookKey"_s, tr("Key of the &webhooks (optional)"), &GatewaySecrets::webhookSecret);
    m_webhookKey->setHelp(tr("Only if WAHA also sends webhooks to atalaia-collector: the value of "
                             "WHATSAPP_HOOK_HMAC_KEY, with which it signs them."));
    addTransport();
    finish();
}

void GatewayFormWaha::fill(const GatewayConfig &stored)
{
    m_address->setValue(stored.address.toString());
}

void GatewayFormWaha::read(GatewayConfig &config) const
{
    config.address = gatewayAddress(m_address->value());
}

void GatewayFormWaha::check()
{
    requireAddress(*m_address, addressProblem(m_address->value()), gatewayAddress(m_address->value()));
    requireSecret(*m_key, true, hasStoredKeys());
    requireSecret(*m_actionKey, false, hasStoredKeys());
    requireSecret(*m_webhookKey, false, hasStoredKeys());
}

} // namespace atalaia
