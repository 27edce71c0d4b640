// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/expression.h"
#include "detection/expressions/expressionlexer.h"
#include "detection/expressions/expressionspelling.h"

namespace atalaia {

using namespace Qt::StringLiterals;
using Kind = Expression::Kind;

namespace {

/// The lines of the grammar, from the loosest to the closest.
enum class Binding { Expression, Either, Both, Close, Unary, Primary };

Binding binding(Kind kind)
{
    switch (kind) {
    case Kind::Unless:
        return Binding::Expression;
    case Kind::Or:
        return Binding::Either;
    case Kind::And:
        return Binding::Both;
    case Kind::Near:
    case Kind::Before:
        return Binding::Close;
    case Kind::Not:
        return Binding::Unary;
    default:
        return Binding::Primary;
    }
}

QString textWithin(const Expression &node, Binding least)
{
    const QString text = expressionText(node);
    return binding(node.kind) < least ? u'(' + text + u')' : text;
}

QString chainText(const Expression &node, Binding least)
{
    const QString joint = u' ' + jointText(node) + u' ';
    QString text;
    for (const Expression &child : node.children) {
        if (!text.isEmpty())
            text += joint;
        text += textWithin(child, least);
    }
    return text;
}

QString regexText(QStringView pattern)
{
    QString text = u"/"_s;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        if (pattern[at] == u'/')
            text += u'\\';
        text += pattern[at];
        if (pattern[at] == u'\\' && at + 1 < pattern.size())
            text += pattern[++at];
    }
    return text + u'/';
}

QString scopeText(const Expression &node)
{
    switch (node.scope) {
    case Expression::Scope::Unit:
        return {};
    case Expression::Scope::Near:
        return u" NEAR/%1"_s.arg(node.number);
    case Expression::Scope::Before:
        return u" BEFORE/%1"_s.arg(node.number);
    case Expression::Scope::After:
        return u" AFTER/%1"_s.arg(node.number);
    }
    return {};
}

} // namespace

QString jointText(const Expression &node)
{
    switch (node.kind) {
    case Kind::And:
        return u"AND"_s;
    case Kind::Or:
        return u"OR"_s;
    case Kind::Near:
        return u"NEAR/%1"_s.arg(node.number);
    case Kind::Before:
        return u"BEFORE/%1"_s.arg(node.number);
    case Kind::Count:
        return u"COUNT >= %1"_s.arg(node.number);
    default:
        return {};
    }
}

QString exclusionText(const Expression &node)
{
    if (node.kind == Kind::Unless)
        return u"UNLESS "_s + textWithin(node.children.at(1), Binding::Primary) + scopeText(node);
    return u"NOT "_s + textWithin(node.children.at(0), Binding::Primary);
}

QString expressionText(const Expression &expression)
{
    switch (expression.kind) {
    case Kind::Phrase:
        return u'"' + expression.text + u'"';
    case Kind::Prefix:
        return isBareWord(expression.text) ? expression.text + u'*' : u'"' + expression.text + u"*\""_s;
    case Kind::Regex:
        return regexText(expression.text);
    case Kind::List:
        return u'@' + expression.text + (expression.number > 0 ? u" >= %1"_s.arg(expression.number) : QString());
    case Kind::Identifier:
        return u'#' + expression.text;
    case Kind::And:
        return chainText(expression, Binding::Close);
    case Kind::Or:
        return chainText(expression, Binding::Both);
    case Kind::Not:
        return exclusionText(expression);
    case Kind::Near:
    case Kind::Before:
        return textWithin(expression.children.at(0), Binding::Close) + u' ' + jointText(expression) + u' '
               + textWithin(expression.children.at(1), Binding::Unary);
    case Kind::Unless:
        return textWithin(expression.children.at(0), Binding::Expression) + u' ' + exclusionText(expression);
    case Kind::Count:
        return u"COUNT("_s + textWithin(expression.children.at(0), Binding::Expression)
               + u") >= %1"_s.arg(expression.number);
    }
    return {};
}

} // namespace atalaia
