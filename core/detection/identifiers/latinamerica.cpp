// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/checkdigits.h"
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <algorithm>
#include <array>

namespace atalaia {

namespace {

constexpr Scheme kRut{IdentifierKind::Rut, 1, u"CL"};
constexpr Scheme kCuit{IdentifierKind::Cuit, 1, u"AR"};
constexpr Scheme kDni{IdentifierKind::Dni, 0, u"AR", false};
constexpr Scheme kCbu{IdentifierKind::Cbu, 2, u"AR"};
constexpr Scheme kNit{IdentifierKind::Nit, 1, u"CO"};
constexpr Scheme kCedula{IdentifierKind::Cedula, 0, u"CO", false};
constexpr Scheme kClabe{IdentifierKind::Clabe, 1, u"MX"};
constexpr Scheme kChileanPassport{IdentifierKind::Passport, 0, u"CL", false};

QString textOf(std::string_view characters)
{
    return QString::fromLatin1(characters.data(), qsizetype(characters.size()));
}

char rutDigit(std::string_view body)
{
    const int digit = 11 - cyclicRemainder(body, 7);
    return digit == 11 ? '0' : digit == 10 ? 'K' : char('0' + digit);
}

bool isCuit(std::string_view digits)
{
    constexpr std::array<std::string_view, 12> kTypes = {"20", "23", "24", "25", "26", "27",
                                                         "30", "33", "34", "50", "51", "55"};
    if (std::find(kTypes.begin(), kTypes.end(), digits.substr(0, 2)) == kTypes.end())
        return false;
    const int digit = 11 - weightedSum(digits, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11;
    return (digit == 11 ? 0 : digit == 10 ? 9 : digit) == digitAt(digits, 10);
}

bool isCbu(std::string_view digits)
{
    const int first = weightedSum(digits, {7, 1, 3, 9, 7, 1, 3});
    const int second = weightedSum(digits.substr(8), {3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3});
    return (10 - first % 10) % 10 == digitAt(digits, 7) && (10 - second % 10) % 10 == digitAt(digits, 21);
}

bool isNit(std::string_view digits)
{
    constexpr std::array kPrimes = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43};
    const std::string_view body = digits.substr(0, digits.size() - 1);
    int sum = 0;
    for (size_t i = 0; i < body.size(); ++i)
        sum += digitAt(body, body.size() - 1 - i) * kPrimes.at(i);
    const int remainder = sum % 11;
    return (remainder < 2 ? remainder : 11 - remainder) == digitAt(digits, body.size());
}

bool isClabe(std::string_view digits)
{
    constexpr std::array kWeights = {3, 7, 1};
    int sum = 0;
    for (size_t i = 0; i < 17; ++i)
        sum += digitAt(digits, i) * kWeights.at(i % 3) % 10;
    return (10 - sum % 10) % 10 == digitAt(digits, 17);
}

void addChecked(const NumberWindow &window, Passage &passage, const Scheme &scheme, bool isRight, bool isCanonical,
                bool isUsual)
{
    if (!isUsual && !isCanonical && !isRight)
        return;
    const Shape shape = isCanonical ? Shape::Canonical : window.isBare() ? Shape::Bare : Shape::Odd;
    const Check check = isRight ? Check::Right : Check::Wrong;
    if (!passage.mayCount(scheme, shape, check))
        return;
    NumberReading reading{scheme, window.start, window.end, textOf(window.digits), shape, check};
    reading.how = scheme.strength == 2 ? u"two check digits" : u"check digit";
    passage.addNumber(window, std::move(reading));
}

void addUnchecked(const NumberWindow &window, Passage &passage, const Scheme &scheme)
{
    if (!passage.mayCount(scheme, Shape::Bare, Check::None))
        return;
    NumberReading reading{scheme, window.start, window.end, textOf(window.digits)};
    reading.how = u"length and way of writing";
    passage.addNumber(window, std::move(reading));
}

/// Seven or eight digits and a check digit, which may be K. All-equal ones are issued: 11.111.111-1 exists.
void readRut(const NumberWindow &window, Passage &passage)
{
    const std::string_view digits = window.digits;
    const bool hasLetter = window.suffix == u'K';
    const size_t bodyLength = hasLetter ? digits.size() : digits.size() - 1;
    if (bodyLength < 7 || bodyLength > 8 || !window.isFree())
        return;
    const std::string_view lengths = window.lengths;
    const bool isGrouped =
            hasLetter ? lengths == "2,3,3" || lengths == "1,3,3" : lengths == "2,3,3,1" || lengths == "1,3,3,1";
    const bool isDashed = hasLetter ? lengths == "8" || lengths == "7" : lengths == "8,1" || lengths == "7,1";
    if (!isGrouped && !isDashed && !window.isBare())
        return;
    const bool isCanonical = isGrouped ? window.shape.find('.') != std::string::npos
                                       : isDashed && (hasLetter || window.shape.find('-') != std::string::npos);
    const char typed = hasLetter ? 'K' : digits.back();
    const Shape shape = isCanonical ? Shape::Canonical : Shape::Bare;
    const Check check = rutDigit(digits.substr(0, bodyLength)) == typed ? Check::Right : Check::Wrong;
    if (!passage.mayCount(kRut, shape, check))
        return;
    NumberReading reading{kRut,
                          window.start,
                          hasLetter ? window.suffixEnd : window.end,
                          textOf(digits.substr(0, bodyLength)) + QChar::fromLatin1(typed),
                          shape,
                          check};
    reading.how = u"check digit";
    passage.addNumber(window, std::move(reading));
}

/// Thousands parted by points, or not parted.
bool isPlainNumber(const NumberWindow &window)
{
    if (window.isBare())
        return true;
    if (window.shape.find_first_of("-/() \n") != std::string::npos)
        return false;
    const std::string_view lengths = window.lengths;
    return lengths.size() >= 3 && lengths.substr(1).find_first_not_of(",3") == std::string_view::npos
           && lengths[0] <= '3';
}

} // namespace

void readLatinAmericanNumber(const NumberWindow &window, Passage &passage)
{
    const std::string_view digits = window.digits;
    const size_t size = digits.size();
    if (size >= 7 && size <= 9)
        readRut(window, passage);
    if (window.suffix != u'\0' && window.suffixEnd == window.end + 1)
        return; // the letter is part of it
    const bool isAllZero = digits.find_first_not_of('0') == std::string_view::npos;
    if (!window.isFree() || isAllZero)
        return;
    if ((size == 7 || size == 8) && isPlainNumber(window))
        addUnchecked(window, passage, kDni);
    if (size >= 6 && size <= 10 && isPlainNumber(window))
        addUnchecked(window, passage, kCedula);
    if (size == 9 && window.isBare() && passage.country() == u"CL")
        addUnchecked(window, passage, kChileanPassport);
    if (size >= 9 && size <= 11) {
        const bool isParted = window.lengths == "3,3,3,1" || window.lengths == "9,1";
        addChecked(window, passage, kNit, isNit(digits), window.isPunctuated("3,3,3,1") || window.isPunctuated("9,1"),
                   isParted || window.isBare());
    }
    if (size == 11)
        addChecked(window, passage, kCuit, isCuit(digits), window.isPunctuated("2,8,1"), window.isBare());
    if (size == 18)
        addChecked(window, passage, kClabe, isClabe(digits), false, window.isBare());
    if (size == 22)
        addChecked(window, passage, kCbu, isCbu(digits), false, window.isBare());
}

namespace {

constexpr QStringView kCurpAlphabet = u"0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
constexpr QStringView kRfcAlphabet = u"0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";
constexpr QStringView kStates =
        u"AS BC BS CC CS CH CL CM DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL "
        u"VZ YN ZS NE";
constexpr int kCurpLength = 18;

bool isCodeUnit(char16_t unit)
{
    return isDigitUnit(unit) || isAsciiLetter(unit) || unit == u'Ñ' || unit == u'ñ' || unit == u'&';
}

int number(QStringView digits)
{
    int value = 0;
    for (const QChar digit : digits)
        value = isDigitUnit(digit.unicode()) ? value * 10 + (digit.unicode() - u'0') : -1'000'000;
    return value;
}

bool isDate(QStringView yymmdd)
{
    const int month = number(yymmdd.sliced(2, 2));
    const int day = number(yymmdd.sliced(4, 2));
    return number(yymmdd.first(2)) >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool isState(QStringView letters)
{
    for (qsizetype i = 0; i < kStates.size(); i += 3) {
        if (kStates.sliced(i, 2) == letters)
            return true;
    }
    return false;
}

bool hasCurpShape(QStringView code)
{
    const auto areOf = [code](int from, int count, QStringView allowed) {
        return std::all_of(code.begin() + from, code.begin() + from + count,
                           [allowed](QChar character) { return allowed.contains(character); });
    };
    return areOf(0, 1, u"ABCDEFGHIJKLMNÑOPQRSTUVWXYZ") && areOf(1, 1, u"AEIOUX")
           && areOf(2, 2, u"ABCDEFGHIJKLMNÑOPQRSTUVWXYZ") && isDate(code.sliced(4, 6)) && areOf(10, 1, u"HMX")
           && isState(code.sliced(11, 2)) && areOf(13, 3, u"BCDFGHJKLMNÑPQRSTVWXYZ")
           && isDigitUnit(code.at(17).unicode()) && code.at(16) != u'&';
}

bool hasCurpDigit(QStringView code)
{
    int sum = 0;
    for (int i = 0; i < kCurpLength - 1; ++i)
        sum += int(kCurpAlphabet.indexOf(code.at(i))) * (kCurpLength - i);
    return (10 - sum % 10) % 10 == code.at(17).unicode() - u'0';
}

/// Of a company: three letters, a date, three characters. Of a person: four letters first.
bool hasRfcShape(QStringView code)
{
    const qsizetype letters = code.size() - 9;
    for (qsizetype i = 0; i < letters; ++i) {
        if (isDigitUnit(code.at(i).unicode()))
            return false;
    }
    const char16_t last = code.back().unicode();
    return isDate(code.sliced(letters, 6)) && (isDigitUnit(last) || last == u'A');
}

bool hasRfcDigit(QStringView code)
{
    if (code == u"XAXX010101000" || code == u"XEXX010101000")
        return true; // the public at large, and foreigners
    int sum = 0;
    const qsizetype shift = 13 - code.size(); // companies are filled up with a space in front
    if (shift == 1)
        sum += int(kRfcAlphabet.indexOf(u' ')) * 13;
    for (qsizetype i = 0; i + 1 < code.size(); ++i)
        sum += int(kRfcAlphabet.indexOf(code.at(i))) * int(13 - i - shift);
    const int digit = 11 - sum % 11;
    const char16_t expected = digit == 11 ? u'0' : digit == 10 ? u'A' : char16_t(u'0' + digit);
    return code.back() == QChar(expected);
}

/// A code that may be parted by dashes or spaces after its letters and after its date.
QString codeAt(const ScanText &text, int start, int &end)
{
    QString code;
    int at = start;
    for (; code.size() <= kCurpLength; ++at) {
        const char16_t unit = text.at(at);
        const bool isGap = (unit == u'-' || unit == u' ')
                           && (code.size() == 3 || code.size() == 4 || code.size() == 9 || code.size() == 10);
        if (isGap && isDigitUnit(code.back().unicode()) != isDigitUnit(text.at(at + 1)))
            continue;
        if (!isCodeUnit(unit))
            break;
        code += QChar(unit).toUpper();
    }
    end = at;
    return code;
}

/// Where the three or four letters before a date begin, with or without a sign between them; -1 if there are none.
int startOfLetters(const ScanText &text, int date)
{
    const char16_t before = text.at(date - 1);
    const int end = before == u'-' || before == u' ' ? date - 1 : date;
    int start = end;
    while (end - start <= 4 && isCodeUnit(text.at(start - 1)) && !isDigitUnit(text.at(start - 1)))
        --start;
    const bool isCode = end - start >= 3 && end - start <= 4 && !isCodeUnit(text.at(start - 1));
    return isCode ? start : -1;
}

} // namespace

void readMexicanCodes(const std::vector<DigitRun> &runs, Passage &passage)
{
    // The date inside the letters makes them rare; RFCs with a wrong digit are in use, so that one is doubtful.
    constexpr Scheme kCurp{IdentifierKind::Curp, 2, u"MX"};
    constexpr Scheme kRfc{IdentifierKind::Rfc, 2, u"MX"};
    const ScanText &text = passage.text();
    int readUntil = 0;
    for (const DigitRun &run : runs) {
        const int start = startOfLetters(text, run.start);
        if (start < readUntil)
            continue;
        int end = start;
        const QString code = codeAt(text, start, end);
        const bool isCurp = code.size() == kCurpLength && hasCurpShape(code);
        const bool isRfc = (code.size() == 12 || code.size() == 13) && hasRfcShape(code);
        if ((!isCurp && !isRfc) || isLetterUnit(text.at(end)) || text.at(end) == u'_')
            continue;
        NumberReading reading{isCurp ? kCurp : kRfc, start, end, code};
        reading.check = (isCurp ? hasCurpDigit(code) : hasRfcDigit(code)) ? Check::Right : Check::Wrong;
        reading.how = u"letters, date and check digit";
        passage.add(std::move(reading));
        readUntil = end;
    }
}

} // namespace atalaia
