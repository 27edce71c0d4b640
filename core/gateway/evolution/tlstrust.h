// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSslConfiguration>
#include <QString>

namespace atalaia {

/// TLS 1.2 or newer that trusts the system's authorities and those of a PEM file; an empty name means no file.
/// Whoever uses it still has to leave errors alone: peer and host name are checked, always.
[[nodiscard]] Result<QSslConfiguration> tlsTrusting(const QString &caFile);

} // namespace atalaia
