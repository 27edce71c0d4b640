// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/evolution/amqpplace.h"

#include <QByteArray>

struct amqp_method_t_;

namespace atalaia {

/// The conversation with a broker up to the first delivery, without its socket: the broker's methods go in, our
/// answers come out. Logs in, looks whether the exchange is there, makes the queue, claims to be its only reader,
/// binds it with "#", asks for deliveries.
class AmqpOpening final
{
    Q_DISABLE_COPY_MOVE(AmqpOpening)

public:
    enum class Step {
        Greeting,
        Login,
        VirtualHost,
        Channel,
        Exchange,
        Queue,
        Claim,
        Binding,
        Prefetch,
        Consuming,
        Done
    };
    static constexpr quint16 kChannel = 1;

    struct Problem
    {
        QString text;
        bool isRefused = false;
    };

    AmqpOpening(const AmqpPlace &place, const QByteArray &password, int prefetch, std::chrono::seconds heartbeat);
    ~AmqpOpening();

    /// What to say next. Empty: nothing, because it is Done or has failed(), and then problem() says why.
    [[nodiscard]] QByteArray answer(const amqp_method_t_ &method);

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isDone() const { return m_step == Step::Done; }
    [[nodiscard]] const Problem &problem() const { return m_problem; }
    /// What the broker means with a close of the connection or the channel at this point. Of its words only what is
    /// known to be harmless is repeated.
    [[nodiscard]] Problem problemOf(int code, const QByteArray &words) const;
    /// The broker took too long.
    [[nodiscard]] Problem problemOfDelay() const;
    /// The broker hung up without a word.
    [[nodiscard]] Problem problemOfSilence() const;

    /// Valid from step VirtualHost on: what both sides agreed on. 0 = none.
    [[nodiscard]] int heartbeatSeconds() const { return m_heartbeatSeconds; }
    [[nodiscard]] int largestFrame() const { return m_largestFrame; }

private:
    [[nodiscard]] QByteArray logIn(const amqp_method_t_ &method);
    [[nodiscard]] QByteArray tune(const amqp_method_t_ &method);
    [[nodiscard]] QByteArray declareQueue();
    [[nodiscard]] QByteArray claimQueue();
    [[nodiscard]] QByteArray ask(Step next, quint16 channel, quint32 id, void *fields);

    Step m_step = Step::Greeting;
    Problem m_problem;
    QByteArray m_user;
    QByteArray m_password;
    QByteArray m_virtualHost;
    QByteArray m_exchange;
    QByteArray m_queue;
    int m_prefetch;
    int m_heartbeatSeconds;
    int m_largestFrame = 0;
};

} // namespace atalaia
