// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace atalaia {

enum class ExportEncoding { Utf8, Utf8Bom, Utf16LE, Utf16BE };

/// An exported chat's text as UTF-8 without byte order mark.
struct DecodedExport
{
    QByteArray text;
    ExportEncoding encoding = ExportEncoding::Utf8;
    bool isDamaged = false; ///< something in it was not of its encoding and was replaced (UTF-16 only)
};

/// UTF-8 as WhatsApp writes it, or what another program made of it: with byte order mark, UTF-16 with
/// one or recognised by its zero bytes. UTF-8 is not checked here: what is broken in a message stays
/// visible there. InvalidInput when it cannot be text.
[[nodiscard]] Result<DecodedExport> decodeExport(QByteArray bytes);

} // namespace atalaia
