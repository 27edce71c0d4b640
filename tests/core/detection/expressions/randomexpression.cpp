// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/randomexpression.h"

#include <QStringList>

namespace atalaia {

using namespace Qt::StringLiterals;
using Kind = Expression::Kind;

namespace {

QString oneOf(QRandomGenerator *random, const QStringList &texts)
{
    return texts.at(random->bounded(int(texts.size())));
}

Expression randomAtom(QRandomGenerator *random)
{
    Expression atom;
    atom.kind = Kind(random->bounded(5));
    switch (atom.kind) {
    case Kind::Phrase:
        atom.text = oneOf(random, {u"senha"_s, u"não envio (nunca)"_s, u"and"_s, u"п’ять 50%"_s, u"@x #y /z/ >= 3"_s});
        break;
    case Kind::Prefix:
        atom.text = oneOf(random, {u"depósit"_s, u"near"_s, u"7"_s, u"me mand"_s, u"d'argent"_s, u"R$ 10"_s});
        break;
    case Kind::Regex:
        atom.text = oneOf(random, {u"a+b"_s, u"https?://x"_s, u"\\d{3}\\\\/\\w"_s, u" \"(x) "_s});
        break;
    case Kind::List:
        atom.text = oneOf(random, {u"ameaça"_s, u"opt-out_2"_s, u"NOT"_s});
        atom.number = random->bounded(6);
        break;
    default:
        atom.text = oneOf(random, {u"cpf"_s, u"pix-key"_s});
        break;
    }
    return atom;
}

Expression node(Kind kind, std::vector<Expression> children)
{
    Expression made;
    made.kind = kind;
    made.children = std::move(children);
    return made;
}

} // namespace

Expression randomExpression(QRandomGenerator *random, int levels)
{
    if (levels <= 1 || random->bounded(4) == 0)
        return randomAtom(random);
    const Kind kind = Kind(int(Kind::And) + random->bounded(int(Kind::Count) - int(Kind::And) + 1));
    Expression made = node(kind, {});
    const int children = kind == Kind::Count || kind == Kind::Not ? 1
                         : kind == Kind::And || kind == Kind::Or  ? 2 + random->bounded(3)
                                                                  : 2;
    for (int i = 0; i < children; ++i)
        made.children.push_back(randomExpression(random, levels - (kind == Kind::Not ? 2 : 1)));
    switch (kind) {
    case Kind::Not: // stands nowhere alone
        return node(Kind::And, {randomAtom(random), std::move(made)});
    case Kind::Near:
    case Kind::Before:
        made.number = random->bounded(101);
        break;
    case Kind::Unless:
        made.scope = Expression::Scope(random->bounded(4));
        made.number = made.scope == Expression::Scope::Unit ? 0 : random->bounded(101);
        break;
    case Kind::Count:
        made.number = 1 + random->bounded(1000);
        break;
    default:
        break;
    }
    return made;
}

Expression withoutColumns(Expression expression)
{
    expression.column = 0;
    for (Expression &child : expression.children)
        child = withoutColumns(std::move(child));
    return expression;
}

} // namespace atalaia
