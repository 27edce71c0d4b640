// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gatewayevent.h"

#include <QFile>
#include <QString>

#include <functional>

namespace atalaia {

/// Whether it names a gateway whose recorded events can be read: "waha", "evolution", "cloudapi".
[[nodiscard]] bool isGatewayFormat(const QString &format);

enum class RecordedEnd { Good, WithUnreadable, Stopped };

/// Reads what a gateway of that format sent, one event or webhook a line, through its connector. Lines that cannot be
/// read are said with their reason; `take` returns false to stop.
[[nodiscard]] RecordedEnd readRecordedEvents(const QString &format, QFile &file, const QString &name,
                                             const std::function<bool(const GatewayEvent &event)> &take);

} // namespace atalaia
