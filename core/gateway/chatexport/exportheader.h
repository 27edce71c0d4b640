// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>
#include <optional>

namespace atalaia {

/// Of a 12-hour clock.
enum class DayHalf { None, Morning, Afternoon };

/// What stands between the time and the sender.
enum class HeaderEnding {
    Bracket, ///< "[13/06/18, 21:25:15] Ana: "
    Dash, ///< "13/06/2018 21:25 - Ana: "
    Colon, ///< "13.06.18 21.25.15: Ana: "
    Blank ///< "13. 6. 2018. 21:25:15 Ana: "
};

/// Date and time at the beginning of a line, as printed: which field is the day is not decided here.
struct ExportHeader
{
    std::array<int, 3> date{};
    int yearField = 2;
    bool isYearLong = false; ///< four digits
    char dateSeparator = '/';
    int hour = 0; ///< 0-23, with the half of the day taken into account
    int minute = 0;
    int second = -1; ///< -1: not printed
    DayHalf half = DayHalf::None;
    HeaderEnding ending = HeaderEnding::Dash;
    // In bytes of the line.
    qsizetype printedStart = 0; ///< of date and time, without bracket
    qsizetype printedEnd = 0;
    qsizetype bodyStart = 0; ///< of what follows: sender and text, or a system line

    /// The two fields that are not the year, in printed order.
    [[nodiscard]] int first() const { return date[yearField == 0 ? 1 : 0]; }
    [[nodiscard]] int other() const { return date[yearField == 2 ? 1 : 2]; }
    /// Two digits are of this century.
    [[nodiscard]] int year() const { return isYearLong ? date[size_t(yearField)] : 2000 + date[size_t(yearField)]; }
};

/// Reads the header of a line of UTF-8; nothing when it has none. Takes all notations of WhatsApp's
/// languages that are known: dates with / . - in any order, 12 and 24 hours, digits of other scripts,
/// direction marks anywhere, bracket or dash.
[[nodiscard]] std::optional<ExportHeader> readExportHeader(QByteArrayView line);

} // namespace atalaia
