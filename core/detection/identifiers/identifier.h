// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/span.h"

#include <QString>
#include <QStringView>
#include <QVector>

#include <optional>

namespace atalaia {

/// Personal data, payment data and secrets that are recognised by grammar and check digit. Names in
/// expressions and in output: identifierName() ("cpf", "card" ...).
enum class IdentifierKind {
    Cpf, ///< natural person, Brazil
    Cnpj, ///< company, Brazil; numeric and alphanumeric
    Rg, ///< identity card, Brazil; only those of São Paulo have a known check digit
    Cnh, ///< driving licence, Brazil
    Pis, ///< PIS, PASEP, NIS, NIT, Brazil
    VoterId, ///< título de eleitor, Brazil
    HealthCard, ///< CNS ("cartão SUS"), Brazil
    Renavam, ///< vehicle register, Brazil
    Plate, ///< number plate, Brazil, old and Mercosul
    Cep, ///< postal code, Brazil
    Phone, ///< any country
    PixKey, ///< a CPF, CNPJ, phone, e-mail or random key where a transfer is spoken of
    PixCode, ///< Pix copia e cola (BR Code)
    Boleto, ///< bank slip (47 digits) or collection slip (48)
    BankAccount, ///< agency and account, Brazil
    CourtCase, ///< CNJ number, Brazil; a sign of a legal threat rather than personal data
    Card, ///< payment card
    CardCode, ///< CVV, CVC, CID
    CardExpiry,
    Iban,
    Email,
    IpAddress,
    Passport,
    Rut, ///< Chile
    Cuit, ///< CUIT and CUIL, Argentina
    Dni, ///< Argentina
    Cbu, ///< CBU and CVU, Argentina
    Nit, ///< Colombia
    Cedula, ///< Colombia
    Curp, ///< Mexico
    Rfc, ///< Mexico
    Clabe, ///< Mexico
    Rnokpp, ///< natural person, Ukraine
    Edrpou, ///< company, Ukraine
    IdCard, ///< number or record of the identity card, Ukraine
    Password,
    OneTimeCode,
    ApiKey,
};

inline constexpr int kIdentifierKinds = int(IdentifierKind::ApiKey) + 1;

/// From this confidence on an identifier may count as found without anybody looking at it.
inline constexpr double kSureIdentifier = 0.6;

struct Identifier
{
    IdentifierKind kind = IdentifierKind::Cpf;
    Span span; ///< code points of the original text
    QString value; ///< canonical form (digits only, upper case, E.164, lower-case e-mail ...); personal data
    QString masked; ///< safe to show
    double confidence = 0; ///< 0 to 1
    bool hasCheckDigit = false; ///< and it is right
    bool isInContext = false; ///< a word that names it stands near
    bool isDoubtful =
            false; ///< right shape but a wrong check digit, or a number that misses a part: show, never act alone
    QString reason; ///< technical words on how it was recognised, without the value ("check digits, punctuated")
    /// What else is known, technical, no personal data unless said: Card the brand; Boleto the bank's code
    /// ("001") or "collection-3" with the segment; Email the domain; PixKey the name of the kind of the key
    /// ("cpf", "cnpj", "phone", "email", "random"); PixCode the Pix key inside (personal data; of a dynamic code
    /// the address); Phone the identityKey() (personal data); Passport and IdCard the country; IpAddress
    /// "private" or empty; Password "wifi" or empty; ApiKey the kind of key.
    QString key;

    friend bool operator==(const Identifier &, const Identifier &) = default;
};

/// Lower case, words joined by '-': as written after '#' in expressions.
[[nodiscard]] QString identifierName(IdentifierKind kind);

/// The kind of a name as identifierName() gives it.
[[nodiscard]] std::optional<IdentifierKind> identifierKind(QStringView name);

/// Whether it counts as this kind: its own, and a Pix key also as what the key is (a CPF stays a CPF).
[[nodiscard]] bool isOfKind(const Identifier &identifier, IdentifierKind kind);

/// `text` with each identifier replaced by its masked form. Needs identifiers of this text, by span.
[[nodiscard]] QString maskedText(QStringView text, const QVector<Identifier> &identifiers);

} // namespace atalaia
