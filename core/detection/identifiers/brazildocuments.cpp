// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/checkdigits.h"
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace atalaia {

namespace {

constexpr Scheme kCpf{IdentifierKind::Cpf, 2, u"BR"};
constexpr Scheme kCnpj{IdentifierKind::Cnpj, 2, u"BR"};
constexpr Scheme kRg{IdentifierKind::Rg, 1, u"BR"};
constexpr Scheme kCnh{IdentifierKind::Cnh, 2, u"BR"};
constexpr Scheme kPis{IdentifierKind::Pis, 1, u"BR"};
constexpr Scheme kVoterId{IdentifierKind::VoterId, 2, u"BR"};
constexpr Scheme kHealthCard{IdentifierKind::HealthCard, 1, u"BR"};
constexpr Scheme kRenavam{IdentifierKind::Renavam, 1, u"BR"};
constexpr Scheme kCep{IdentifierKind::Cep, 0, u"BR", false};
constexpr Scheme kCourtCase{IdentifierKind::CourtCase, 2, u"BR"};

int modulo11Digit(int remainder)
{
    return remainder < 2 ? 0 : 11 - remainder;
}

bool isCpf(std::string_view digits)
{
    return modulo11Digit(countedSum(digits.substr(0, 9), 10, -1) % 11) == digitAt(digits, 9)
           && modulo11Digit(countedSum(digits.substr(0, 10), 11, -1) % 11) == digitAt(digits, 10);
}

bool isCnpj(std::string_view characters)
{
    return modulo11Digit(cyclicRemainder(characters.substr(0, 12), 9)) == digitAt(characters, 12)
           && modulo11Digit(cyclicRemainder(characters.substr(0, 13), 9)) == digitAt(characters, 13);
}

char rgDigit(std::string_view body)
{
    const int digit = 11 - countedSum(body, 2, 1) % 11;
    return digit == 10 ? 'X' : digit == 11 ? '0' : char('0' + digit);
}

bool isCnh(std::string_view digits)
{
    int first = countedSum(digits.substr(0, 9), 9, -1) % 11;
    int discount = 0;
    if (first >= 10) {
        first = 0;
        discount = 2;
    }
    int second = countedSum(digits.substr(0, 9), 1, 1) % 11 - discount;
    if (second < 0)
        second += 11;
    if (second >= 10)
        second = 0;
    return first == digitAt(digits, 9) && second == digitAt(digits, 10);
}

bool isPis(std::string_view digits)
{
    return modulo11Digit(weightedSum(digits, {3, 2, 9, 8, 7, 6, 5, 4, 3, 2}) % 11) == digitAt(digits, 10);
}

bool isRenavam(std::string_view digits)
{
    const int digit = weightedSum(digits, {3, 2, 9, 8, 7, 6, 5, 4, 3, 2}) * 10 % 11;
    return (digit == 10 ? 0 : digit) == digitAt(digits, 10);
}

/// 12 digits, or 13 in São Paulo and Minas Gerais, where the sequence has nine.
bool isVoterId(std::string_view digits)
{
    const size_t sequence = digits.size() - 4;
    const int state = digitAt(digits, sequence) * 10 + digitAt(digits, sequence + 1);
    const bool isEarly = state == 1 || state == 2;
    if (state < 1 || state > 28 || (sequence == 9 && !isEarly))
        return false;
    const auto digitOf = [isEarly](int remainder) {
        return remainder == 0 ? int(isEarly) : remainder == 10 ? 0 : remainder;
    };
    const int first = digitOf(countedSum(digits.substr(sequence - 8, 8), 2, 1) % 11);
    const int second = digitOf((state / 10 * 7 + state % 10 * 8 + first * 9) % 11);
    return first == digitAt(digits, sequence + 2) && second == digitAt(digits, sequence + 3);
}

bool isHealthCard(std::string_view digits)
{
    if (countedSum(digits, 15, -1) % 11 != 0)
        return false;
    const char first = digits.front();
    if (first >= '7')
        return true;
    // Definitive: the base, 000 and the digit; where that would be 10, 001 instead.
    const std::string_view block = digits.substr(11, 3);
    if (block == "000")
        return true;
    const int digit = 11 - countedSum(digits.substr(0, 11), 15, -1) % 11;
    return block == "001" && digit == 10;
}

bool isCourtCase(std::string_view digits)
{
    std::string moved(digits.substr(0, 7));
    moved += digits.substr(9);
    moved += digits.substr(7, 2);
    return digits[13] != '0' && remainderOf97(moved) == 1;
}

bool isParted(const NumberWindow &window, std::initializer_list<std::string_view> ways)
{
    for (const std::string_view way : ways) {
        if (window.lengths == way)
            return true;
    }
    return false;
}

QString textOf(std::string_view characters)
{
    return QString::fromLatin1(characters.data(), qsizetype(characters.size()));
}

/// `ways` are the usual ways of parting it, the first as it is printed.
void addNumber(const NumberWindow &window, Passage &passage, const Scheme &scheme, bool isRight,
               std::initializer_list<std::string_view> ways, const char16_t *how)
{
    const bool isUsual = window.isBare() || isParted(window, ways);
    if (isAllSame(window.digits) || (!window.isFree() && !isUsual))
        return; // all the same passes the arithmetic and is issued to nobody
    const bool hasPrintedSpaces = scheme.kind == IdentifierKind::HealthCard || scheme.kind == IdentifierKind::VoterId;
    const bool isPrinted = (hasPrintedSpaces && isParted(window, ways))
                           || std::any_of(ways.begin(), ways.end(),
                                          [&window](std::string_view way) { return window.isPunctuated(way); });
    const Shape shape = isPrinted ? Shape::Canonical : isUsual ? Shape::Bare : Shape::Odd;
    const Check check = isRight ? Check::Right : Check::Wrong;
    // With wrong digits only a usual shape says that this was meant.
    if ((!isRight && !isUsual) || !passage.mayCount(scheme, shape, check))
        return;
    NumberReading reading{scheme, window.start, window.end, textOf(window.digits), shape, check};
    reading.how = how;
    passage.addNumber(window, std::move(reading));
}

void readRg(const NumberWindow &window, Passage &passage)
{
    const bool hasLetter = window.suffix == u'X' && window.digits.size() == 8;
    if (!hasLetter && window.digits.size() != 9)
        return;
    const bool isCanonical = hasLetter ? window.isPunctuated("2,3,3") : window.isPunctuated("2,3,3,1");
    const bool isUsual = isCanonical || window.isBare() || isParted(window, {"2,3,3,1", "2,3,3", "8,1"});
    if (!isUsual || isAllSame(window.digits))
        return;
    const std::string_view digits = window.digits;
    const char typed = hasLetter ? 'X' : digits[8];
    const Shape shape = isCanonical ? Shape::Canonical : Shape::Bare;
    const Check check = rgDigit(digits.substr(0, 8)) == typed ? Check::Right : Check::Wrong;
    if (!passage.mayCount(kRg, shape, check))
        return;
    NumberReading reading{kRg,
                          window.start,
                          hasLetter ? window.suffixEnd : window.end,
                          textOf(digits.substr(0, 8)) + QChar::fromLatin1(typed),
                          shape,
                          check};
    reading.how = u"check digit of São Paulo";
    passage.addNumber(window, std::move(reading));
}

void readElevenDigits(const NumberWindow &window, Passage &passage)
{
    const std::string_view digits = window.digits;
    addNumber(window, passage, kCpf, isCpf(digits), {"3,3,3,2", "9,2"}, u"two check digits");
    addNumber(window, passage, kPis, isPis(digits), {"3,5,2,1"}, u"check digit");
    // Printed without signs, so the signs of a CPF speak against them.
    if (!window.isPunctuated("3,3,3,2")) {
        addNumber(window, passage, kCnh, isCnh(digits), {}, u"two check digits");
        addNumber(window, passage, kRenavam, isRenavam(digits), {"10,1"}, u"check digit");
    }
}

/// The lowest block is 01000-000. No check digit.
void readCep(const NumberWindow &window, Passage &passage)
{
    const bool isCanonical = window.isPunctuated("5,3") || window.isPunctuated("2,3,3");
    if ((!isCanonical && !isParted(window, {"8", "5,3", "2,3,3"})) || window.digits < "01000000")
        return;
    const Shape shape = isCanonical ? Shape::Canonical : Shape::Bare;
    if (!passage.mayCount(kCep, shape, Check::None))
        return;
    NumberReading reading{kCep, window.start, window.end, textOf(window.digits), shape};
    reading.how = u"postal code in a given range";
    passage.addNumber(window, std::move(reading));
}

} // namespace

void readBrazilianDocument(const NumberWindow &window, Passage &passage)
{
    const std::string_view digits = window.digits;
    readRg(window, passage);
    if (window.suffix != u'\0' && window.suffixEnd == window.end + 1)
        return; // the letter is part of it
    switch (digits.size()) {
    case 8:
        readCep(window, passage);
        break;
    case 9:
    case 10:
        if (const std::string padded = std::string(11 - digits.size(), '0') + window.digits;
            window.isBare() && isRenavam(padded)) {
            NumberReading reading{kRenavam, window.start, window.end, textOf(padded), Shape::Bare, Check::Right};
            reading.how = u"check digit, older length";
            if (passage.context().distanceTo(IdentifierKind::Renavam, window.start, window.end) < ContextWords::kFar)
                passage.addNumber(window, std::move(reading));
        }
        break;
    case 11:
        readElevenDigits(window, passage);
        break;
    case 12:
    case 13:
        addNumber(window, passage, kVoterId, isVoterId(digits), {"4,4,4", "5,4,4"}, u"two check digits and a state");
        break;
    case 14:
        addNumber(window, passage, kCnpj, isCnpj(digits), {"2,3,3,4,2", "8,4,2", "12,2"}, u"two check digits");
        break;
    case 15:
        if (QStringView(u"12789").contains(QLatin1Char(digits[0])))
            addNumber(window, passage, kHealthCard, isHealthCard(digits), {"3,4,4,4"}, u"check digit");
        break;
    case 20:
        addNumber(window, passage, kCourtCase, isCourtCase(digits), {"7,2,4,1,2,4"}, u"check digits modulo 97");
        break;
    default:
        break;
    }
}

namespace {

constexpr int kCnpjLength = 14;

bool isCnpjCharacter(char16_t unit)
{
    return isDigitUnit(unit) || isAsciiLetter(unit);
}

/// The 14 characters of a CNPJ from `start` on, with or without its signs; its end in `end`.
std::string cnpjCharacters(const ScanText &text, int start, int &end, bool &isPunctuated)
{
    std::string characters;
    isPunctuated = false;
    int i = start;
    for (; characters.size() < kCnpjLength; ++i) {
        const char16_t unit = text.at(i);
        const size_t place = characters.size();
        const bool isSign = (unit == u'.' && (place == 2 || place == 5)) || (unit == u'/' && place == 8)
                            || (unit == u'-' && place == 12);
        if (isSign && text.at(i - 1) != unit)
            isPunctuated = isPunctuated || unit == u'/';
        else if (isCnpjCharacter(unit))
            characters += char(unit >= u'a' ? unit - 32 : unit);
        else
            return {};
    }
    end = i;
    return characters;
}

} // namespace

/// From July 2026 the first twelve characters may be letters. Without the signs, 14 letters and digits are
/// any order code, so then it must be named.
void readLetteredCnpj(Passage &passage)
{
    const ScanText &text = passage.text();
    for (int start = 0; start + kCnpjLength <= text.size(); ++start) {
        const char16_t before = text.at(start - 1);
        if (!isCnpjCharacter(text.at(start)) || isCnpjCharacter(before) || before == u'.' || before == u'_')
            continue;
        int end = start;
        bool isPunctuated = false;
        std::string characters = cnpjCharacters(text, start, end, isPunctuated);
        if (characters.empty() || isCnpjCharacter(text.at(end)) || text.at(end) == u'_'
            || characters.find_first_not_of("0123456789") == std::string::npos || !isDigitUnit(text.at(end - 1))
            || characters[12] > '9' || characters[13] > '9')
            continue;
        NumberReading reading{kCnpj, start, end, textOf(characters)};
        reading.check = isCnpj(characters) ? Check::Right : Check::Wrong;
        reading.how = u"two check digits, with letters";
        if (reading.check == Check::Wrong) {
            for (char &character : characters)
                character = character == 'O' ? '0' : character == 'I' ? '1' : character;
            if (isCnpj(characters)) {
                reading.value = textOf(characters);
                reading.check = Check::Right;
                reading.how = u"two check digits, letters read as digits";
            }
        }
        reading.shape = isPunctuated ? Shape::Canonical : Shape::Bare;
        const bool isNamed = passage.context().distanceTo(IdentifierKind::Cnpj, start, end) < ContextWords::kFar;
        if ((isPunctuated || isNamed) && !passage.context().isProtocolNumber(start))
            passage.add(std::move(reading));
        start = end - 1;
    }
}

namespace {

/// "Uno 2006" is a car and its year.
bool mayBeParted(const ScanText &text, int letters, int digits)
{
    int capitals = 0;
    for (int i = letters; i < letters + 3; ++i)
        capitals += text.at(i) != text.foldedAt(i) ? 1 : 0;
    const QStringView number = text.chars().sliced(digits, 4);
    const bool isYear = number.startsWith(u"19") || number.startsWith(u"20");
    return capitals == 3 || (capitals == 0 && !isYear);
}

} // namespace

/// Old (ABC-1234) and Mercosul (ABC1D23). Product codes look the same, so it must be named.
void readPlates(Passage &passage)
{
    constexpr Scheme kPlate{IdentifierKind::Plate, 0, u"BR", false};
    const ScanText &text = passage.text();
    for (int start = 0; start + 7 <= text.size(); ++start) {
        if (isLetterUnit(text.at(start - 1)) || isDigitUnit(text.at(start - 1)) || text.at(start - 1) == u'_')
            continue;
        int at = start;
        while (at < start + 3 && isAsciiLetter(text.at(at)))
            ++at;
        if (at < start + 3)
            continue;
        const bool isParted = text.at(at) == u'-' || text.at(at) == u' ';
        at += isParted ? 1 : 0;
        const bool isPlate = isDigitUnit(text.at(at))
                             && (isDigitUnit(text.at(at + 1)) || isAsciiLetter(text.at(at + 1)))
                             && isDigitUnit(text.at(at + 2)) && isDigitUnit(text.at(at + 3));
        const char16_t after = text.at(at + 4);
        if (isParted && isPlate && !mayBeParted(text, start, at))
            continue;
        if (!isPlate || isLetterUnit(after) || isDigitUnit(after) || after == u'_' || after == u'.')
            continue;
        const QString value =
                (text.chars().sliced(start, 3).toString() + text.chars().sliced(at, 4).toString()).toUpper();
        NumberReading reading{kPlate, start, at + 4, value};
        reading.how = u"letters and digits of a plate";
        passage.add(std::move(reading));
        start = at + 3;
    }
}

} // namespace atalaia
