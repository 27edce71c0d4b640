// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewayformevolution.h"

#include "settings/forelsewhere.h"
#include "settings/gatewaychecks.h"

#include <QLineEdit>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

const QString kUsualExchange = u"evolution"_s;

/// What is read of Evolution's events; without their switches nothing of them comes.
QString brokerSettings(const QString &exchange)
{
    QStringList lines{u"RABBITMQ_ENABLED=true"_s, u"RABBITMQ_GLOBAL_ENABLED=true"_s,
                      u"RABBITMQ_EXCHANGE_NAME="_s + exchange};
    for (const QStringView event :
         {u"MESSAGES_SET", u"MESSAGES_UPSERT", u"MESSAGES_EDITED", u"MESSAGES_UPDATE", u"MESSAGES_DELETE",
          u"SEND_MESSAGE", u"SEND_MESSAGE_UPDATE", u"CONTACTS_UPSERT", u"CONTACTS_UPDATE", u"CONNECTION_UPDATE"})
        lines << u"RABBITMQ_EVENTS_%1=true"_s.arg(event);
    return lines.join(u'\n');
}

QString socketSettings()
{
    return u"WEBSOCKET_ENABLED=true\nWEBSOCKET_GLOBAL_EVENTS=true"_s;
}

} // namespace

GatewayFormEvolution::GatewayFormEvolution(const Theme &theme, QWidget *parent)
    : GatewayForm(theme, GatewayKind::Evolution, u"evolution"_s, parent)
{
    m_address = addField(u"Address"_s, tr("&Address"));
    m_address->setPlaceholder(u"https://evolution.example:8080"_s);
    m_address->setHelp(
            tr("Where Evolution API answers: SERVER_URL in the .env file on its server. Its usual port is 8080."));
    m_address->edit().setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_key = addSecret(u"Key"_s, tr("API ke&y"), &GatewaySecrets::key);
    m_key->setHelp(
            tr("The value of AUTHENTICATION_API_KEY in the .env file on its server, which opens every instance; or "
               "the token of one instance, shown in its manager (the address above with /manager behind it)."));
    m_actionKey = addSecret(u"ActionKey"_s, tr("Key to &intervene (optional)"), &GatewaySecrets::actionKey);
    m_actionKey->setHelp(tr("Another key that may send, delete and log out, if you keep one. Leave it empty to use the "
                            "key above for both."));
    addBroker();
    beginAdvanced();
    addTransport();
    finish();
}

void GatewayFormEvolution::addBroker()
{
    m_broker = addField(u"Broker"_s, tr("RabbitMQ &broker (recommended)"));
    m_broker->setPlaceholder(u"amqps://atalaia@broker.example:5671/evolution"_s);
    m_broker->edit().setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_brokerPassword =
            addSecret(u"BrokerPassword"_s, tr("&Password of the broker's user"), &GatewaySecrets::brokerPassword);
    m_brokerPassword->setHelp(
            tr("Of the user in the address, a user for Atalaia alone: whoever runs the broker adds it in "
               "RabbitMQ's management (port 15672) under Admin > Users. It must be allowed to make "
               "its queue and to read from the exchange."));
    m_exchange = addField(u"Exchange"_s, tr("&Exchange"));
    m_exchange->setHelp(tr("The value of RABBITMQ_EXCHANGE_NAME in the .env file on Evolution's server."));
    m_queue = addField(u"Queue"_s, tr("Our own &queue"));
    m_queue->setHelp(
            tr("Made by Atalaia at the broker; messages wait there while Atalaia is away. Each installation of "
               "Atalaia needs a name of its own."));
    m_server = new ForElsewhere(theme(), prefix() + u"Server"_s,
                                tr("For the .env file on Evolution's server, which is then started again:"), this);
    addWidget(m_server);
}

void GatewayFormEvolution::fill(const GatewayConfig &stored)
{
    m_address->setValue(stored.address.toString());
    m_broker->setValue(stored.brokerAddress.toString());
    m_exchange->setValue(stored.brokerExchange.isEmpty() ? kUsualExchange : stored.brokerExchange);
    m_queue->setValue(stored.brokerQueue.isEmpty() ? suggestedQueue(QSysInfo::machineHostName()) : stored.brokerQueue);
}

void GatewayFormEvolution::read(GatewayConfig &config) const
{
    config.address = gatewayAddress(m_address->value());
    const bool hasBroker = !m_broker->value().isEmpty();
    config.brokerAddress = hasBroker ? brokerAddress(m_broker->value()) : QUrl();
    config.brokerExchange = hasBroker ? m_exchange->value() : QString();
    config.brokerQueue = hasBroker ? m_queue->value() : QString();
}

void GatewayFormEvolution::dropUnused(GatewaySecrets &secrets) const
{
    if (!m_broker->value().isEmpty())
        return;
    secrets.brokerPassword.clear(); // typed before the broker was taken away
    if (hasStoredKeys() && !stored().brokerAddress.isEmpty())
        secrets.remove(&GatewaySecrets::brokerPassword);
}

void GatewayFormEvolution::check()
{
    requireAddress(*m_address, addressProblem(m_address->value()), gatewayAddress(m_address->value()));
    requireSecret(*m_key, true, hasStoredKeys());
    requireSecret(*m_actionKey, false, hasStoredKeys());
    checkBroker();
}

void GatewayFormEvolution::checkBroker()
{
    const QString typed = m_broker->value();
    requireAddress(*m_broker, brokerProblem(typed), brokerAddress(typed), false);
    const bool hasBroker = !typed.isEmpty();
    for (GatewayField *field : {m_brokerPassword, m_exchange, m_queue})
        field->setVisible(hasBroker);
    m_broker->setHelp(
            hasBroker ? tr("The broker of RABBITMQ_URI in the same .env file, with a user of its own for Atalaia.")
                      : tr("The broker of RABBITMQ_URI in the same .env file. Left empty, Atalaia listens over "
                           "socket.io: messages of the time in which it is not connected are then fetched afterwards, "
                           "but edits and deletions of that time are lost."));
    m_server->setLines(hasBroker ? brokerSettings(m_exchange->value()) : socketSettings());
    if (!hasBroker) {
        if (hasStoredKeys() && !stored().brokerAddress.isEmpty())
            m_broker->setWarning(tr("The stored password of the broker's user will be removed when you save."));
        return;
    }
    // The password of one broker is not sent to another.
    const bool isStored = hasStoredKeys() && stored().brokerAddress == brokerAddress(typed);
    requireSecret(*m_brokerPassword, true, isStored);
    require(*m_exchange, brokerNameProblem(m_exchange->value()));
    require(*m_queue, brokerNameProblem(m_queue->value()));
}

} // namespace atalaia
