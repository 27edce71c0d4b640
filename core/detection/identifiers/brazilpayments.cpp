// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kUuidLength = 36;
constexpr int kAccountReach = 40; ///< between agency and account

bool isHexUnit(char16_t unit)
{
    return isDigitUnit(unit) || (unit >= u'a' && unit <= u'f');
}

bool isUuidAt(const ScanText &text, int start)
{
    for (int i = 0; i < kUuidLength; ++i) {
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        const char16_t unit = text.foldedAt(start + i);
        if (isDash ? unit != u'-' : !isHexUnit(unit))
            return false;
    }
    return true;
}

bool isPartOfWord(char16_t unit)
{
    return isLetterUnit(unit) || isDigitUnit(unit) || unit == u'_' || unit == u'-';
}

} // namespace

/// Any version: the directory's own sample is no version 4. A random key is a plain UUID, which programs use
/// for everything, so alone it says little.
void readRandomPixKeys(Passage &passage)
{
    constexpr Scheme kRandomKey{IdentifierKind::PixKey, 1, u"", false};
    const ScanText &text = passage.text();
    for (qsizetype dash = text.chars().indexOf(u'-'); dash >= 0; dash = text.chars().indexOf(u'-', dash + 1)) {
        const int start = int(dash) - 8;
        if (start < 0 || text.at(int(dash) + 5) != u'-' || !isUuidAt(text, start) || isPartOfWord(text.at(start - 1))
            || isPartOfWord(text.at(start + kUuidLength)) || passage.isInWebAddress(start))
            continue;
        NumberReading reading{kRandomKey,          start,
                        start + kUuidLength, text.folded().sliced(start, kUuidLength).toString(),
                        Shape::Bare,         Check::Right};
        reading.how = u"random key";
        reading.key = u"random"_s;
        passage.add(std::move(reading));
        dash = start + kUuidLength - 1;
    }
}

namespace {

/// Digits, dots, and a check digit that may be X or P, from `from` on within a few units.
struct AccountNumber
{
    int start = 0;
    int end = 0;
    QString value;
};

AccountNumber accountNumberAfter(const ScanText &text, int from)
{
    AccountNumber number{from, from, QString()};
    while (number.start < from + kAccountReach / 2 && number.start < text.size() && !isDigitUnit(text.at(number.start)))
        ++number.start;
    int at = number.start;
    number.end = at;
    for (; at < text.size() && at < number.start + 20; ++at) {
        const char16_t unit = text.at(at);
        const char16_t folded = text.foldedAt(at);
        const bool isCheckLetter =
                (folded == u'x' || folded == u'p') && text.at(at - 1) == u'-' && !isLetterUnit(text.at(at + 1));
        if (isDigitUnit(unit) || isCheckLetter) {
            number.value += QChar(unit).toUpper();
            number.end = at + 1;
        } else if (unit != u'.' && unit != u'-') {
            break;
        }
    }
    return number;
}

} // namespace

/// "ag 1234 cc 12345-6": the words are all there is, the check digits differ from bank to bank.
void readBankAccounts(Passage &passage)
{
    constexpr Scheme kAccount{IdentifierKind::BankAccount, 0, u"BR", false};
    constexpr std::array kAgency = {u"ag", u"agencia"};
    constexpr std::array kConta = {
            u"cc", u"c c", u"conta", u"corrente", u"conta corrente", u"poupanca", u"conta poupanca", u"poup"};
    const ScanText &text = passage.text();
    const auto isOneOf = [&text](const ContextWord &word, const auto &phrases) {
        const QStringView said = text.folded().sliced(word.start, word.end - word.start);
        return std::any_of(phrases.begin(), phrases.end(), [said](QStringView phrase) {
            return std::equal(said.begin(), said.end(), phrase.begin(), phrase.end(),
                              [](QChar a, QChar b) { return a == b || (a == u'/' && b == u' '); });
        });
    };
    const std::vector<ContextWord> &words = passage.context().words();
    for (size_t i = 0; i < words.size(); ++i) {
        if (words[i].start < 0 || !isOneOf(words[i], kAgency))
            continue;
        const AccountNumber agency = accountNumberAfter(text, words[i].end);
        if (agency.value.size() < 3 || agency.value.size() > 5)
            continue;
        for (size_t j = i + 1; j < words.size() && words[j].start - agency.end <= kAccountReach; ++j) {
            if (words[j].start < agency.end || !isOneOf(words[j], kConta))
                continue;
            const AccountNumber account = accountNumberAfter(text, words[j].end);
            if (account.value.size() < 4 || account.value.size() > 14)
                continue;
            NumberReading reading{kAccount, agency.start, account.end, u"%1/%2"_s.arg(agency.value, account.value)};
            reading.how = u"agency and account";
            passage.add(std::move(reading));
            break;
        }
    }
}

} // namespace atalaia
