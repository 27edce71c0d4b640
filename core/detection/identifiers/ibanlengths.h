// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace atalaia {

struct IbanLength
{
    std::string_view country;
    int length = 0;
};

/// Countries that issue IBANs. Others are none, whatever their check digits.
inline constexpr std::array kIbanLengths = {
        IbanLength{"AD", 24}, IbanLength{"AE", 23}, IbanLength{"AL", 28}, IbanLength{"AT", 20}, IbanLength{"AZ", 28},
        IbanLength{"BA", 20}, IbanLength{"BE", 16}, IbanLength{"BG", 22}, IbanLength{"BH", 22}, IbanLength{"BR", 29},
        IbanLength{"BY", 28}, IbanLength{"CH", 21}, IbanLength{"CR", 22}, IbanLength{"CY", 28}, IbanLength{"CZ", 24},
        IbanLength{"DE", 22}, IbanLength{"DK", 18}, IbanLength{"DO", 28}, IbanLength{"EE", 20}, IbanLength{"EG", 29},
        IbanLength{"ES", 24}, IbanLength{"FI", 18}, IbanLength{"FO", 18}, IbanLength{"FR", 27}, IbanLength{"GB", 22},
        IbanLength{"GE", 22}, IbanLength{"GI", 23}, IbanLength{"GL", 18}, IbanLength{"GR", 27}, IbanLength{"GT", 28},
        IbanLength{"HR", 21}, IbanLength{"HU", 28}, IbanLength{"IE", 22}, IbanLength{"IL", 23}, IbanLength{"IQ", 23},
        IbanLength{"IS", 26}, IbanLength{"IT", 27}, IbanLength{"JO", 30}, IbanLength{"KW", 30}, IbanLength{"KZ", 20},
        IbanLength{"LB", 28}, IbanLength{"LC", 32}, IbanLength{"LI", 21}, IbanLength{"LT", 20}, IbanLength{"LU", 20},
        IbanLength{"LV", 21}, IbanLength{"LY", 25}, IbanLength{"MC", 27}, IbanLength{"MD", 24}, IbanLength{"ME", 22},
        IbanLength{"MK", 19}, IbanLength{"MR", 27}, IbanLength{"MT", 31}, IbanLength{"MU", 30}, IbanLength{"NL", 18},
        IbanLength{"NO", 15}, IbanLength{"PK", 24}, IbanLength{"PL", 28}, IbanLength{"PS", 29}, IbanLength{"PT", 25},
        IbanLength{"QA", 29}, IbanLength{"RO", 24}, IbanLength{"RS", 22}, IbanLength{"SA", 24}, IbanLength{"SC", 31},
        IbanLength{"SE", 24}, IbanLength{"SI", 19}, IbanLength{"SK", 24}, IbanLength{"SM", 27}, IbanLength{"ST", 25},
        IbanLength{"SV", 28}, IbanLength{"TL", 23}, IbanLength{"TN", 24}, IbanLength{"TR", 26}, IbanLength{"UA", 29},
        IbanLength{"VA", 22}, IbanLength{"VG", 24}, IbanLength{"XK", 20},
};

} // namespace atalaia
