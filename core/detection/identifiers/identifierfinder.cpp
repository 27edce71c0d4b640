// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/identifierfinder.h"

#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

namespace atalaia {

QVector<Identifier> IdentifierFinder::find(QStringView text, const IdentifierContext &context) const
{
    const TextSigns signs = signsOf(text);
    if (!signs.isWorthReading())
        return {};
    const ScanText scanned(text, signs);
    const ContextWords words(scanned.folded(), context.before, context.country);
    Passage passage(scanned, words, context.country);

    if (signs.digits >= 3 || signs.hasNumberWords) {
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
        readLetteredCnpj(passage);
        readPlates(passage);
        readPixCodes(passage);
        readRandomPixKeys(passage);
        readBankAccounts(passage);
        readCardExpiries(passage);
        readPhoneLinks(passage);
        readIbans(passage);
        readIpAddresses(passage);
        readPassports(passage);
        readMexicanCodes(passage);
        readApiKeys(passage);
    }
    if (signs.hasAt || signs.hasSpokenAt)
        readEmails(passage);
    readPasswords(passage);
    return passage.decided();
}

} // namespace atalaia
