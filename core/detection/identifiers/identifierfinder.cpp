// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/identifierfinder.h"

#include "detection/identifiers/contextvocabulary.h"
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"
#include "detection/identifiers/textglance.h"

namespace atalaia {

namespace {

constexpr int kFewestDigits = 3; ///< of any identifier: a security code has three
constexpr int kFewestOfPhone = 8;

void readWindow(const NumberWindow &window, Passage &passage)
{
    readBrazilianDocument(window, passage);
    readBoleto(window, passage);
    readCard(window, passage);
    readCardCode(window, passage);
    readPhone(window, passage);
    readLatinAmericanNumber(window, passage);
    readUkrainianNumber(window, passage);
    readOneTimeCode(window, passage);
}

/// Of a number that these words could make something of.
int fewestDigits(const ContextWords &words)
{
    constexpr int kWithoutWord = 7; // and a letter: a RUT
    constexpr quint64 kShorter =
            kindBit(IdentifierKind::CardCode) | kindBit(IdentifierKind::OneTimeCode) | kindBit(IdentifierKind::Cedula);
    return words.namesOneOf(kShorter) ? kFewestDigits : kWithoutWord;
}

/// What is more than digits, by its shape. What each shape cannot do without is asked first.
void readShapes(const TextOutline &outline, const TextSigns &signs, const std::vector<DigitRun> &runs, Passage &passage)
{
    constexpr int kCard = 13;
    constexpr int kCnpj = 14;
    constexpr int kUuid = 36;
    constexpr int kDateDigits = 6; ///< inside of Mexican codes
    constexpr int kPassportDigits = 6;
    constexpr int kPixScheme = 14;
    constexpr int kLink = 14;
    const ContextWords &context = passage.context();
    const bool isNamed = !context.words().empty();
    if (outline.longestToken >= kCnpj && (outline.hasSlash || context.names(IdentifierKind::Cnpj)))
        readLetteredCnpj(passage);
    if (context.names(IdentifierKind::Plate))
        readPlates(passage);
    if (context.names(IdentifierKind::Passport) && outline.longestDigits >= kPassportDigits)
        readPassports(passage);
    if (context.names(IdentifierKind::BankAccount))
        readBankAccounts(passage);
    if ((isNamed || outline.longestChain >= kCard) && (outline.hasSlash || outline.hasDash))
        readCardExpiries(passage);
    readIpAddresses(outline, passage);
    if (outline.longestDigits >= kDateDigits)
        readMexicanCodes(runs, passage);
    if (signs.digits < kFewestOfPhone)
        return;
    if (outline.hasIbanStart)
        readIbans(passage);
    if (outline.longestToken >= kUuid && outline.hasDash)
        readRandomPixKeys(passage);
    if (outline.longestToken >= kPixScheme)
        readPixCodes(passage);
    if (outline.longestToken >= kLink && outline.hasSlash)
        readPhoneLinks(passage);
}

/// Both keys and the titles of private ones.
bool mayHoldKey(const TextOutline &outline)
{
    constexpr int kKey = 16;
    constexpr int kTitle = 10; ///< "-----BEGIN"
    return outline.longestToken >= kKey || (outline.hasDash && outline.longestToken >= kTitle);
}

bool isWorthReading(const TextSigns &signs)
{
    return signs.digits >= kFewestDigits || signs.hasAt || signs.hasSecretWord || signs.hasSpokenAt
           || signs.hasNumberWords || signs.hasKeyStart;
}

/// Prices, hours, dates: a few digits at a time, and no word near that would make something of them.
bool hasNothingButAmounts(QStringView text, const TextGlance &glance)
{
    const bool isMore = glance.isOdd || glance.hasHidden || glance.mayHoldWord || glance.mayHoldAddress
                        || glance.mayHoldKey || glance.hasToken || glance.dots >= 3 || glance.colons >= 2
                        || (glance.digits >= kFewestOfPhone && glance.mayHoldIban);
    return !isMore && (glance.digits < TextOutline::kFewestDigits || !hasDigitChain(text)) && !mayNameShortKind(text);
}

} // namespace

bool mayHoldIdentifiers(QByteArrayView utf8)
{
    return glanceAt(utf8).isWorthReading();
}

QVector<Identifier> IdentifierFinder::find(QStringView text, const IdentifierContext &context) const
{
    const TextGlance glance = glanceAt(text);
    if (!glance.isWorthReading() || (context.before.isEmpty() && hasNothingButAmounts(text, glance)))
        return {};
    const TextSigns signs = signsOf(text, glance);
    if (!isWorthReading(signs))
        return {};
    const ScanText scanned(text, signs);
    const ContextWords words(scanned.folded(), context.before, context.country);
    const TextOutline outline = scanned.outline();
    const bool isNamed = signs.digits < kFewestOfPhone ? words.namesOneOf(kShortKinds) : !words.words().empty();
    const bool isSilent = !isNamed && !signs.hasKeyStart && !outline.mayNameItself();
    if (isSilent && !signs.hasAt && !signs.hasSpokenAt)
        return {};
    Passage passage(scanned, words, context.country);

    if (!isSilent && (signs.digits >= kFewestDigits || signs.hasNumberWords)) {
        const std::vector<DigitRun> runs = digitRuns(scanned);
        forEachNumberWindow(scanned, runs, fewestDigits(words),
                            [&passage](const NumberWindow &window) { readWindow(window, passage); });
        readShapes(outline, signs, runs, passage);
    }
    if ((signs.digits >= kFewestDigits || signs.hasKeyStart) && mayHoldKey(outline))
        readApiKeys(passage);
    if (signs.hasAt || signs.hasSpokenAt)
        readEmails(signs, passage);
    if (!words.words().empty())
        readPasswords(passage);
    return passage.decided();
}

} // namespace atalaia
