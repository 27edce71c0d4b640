// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace atalaia {

/// What a Pix copia e cola says.
struct BrCode
{
    QString key; ///< the Pix key; empty in a dynamic code
    QString address; ///< of a dynamic code
    QString name; ///< of who is paid
    QString city;
    QString amount; ///< "66.66"; empty if the payer chooses
    bool isRight = false; ///< all fields there and the checksum fits
    int length = 0; ///< units of the text that belong to it
};

/// Reads a code that begins at the start of `text`. Nothing if it is none; one that was changed on the way
/// is read as far as it goes.
[[nodiscard]] std::optional<BrCode> readBrCode(QStringView text);

} // namespace atalaia
