// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "gateway/evolution/evolutionmessage.h"
#include "gateway/evolution/evolutionparser.h"

#include <QStringView>

namespace atalaia::evolution {

/// connection.update: state of the line, and the alarms that are over or begin with it.
[[nodiscard]] Result<ItemReading> readConnection(Element data, const Origin &origin);

/// status.instance: WhatsApp ended the connection for good.
[[nodiscard]] Result<ItemReading> readEnd(Element data, const Origin &origin);

/// logout.instance and remove.instance, which may come without data.
[[nodiscard]] ItemReading readLogout(const Origin &origin);
[[nodiscard]] ItemReading readRemoval(const Origin &origin);

/// qrcode.updated: the line waits for somebody with its phone.
[[nodiscard]] ItemReading readPairing(const Origin &origin);

[[nodiscard]] LineState lineStateOf(QStringView state);

/// One entry of fetchInstances.
[[nodiscard]] Result<EvolutionLine> lineOf(Element instance);

} // namespace atalaia::evolution
