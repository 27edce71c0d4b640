// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/hit.h"

#include <QString>
#include <QStringView>
#include <QVector>

namespace atalaia {

/// Personal data, payment data and secrets that are recognised by grammar and check digit. Names in
/// expressions and in output: identifierName() ("cpf", "card" ...).
enum class IdentifierKind {
    Cpf, Cnpj, Rg, Cnh, Pis, VoterId, HealthCard, Renavam, Plate, Cep, Phone, PixKey, PixCode, Boleto,
    BankAccount, CourtCase, Card, CardCode, CardExpiry, Iban, Email, IpAddress, Passport, Rut, Dni, Cuit, Cbu,
    Cedula, Nit, Curp, Rfc, Clabe, Rnokpp, Edrpou, IdCard, Password, OneTimeCode, ApiKey
    // complete it from the specification: 39 kinds
};

struct Identifier
{
    IdentifierKind kind = IdentifierKind::Cpf;
    Span span; ///< code points of the original text
    QString value; ///< canonical form (digits only, upper case, E.164, lower-case e-mail ...); personal data
    QString masked; ///< safe to show
    double confidence = 0; ///< 0 to 1
    bool hasCheckDigit = false; ///< and it is right
    bool isInContext = false; ///< a word that names it stands near
    QString reason; ///< technical words on how it was recognised, without the value ("two check digits, cpf-like punctuation")
    QString key; ///< PixCode: the Pix key inside; Boleto: bank code; e-mail: its domain; else empty

    friend bool operator==(const Identifier &, const Identifier &) = default;
};

[[nodiscard]] QString identifierName(IdentifierKind kind);

} // namespace atalaia
