// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evolutionserver.h"
#include "soakgateway.h"
#include "support/rabbitmqserver.h"

#include <QMutex>

#include <atomic>
#include <memory>
#include <thread>

namespace atalaia::soak {

/// Evolution API in global mode: a real RabbitMQ with its events, and what its REST interface has of them.
class EvolutionSoak final : public SoakGateway
{
public:
    EvolutionSoak() = default;
    ~EvolutionSoak() override;

    [[nodiscard]] QString name() const override { return QStringLiteral("Evolution"); }
    [[nodiscard]] QString prepare(const Plan &plan) override;
    [[nodiscard]] QJsonObject entry() const override;
    void play() override;
    [[nodiscard]] bool hasPlayed() override { return m_hasPlayed; }
    bool restartBroker() override;
    [[nodiscard]] Faults faults() override;
    [[nodiscard]] Script script() override;

private:
    void playAll();
    void say(qint64 block, const QVector<SoakMessage> &messages);
    void publish(const QString &line, qint64 block, const SoakMessage &first, int count);
    void end();

    Plan m_plan;
    QMutex m_brokerMutex; ///< the broker's object is used by the player and by restartBroker()
    std::unique_ptr<RabbitMqServer> m_broker;
    std::unique_ptr<EvolutionServer> m_server;
    std::thread m_player;
    std::atomic<bool> m_isEnding = false;
    std::atomic<bool> m_hasPlayed = false;
    Faults m_faults; ///< written by the player; complete when m_hasPlayed
    Script m_script; ///< complete when m_hasPlayed
};

} // namespace atalaia::soak
