// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/interventiontarget.h"

#include "store/conversationrepository.h"
#include "store/gatewayrepository.h"

#include <algorithm>

namespace atalaia {

Result<InterventionTarget> readTarget(Database &database, const Line &line)
{
    const auto gateways = GatewayRepository(database).all();
    if (!gateways)
        return gateways.error();
    const auto found = std::find_if(gateways->cbegin(), gateways->cend(),
                                    [&line](const GatewayConfig &config) { return config.id == line.gateway; });
    InterventionTarget target;
    if (found != gateways->cend())
        target.gateway = found->kind;
    target.capabilities = line.capabilities;
    return target;
}

Result<InterventionTarget> readTarget(Database &database, const ConversationHead &head)
{
    auto target = readTarget(database, head.line);
    if (!target)
        return target.error();
    target->isGroup = head.isGroup;
    if (target->capabilities && target->capabilities->sendsOnlyWithinDay) {
        const auto lastAtMs = ConversationRepository(database).lastContactAt(head.id);
        if (!lastAtMs)
            return lastAtMs.error();
        target->lastContactAtMs = *lastAtMs;
    }
    return target;
}

} // namespace atalaia
