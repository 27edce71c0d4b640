// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

namespace atalaia::soak {

/// One message of the scripts that this program writes itself. Invented, the same in each run but for its time.
struct SoakMessage
{
    QString id;
    QString contact; ///< phone number, digits
    QString text;
    bool isFromAgent = false;
    qint64 second = 0; ///< UTC
};

/// Messages of one block are to one contact and say the same, under ids of their own.
inline constexpr int kBlock = 20;

[[nodiscard]] SoakMessage soakMessage(qint64 number, qint64 second);
/// How `number` is named, with "%N" in the place of its position in the block.
[[nodiscard]] QString blockId(qint64 block);

/// Each in a thousand, by a fixed draw over `block`.
[[nodiscard]] bool isDrawn(qint64 block, quint64 purpose, double share);

} // namespace atalaia::soak
