// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace atalaia {

/// The two Windows code pages in which spreadsheets of our users save. Qt Core has no codec for them.
enum class CodePage { Windows1252, Windows1251 };

/// Every byte has a character; the few undefined ones become the C1 control of the same number.
[[nodiscard]] QString decodeCodePage(QByteArrayView bytes, CodePage page);

/// Nothing when a character is not in the page.
[[nodiscard]] std::optional<QByteArray> encodeCodePage(QStringView text, CodePage page);

/// The text as it was before somebody read UTF-8 as a code page ("nÃ£o"); nothing when it does not
/// look like that.
[[nodiscard]] std::optional<QString> repairedMojibake(const QString &text);

} // namespace atalaia
