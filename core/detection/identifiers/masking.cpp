// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/masking.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

QString stars(qsizetype count)
{
    return QString(count, u'*');
}

/// The first and last characters of a value, never more than a third of it.
QString ends(const QString &value, qsizetype first, qsizetype last)
{
    const qsizetype shown = std::max<qsizetype>(0, value.size() / 3);
    last = std::min(last, shown);
    first = std::min(first, std::max<qsizetype>(0, shown - last));
    return value.first(first) + stars(value.size() - first - last) + value.last(last);
}

QString maskedEmail(const QString &value)
{
    const qsizetype at = value.lastIndexOf(u'@');
    return at < 1 ? u"***"_s : value.first(1) + u"***"_s + value.sliced(at);
}

QString maskedCard(const QString &value)
{
    // BIN and last four at most (PCI DSS 3.4).
    return value.size() < 13 ? stars(value.size()) : value.first(6) + stars(value.size() - 10) + value.last(4);
}

QString maskedCpf(const QString &value)
{
    return value.size() == 11 ? u"***.***.%1-**"_s.arg(value.sliced(6, 3)) : stars(value.size());
}

QString maskedCnpj(const QString &value)
{
    return value.size() == 14 ? u"**.***.***/%1-**"_s.arg(value.sliced(8, 4)) : stars(value.size());
}

QString maskedPhone(const QString &value)
{
    // Country and area say where, the last four say which.
    const qsizetype shown = value.startsWith(u"+55") && value.size() > 8 ? 5 : 3;
    return value.size() < 9 ? ends(value, 0, 2) : value.first(shown) + stars(value.size() - shown - 4) + value.last(4);
}

QString maskedPixKey(const Identifier &identifier)
{
    switch (identifierKind(identifier.key).value_or(IdentifierKind::PixKey)) {
    case IdentifierKind::Cpf:
        return maskedCpf(identifier.value);
    case IdentifierKind::Cnpj:
        return maskedCnpj(identifier.value);
    case IdentifierKind::Phone:
        return maskedPhone(identifier.value);
    case IdentifierKind::Email:
        return maskedEmail(identifier.value);
    default:
        return ends(identifier.value, 4, 4);
    }
}

} // namespace

QString maskedForm(const Identifier &identifier)
{
    switch (identifier.kind) {
    case IdentifierKind::Cpf:
        return maskedCpf(identifier.value);
    case IdentifierKind::Cnpj:
        return maskedCnpj(identifier.value);
    case IdentifierKind::Phone:
        return maskedPhone(identifier.value);
    case IdentifierKind::Email:
        return maskedEmail(identifier.value);
    case IdentifierKind::Card:
        return maskedCard(identifier.value);
    case IdentifierKind::PixKey:
        return maskedPixKey(identifier);
    case IdentifierKind::PixCode:
        return u"000201***6304****"_s;
    case IdentifierKind::Iban:
    case IdentifierKind::Boleto:
        return ends(identifier.value, 2, 4);
    case IdentifierKind::Password: // not even the length
    case IdentifierKind::OneTimeCode:
    case IdentifierKind::CardCode:
    case IdentifierKind::CardExpiry:
        return u"****"_s;
    case IdentifierKind::ApiKey:
        return identifier.value.first(std::min<qsizetype>(4, identifier.value.size() / 4)) + u"****"_s;
    case IdentifierKind::IpAddress:
        return ends(identifier.value, 3, 0);
    default:
        return ends(identifier.value, 0, 3);
    }
}

} // namespace atalaia
