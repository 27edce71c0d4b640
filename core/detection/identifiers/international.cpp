// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/checkdigits.h"
#include "detection/identifiers/ibanlengths.h"
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <QHostAddress>

#include <algorithm>
#include <string>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

bool isAlphanumeric(char16_t unit)
{
    return isDigitUnit(unit) || isAsciiLetter(unit);
}

int ibanLength(char16_t first, char16_t second)
{
    const std::string country = {char(first), char(second)};
    const auto found = std::find_if(kIbanLengths.begin(), kIbanLengths.end(),
                                    [&country](const IbanLength &row) { return row.country == country; });
    return found == kIbanLengths.end() ? 0 : found->length;
}

char16_t upper(char16_t unit)
{
    return unit >= u'a' && unit <= u'z' ? char16_t(unit - 32) : unit;
}

} // namespace

void readIbans(Passage &passage)
{
    constexpr Scheme kIban{IdentifierKind::Iban, 2, u""};
    const ScanText &text = passage.text();
    for (int start = 0; start + 15 <= text.size(); ++start) {
        if (!isAsciiLetter(text.at(start)) || !isAsciiLetter(text.at(start + 1)) || !isDigitUnit(text.at(start + 2))
            || !isDigitUnit(text.at(start + 3)) || isAlphanumeric(text.at(start - 1)))
            continue;
        const int length = ibanLength(upper(text.at(start)), upper(text.at(start + 1)));
        std::string characters;
        bool isParted = false;
        int at = start;
        for (; int(characters.size()) < length; ++at) {
            const char16_t unit = text.at(at);
            if ((unit == u' ' || unit == u'-') && isAlphanumeric(text.at(at + 1)))
                isParted = true;
            else if (isAlphanumeric(unit))
                characters += char(upper(unit));
            else
                break;
        }
        if (length == 0 || int(characters.size()) != length || isAlphanumeric(text.at(at)))
            continue;
        NumberReading reading{kIban, start, at, QString::fromStdString(characters), Shape::Canonical};
        reading.check =
                remainderOf97(characters.substr(4) + characters.substr(0, 4)) == 1 ? Check::Right : Check::Wrong;
        reading.how = u"country, length and check digits";
        if (reading.check == Check::Right || !isParted) { // words that follow would fill it up
            passage.add(std::move(reading));
            start = at - 1;
        }
    }
}

namespace {

/// "versão 1.2.3.4", "v.1.2.3.4", "firmware 1.2.3.4".
bool isVersion(const ScanText &text, int start)
{
    constexpr int kReach = 14;
    const int from = std::max(0, start - kReach);
    const QStringView before = text.folded().sliced(from, start - from);
    for (const QStringView word : {QStringView(u"vers"), QStringView(u"firmware"), QStringView(u"build"),
                                   QStringView(u"release"), QStringView(u"верс")}) {
        if (before.contains(word))
            return true;
    }
    const QStringView tight = before.endsWith(u' ') || before.endsWith(u'.') ? before.chopped(1) : before;
    return tight.endsWith(u'v') && (tight.size() < 2 || !isLetterUnit(tight.at(tight.size() - 2).unicode()));
}

/// Four numbers of 0 to 255 without leading zeros; the end, or -1.
int endOfIpv4(const ScanText &text, int start)
{
    int at = start;
    for (int part = 0; part < 4; ++part) {
        if (part > 0 && text.at(at++) != u'.')
            return -1;
        const int first = at;
        int value = 0;
        while (at - first < 4 && isDigitUnit(text.at(at)))
            value = value * 10 + (text.at(at++) - u'0');
        if (at == first || value > 255 || at - first > 3 || (at - first > 1 && text.at(first) == u'0'))
            return -1;
    }
    const char16_t after = text.at(at);
    const bool goesOn = isAlphanumeric(after) || after == u'_' || after == u'-'
                        || (after == u'.' && isAlphanumeric(text.at(at + 1)));
    return goesOn ? -1 : at;
}

bool isPrivate(const QHostAddress &address)
{
    return address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast()
           || address.isInSubnet(QHostAddress(u"10.0.0.0"_s), 8)
           || address.isInSubnet(QHostAddress(u"172.16.0.0"_s), 12)
           || address.isInSubnet(QHostAddress(u"192.168.0.0"_s), 16);
}

void addAddress(Passage &passage, int start, int end, const char16_t *how)
{
    constexpr Scheme kIp{IdentifierKind::IpAddress, 2, u"", false};
    const QString value = passage.text().folded().sliced(start, end - start).toString();
    const QHostAddress address(value);
    if (address.isNull())
        return;
    NumberReading reading{kIp, start, end, value, Shape::Bare, Check::Right};
    reading.how = how;
    reading.key = isPrivate(address) ? u"private"_s : QString();
    passage.add(std::move(reading));
}

bool isIpv6Unit(char16_t unit)
{
    return isDigitUnit(unit) || unit == u':' || unit == u'.' || (unit >= u'a' && unit <= u'f');
}

void readIpv6(Passage &passage)
{
    constexpr int kLongest = 45;
    const ScanText &text = passage.text();
    for (int start = 0; start < text.size(); ++start) {
        if (!isIpv6Unit(text.foldedAt(start)))
            continue;
        int end = start;
        int colons = 0;
        int groups = 0;
        bool hasDigit = false;
        for (; isIpv6Unit(text.foldedAt(end)); ++end) {
            const char16_t unit = text.foldedAt(end);
            colons += unit == u':' ? 1 : 0;
            groups += unit != u':' && (end == start || text.at(end - 1) == u':') ? 1 : 0;
            hasDigit = hasDigit || isDigitUnit(unit);
        }
        const char16_t before = text.at(start - 1);
        const int from = start;
        int to = end;
        start = end;
        while (to > from && text.at(to - 1) == u'.')
            --to;
        if (colons < 2 || groups < 2 || !hasDigit || to - from > kLongest || isLetterUnit(before) || before == u'_'
            || isLetterUnit(text.at(end)) || text.at(end) == u'_')
            continue;
        const QStringView token = text.folded().sliced(from, to - from);
        if (token.contains(QStringView(u":::")) || (groups == 2 && !token.contains(u'.')))
            continue; // "12::30" is more often a clock or a name of a program
        addAddress(passage, from, to, u"address of version 6");
    }
}

} // namespace

