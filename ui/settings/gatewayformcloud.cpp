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
    m_token->setHelp(tr("In Meta's App dashboard under WhatsApp > API setup; that one ends after a day. For a lasting "
                        "one, make a system user in the Business settings and give its token the rights "
                        "whatsapp_business_messaging and whatsapp_business_management."));
    m_account = addField(u"Account"_s, tr("WhatsApp Business &account ID"));
    m_account->setHelp(tr("On the same page, WhatsApp > API setup: digits only. It is not the phone number's ID beside "
                          "it."));
    m_account->edit().setInputMethodHints(Qt::ImhDigitsOnly);
    m_appSecret = addSecret(u"AppSecret"_s, tr("App &secret"), &GatewaySecrets::webhookSecret);
    m_appSecret->setHelp(tr("In the App dashboard under App settings > Basic > App secret > Show. It proves that what "
                            "arrives comes from Meta."));
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
            tr("A word of your own that Meta must repeat. Generate one here, save, and enter the same at "
               "Meta under WhatsApp > Configuration > Webhook. Copy it first: it is not shown again."));
    auto *generate = new KeyButton(theme(), KeyButton::Look::Plain, this);
    generate->setObjectName(prefix() + u"Generate"_s);
    generate->setText(tr("Generate"));
    generate->setAccessibleName(tr("Generate a verify token"));
    m_verifyToken->addButton(generate);
    connect(generate, &KeyButton::clicked, this, &GatewayFormCloud::generateVerifyToken);

    m_webhook = addField(u"Webhook"_s, tr("&Webhook address to enter at Meta"));
    m_webhook->edit().setReadOnly(true);
    m_webhook->setHelp(
            tr("Meta sends messages to this address and nowhere else. The program atalaia-collector must run "
               "there, behind your company's web server with https; this console alone receives nothing "
               "from Meta. At Meta, subscribe to messages, and to smb_message_echoes and history if your "
               "agents also use the WhatsApp Business app."));
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
    //: Stands for the name of the company's own server in an address: letters and hyphens only
    m_webhook->setValue(stored.id.isValid() ? u"https://%1/webhooks/%2"_s.arg(tr("your-server")).arg(stored.id.value)
                                            : QString());
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
