// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewayformcloud.h"

#include "settings/gatewaychecks.h"
#include "widgets/keybutton.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

const QString kGraphAddress = u"https://graph.facebook.com"_s;

} // namespace

GatewayFormCloud::GatewayFormCloud(const Theme &theme, QWidget *parent)
    : GatewayForm(theme, GatewayKind::CloudApi, u"cloud"_s, parent)
{
    m_token = addSecret(u"Token"_s, tr("Access &token"), &GatewaySecrets::key);
    m_token->setHelp(
            tr("At business.facebook.com: Business settings > Users > System users > choose one or add one > "
               "Generate token, with the app, “never expires”, and the permissions whatsapp_business_messaging "
               "and whatsapp_business_management. The token under WhatsApp > API setup ends after a day."));
    m_account = addField(u"Account"_s, tr("WhatsApp Business &account ID"));
    m_account->setHelp(
            tr("At developers.facebook.com/apps, in your app: WhatsApp > API setup. Digits only; not the phone "
               "number ID beside it: Atalaia finds the account's numbers by itself."));
    m_account->edit().setInputMethodHints(Qt::ImhDigitsOnly);
    m_appSecret = addSecret(u"AppSecret"_s, tr("App &secret"), &GatewaySecrets::webhookSecret);
    m_appSecret->setHelp(tr("In the same app: App settings > Basic > App secret > Show. It proves that what arrives "
                            "comes from Meta."));
    addWebhook();
    beginAdvanced();
    m_graph = addField(u"Graph"_s, tr("Address of the Graph API"));
    m_graph->setHelp(tr("Another one only for tests or behind a proxy of your own."));
    m_graph->edit().setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    addTransport();
    finish();
}

void GatewayFormCloud::addWebhook()
{
    m_verifyToken = addSecret(u"VerifyToken"_s, tr("&Verify token"), &GatewaySecrets::verifyToken);
    // Our own word, which must be copied to Meta once; after saving it is not shown again.
    m_verifyToken->edit().setEchoMode(QLineEdit::Normal);
    m_verifyToken->setHelp(
            tr("A word of your own that Meta must repeat. Generate it here and enter the same in the app "
               "under WhatsApp > Configuration > Webhook > Edit > Verify token. Copy it now: after "
               "saving it is not shown again."));
    auto *generate = new KeyButton(theme(), KeyButton::Look::Plain, this);
    generate->setObjectName(prefix() + u"Generate"_s);
    generate->setText(tr("Generate"));
    generate->setAccessibleName(tr("Generate a verify token"));
    m_verifyToken->addButton(generate);
    m_verifyToken->addCopyButton();
    connect(generate, &KeyButton::clicked, this, &GatewayFormCloud::generateVerifyToken);

    m_webhook = addField(u"Webhook"_s, tr("&Webhook address to enter at Meta"));
    m_webhook->edit().setReadOnly(true);
    m_webhook->addCopyButton();
    m_webhook->setHelp(
            tr("The Callback URL on the same page. The program atalaia-collector must run there, behind your "
               "company's web server with https, and says the path of this account when it starts; this "
               "console alone receives nothing from Meta. Then subscribe to messages and account_update, and "
               "to smb_message_echoes and history if your agents also use the WhatsApp Business app."));
}

void GatewayFormCloud::generateVerifyToken()
{
    m_verifyToken->setValue(freshVerifyToken());
    m_verifyToken->edit().selectAll();
    m_verifyToken->edit().setFocus(Qt::OtherFocusReason);
}

void GatewayFormCloud::fill(const GatewayConfig &stored)
{
    m_account->setValue(stored.businessAccount);
    m_graph->setValue(stored.address.isEmpty() ? kGraphAddress : stored.address.toString());
    m_webhook->setPlaceholder(stored.id.isValid() ? QString() : tr("shown here after saving"));
    m_webhook->setValue(stored.id.isValid() ? webhookAddress(stored.id) : QString());
}

void GatewayFormCloud::read(GatewayConfig &config) const
{
    config.address = gatewayAddress(m_graph->value());
    config.businessAccount = m_account->value();
}

void GatewayFormCloud::check()
{
    requireSecret(*m_token, true, hasStoredKeys());
    require(*m_account, businessAccountProblem(m_account->value()));
    requireSecret(*m_appSecret, true, hasStoredKeys());
    requireSecret(*m_verifyToken, true, hasStoredKeys(), verifyTokenProblem(m_verifyToken->value()));
    requireAddress(*m_graph, addressProblem(m_graph->value()), gatewayAddress(m_graph->value()));
}

} // namespace atalaia
