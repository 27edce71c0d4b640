// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/identifierfinder.h"

#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

namespace atalaia {

namespace {

constexpr int kFewestDigits = 3; ///< of any identifier: a security code has three
constexpr int kFewestOfPhone = 8;
constexpr int kFewestOfMexicanCode = 6;

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

/// What has digits in it. Readers that go through the whole text are asked only where something that their
/// kind cannot do without is there.
void readNumbers(const ScanText &text, const TextSigns &signs, Passage &passage)
{
    forEachNumberWindow(text, digitRuns(text), [&passage](const NumberWindow &window) { readWindow(window, passage); });
    const ContextWords &context = passage.context();
    const bool hasSlash = text.chars().contains(u'/');
    if (context.names(IdentifierKind::Cnpj) || hasSlash)
        readLetteredCnpj(passage);
    if (context.names(IdentifierKind::Plate))
        readPlates(passage);
    if (context.names(IdentifierKind::Passport))
        readPassports(passage);
    if (context.names(IdentifierKind::BankAccount))
        readBankAccounts(passage);
    readCardExpiries(passage);
    readIpAddresses(passage);
    if (signs.digits >= kFewestOfMexicanCode || signs.hasNumberWords)
        readMexicanCodes(passage);
    if (signs.digits < kFewestOfPhone)
        return;
    readIbans(passage);
    readRandomPixKeys(passage);
    readPixCodes(passage);
    if (hasSlash)
        readPhoneLinks(passage);
}

} // namespace

QVector<Identifier> IdentifierFinder::find(QStringView text, const IdentifierContext &context) const
{
    const TextSigns signs = signsOf(text);
    if (!signs.isWorthReading())
        return {};
    const ScanText scanned(text, signs);
    const ContextWords words(scanned.folded(), context.before, context.country);
    Passage passage(scanned, words, context.country);

    if (signs.digits >= kFewestDigits || signs.hasNumberWords)
        readNumbers(scanned, signs, passage);
    if (signs.digits >= kFewestDigits || signs.hasKeyStart)
        readApiKeys(passage);
    if (signs.hasAt || signs.hasSpokenAt)
        readEmails(signs, passage);
    readPasswords(passage);
    return passage.decided();
}

} // namespace atalaia
