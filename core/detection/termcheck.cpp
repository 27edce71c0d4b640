// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/termcheck.h"

#include <QRegularExpression>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

Error refused(const QString &why)
{
    return {Error::Kind::Pattern, why};
}

Result<> checkRegex(const QString &text)
{
    const QRegularExpression expression(text, QRegularExpression::UseUnicodePropertiesOption);
    if (!expression.isValid())
        return refused(u"%1 at %2"_s.arg(expression.errorString()).arg(expression.patternErrorOffset()));
    if (expression.match(QString()).hasMatch())
        return refused(u"matches an empty text"_s);
    return {};
}

Result<> checkNear(const QString &text)
{
    static const QRegularExpression kNear(u"^\\(([^()]+)\\) +O?NEAR/([0-9]{1,3}) +\\(([^()]+)\\)$"_s);
    const auto match = kNear.match(text);
    if (!match.hasMatch())
        return refused(u"not of the form (a|b) NEAR/n (c|d)"_s);
    if (match.captured(2).toInt() < 1)
        return refused(u"the distance must be at least 1"_s);
    return {};
}

} // namespace

Result<> checkTerm(const Term &term)
{
    if (term.text.trimmed().isEmpty())
        return refused(u"empty"_s);
    switch (term.kind) {
    case TermKind::Literal:
        return {};
    case TermKind::Regex:
        return checkRegex(term.text);
    case TermKind::Near:
        return checkNear(term.text);
    case TermKind::Expression:
        return refused(u"expressions are not supported yet"_s);
    }
    return {};
}

} // namespace atalaia
