// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/limitwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kMinuteMs = 60'000;

struct LimitWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::LimitWords)
};

/// As people say it: a name needs no translation.
QString productName(GatewayKind gateway)
{
    switch (gateway) {
    case GatewayKind::Waha:
        return u"WAHA"_s;
    case GatewayKind::Evolution:
        return u"Evolution API"_s;
    case GatewayKind::CloudApi:
    case GatewayKind::ChatExport:
        break;
    }
    return u"WhatsApp Cloud API"_s;
}

QString cannotBlockSentence(GatewayKind gateway)
{
    if (gateway == GatewayKind::Waha)
        return LimitWords::tr("WAHA's engines NOWEB and GOWS cannot block contacts; only a line on WEBJS or WPP can.");
    return LimitWords::tr("This line's gateway (%1) cannot block contacts.").arg(productName(gateway));
}

QString cannotSuspendSentence(GatewayKind gateway)
{
    if (gateway == GatewayKind::CloudApi)
        return LimitWords::tr("Meta has no way to suspend a line; take the agent's access away at Meta instead.");
    return LimitWords::tr("This line's gateway (%1) cannot suspend lines.").arg(productName(gateway));
}

QString cannotDeleteSentence(GatewayKind gateway)
{
    if (gateway == GatewayKind::CloudApi)
        return LimitWords::tr("Meta lets nobody delete a message from here; only the agent's phone can.");
    return LimitWords::tr("This line's gateway (%1) cannot delete messages for everyone.").arg(productName(gateway));
}

QString timeLeftSentence(qint64 leftMs)
{
    const int minutes = int((leftMs + kMinuteMs - 1) / kMinuteMs);
    if (minutes < 60)
        return LimitWords::tr("Possible for %n more minute(s): one may only answer within 24 hours.", nullptr, minutes);
    return LimitWords::tr("Possible for %1 h %2 min more: one may only answer within 24 hours.")
            .arg(minutes / 60)
            .arg(minutes % 60);
}

} // namespace

QString limitSentence(InterventionLimit limit, GatewayKind gateway)
{
    switch (limit) {
    case InterventionLimit::None:
        break;
    case InterventionLimit::NotKnownYet:
        return LimitWords::tr("Whether this line's gateway can do it is not known yet.");
    case InterventionLimit::NoGateway:
        return LimitWords::tr("This conversation was imported from a file: there is no gateway to act through.");
    case InterventionLimit::CannotSend:
        return LimitWords::tr("This line's gateway (%1) cannot send messages.").arg(productName(gateway));
    case InterventionLimit::WindowClosed:
        return LimitWords::tr("The contact's last message is more than 24 hours old: Meta allows no answer any more.");
    case InterventionLimit::CannotDelete:
        return cannotDeleteSentence(gateway);
    case InterventionLimit::CannotBlock:
        return cannotBlockSentence(gateway);
    case InterventionLimit::CannotBlockGroup:
        return LimitWords::tr("A group cannot be blocked, only a contact.");
    case InterventionLimit::CannotSuspend:
        return cannotSuspendSentence(gateway);
    }
    return {};
}

QString limitSentence(InterventionKind kind, const InterventionTarget &target, qint64 nowMs)
{
    const InterventionLimit limit = limitOf(kind, target, nowMs);
    if (limit == InterventionLimit::None && kind == InterventionKind::MessageToContact && sendableUntil(target) > 0)
        return timeLeftSentence(sendableUntil(target) - nowMs);
    return limitSentence(limit, target.gateway);
}

QString suspendConsequence(const InterventionTarget &target, const QString &agentAndLine)
{
    const QString consequence =
            LimitWords::tr("%1 can neither send nor receive until somebody resumes the line.").arg(agentAndLine);
    if (!target.capabilities)
        return consequence;
    if (target.capabilities->suspendWay == SuspendWay::LogsOut)
        return LimitWords::tr("Suspending logs this line out of %1: %2 can neither send nor receive, and somebody must "
                              "scan a new QR code to resume.")
                .arg(productName(target.gateway), agentAndLine);
    return consequence;
}

QString resumeConsequence(const InterventionTarget &target, const QString &agentAndLine)
{
    if (target.capabilities && target.capabilities->suspendWay == SuspendWay::LogsOut)
        return LimitWords::tr("%1 can send and receive again once somebody scans a new QR code at %2.")
                .arg(agentAndLine, productName(target.gateway));
    return LimitWords::tr("%1 can send and receive again at once.").arg(agentAndLine);
}

} // namespace atalaia
