// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"
#include "domain/identity.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <string>

namespace atalaia {

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr size_t kShortestPhone = 8;
constexpr size_t kLongestPhone = 15;
constexpr int kBrazil = 55;

/// What the numbering plan says of digits as typed.
struct PhoneVerdict
{
    std::string e164;
    bool isValid = false;
    bool isPossible = false; ///< of the right length
    bool isMobile = false;
    bool isService = false; ///< 0800, 4004: belongs to nobody
    bool lacksNinthDigit = false; ///< Brazil: a mobile as it was before 2016, as WhatsApp still knows many
};

bool lacksNinthDigit(const PhoneNumber &number)
{
    if (number.country_code() != kBrazil || number.national_number() < 1'000'000'000
        || number.national_number() > 9'999'999'999)
        return false;
    const auto area = number.national_number() / 100'000'000;
    const auto first = number.national_number() / 10'000'000 % 10;
    if (first < 6)
        return false;
    PhoneNumber today = number;
    today.set_national_number(area * 1'000'000'000 + 900'000'000 + number.national_number() % 100'000'000);
    return PhoneNumberUtil::GetInstance()->IsValidNumber(today); // the area exists
}

void setType(PhoneNumberUtil::PhoneNumberType type, PhoneVerdict &verdict)
{
    verdict.isMobile = type == PhoneNumberUtil::MOBILE;
    verdict.isService = type == PhoneNumberUtil::TOLL_FREE || type == PhoneNumberUtil::PREMIUM_RATE
                        || type == PhoneNumberUtil::SHARED_COST || type == PhoneNumberUtil::UAN
                        || type == PhoneNumberUtil::VOICEMAIL;
}

PhoneVerdict judge(const std::string &digits, const std::string &country)
{
    PhoneVerdict verdict;
    const PhoneNumberUtil *const util = PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (util->Parse(digits, country, &number) != PhoneNumberUtil::NO_PARSING_ERROR)
        return verdict;
    util->Format(number, PhoneNumberUtil::E164, &verdict.e164);
    verdict.isValid = util->IsValidNumber(number);
    verdict.isPossible = verdict.isValid || util->IsPossibleNumber(number);
    verdict.lacksNinthDigit = !verdict.isValid && lacksNinthDigit(number);
    if (verdict.isValid)
        setType(util->GetNumberType(number), verdict);
    return verdict;
}

/// Area code and subscriber of Brazil, without trunk and country: what most numbers are that are asked about, and
/// most of those that are asked about and are none.
enum class Brazilian { Unknown, Never, Possible };

Brazilian brazilianShape(std::string_view national)
{
    constexpr std::array<std::string_view, 10> kAreas = {"",     "123456789", "12478",  "1234578",   "123456789",
                                                         "1345", "123456789", "134579", "123456789", "123456789"};
    if (national.size() < 10 || national[0] == '0' || national.substr(0, 2) == "90")
        return Brazilian::Unknown; // trunk prefixes
    if (national.size() > 11)
        return Brazilian::Never;
    if (kAreas[size_t(national[0] - '0')].find(national[1]) == std::string_view::npos)
        return Brazilian::Never;
    return (national.size() == 11 ? national[2] == '9' : national[2] >= '2') ? Brazilian::Possible : Brazilian::Never;
}

/// The same verdict as judge() on digits of this shape, without taking a text apart first.
PhoneVerdict judgeBrazilian(std::string_view national)
{
    PhoneVerdict verdict;
    PhoneNumber number;
    number.set_country_code(kBrazil);
    quint64 value = 0;
    for (const char digit : national)
        value = value * 10 + quint64(digit - '0');
    number.set_national_number(value);
    const PhoneNumberUtil::PhoneNumberType type = PhoneNumberUtil::GetInstance()->GetNumberType(number);
    verdict.e164 = "+55";
    verdict.e164 += national;
    verdict.isValid = type != PhoneNumberUtil::UNKNOWN;
    verdict.isPossible = true; // of ten or eleven digits
    if (verdict.isValid)
        setType(type, verdict);
    else
        verdict.lacksNinthDigit = lacksNinthDigit(number);
    return verdict;
}

/// As typed, `country` being where it is read.
PhoneVerdict judgeTyped(std::string_view digits, bool hasPlus, QStringView country)
{
    const bool hasCountry = digits.size() >= 12 && digits.substr(0, 2) == "55";
    if (hasCountry ? hasPlus || country == u"BR" : !hasPlus && country == u"BR" && digits.substr(0, 2) != "55") {
        switch (const std::string_view national = digits.substr(hasCountry ? 2 : 0); brazilianShape(national)) {
        case Brazilian::Possible:
            return judgeBrazilian(national);
        case Brazilian::Never:
            return {}; // or a service, which is the same here
        case Brazilian::Unknown:
            break;
        }
    }
    return judge((hasPlus ? "+" : "") + std::string(digits), country.toString().toStdString());
}

/// The parts before the number that belong to it: "+", "(", "+ (".
int startWithSigns(const ScanText &text, int start, bool &hasPlus)
{
    int at = start;
    if (text.at(at - 1) == u'(')
        --at;
    hasPlus = text.at(at - 1) == u'+';
    return hasPlus ? at - 1 : at;
}

bool isUsuallyParted(std::string_view lengths)
{
    constexpr std::array<std::string_view, 14> kWays = {
            "2,5,4",     "2,4,4", "2,1,4,4", "3,5,4", "3,1,4,4", "2,2,5,4", "2,2,4,4",
            "2,2,1,4,4", "2,9",   "2,8",     "2,2,9", "2,2,8",   "3,3,4",   "2,1,8",
    };
    return std::find(kWays.begin(), kWays.end(), lengths) != kWays.end();
}

void addPhone(const NumberWindow &window, Passage &passage, int start, const PhoneVerdict &verdict, Shape shape)
{
    NumberReading reading;
    reading.scheme = {IdentifierKind::Phone, verdict.isMobile ? 2 : 1, u"", false};
    reading.start = start;
    reading.end = window.end;
    reading.value = QString::fromStdString(verdict.e164);
    reading.shape = shape;
    reading.check = Check::Right;
    reading.how = verdict.isValid ? u"numbering plan" : u"numbering plan, ninth digit missing";
    reading.key = identityKey(reading.value);
    reading.isDoubtful = !verdict.isValid;
    passage.addNumber(window, std::move(reading));
}

/// Nine digits of a mobile without its area: which of 67 numbers it is nobody knows.
void addLocalNumber(const NumberWindow &window, Passage &passage)
{
    const bool isMobile = window.digits.size() == 9 && window.digits[0] == '9';
    if (!isMobile || !window.isFree()
        || passage.context().distanceTo(IdentifierKind::Phone, window.start, window.end) == ContextWords::kFar)
        return;
    NumberReading reading{
            {IdentifierKind::Phone, 0, u"BR", false}, window.start, window.end, QString::fromStdString(window.digits)};
    reading.how = u"mobile number without its area";
    reading.isDoubtful = true;
    passage.addNumber(window, std::move(reading));
}

} // namespace

/// Not libphonenumber's own search through the text, which has no notion of a CPF, but its numbering plans for
/// windows of a fitting length: some 7 microseconds each.
void readPhone(const NumberWindow &window, Passage &passage)
{
    if (window.digits.size() < kShortestPhone || window.digits.size() > kLongestPhone
        || window.shape.find('/') != std::string::npos || window.suffixEnd == window.end + 1)
        return;
    bool hasPlus = false;
    const int start = startWithSigns(passage.text(), window.start, hasPlus);
    const bool isBrazil = passage.country() == u"BR";
    const bool hasParentheses = window.shape.find(')') != std::string::npos;
    if (!hasPlus && isBrazil && window.digits.size() < 10) {
        addLocalNumber(window, passage);
        return;
    }
    const bool isUsual = isUsuallyParted(window.lengths);
    if ((!window.isFree() && !hasPlus && !hasParentheses && !isUsual) || !passage.mayJudgePhone())
        return;
    const PhoneVerdict verdict = judgeTyped(window.digits, hasPlus, passage.country());
    if (verdict.isService)
        return;
    if (verdict.isValid) {
        const bool hasSign = window.shape.find_first_of(".-") != std::string::npos;
        const bool isCanonical = hasPlus || hasParentheses
                                 || (isBrazil && isUsual && !window.isBare() && window.lengths != "3,3,4"
                                     && (hasSign || verdict.isMobile));
        addPhone(window, passage, start, verdict,
                 isCanonical                  ? Shape::Canonical
                 : window.isBare() || isUsual ? Shape::Bare
                                              : Shape::Odd);
    } else if (verdict.lacksNinthDigit
               && (hasPlus || window.digits.size() == 12
                   || passage.context().distanceTo(IdentifierKind::Phone, window.start, window.end)
                              < ContextWords::kFar)) {
        addPhone(window, passage, start, verdict, Shape::Canonical);
    }
}

namespace {

/// Links that open a chat. What they hold is an account that exists, ninth digit or not.
constexpr std::array<QStringView, 4> kLinks = {u"wa.me/", u"whatsapp.com/send?phone=", u"whatsapp.com/send/?phone=",
                                               u"whatsapp://send?phone="};

void readLinksOf(QStringView link, Passage &passage)
{
    const ScanText &text = passage.text();
    const QStringView folded = text.folded();
    for (qsizetype at = folded.indexOf(link); at >= 0; at = folded.indexOf(link, at + link.size())) {
        int start = int(at + link.size());
        if (folded.sliced(start).startsWith(u"%2b"))
            start += 3;
        else if (text.at(start) == u'+')
            ++start;
        int end = start;
        while (end - start <= int(kLongestPhone) && isDigitUnit(text.at(end)))
            ++end;
        const int length = end - start;
        if (length < int(kShortestPhone) || length > int(kLongestPhone) || !passage.mayJudgePhone())
            continue;
        const std::string digits = '+' + text.chars().sliced(start, length).toString().toStdString();
        const PhoneVerdict verdict = judge(digits, "ZZ");
        if (!verdict.isPossible)
            continue;
        NumberReading reading{{IdentifierKind::Phone, 2, u"", false}, start, end, QString::fromStdString(verdict.e164)};
        reading.shape = Shape::Canonical;
        reading.check = Check::Right;
        reading.how = u"link that opens a chat";
        reading.key = identityKey(reading.value);
        passage.add(std::move(reading));
    }
}

} // namespace

void readPhoneLinks(Passage &passage)
{
    for (const QStringView link : kLinks)
        readLinksOf(link, passage);
}

} // namespace atalaia
