// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/cardranges.h"
#include "detection/identifiers/checkdigits.h"
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr size_t kShortestCard = 13;
constexpr size_t kLongestCard = 19;
constexpr int kCodeReach = 30;
constexpr int kExpiryReach = 40;

const CardRange *rangeOf(std::string_view digits)
{
    const CardRange *best = nullptr;
    for (const CardRange &range : kCardRanges) {
        const std::string_view prefix = digits.substr(0, range.low.size());
        if (prefix >= range.low && prefix <= range.high && (best == nullptr || range.low.size() > best->low.size()))
            best = &range;
    }
    return best;
}

bool isWithin(const std::vector<Place> &places, int start, int end, int reach)
{
    const auto next = std::lower_bound(places.begin(), places.end(), start,
                                       [](const Place &place, int position) { return place.start < position; });
    return (next != places.end() && next->start - end <= reach)
           || (next != places.begin() && start - std::prev(next)->end <= reach);
}

bool isUsuallyParted(std::string_view lengths)
{
    return lengths == "4,4,4,4" || lengths == "4,6,5" || lengths == "4,6,4" || lengths == "4,4,4,4,3";
}

} // namespace

void readCard(const NumberWindow &window, Passage &passage)
{
    constexpr Scheme kCard{IdentifierKind::Card, 2, u""};
    const std::string_view digits = window.digits;
    if (digits.size() < kShortestCard || digits.size() > kLongestCard || digits[0] < '2' || digits[0] > '6')
        return;
    const bool isUsual = isUsuallyParted(window.lengths);
    if (!window.isFree() && !isUsual)
        return;
    const CardRange *range = rangeOf(digits);
    if (range == nullptr || (range->lengths >> digits.size() & 1U) == 0 || isAllSame(digits))
        return;
    const Shape shape = isUsual ? Shape::Canonical : window.isBare() ? Shape::Bare : Shape::Odd;
    const Check check = passesLuhn(digits) ? Check::Right : Check::Wrong;
    if ((check == Check::Wrong && shape == Shape::Odd) || !passage.mayCount(kCard, shape, check))
        return;
    NumberReading reading{kCard, window.start, window.end, QString::fromLatin1(digits.data(), qsizetype(digits.size())),
                          shape, check};
    reading.how = u"range of the brand, length and Luhn";
    reading.key = QString::fromLatin1(range->brand.data(), qsizetype(range->brand.size()));
    passage.addNumber(window, std::move(reading));
}

/// Three or four digits say nothing: the word must stand before them, in this bubble or at the end of the
/// one before, and "o CVV" is also whom to call in need (188).
void readCardCode(const NumberWindow &window, Passage &passage)
{
    constexpr Scheme kCode{IdentifierKind::CardCode, 0, u"", false};
    if (!window.isBare() || window.digits.size() > 4 || window.digits == "188")
        return;
    const ContextWord *word = passage.context().wordBefore(IdentifierKind::CardCode, window.start, kCodeReach);
    if (word == nullptr
        || (word->isGeneric
            && passage.context().distanceTo(IdentifierKind::Card, window.start, window.end) == ContextWords::kFar))
        return; // "cid" is a name as well
    if (word->start >= 0) { // the first number after the word
        for (int i = word->end; i < window.start; ++i) {
            if (isDigitUnit(passage.text().at(i)))
                return;
        }
    } else if (window.start > 2 || window.end + 2 < passage.text().size()) {
        return; // an answer to "cvv?" is the number and little else
    }
    NumberReading reading{kCode, window.start, window.end, QString::fromStdString(window.digits)};
    reading.how = u"digits after the word for it";
    passage.addNumber(window, std::move(reading));
}

/// MM/YY or MM/YYYY after a word for it, or next to a card number.
void readCardExpiries(Passage &passage)
{
    constexpr Scheme kExpiry{IdentifierKind::CardExpiry, 0, u"", false};
    const ScanText &text = passage.text();
    const std::vector<Place> cards = passage.placesOf(IdentifierKind::Card);
    if (cards.empty() && !passage.context().names(IdentifierKind::CardExpiry))
        return;
    for (int i = 2; i < text.size(); ++i) {
        const char16_t sign = text.at(i);
        if (sign != u'/' && sign != u'-')
            continue;
        const int monthEnd = text.at(i - 1) == u' ' ? i - 1 : i;
        const int yearStart = text.at(i + 1) == u' ' ? i + 2 : i + 1;
        int end = yearStart;
        while (end < yearStart + 5 && isDigitUnit(text.at(end)))
            ++end;
        const int start = monthEnd - 2;
        if ((end - yearStart != 2 && end - yearStart != 4) || !isDigitUnit(text.at(start))
            || !isDigitUnit(text.at(start + 1)) || isDigitUnit(text.at(start - 1)) || text.at(start - 1) == sign
            || text.at(end) == sign)
            continue;
        const int month = (text.at(start) - u'0') * 10 + text.at(start + 1) - u'0';
        const QString year = text.chars().sliced(yearStart, end - yearStart).toString();
        if (month < 1 || month > 12 || (year.size() == 4 && !year.startsWith(u"20")))
            continue;
        const bool isBesideCard = isWithin(cards, start, end, kExpiryReach);
        const bool isNamed = passage.context().wordBefore(IdentifierKind::CardExpiry, start, kExpiryReach) != nullptr
                             && passage.context().distanceTo(IdentifierKind::Card, start, end) < ContextWords::kFar;
        if (!isBesideCard && !isNamed)
            continue; // "vence 10/12" is when a bill is due
        NumberReading reading{kExpiry, start, end, u"%1/%2"_s.arg(month, 2, 10, QLatin1Char('0')).arg(year.right(2))};
        reading.how = u"month and year of a card";
        reading.namesItself = isBesideCard;
        passage.add(std::move(reading));
    }
}

} // namespace atalaia
