// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/interventionlimit.h"

namespace atalaia {

namespace {

InterventionLimit limitOfMessage(const InterventionTarget &target, qint64 nowMs)
{
    if (!target.capabilities->sendsMessages)
        return InterventionLimit::CannotSend;
    if (target.capabilities->sendsOnlyWithinDay && nowMs - target.lastContactAtMs >= kSendWindowMs)
        return InterventionLimit::WindowClosed;
    return InterventionLimit::None;
}

InterventionLimit limitUnless(bool isPossible, InterventionLimit limit)
{
    return isPossible ? InterventionLimit::None : limit;
}

} // namespace

InterventionLimit limitOf(InterventionKind kind, const InterventionTarget &target, qint64 nowMs)
{
    const bool isBlocking = kind == InterventionKind::BlockContact || kind == InterventionKind::UnblockContact;
    if (target.gateway == GatewayKind::ChatExport)
        return InterventionLimit::NoGateway;
    if (isBlocking && target.isGroup)
        return InterventionLimit::CannotBlockGroup;
    if (!target.capabilities)
        return InterventionLimit::NotKnownYet;
    switch (kind) {
    case InterventionKind::MessageToContact:
        return limitOfMessage(target, nowMs);
    case InterventionKind::DeleteForEveryone:
        return limitUnless(target.capabilities->deletesForEveryone, InterventionLimit::CannotDelete);
    case InterventionKind::SuspendLine:
    case InterventionKind::ResumeLine:
        return limitUnless(target.capabilities->suspendWay != SuspendWay::None, InterventionLimit::CannotSuspend);
    case InterventionKind::BlockContact:
    case InterventionKind::UnblockContact:
        break;
    }
    return limitUnless(target.capabilities->blocksContacts, InterventionLimit::CannotBlock);
}

bool isRefusal(InterventionLimit limit)
{
    return limit != InterventionLimit::None && limit != InterventionLimit::NotKnownYet;
}

qint64 sendableUntil(const InterventionTarget &target)
{
    const bool isLimited = target.capabilities && target.capabilities->sendsOnlyWithinDay;
    return isLimited && target.lastContactAtMs > 0 ? target.lastContactAtMs + kSendWindowMs : 0;
}

} // namespace atalaia
