// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionline.h"

#include "gateway/chataddress.h"

using namespace Qt::StringLiterals;

namespace atalaia::evolution {

using json::MaybeElement;
using json::member;
using json::textOf;

namespace {

Error malformed(const char *field)
{
    return {Error::Kind::InvalidInput, u"field %1 is missing or has the wrong shape"_s.arg(QLatin1StringView(field))};
}

ChatAddress ownAddressOf(MaybeElement element)
{
    const QString address = textOf(element);
    return address.contains(u'@') && address.size() <= kLongestExternalId ? withoutDevice(address) : ChatAddress();
}

LineAlarmChanged alarm(LineAlarmChanged::Kind kind, bool isRaised, qint64 atMs, const QString &detail)
{
    return {kind, isRaised, atMs, detail};
}

/// WhatsApp's reason for the end of a connection: 401 the device was removed, 402, 403 and 406 the number is limited
/// or banned.
void addEnd(ItemReading &reading, std::optional<qint64> reason, const Origin &origin)
{
    using Kind = LineAlarmChanged::Kind;
    const QString detail = reason ? u"reason %1"_s.arg(*reason) : QString();
    const bool isRestricted = reason == 402 || reason == 403 || reason == 406;
    LineChanged line;
    line.state = isRestricted ? LineState::Failed : LineState::NeedsPairing;
    line.ownAddress = origin.ownAccount;
    line.changedAtMs = origin.receivedAtMs;
    reading.bodies.append(line);
    reading.bodies.append(alarm(isRestricted ? Kind::Restricted : Kind::LoggedOut, true, origin.receivedAtMs, detail));
}

GatewayCapabilities capabilitiesOf(const QString &integration)
{
    const bool isLinkedDevice = integration.isEmpty() || integration == u"WHATSAPP-BAILEYS";
    GatewayCapabilities capabilities;
    capabilities.hasHistory = true;
    capabilities.fetchesMedia = true;
    capabilities.sendsMessages = true;
    capabilities.sendsOnlyWithinDay = integration == u"WHATSAPP-BUSINESS";
    capabilities.deletesForEveryone = isLinkedDevice;
    capabilities.blocksContacts = isLinkedDevice;
    capabilities.suspendWay = isLinkedDevice ? SuspendWay::LogsOut : SuspendWay::None;
    return capabilities;
}

} // namespace

LineState lineStateOf(QStringView state)
{
    if (state == u"open")
        return LineState::Working;
    if (state == u"connecting")
        return LineState::Starting;
    // Without a login it stays closed until somebody pairs it again; "refused": nobody scanned the code in time.
    if (state == u"close" || state == u"closed" || state == u"refused")
        return LineState::NeedsPairing;
    return LineState::Unknown;
}

Result<ItemReading> readConnection(Element data, const Origin &origin)
{
    using Kind = LineAlarmChanged::Kind;
    const QString state = textOf(member(data, "state"));
    if (state.isEmpty())
        return malformed("data.state");
    ItemReading reading;
    if (state == u"close") {
        addEnd(reading, json::numberOf(member(data, "statusReason")), origin);
        return reading;
    }
    LineChanged line;
    line.state = lineStateOf(state);
    line.displayName = textOf(member(data, "profileName"));
    line.ownAddress = ownAddressOf(member(data, "wuid"));
    if (line.ownAddress.isEmpty())
        line.ownAddress = origin.ownAccount;
    line.changedAtMs = origin.receivedAtMs;
    reading.bodies.append(line);
    if (line.state == LineState::Working) {
        for (const Kind over : {Kind::LoggedOut, Kind::Restricted})
            reading.bodies.append(alarm(over, false, origin.receivedAtMs, {}));
    }
    return reading;
}

Result<ItemReading> readEnd(Element data, const Origin &origin)
{
    if (textOf(member(data, "status")).isEmpty())
        return malformed("data.status");
    if (lineStateOf(textOf(member(data, "status"))) != LineState::NeedsPairing)
        return ItemReading{{}, u"status that is no end"_s};
    ItemReading reading;
    addEnd(reading, json::numberOf(member(data, "disconnectionReasonCode")), origin);
    return reading;
}

ItemReading readLogout(const Origin &origin)
{
    ItemReading reading;
    addEnd(reading, std::nullopt, origin);
    return reading;
}

ItemReading readRemoval(const Origin &origin)
{
    LineChanged line;
    line.state = LineState::Stopped;
    line.ownAddress = origin.ownAccount;
    line.changedAtMs = origin.receivedAtMs;
    return {{line, alarm(LineAlarmChanged::Kind::LoggedOut, true, origin.receivedAtMs, u"instance removed"_s)}, {}};
}

ItemReading readPairing(const Origin &origin)
{
    LineChanged line;
    line.state = LineState::NeedsPairing;
    line.ownAddress = origin.ownAccount;
    line.changedAtMs = origin.receivedAtMs;
    return {{line}, {}};
}

Result<EvolutionLine> lineOf(Element instance)
{
    const MaybeElement nested = member(instance, "instance"); // before 2.1
    const MaybeElement from = nested ? nested : MaybeElement(instance);
    const auto firstText = [&from](std::string_view name, std::string_view older) {
        const QString text = textOf(member(from, name));
        return text.isEmpty() ? textOf(member(from, older)) : text;
    };
    EvolutionLine line;
    line.name = firstText("name", "instanceName");
    if (line.name.isEmpty() || line.name.size() > kLongestExternalId)
        return malformed("name");
    const QString state = firstText("connectionStatus", "status");
    if (state.isEmpty())
        return malformed("connectionStatus");
    line.state = lineStateOf(state);
    line.displayName = textOf(member(from, "profileName"));
    line.ownAddress = ownAddressOf(member(from, "ownerJid"));
    if (line.ownAddress.isEmpty())
        line.ownAddress = ownAddressOf(member(from, "owner"));
    const MaybeElement integration = member(from, "integration");
    line.capabilities = capabilitiesOf(
            integration && integration->is_object() ? textOf(member(integration, "integration")) : textOf(integration));
    return line;
}

} // namespace atalaia::evolution
