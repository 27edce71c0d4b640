// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/expression.h"

namespace atalaia {

using namespace Qt::StringLiterals;

Result<Expression> parseExpression(QStringView source)
{
    const qsizetype quotes = source.count(u'"');
    if (quotes % 2 != 0 || source.count(u'(') != source.count(u')'))
        return Error{Error::Kind::Pattern, u"column %1: unbalanced"_s.arg(source.size() + 1)};
    return Expression{};
}

QString expressionText(const Expression &expression)
{
    return expression.text;
}

} // namespace atalaia
