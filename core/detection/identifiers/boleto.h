// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

#include <optional>
#include <string_view>

namespace atalaia {

/// What the digits of a slip say.
struct Boleto
{
    bool isCollection = false; ///< utilities, taxes, fines: 48 digits
    QString issuer; ///< bank code ("001"), or the digit of the segment of a collection slip
    qint64 cents = 0; ///< 0 = to be filled in by the payer
    int dueFactor = 0; ///< bank slips; 0 = payable at any time
    bool isRight = false; ///< all check digits fit

    /// The factor counted days from 7 Oct 1997 and began anew at 1000 on 22 Feb 2025, so each value has two
    /// readings. Invalid where there is no factor, the later one also where the factor is below 1000.
    [[nodiscard]] QDate dueByFirstCount() const;
    [[nodiscard]] QDate dueBySecondCount() const;
    /// The reading nearer to `today`.
    [[nodiscard]] QDate due(QDate today) const;
};

/// 47 digits (bank), 48 digits (collection, begins with 8) or the 44 of the bar code of either. Nothing for
/// what has not the shape.
[[nodiscard]] std::optional<Boleto> readBoletoDigits(std::string_view digits);

} // namespace atalaia
