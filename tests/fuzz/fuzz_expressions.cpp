// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever somebody types as an expression is refused with a column, or it is the same tree when printed
// and read again, and can be evaluated.
#include "detection/expressions/compiledexpression.h"

#include <QByteArrayView>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

Expression withoutColumns(Expression expression)
{
    expression.column = 0;
    for (Expression &child : expression.children)
        child = withoutColumns(std::move(child));
    return expression;
}

/// A unit that depends on the input alone: some places an atom, more or less in each other's way.
AtomMatches madeUp(int atomCount, QByteArrayView input)
{
    AtomMatches found;
    found.reset(atomCount);
    quint32 state = 2166136261U;
    const auto next = [&state](quint32 below) {
        state = state * 1664525U + 1013904223U;
        return int((state >> 8) % below);
    };
    for (const char byte : input)
        state = (state ^ quint8(byte)) * 16777619U;
    const int tokens = 1 + next(200);
    for (int atom = 0; atom < atomCount; ++atom) {
        for (int i = next(6); i > 0; --i) {
            const int first = next(quint32(tokens));
            found.add({atom, first, first + next(4), next(4), LanguageSet(1 + next(255)), -1});
        }
    }
    found.sort();
    return found;
}

void checkEvaluation(const Expression &expression, QByteArrayView input)
{
    AtomTable atoms;
    const CompiledExpression compiled(expression, atoms);
    require(!compiled.triggers().empty());
    const AtomMatches found = madeUp(int(atoms.atoms().size()), input);
    for (const int completedFrom : {0, 40}) {
        const auto matches = compiled.evaluate(found, 2, completedFrom);
        require(matches.size() <= size_t(CompiledExpression::kMaxMatches));
        for (const ExpressionMatch &match : matches) {
            require(match.firstToken <= match.lastToken && match.lastToken >= completedFrom);
            require(match.level <= 2 && match.languages != 0 && !match.parts.empty());
            require(match.parts.front().firstToken == match.firstToken);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const QByteArrayView input(bytes, qsizetype(size));
    const auto parsed = parseExpression(QString::fromUtf8(input));
    if (!parsed) {
        require(parsed.error().kind == Error::Kind::Pattern && parsed.error().context.startsWith(u"column "));
        return 0;
    }
    const QString text = expressionText(parsed.value());
    const auto again = parseExpression(text);
    require(again.has_value());
    require(withoutColumns(again.value()) == withoutColumns(parsed.value()));
    require(expressionText(again.value()) == text);
    checkEvaluation(parsed.value(), input);
    return 0;
}
