// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/areazones.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <string_view>

namespace atalaia {

namespace {

enum Zone : std::size_t {
    Nowhere,
    SaoPaulo,
    Bahia,
    Maceio,
    Recife,
    Noronha,
    Fortaleza,
    Belem,
    Santarem,
    Araguaina,
    Manaus,
    BoaVista,
    PortoVelho,
    Cuiaba,
    CampoGrande,
    RioBranco,
    Santiago,
    PuntaArenas,
    BuenosAires,
    Bogota,
    MexicoCity,
    Kyiv,
    NewYork,
    ZoneCount
};

constexpr std::array<const char *, ZoneCount> kZoneIds{"",
                                                       "America/Sao_Paulo",
                                                       "America/Bahia",
                                                       "America/Maceio",
                                                       "America/Recife",
                                                       "America/Noronha",
                                                       "America/Fortaleza",
                                                       "America/Belem",
                                                       "America/Santarem",
                                                       "America/Araguaina",
                                                       "America/Manaus",
                                                       "America/Boa_Vista",
                                                       "America/Porto_Velho",
                                                       "America/Cuiaba",
                                                       "America/Campo_Grande",
                                                       "America/Rio_Branco",
                                                       "America/Santiago",
                                                       "America/Punta_Arenas",
                                                       "America/Argentina/Buenos_Aires",
                                                       "America/Bogota",
                                                       "America/Mexico_City",
                                                       "Europe/Kyiv",
                                                       "America/New_York"};

struct Prefix
{
    std::u16string_view digits;
    Zone zone;
};

/// The longest prefix that fits. Those of Brazil that are not named are in the zone of Brasilia.
constexpr std::array kPrefixes{
        Prefix{u"55", SaoPaulo},
        Prefix{u"5563", Araguaina},
        Prefix{u"5565", Cuiaba},
        Prefix{u"5566", Cuiaba},
        Prefix{u"5567", CampoGrande},
        Prefix{u"5568", RioBranco},
        Prefix{u"5569", PortoVelho},
        Prefix{u"557", Bahia}, // 71, 73, 74, 75, 77
        Prefix{u"5579", Maceio}, // Sergipe
        Prefix{u"5581", Recife},
        Prefix{u"55813619", Noronha}, // fixed lines; its mobiles look like those of
                                      // Recife
        Prefix{u"5582", Maceio},
        Prefix{u"5583", Fortaleza},
        Prefix{u"5584", Fortaleza},
        Prefix{u"5585", Fortaleza},
        Prefix{u"5586", Fortaleza},
        Prefix{u"5587", Recife},
        Prefix{u"5588", Fortaleza},
        Prefix{u"5589", Fortaleza},
        Prefix{u"5591", Belem},
        Prefix{u"5592", Manaus},
        Prefix{u"5593", Santarem},
        Prefix{u"5594", Belem},
        Prefix{u"5595", BoaVista},
        Prefix{u"5596", Belem}, // Amapa
        Prefix{u"5597", Manaus}, // its far west keeps the time of Acre
        Prefix{u"5598", Fortaleza},
        Prefix{u"5599", Fortaleza},
        Prefix{u"56", Santiago},
        Prefix{u"5661", PuntaArenas},
        Prefix{u"54", BuenosAires},
        Prefix{u"57", Bogota},
        Prefix{u"52", MexicoCity},
        Prefix{u"380", Kyiv},
};

struct Country
{
    std::u16string_view code;
    Zone zone;
};

constexpr std::array kCountries{
        Country{u"BR", SaoPaulo},   Country{u"CL", Santiago}, Country{u"AR", BuenosAires}, Country{u"CO", Bogota},
        Country{u"MX", MexicoCity}, Country{u"UA", Kyiv},     Country{u"US", NewYork},
};

QStringView viewOf(std::u16string_view text)
{
    return QStringView(text.data(), qsizetype(text.size()));
}

} // namespace

AreaZones::AreaZones()
{
    m_zones.reserve(ZoneCount);
    for (const char *id : kZoneIds)
        m_zones.emplace_back(*id ? QTimeZone(QByteArray(id)) : QTimeZone());
    if (!m_zones[Kyiv].isValid()) // before tzdata 2022b
        m_zones[Kyiv] = QTimeZone(QByteArrayLiteral("Europe/Kiev"));
}

const QTimeZone &AreaZones::zoneOf(QStringView phone) const
{
    if (phone.startsWith(u'+'))
        phone = phone.mid(1);
    const Prefix *best = nullptr;
    for (const Prefix &prefix : kPrefixes) {
        if ((!best || prefix.digits.size() > best->digits.size()) && phone.startsWith(viewOf(prefix.digits)))
            best = &prefix;
    }
    return m_zones[best ? best->zone : Nowhere];
}

const QTimeZone &AreaZones::mainZoneOf(QStringView country) const
{
    const auto known = std::find_if(kCountries.begin(), kCountries.end(),
                                    [country](const Country &entry) { return viewOf(entry.code) == country; });
    return m_zones[known == kCountries.end() ? Nowhere : known->zone];
}

} // namespace atalaia
