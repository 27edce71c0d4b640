// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/identifierfinder.h"

#include "detection/identifiers/contextvocabulary.h"
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

namespace atalaia {

namespace {

/// Everything that is more than digits. What each shape cannot do without is asked first.
void readShapes(const TextOutline &outline, Passage &passage)
{
    constexpr int kCard = 13;
    constexpr int kCnpj = 14;
    constexpr int kUuid = 36;
    constexpr int kDateDigits = 6; ///< inside of Mexican codes
    constexpr int kPassportDigits = 6;
    constexpr int kPixScheme = 14;
    constexpr int kLink = 14;
    constexpr int kKey = 16;
    constexpr int kKeyTitle = 10; ///< "-----BEGIN"
    const bool isNamed = !passage.context().words().empty(); // shapes without a check digit must be
    if (outline.longestToken >= kCnpj)
        readLetteredCnpj(passage);
    if (isNamed)
        readPlates(passage);
    if (outline.longestToken >= kPixScheme)
        readPixCodes(passage);
    if (outline.longestToken >= kUuid && outline.hasDash)
        readRandomPixKeys(passage);
    if (isNamed)
        readBankAccounts(passage);
    if ((isNamed || outline.longestChain >= kCard) && (outline.hasSlash || outline.hasDash))
        readCardExpiries(passage);
    if (outline.longestToken >= kLink && (outline.hasSlash || outline.hasDash))
        readPhoneLinks(passage);
    if (outline.hasDigitAfterLetter)
        readIbans(passage);
    if (outline.dots >= 3 || outline.colons >= 2)
        readIpAddresses(passage);
    if (isNamed && outline.longestDigits >= kPassportDigits)
        readPassports(passage);
    if (outline.longestDigits >= kDateDigits)
        readMexicanCodes(passage);
    if (outline.longestToken >= kKey || (outline.hasDash && outline.longestToken >= kKeyTitle))
        readApiKeys(passage);
}

} // namespace

bool mayHoldIdentifiers(QByteArrayView folded, int digits)
{
    constexpr int kFewestDigits = 3;
    return digits >= kFewestDigits && (outlineOf(folded).mayNameItself() || hasVocabularyWord(folded));
}

QVector<Identifier> IdentifierFinder::find(QStringView text, const IdentifierContext &context) const
{
    const TextSigns signs = signsOf(text);
    if (!signs.isWorthReading())
        return {};
    const ScanText scanned(text, signs);
    const ContextWords words(scanned.folded(), context.before, context.country);
    const TextOutline outline = scanned.outline();
    const bool isSilent = words.words().empty() && !outline.mayNameItself();
    if (isSilent && !signs.hasAt && !signs.hasSpokenAt)
        return {};
    Passage passage(scanned, words, context.country);

    if (!isSilent && (signs.digits >= 3 || signs.hasNumberWords)) {
        forEachNumberWindow(scanned, digitRuns(scanned), [&passage](const NumberWindow &window) {
            readBrazilianDocument(window, passage);
            readBoleto(window, passage);
            readCard(window, passage);
            readCardCode(window, passage);
            readPhone(window, passage);
            readLatinAmericanNumber(window, passage);
            readUkrainianNumber(window, passage);
            readOneTimeCode(window, passage);
        });
        readShapes(outline, passage);
    }
    if (signs.hasAt || signs.hasSpokenAt)
        readEmails(passage);
    if (!words.words().empty())
        readPasswords(passage);
    return passage.decided();
}

} // namespace atalaia
