// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures.h"

#include <QJsonObject>
#include <QSettings>
#include <QString>

namespace atalaia::bench {

/// Opens the console over an existing store and runs the application until its list has been painted
/// with rows. What it took in ms since the process was started, by part; empty when no rows came.
[[nodiscard]] QJsonObject measureStart(TimedApplication &application, QSettings &settings, const QString &store,
                                       double msBeforeMain);

} // namespace atalaia::bench
