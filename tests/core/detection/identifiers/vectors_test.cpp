// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/identifierfinder.h"
#include "support/catch.h"

#include <QFile>
#include <QHash>

#include <algorithm>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Vector
{
    QString id;
    QString kind;
    bool isValid = false;
    QString value;
    QString typed;
    QString why;
};

/// How a kind of the table is said: the word that names it, and where its numbers are read.
struct Saying
{
    IdentifierKind kind;
    QString word;
    QString country;
};

QStringList fieldsOf(const QString &line)
{
    QStringList fields(1);
    bool isQuoted = false;
    for (const QChar character : line) {
        if (character == u'"')
            isQuoted = !isQuoted;
        else if (character == u',' && !isQuoted)
            fields.append(QString());
        else
            fields.last() += character;
    }
    return fields;
}

QVector<Vector> vectors()
{
    QFile file(QStringLiteral(ATALAIA_TEST_DATA "/identifiers/vectors.csv"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    QVector<Vector> rows;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines.mid(1)) {
        const QStringList fields = fieldsOf(line.trimmed());
        REQUIRE(fields.size() == 8);
        rows.append({fields.at(0), fields.at(1), fields.at(2) == u"1", fields.at(3), fields.at(4), fields.at(5)});
    }
    return rows;
}

Saying sayingOf(const Vector &vector)
{
    static const QHash<QString, Saying> sayings = {
            {u"cpf"_s, {IdentifierKind::Cpf, u"cpf"_s, u"BR"_s}},
            {u"cnpj"_s, {IdentifierKind::Cnpj, u"cnpj"_s, u"BR"_s}},
            {u"cnpj_alfa"_s, {IdentifierKind::Cnpj, u"cnpj"_s, u"BR"_s}},
            {u"rg_sp"_s, {IdentifierKind::Rg, u"rg"_s, u"BR"_s}},
            {u"cnh"_s, {IdentifierKind::Cnh, u"cnh"_s, u"BR"_s}},
            {u"pis"_s, {IdentifierKind::Pis, u"pis"_s, u"BR"_s}},
            {u"titulo"_s, {IdentifierKind::VoterId, u"título"_s, u"BR"_s}},
            {u"cns"_s, {IdentifierKind::HealthCard, u"cartão do SUS"_s, u"BR"_s}},
            {u"renavam"_s, {IdentifierKind::Renavam, u"renavam"_s, u"BR"_s}},
            {u"placa"_s, {IdentifierKind::Plate, u"placa"_s, u"BR"_s}},
            {u"cep"_s, {IdentifierKind::Cep, u"cep"_s, u"BR"_s}},
            {u"phone_br"_s, {IdentifierKind::Phone, u"telefone"_s, u"BR"_s}},
            {u"phone_intl"_s, {IdentifierKind::Phone, u"phone"_s, u""_s}},
            {u"pix_key"_s, {IdentifierKind::PixKey, u"chave pix"_s, u"BR"_s}},
            {u"pix_brcode"_s, {IdentifierKind::PixCode, u"copia e cola"_s, u"BR"_s}},
            {u"boleto_47"_s, {IdentifierKind::Boleto, u"boleto"_s, u"BR"_s}},
            {u"boleto_48"_s, {IdentifierKind::Boleto, u"boleto"_s, u"BR"_s}},
            {u"processo_cnj"_s, {IdentifierKind::CourtCase, u"processo"_s, u"BR"_s}},
            {u"card_visa"_s, {IdentifierKind::Card, u"cartão"_s, u"BR"_s}},
            {u"card_mastercard"_s, {IdentifierKind::Card, u"cartão"_s, u"BR"_s}},
            {u"card_amex"_s, {IdentifierKind::Card, u"cartão"_s, u"BR"_s}},
            {u"card_elo"_s, {IdentifierKind::Card, u"cartão"_s, u"BR"_s}},
            {u"card_hipercard"_s, {IdentifierKind::Card, u"cartão"_s, u"BR"_s}},
            {u"card_diners"_s, {IdentifierKind::Card, u"cartão"_s, u"BR"_s}},
            {u"iban"_s, {IdentifierKind::Iban, u"iban"_s, u"BR"_s}},
            {u"rut_cl"_s, {IdentifierKind::Rut, u"rut"_s, u"CL"_s}},
            {u"cuit_ar"_s, {IdentifierKind::Cuit, u"cuit"_s, u"AR"_s}},
            {u"dni_ar"_s, {IdentifierKind::Dni, u"dni"_s, u"AR"_s}},
            {u"cbu_ar"_s, {IdentifierKind::Cbu, u"cbu"_s, u"AR"_s}},
            {u"nit_co"_s, {IdentifierKind::Nit, u"nit"_s, u"CO"_s}},
            {u"cc_co"_s, {IdentifierKind::Cedula, u"cédula"_s, u"CO"_s}},
            {u"curp_mx"_s, {IdentifierKind::Curp, u"curp"_s, u"MX"_s}},
            {u"rfc_mx"_s, {IdentifierKind::Rfc, u"rfc"_s, u"MX"_s}},
            {u"clabe_mx"_s, {IdentifierKind::Clabe, u"clabe"_s, u"MX"_s}},
            {u"rnokpp_ua"_s, {IdentifierKind::Rnokpp, u"ІПН"_s, u"UA"_s}},
            {u"edrpou_ua"_s, {IdentifierKind::Edrpou, u"ЄДРПОУ"_s, u"UA"_s}},
            {u"passport"_s, {IdentifierKind::Passport, u"passaporte"_s, u"BR"_s}},
            {u"email"_s, {IdentifierKind::Email, u"e-mail"_s, u"BR"_s}},
            {u"ip"_s, {IdentifierKind::IpAddress, u"endereço"_s, u"BR"_s}},
    };
    const auto found = sayings.constFind(vector.kind);
    INFO("kind " << vector.kind.toStdString());
    REQUIRE(found != sayings.constEnd());
    Saying saying = *found;
    if (saying.country.isEmpty()) {
        saying.country = vector.value.startsWith(u"+56")    ? u"CL"_s
                         : vector.value.startsWith(u"+380") ? u"UA"_s
                         : vector.value.startsWith(u"+44")  ? u"GB"_s
                                                            : u"US"_s;
    }
    return saying;
}

bool isFound(const QVector<Identifier> &identifiers, IdentifierKind kind, const QString &value)
{
    return std::any_of(identifiers.begin(), identifiers.end(), [kind, &value](const Identifier &identifier) {
        return identifier.kind == kind && !identifier.isDoubtful && identifier.confidence >= kSureIdentifier
               && (value.isNull() || identifier.value == value);
    });
}

std::string shown(const QVector<Identifier> &identifiers)
{
    QStringList parts;
    for (const Identifier &identifier : identifiers) {
        parts.append(u"%1 %2 %3%4 (%5)"_s.arg(identifierName(identifier.kind), identifier.value)
                             .arg(identifier.confidence)
                             .arg(identifier.isDoubtful ? u" doubtful"_s : QString(), identifier.reason));
    }
    return parts.join(u"; "_s).toStdString();
}

} // namespace

TEST_CASE("Every row of the table of identifiers is judged as the table says", "[core]")
{
    const IdentifierFinder finder;
    const QVector<Vector> rows = vectors();
    REQUIRE(rows.size() == 390);
    for (const Vector &row : rows) {
        const Saying saying = sayingOf(row);
        IdentifierContext context;
        context.country = saying.country;
        const QString sentence = u"anota aí, %1 %2 , tá bom?"_s.arg(saying.word, row.typed);
        const QVector<Identifier> found = finder.find(sentence, context);
        INFO(row.id.toStdString() << ' ' << sentence.toStdString() << " why: " << row.why.toStdString()
                                  << " found: " << shown(found));
        if (row.isValid)
            CHECK(isFound(found, saying.kind, row.value));
        else
            CHECK_FALSE(isFound(found, saying.kind, QString()));
        for (const Identifier &identifier : found) {
            CHECK(identifier.span.start < identifier.span.end);
            CHECK(identifier.span.end <= sentence.size());
            CHECK_FALSE(identifier.masked.contains(identifier.value));
        }
    }
}
