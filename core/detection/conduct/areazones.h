// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>
#include <QTimeZone>

#include <vector>

namespace atalaia {

/// Time zones by a phone's country and area code. Brazil by DDD, with Acre, Amazonas, Mato Grosso and
/// Fernando de Noronha; a mobile number does not tell where its owner is, only where it was bought.
/// Loads its zones once; looking one up neither allocates nor locks.
class AreaZones
{
public:
    AreaZones();

    /// `phone`: E.164, with or without '+'. Invalid where nothing is known (North America has no single zone).
    [[nodiscard]] const QTimeZone &zoneOf(QStringView phone) const;
    /// The zone in which most of a country lives; invalid = unknown country.
    [[nodiscard]] const QTimeZone &mainZoneOf(QStringView country) const;

private:
    std::vector<QTimeZone> m_zones; ///< in the order of the table; the first is invalid
};

} // namespace atalaia
