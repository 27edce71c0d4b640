// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "policy/lexiconimporter.h"

#include <QByteArray>
#include <QSet>
#include <QString>

#include <optional>

namespace atalaia {

/// A file's bytes as text, and how they were read.
struct DecodedText
{
    TextEncoding encoding = TextEncoding::Utf8;
    QString text;
    /// Physical lines (1-based) that were not UTF-8 in a file that is, and were read as
    /// `fallbackEncoding`.
    QSet<int> fallbackLines;
    TextEncoding fallbackEncoding = TextEncoding::Windows1252;
};

/// Without `forced`: byte order mark, strict UTF-8, zero bytes as UTF-16 has them, then a Windows
/// code page, a line at a time when most other lines are UTF-8. InvalidInput when it is not text.
[[nodiscard]] Result<DecodedText> decodeText(const QByteArray &bytes, std::optional<TextEncoding> forced);

/// "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "windows-1252", "windows-1251".
[[nodiscard]] QString encodingName(TextEncoding encoding);
/// Takes common other names too ("cp1252", "utf8"); any case.
[[nodiscard]] std::optional<TextEncoding> encodingFromName(const QString &name);

} // namespace atalaia
