// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace atalaia {

/// First digits of a card brand: from `low` to `high`, both as long as each other.
struct CardRange
{
    std::string_view brand;
    std::string_view low;
    std::string_view high;
    unsigned lengths = 0; ///< bit n: a number of this brand may have n digits
};

inline constexpr unsigned kSixteen = 1U << 16;
inline constexpr unsigned kVisaLengths = 1U << 13 | 1U << 16 | 1U << 19;
inline constexpr unsigned kDinersLengths = 1U << 14 | 1U << 16 | 1U << 19;

/// State of 2026. The brands move them every year. The longest prefix that fits decides.
inline constexpr std::array kCardRanges = {
        CardRange{"visa", "4", "4", kVisaLengths},
        CardRange{"mastercard", "51", "55", kSixteen},
        CardRange{"mastercard", "2221", "2720", kSixteen},
        CardRange{"amex", "34", "34", 1U << 15},
        CardRange{"amex", "37", "37", 1U << 15},
        CardRange{"diners", "300", "305", kDinersLengths},
        CardRange{"diners", "36", "36", kDinersLengths},
        CardRange{"diners", "38", "39", kDinersLengths},
        CardRange{"discover", "6011", "6011", kSixteen},
        CardRange{"discover", "644", "649", kSixteen},
        CardRange{"discover", "65", "65", kSixteen},
        CardRange{"jcb", "3528", "3589", kSixteen},
        CardRange{"elo", "401178", "401179", kSixteen},
        CardRange{"elo", "438935", "438935", kSixteen},
        CardRange{"elo", "457631", "457632", kSixteen},
        CardRange{"elo", "431274", "431274", kSixteen},
        CardRange{"elo", "451416", "451416", kSixteen},
        CardRange{"elo", "457393", "457393", kSixteen},
        CardRange{"elo", "504175", "504175", kSixteen},
        CardRange{"elo", "506699", "506778", kSixteen},
        CardRange{"elo", "509000", "509999", kSixteen},
        CardRange{"elo", "627780", "627780", kSixteen},
        CardRange{"elo", "636297", "636297", kSixteen},
        CardRange{"elo", "636368", "636368", kSixteen},
        CardRange{"elo", "650031", "650033", kSixteen},
        CardRange{"elo", "650035", "650051", kSixteen},
        CardRange{"elo", "650405", "650439", kSixteen},
        CardRange{"elo", "650485", "650538", kSixteen},
        CardRange{"elo", "650541", "650598", kSixteen},
        CardRange{"elo", "650700", "650718", kSixteen},
        CardRange{"elo", "650720", "650727", kSixteen},
        CardRange{"elo", "650901", "650978", kSixteen},
        CardRange{"elo", "651652", "651679", kSixteen},
        CardRange{"elo", "655000", "655019", kSixteen},
        CardRange{"elo", "655021", "655058", kSixteen},
        CardRange{"hipercard", "606282", "606282", kSixteen},
        CardRange{"hipercard", "384100", "384100", kVisaLengths},
        CardRange{"hipercard", "384140", "384140", kVisaLengths},
        CardRange{"hipercard", "384160", "384160", kVisaLengths},
        CardRange{"hiper", "637095", "637095", kSixteen},
        CardRange{"hiper", "637568", "637568", kSixteen},
        CardRange{"hiper", "637599", "637599", kSixteen},
        CardRange{"hiper", "637609", "637609", kSixteen},
        CardRange{"hiper", "637612", "637612", kSixteen},
        CardRange{"hiper", "63737423", "63737423", kSixteen},
        CardRange{"hiper", "63743358", "63743358", kSixteen},
};

} // namespace atalaia
