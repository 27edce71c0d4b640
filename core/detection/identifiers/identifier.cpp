// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/identifier.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// In the order of IdentifierKind.
constexpr std::array<const char16_t *, kIdentifierKinds> kNames = {
        u"cpf",          u"cnpj",          u"rg",      u"cnh",       u"pis",         u"voter-id", u"health-card",
        u"renavam",      u"plate",         u"cep",     u"phone",     u"pix-key",     u"pix-code", u"boleto",
        u"bank-account", u"court-case",    u"card",    u"card-code", u"card-expiry", u"iban",     u"email",
        u"ip",           u"passport",      u"rut",     u"cuit",      u"dni",         u"cbu",      u"nit",
        u"cedula",       u"curp",          u"rfc",     u"clabe",     u"rnokpp",      u"edrpou",   u"id-card",
        u"password",     u"one-time-code", u"api-key",
};

} // namespace

QString identifierName(IdentifierKind kind)
{
    return QStringView(kNames.at(size_t(kind))).toString();
}

std::optional<IdentifierKind> identifierKind(QStringView name)
{
    const auto found = std::find_if(kNames.begin(), kNames.end(),
                                    [name](const char16_t *known) { return name == QStringView(known); });
    if (found == kNames.end())
        return std::nullopt;
    return IdentifierKind(found - kNames.begin());
}

bool isOfKind(const Identifier &identifier, IdentifierKind kind)
{
    return identifier.kind == kind
           || (identifier.kind == IdentifierKind::PixKey && identifierKind(identifier.key) == kind);
}

QString maskedText(QStringView text, const QVector<Identifier> &identifiers)
{
    QString masked;
    qsizetype unit = 0;
    int codePoint = 0;
    const auto advanceTo = [text, &unit, &codePoint](int target) {
        const qsizetype from = unit;
        while (codePoint < target && unit < text.size()) {
            const bool isPair =
                    text.at(unit).isHighSurrogate() && unit + 1 < text.size() && text.at(unit + 1).isLowSurrogate();
            unit += isPair ? 2 : 1;
            ++codePoint;
        }
        return text.sliced(from, unit - from);
    };
    for (const Identifier &identifier : identifiers) {
        masked += advanceTo(identifier.span.start);
        if (identifier.span.end <= codePoint)
            continue; // covered by the one before
        masked += identifier.masked;
        advanceTo(identifier.span.end);
    }
    masked += text.sliced(unit);
    return masked;
}

} // namespace atalaia
