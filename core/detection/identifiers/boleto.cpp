// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/boleto.h"

#include "detection/identifiers/checkdigits.h"
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <cstdlib>
#include <string>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr size_t kBarcode = 44;
constexpr size_t kBankLine = 47;
constexpr size_t kCollectionLine = 48;
constexpr int kFirstFactorOfSecondCount = 1000;

QString textOf(std::string_view characters)
{
    return QString::fromLatin1(characters.data(), qsizetype(characters.size()));
}

qint64 numberOf(std::string_view digits)
{
    qint64 number = 0;
    for (const char digit : digits)
        number = number * 10 + (digit - '0');
    return number;
}

char bankDigit(std::string_view body)
{
    const int digit = 11 - cyclicRemainder(body, 9);
    return digit == 10 || digit == 11 ? '1' : char('0' + digit);
}

char collectionDigit(std::string_view body, char scheme)
{
    if (scheme == '6' || scheme == '7')
        return char('0' + luhnDigit(body)); // modulo 10 is Luhn's scheme
    const int remainder = cyclicRemainder(body, 9);
    return remainder < 2 ? '0' : remainder == 10 ? '1' : char('0' + 11 - remainder);
}

bool endsInLuhnDigit(std::string_view field)
{
    return passesLuhn(field);
}

Boleto bankSlip(std::string_view barcode, bool fieldsAreRight)
{
    Boleto boleto;
    boleto.issuer = textOf(barcode.substr(0, 3));
    boleto.dueFactor = int(numberOf(barcode.substr(5, 4)));
    boleto.cents = numberOf(barcode.substr(9, 10));
    const std::string body = std::string(barcode.substr(0, 4)) + std::string(barcode.substr(5));
    boleto.isRight = fieldsAreRight && barcode[3] == '9' && bankDigit(body) == barcode[4];
    return boleto;
}

Boleto collectionSlip(std::string_view barcode, bool blocksAreRight)
{
    Boleto boleto;
    boleto.isCollection = true;
    boleto.issuer = textOf(barcode.substr(1, 1));
    boleto.cents = numberOf(barcode.substr(4, 11));
    const std::string body = std::string(barcode.substr(0, 3)) + std::string(barcode.substr(4));
    boleto.isRight = blocksAreRight && collectionDigit(body, barcode[2]) == barcode[3];
    return boleto;
}

bool isCollection(std::string_view digits)
{
    return digits[0] == '8' && digits[2] >= '6';
}

} // namespace

QDate Boleto::dueByFirstCount() const
{
    return dueFactor == 0 ? QDate() : QDate(1997, 10, 7).addDays(dueFactor);
}

QDate Boleto::dueBySecondCount() const
{
    return dueFactor < kFirstFactorOfSecondCount ? QDate()
                                                 : QDate(2025, 2, 22).addDays(dueFactor - kFirstFactorOfSecondCount);
}

QDate Boleto::due(QDate today) const
{
    const QDate first = dueByFirstCount();
    const QDate second = dueBySecondCount();
    if (!second.isValid())
        return first;
    return std::abs(first.daysTo(today)) < std::abs(second.daysTo(today)) ? first : second;
}

std::optional<Boleto> readBoletoDigits(std::string_view digits)
{
    if (digits.size() == kBankLine && digits[0] != '8') {
        const std::string_view first = digits.substr(0, 10);
        const std::string_view second = digits.substr(10, 11);
        const std::string_view third = digits.substr(21, 11);
        std::string barcode(first.substr(0, 4));
        barcode += digits.substr(32);
        barcode += first.substr(4, 5);
        barcode += second.substr(0, 10);
        barcode += third.substr(0, 10);
        return bankSlip(barcode, endsInLuhnDigit(first) && endsInLuhnDigit(second) && endsInLuhnDigit(third));
    }
    if (digits.size() == kCollectionLine && isCollection(digits)) {
        std::string barcode;
        bool areRight = true;
        for (size_t block = 0; block < kCollectionLine; block += 12) {
            const std::string_view body = digits.substr(block, 11);
            areRight = areRight && collectionDigit(body, digits[2]) == digits[block + 11];
            barcode += body;
        }
        return collectionSlip(barcode, areRight);
    }
    if (digits.size() == kBarcode)
        return isCollection(digits) ? collectionSlip(digits, true) : bankSlip(digits, true);
    return std::nullopt;
}

void readBoleto(const NumberWindow &window, Passage &passage)
{
    constexpr Scheme kScheme{IdentifierKind::Boleto, 2, u"BR"};
    const std::optional<Boleto> boleto = readBoletoDigits(window.digits);
    if (!boleto || !window.isFree() || isAllSame(window.digits))
        return;
    NumberReading reading{kScheme, window.start, window.end, textOf(window.digits)};
    reading.check = boleto->isRight ? Check::Right : Check::Wrong;
    // Four or five check digits: no other number of this length passes them, however it is parted.
    const bool isLine = window.digits.size() != kBarcode;
    reading.shape = isLine && boleto->isRight ? Shape::Canonical : Shape::Bare;
    reading.how = boleto->isCollection ? u"check digits of each block and of the slip"
                                       : u"check digits of each field and of the slip";
    reading.key = boleto->isCollection ? u"collection-%1"_s.arg(boleto->issuer) : boleto->issuer;
    passage.addNumber(window, std::move(reading));
}

} // namespace atalaia
