// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// The title of a chat as the name of its file tells it.
struct ChatTitle
{
    QString text; ///< composed (NFC), trimmed; empty when the name says nothing ("_chat.txt")
    bool isFromName = false; ///< the name follows WhatsApp's pattern; else it is the name of the file itself
};

/// `fileName` without folder, with or without ending. Takes the patterns of several languages, numbers
/// in front (mail programs, other messengers), underscores for blanks, and copies " (1)".
[[nodiscard]] ChatTitle chatTitleOf(const QString &fileName);

} // namespace atalaia
