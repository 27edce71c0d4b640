// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaywords.h"

#include "text/errorwords.h"
#include "text/safetext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kMaxLinesNamed = 12;

struct GatewayWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::GatewayWords)
};

QString lineNames(const QVector<QString> &lines)
{
    QStringList names;
    for (const QString &line : lines.mid(0, kMaxLinesNamed))
        names << isolated(safeLine(line, 40));
    if (lines.size() > kMaxLinesNamed)
        names << u"…"_s;
    return names.join(u", ");
}

QString connectedWords(const GatewayProbe &probe)
{
    const QString product = safeLine(probe.product, 40);
    const QString version = safeLine(probe.version, 40);
    if (!probe.engine.isEmpty())
        return GatewayWords::tr("Connected to %1 %2, engine %3.").arg(product, version, safeLine(probe.engine, 40));
    if (version.isEmpty())
        return GatewayWords::tr("Connected to %1.").arg(product);
    return GatewayWords::tr("Connected to %1 %2.").arg(product, version);
}

} // namespace

QString gatewayKindWords(GatewayKind kind)
{
    switch (kind) {
    case GatewayKind::Waha:
        return u"WAHA"_s;
    case GatewayKind::Evolution:
        return u"Evolution API"_s;
    case GatewayKind::CloudApi:
        return GatewayWords::tr("WhatsApp Cloud API (Meta)");
    case GatewayKind::ChatExport:
        break;
    }
    return GatewayWords::tr("Exported chats");
}

QString gatewayTitle(const GatewayConfig &config)
{
    switch (config.kind) {
    case GatewayKind::Waha:
    case GatewayKind::Evolution:
        return safeLine(config.address.authority(), 80);
    case GatewayKind::CloudApi:
        return GatewayWords::tr("Account %1").arg(safeLine(config.businessAccount, 40));
    case GatewayKind::ChatExport:
        break;
    }
    return gatewayKindWords(config.kind);
}

QString phaseAdvice(ConnectionPhase phase)
{
    switch (phase) {
    case ConnectionPhase::KeyRefused:
        return GatewayWords::tr("The gateway refuses the key: enter the right one below and save.");
    case ConnectionPhase::KeyMissing:
        return GatewayWords::tr("The keyring has no key for it: enter it below and save.");
    case ConnectionPhase::NotAllowed:
        return GatewayWords::tr("Atalaia does not connect, because the key would travel unencrypted. Use an encrypted "
                                "address, or allow it under “Advanced”.");
    case ConnectionPhase::WaitingToRetry:
        return GatewayWords::tr("It does not answer. Atalaia keeps trying and fetches what it missed.");
    case ConnectionPhase::Disabled:
    case ConnectionPhase::Connecting:
    case ConnectionPhase::CatchingUp:
    case ConnectionPhase::Live:
    case ConnectionPhase::Paused:
        break;
    }
    return {};
}

QString probeWords(const GatewayProbe &probe)
{
    QStringList sentences{connectedWords(probe)};
    if (probe.workingLines.isEmpty() && probe.otherLines.isEmpty())
        sentences << GatewayWords::tr("It has no line yet; pair a number at the gateway.");
    if (!probe.workingLines.isEmpty())
        sentences << GatewayWords::tr("Lines working: %1.").arg(lineNames(probe.workingLines));
    if (!probe.otherLines.isEmpty())
        sentences << GatewayWords::tr("Lines not working: %1.").arg(lineNames(probe.otherLines));
    return sentences.join(u'\n');
}

QString probeProblem(GatewayKind kind, const Error &error)
{
    const bool isCloud = kind == GatewayKind::CloudApi;
    switch (error.kind) {
    case Error::Kind::Unauthorized:
        return isCloud ? GatewayWords::tr("Meta refuses this token. It may have ended, or lack the two rights.")
                       : GatewayWords::tr("The gateway answers, but refuses this key.");
    case Error::Kind::Unreachable:
        return isCloud ? GatewayWords::tr("Meta does not answer. Check this computer's way to the internet.")
                       : GatewayWords::tr("Nothing answers at this address. Check machine and port, and whether the "
                                          "gateway runs.");
    case Error::Kind::InvalidInput:
    case Error::Kind::NotFound:
    case Error::Kind::Rejected:
    case Error::Kind::Unsupported:
        return isCloud ? GatewayWords::tr(
                       "Meta does not know this account, or this token may not see it. Check the ID.")
                       : GatewayWords::tr("Something answers there, but it is not a gateway of the kind %1.")
                                 .arg(gatewayKindWords(kind));
    default:
        return errorSentence(error.kind);
    }
}

} // namespace atalaia
