// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace atalaia::bench {

struct BrokerBench
{
    int messages = 50'000; ///< a run
    int messageBytes = 1600;
    int rounds = 5;
    double speed = 0; ///< of ours beside the bare loop: 1 = as fast. 0 where there is no rabbitmq-server
    bool hasFailed = false; ///< somebody did not get what was published
};

/// Consuming from a quorum queue of a RabbitMQ of its own, with the same prefetch and acknowledgements: AmqpConsumer,
/// and rabbitmq-c's amqp_consume_message in a loop. Needs a QCoreApplication; prints a table.
void runBrokerBench(BrokerBench &bench);

} // namespace atalaia::bench
