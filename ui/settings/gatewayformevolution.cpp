// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewayformevolution.h"

#include "settings/gatewaychecks.h"

#include <QLineEdit>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

const QString kUsualExchange = u"evolution"_s;

} // namespace

GatewayFormEvolution::GatewayFormEvolution(const Theme &theme, QWidget *parent)
    : GatewayForm(theme, GatewayKind::Evolution, u"evolution"_s, parent)
{
    m_address = addField(u"Address"_s, tr("&Address"));
    m_address->setPlaceholder(u"https://evolution.example:8080"_s);
    m_address->setHelp(tr("Where Evolution API answers: SERVER_URL in its .env file. Its usual port is 8080."));
    m_address->edit().setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_key = addSecret(u"Key"_s, tr("API ke&y"), &GatewaySecrets::key);
    m_key->setHelp(
            tr("The value of AUTHENTICATION_API_KEY in the server's .env file, which opens every instance; or the "
               "token of one instance, shown in the manager."));
    m_actionKey = addSecret(u"ActionKey"_s, tr("Key to &intervene (optional)"), &GatewaySecrets::actionKey);
    m_actionKey->setHelp(tr("Leave it empty to use the key above for both."));
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
    m_brokerPassword->setHelp(tr("Of the user in the address, who must be allowed to make a queue and to read from the "
                                 "exchange."));
    m_exchange = addField(u"Exchange"_s, tr("&Exchange"));
    m_exchange->setHelp(tr("The value of RABBITMQ_EXCHANGE_NAME in the server's .env file."));
    m_queue = addField(u"Queue"_s, tr("Our own &queue"));
    m_queue->setHelp(
            tr("Made by Atalaia at the broker; messages wait there while Atalaia is away. Each installation of "
               "Atalaia needs a name of its own."));
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
            hasBroker ? tr("On the Evolution server: RABBITMQ_ENABLED=true, RABBITMQ_GLOBAL_ENABLED=true, RABBITMQ_URI "
                           "with this broker, and RABBITMQ_EVENTS_… =true for the MESSAGES_ events, SEND_MESSAGE and "
                           "CONNECTION_UPDATE.")
                      : tr("Left empty, Atalaia listens over socket.io (WEBSOCKET_ENABLED=true and "
                           "WEBSOCKET_GLOBAL_EVENTS=true on the server). Messages of the time in which Atalaia is not "
                           "connected are then fetched afterwards, but edits and deletions of that time are lost."));
    if (!hasBroker)
        return;
    // The password of one broker is not sent to another.
    const bool isStored = hasStoredKeys() && stored().brokerAddress == brokerAddress(typed);
    requireSecret(*m_brokerPassword, true, isStored);
    require(*m_exchange, brokerNameProblem(m_exchange->value()));
    require(*m_queue, brokerNameProblem(m_queue->value()));
}

} // namespace atalaia
