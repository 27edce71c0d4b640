// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/checkdigits.h"
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

namespace atalaia {

namespace {

bool isRnokpp(std::string_view digits)
{
    int sum = weightedSum(digits, {-1, 5, 7, 9, 4, 6, 10, 5, 7}) % 11;
    sum = sum < 0 ? sum + 11 : sum;
    return sum % 10 == digitAt(digits, 9);
}

bool isEdrpou(std::string_view digits)
{
    const bool isMiddle = digits >= "30000000" && digits < "60000000";
    int remainder =
            (isMiddle ? weightedSum(digits, {7, 1, 2, 3, 4, 5, 6}) : weightedSum(digits, {1, 2, 3, 4, 5, 6, 7})) % 11;
    if (remainder == 10) {
        remainder = (isMiddle ? weightedSum(digits, {9, 3, 4, 5, 6, 7, 8}) : weightedSum(digits, {3, 4, 5, 6, 7, 8, 9}))
                    % 11 % 10;
    }
    return remainder == digitAt(digits, 7);
}

/// YYYYMMDD-NNNNN.
bool isRecord(const NumberWindow &window)
{
    const std::string_view digits = window.digits;
    const std::string_view month = digits.substr(4, 2);
    const std::string_view day = digits.substr(6, 2);
    return window.isPunctuated("8,5") && (digits.substr(0, 2) == "19" || digits.substr(0, 2) == "20") && month >= "01"
           && month <= "12" && day >= "01" && day <= "31";
}

void addNumber(const NumberWindow &window, Passage &passage, const Scheme &scheme, Check check, const char16_t *how)
{
    if (!passage.mayCount(scheme, Shape::Bare, check))
        return;
    NumberReading reading{scheme, window.start, window.end, QString::fromStdString(window.digits), Shape::Bare, check};
    reading.how = how;
    if (scheme.kind == IdentifierKind::IdCard)
        reading.key = QStringView(scheme.country).toString();
    passage.addNumber(window, std::move(reading));
}

} // namespace

void readUkrainianNumber(const NumberWindow &window, Passage &passage)
{
    constexpr Scheme kRnokpp{IdentifierKind::Rnokpp, 1, u"UA"};
    constexpr Scheme kEdrpou{IdentifierKind::Edrpou, 1, u"UA"};
    constexpr Scheme kIdCard{IdentifierKind::IdCard, 0, u"UA", false};
    if (window.suffix != u'\0' && window.suffixEnd == window.end + 1)
        return; // the letter is part of it
    if (window.digits.size() == 13 && isRecord(window))
        addNumber(window, passage, kIdCard, Check::None, u"record number");
    if (!window.isBare() || isAllSame(window.digits))
        return;
    if (window.digits.size() == 10)
        addNumber(window, passage, kRnokpp, isRnokpp(window.digits) ? Check::Right : Check::Wrong, u"check digit");
    if (window.digits.size() == 8)
        addNumber(window, passage, kEdrpou, isEdrpou(window.digits) ? Check::Right : Check::Wrong, u"check digit");
    if (window.digits.size() == 9)
        addNumber(window, passage, kIdCard, Check::None, u"length");
}

} // namespace atalaia
