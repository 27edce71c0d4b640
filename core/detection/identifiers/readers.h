// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace atalaia {

class Passage;
struct DigitRun;
struct NumberWindow;
struct TextOutline;
struct TextSigns;

// One function a family. Those with a window judge these digits, the others look through the whole passage.

/// CPF, CNPJ, RG, CNH, PIS, voter's id, health card, Renavam, CEP, court case.
void readBrazilianDocument(const NumberWindow &window, Passage &passage);
/// Alphanumeric CNPJ.
void readLetteredCnpj(Passage &passage);
/// Number plates of Brazil.
void readPlates(Passage &passage);

void readBoleto(const NumberWindow &window, Passage &passage);
void readPixCodes(Passage &passage);
/// Random Pix keys; the other kinds of key come with the number or address that they are.
void readRandomPixKeys(Passage &passage);
/// Agency and account.
void readBankAccounts(Passage &passage);

void readCard(const NumberWindow &window, Passage &passage);
void readCardCode(const NumberWindow &window, Passage &passage);
void readCardExpiries(Passage &passage);

void readPhone(const NumberWindow &window, Passage &passage);
/// wa.me and api.whatsapp.com.
void readPhoneLinks(Passage &passage);

void readEmails(const TextSigns &signs, Passage &passage);
void readIbans(Passage &passage);
void readIpAddresses(const TextOutline &outline, Passage &passage);
void readPassports(Passage &passage);

/// RUT, CUIT, DNI, CBU, NIT, cédula, CLABE.
void readLatinAmericanNumber(const NumberWindow &window, Passage &passage);
/// CURP and RFC; `runs`: of the passage.
void readMexicanCodes(const std::vector<DigitRun> &runs, Passage &passage);

/// РНОКПП, ЄДРПОУ, number of the identity card.
void readUkrainianNumber(const NumberWindow &window, Passage &passage);

void readPasswords(Passage &passage);
void readOneTimeCode(const NumberWindow &window, Passage &passage);
void readApiKeys(Passage &passage);

} // namespace atalaia
