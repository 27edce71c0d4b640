// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace atalaia {

/// A server's text frame around the bytes, which need not be valid UTF-8: that is the point.
[[nodiscard]] QByteArray textFrame(const QByteArray &payload);

} // namespace atalaia
