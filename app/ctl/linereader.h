// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>

namespace atalaia {

/// A line beyond this is not a conversation that anybody wrote.
inline constexpr qint64 kMaxLineBytes = 256LL * 1024 * 1024;

/// The next line with its end, empty behind the last; of one that is too long only its beginning.
[[nodiscard]] QByteArray readLine(QFile &file);

/// Opens a file, or standard input for "-"; writes why not.
[[nodiscard]] bool openInput(QFile &file, const QString &name);
/// Whether all of it could be read; writes why not.
[[nodiscard]] bool isReadToTheEnd(const QFile &file, const QString &name);

} // namespace atalaia
