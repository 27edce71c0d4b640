// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QStringView>

namespace atalaia {

/// Easter Sunday of the Gregorian calendar.
[[nodiscard]] QDate easterSunday(int year);

/// Whether the whole country rests, by computation: no table that runs out. Knows BR, CL, US (federal, with
/// the observed days), AR, CO and MX; UA has none under martial law; other countries have none here.
/// `withOptional` adds days that many keep and the law leaves open (BR: Carnival and Corpus Christi).
[[nodiscard]] bool isNationalHoliday(QStringView country, QDate date, bool withOptional = false);

} // namespace atalaia