void readIpAddresses(const TextOutline &outline, Passage &passage)
{
    if (outline.colons >= 2)
        readIpv6(passage);
    if (outline.dots < 3)
        return;
    const ScanText &text = passage.text();
    for (int start = 0; start < text.size(); ++start) {
        const char16_t before = text.at(start - 1);
        if (!isDigitUnit(text.at(start)) || isAlphanumeric(before) || before == u'.' || before == u':'
            || before == u'-')
            continue;
        const int end = endOfIpv4(text, start);
        if (end < 0 || isVersion(text, start))
            continue;
        addAddress(passage, start, end, u"four octets");
        start = end - 1;
    }
}

namespace {

bool isCyrillicLetter(char16_t unit)
{
    return unit >= 0x400 && unit < 0x530;
}

/// Country by how many letters and digits; empty if it has several.
QString passportCountry(int letters, bool isCyrillic, QStringView tenant)
{
    if (isCyrillic)
        return u"UA"_s;
    if (letters == 3)
        return u"AR"_s;
    const QStringView candidates = letters == 1 ? QStringView(u"CL MX") : QStringView(u"BR UA CO");
    return candidates.contains(tenant) ? tenant.toString() : QString();
}

} // namespace

/// Format only, so it must be named: two letters and six digits (Brazil, Ukraine, Colombia), three and six
/// (Argentina), one and eight (Chile, Mexico).
void readPassports(Passage &passage)
{
    constexpr Scheme kPassport{IdentifierKind::Passport, 0, u"", false};
    const ScanText &text = passage.text();
    for (int start = 0; start + 8 <= text.size(); ++start) {
        const char16_t first = text.at(start);
        const bool isCyrillic = isCyrillicLetter(first);
        const auto isOne = [isCyrillic](char16_t unit) {
            return isCyrillic ? isCyrillicLetter(unit) : isAsciiLetter(unit);
        };
        if (!isOne(first) || isLetterUnit(text.at(start - 1)) || isDigitUnit(text.at(start - 1)))
            continue;
        int at = start;
        bool isUpper = true;
        while (at - start < 4 && isOne(text.at(at))) {
            isUpper = isUpper && text.at(at) != text.foldedAt(at);
            ++at;
        }
        const int letters = at - start;
        const bool isParted = text.at(at) == u' ';
        const int digits = isParted ? at + 1 : at;
        int end = digits;
        while (end - digits < 10 && isDigitUnit(text.at(end)))
            ++end;
        const bool isShape = (letters == 1 && end - digits == 8 && !isCyrillic) || (letters == 2 && end - digits == 6)
                             || (letters == 3 && end - digits == 6 && !isCyrillic);
        // "de 000101" has the shape as well
        if (!isShape || (isParted && !isUpper) || isLetterUnit(text.at(end)) || isDigitUnit(text.at(end)))
            continue;
        const QString value =
                (text.chars().sliced(start, letters).toString() + text.chars().sliced(digits, end - digits).toString())
                        .toUpper();
        NumberReading reading{kPassport, start, end, value};
        reading.how = u"letters and digits of a passport";
        reading.key = passportCountry(letters, isCyrillic, passage.country());
        passage.add(std::move(reading));
        start = end - 1;
    }
}

} // namespace atalaia
