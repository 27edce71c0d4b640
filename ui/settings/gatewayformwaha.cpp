// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewayformwaha.h"

#include "settings/forelsewhere.h"
#include "settings/gatewaychecks.h"
#include "widgets/plainlabel.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace atalaia {

GatewayFormWaha::GatewayFormWaha(const Theme &theme, QWidget *parent)
    : GatewayForm(theme, GatewayKind::Waha, u"gateway"_s, parent)
{
    m_address = addField(u"Address"_s, tr("&Address"));
    m_address->setPlaceholder(u"https://waha.example:3000"_s);
    m_address->setHelp(tr("Where WAHA answers: what stands in the browser while its dashboard is open, without "
                          "/dashboard behind it. Its usual port is 3000."));
    m_address->edit().setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_key = addSecret(u"Key"_s, tr("Ke&y to read"), &GatewaySecrets::key);
    m_key->setHelp(tr("The value of WAHA_API_KEY: it stands in the .env file beside WAHA's docker-compose.yaml, and "
                      "“docker exec NAME env” on its server prints it. Or a key of Atalaia's own: in the dashboard "
                      "under Keys, with the "
                      "right to read. If WAHA_API_KEY begins with sha512:, enter the text it was made from, not the "
                      "hash."));
    m_actionKey = addSecret(u"ActionKey"_s, tr("Key to &intervene (optional)"), &GatewaySecrets::actionKey);
    m_actionKey->setHelp(tr("A second key from the dashboard under Keys, with the rights to send, control and delete. "
                            "Leave it empty to use the key above for both."));
    m_engineHint = new PlainLabel(theme, FontRole::Caption, ColorRole::Muted, this);
    m_engineHint->setObjectName(prefix() + u"EngineHint"_s);
    m_engineHint->setText(
            tr("Good to know: with the engine NOWEB a line has a history only if "
               "config.noweb.store.enabled was set before its number was paired; blocking a contact works "
               "with the engines WEBJS and WPP only."));
    addWidget(m_engineHint);
    beginAdvanced();
    m_webhookKey = addSecret(u"WebhookKey"_s, tr("Key of the &webhooks (optional)"), &GatewaySecrets::webhookSecret);
    m_webhookKey->setHelp(
            tr("Only if WAHA also sends webhooks to atalaia-collector: a long word of your own, which WAHA "
               "gets as WHATSAPP_HOOK_HMAC_KEY and signs them with."));
    m_hook = new ForElsewhere(theme, prefix() + u"Hook"_s, tr("For WAHA's .env file, if it sends webhooks:"), this);
    addWidget(m_hook);
    addTransport();
    finish();
}

void GatewayFormWaha::fill(const GatewayConfig &stored)
{
    m_address->setValue(stored.address.toString());
    m_hook->setVisible(stored.id.isValid()); // before, there is no address
    m_hook->setLines(u"WHATSAPP_HOOK_URL=%1\nWHATSAPP_HOOK_EVENTS=*"_s.arg(webhookAddress(stored.id)));
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
