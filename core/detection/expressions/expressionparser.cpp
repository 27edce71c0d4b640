// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/expression.h"
#include "detection/expressions/expressionlexer.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxLength = 10'000;
constexpr int kMaxLevels = 64;
constexpr int kMaxCount = 1000;
constexpr int kMaxSeverity = 5;

Error refusal(int column, const QString &reason)
{
    return {Error::Kind::Pattern, u"column %1: %2"_s.arg(column).arg(reason)};
}

/// A piece of the tree with what its surroundings must know of it.
struct Piece
{
    Expression tree;
    int height = 1;
    bool isFound = true; ///< false: it consists of exclusions only
};

/// Recursive descent; one function a line of the grammar in expression.h.
class ExpressionParser
{
public:
    explicit ExpressionParser(QStringView source) : m_tokens(expressionTokens(source)) {}

    Result<Expression> parse();

private:
    using Token = ExpressionToken::Kind;

    [[nodiscard]] const ExpressionToken &current() const { return m_tokens[m_at]; }
    [[nodiscard]] bool isAt(Token kind) const { return current().kind == kind; }
    ExpressionToken take() { return m_tokens[m_at++]; } ///< not at the end: End is taken by nobody
    [[nodiscard]] Error unexpected(const QString &reason) const;

    Result<Piece> readExpression();
    Result<Piece> readEither();
    Result<Piece> readBoth();
    Result<Piece> readClose();
    Result<Piece> readUnary();
    Result<Piece> readPrimary();
    Result<Piece> readList();
    Result<Piece> readCount();
    Result<Piece> readParentheses();
    Result<Piece> readChain(Token joint, Expression::Kind kind, Result<Piece> (ExpressionParser::*readPart)());
    Result<int> readBound(const QString &reason, int largest);

    static Result<Piece> join(Expression node, std::vector<Piece> parts);
    static Result<> requireFound(const Piece &piece);

    std::vector<ExpressionToken> m_tokens;
    size_t m_at = 0;
    int m_parentheses = 0;
};

Error ExpressionParser::unexpected(const QString &reason) const
{
    return refusal(current().column, isAt(Token::Invalid) ? current().text : reason);
}

Result<> ExpressionParser::requireFound(const Piece &piece)
{
    if (piece.isFound)
        return Done{};
    return refusal(piece.tree.column, u"NOT holds nearly everywhere: join it by AND to something that is found"_s);
}

Result<Piece> ExpressionParser::join(Expression node, std::vector<Piece> parts)
{
    Piece joined;
    joined.isFound = node.kind != Expression::Kind::Not;
    if (node.kind == Expression::Kind::And)
        joined.isFound = std::any_of(parts.begin(), parts.end(), [](const Piece &part) { return part.isFound; });
    for (Piece &part : parts) {
        if (node.kind != Expression::Kind::And) {
            if (const auto found = requireFound(part); !found)
                return found.error();
        }
        joined.height = std::max(joined.height, part.height + 1);
        node.children.push_back(std::move(part.tree));
    }
    if (joined.height > kMaxLevels)
        return refusal(node.column, u"more than %1 levels deep"_s.arg(kMaxLevels));
    joined.tree = std::move(node);
    return joined;
}

Result<Expression> ExpressionParser::parse()
{
    if (isAt(Token::End))
        return unexpected(u"expression is empty"_s);
    auto whole = readExpression();
    if (!whole)
        return whole.error();
    if (isAt(Token::Close))
        return unexpected(u"parenthesis without its partner"_s);
    if (isAt(Token::And) || isAt(Token::Or))
        return unexpected(u"AND and OR bind closer than UNLESS: put parentheses around one of the sides"_s);
    if (!isAt(Token::End))
        return unexpected(u"AND, OR, NEAR/n, BEFORE/n or UNLESS expected"_s);
    if (const auto found = requireFound(whole.value()); !found)
        return found.error();
    return std::move(whole.value().tree);
}

Result<Piece> ExpressionParser::readExpression()
{
    auto held = readEither();
    while (held && isAt(Token::Unless)) {
        Expression node;
        node.kind = Expression::Kind::Unless;
        node.column = take().column;
        auto excluded = readPrimary();
        if (!excluded)
            return excluded;
        if (isAt(Token::Near) || isAt(Token::Before) || isAt(Token::After)) {
            const ExpressionToken scope = take();
            node.number = scope.number;
            node.scope = scope.kind == Token::Near     ? Expression::Scope::Near
                         : scope.kind == Token::Before ? Expression::Scope::Before
                                                       : Expression::Scope::After;
        }
        held = join(std::move(node), {std::move(held.value()), std::move(excluded.value())});
    }
    return held;
}

Result<Piece> ExpressionParser::readChain(Token joint, Expression::Kind kind,
                                          Result<Piece> (ExpressionParser::*readPart)())
{
    auto first = (this->*readPart)();
    if (!first || !isAt(joint))
        return first;
    Expression node;
    node.kind = kind;
    node.column = current().column;
    std::vector<Piece> parts;
    parts.push_back(std::move(first.value()));
    while (isAt(joint)) {
        take();
        auto part = (this->*readPart)();
        if (!part)
            return part;
        parts.push_back(std::move(part.value()));
    }
    return join(std::move(node), std::move(parts));
}

Result<Piece> ExpressionParser::readEither()
{
    return readChain(Token::Or, Expression::Kind::Or, &ExpressionParser::readBoth);
}

Result<Piece> ExpressionParser::readBoth()
{
    return readChain(Token::And, Expression::Kind::And, &ExpressionParser::readClose);
}

Result<Piece> ExpressionParser::readClose()
{
    auto left = readUnary();
    while (left && (isAt(Token::Near) || isAt(Token::Before))) {
        const ExpressionToken joint = take();
        auto right = readUnary();
        if (!right)
            return right;
        Expression node;
        node.kind = joint.kind == Token::Near ? Expression::Kind::Near : Expression::Kind::Before;
        node.number = joint.number;
        node.column = joint.column;
        left = join(std::move(node), {std::move(left.value()), std::move(right.value())});
    }
    if (left && isAt(Token::After))
        return unexpected(u"AFTER stands only behind UNLESS: turn the sides round and write BEFORE"_s);
    return left;
}

Result<Piece> ExpressionParser::readUnary()
{
    if (!isAt(Token::Not))
        return readPrimary();
    Expression node;
    node.kind = Expression::Kind::Not;
    node.column = take().column;
    auto excluded = readPrimary();
    if (!excluded)
        return excluded;
    return join(std::move(node), {std::move(excluded.value())});
}

Result<Piece> ExpressionParser::readPrimary()
{
    Piece atom;
    switch (current().kind) {
    case Token::Phrase:
        atom.tree.kind = Expression::Kind::Phrase;
        break;
    case Token::Prefix:
        atom.tree.kind = Expression::Kind::Prefix;
        break;
    case Token::Regex:
        atom.tree.kind = Expression::Kind::Regex;
        break;
    case Token::Identifier:
        atom.tree.kind = Expression::Kind::Identifier;
        break;
    case Token::List:
        return readList();
    case Token::Count:
        return readCount();
    case Token::Open:
        return readParentheses();
    default:
        return unexpected(u"phrase, prefix*, /regex/, @list, #identifier, COUNT or parenthesis expected"_s);
    }
    atom.tree.column = current().column;
    atom.tree.text = take().text;
    return atom;
}

Result<Piece> ExpressionParser::readList()
{
    Piece atom;
    atom.tree.kind = Expression::Kind::List;
    atom.tree.column = current().column;
    atom.tree.text = take().text;
    if (isAt(Token::AtLeast)) {
        take();
        const auto severity = readBound(u"a severity from 1 to 5 expected, as in >= 3"_s, kMaxSeverity);
        if (!severity)
            return severity.error();
        atom.tree.number = severity.value();
    }
    return atom;
}

Result<int> ExpressionParser::readBound(const QString &reason, int largest)
{
    if (!isAt(Token::Number) || current().number < 1 || current().number > largest)
        return unexpected(reason);
    return take().number;
}

Result<Piece> ExpressionParser::readCount()
{
    Expression node;
    node.kind = Expression::Kind::Count;
    node.column = take().column;
    if (!isAt(Token::Open))
        return unexpected(u"COUNT needs parentheses and a number, as in COUNT(@threat) >= 3"_s);
    auto counted = readParentheses();
    if (!counted)
        return counted;
    if (!isAt(Token::AtLeast))
        return unexpected(u">= expected behind COUNT(...)"_s);
    take();
    const auto times = readBound(u"a number from 1 to 1000 expected, as in >= 3"_s, kMaxCount);
    if (!times)
        return times.error();
    node.number = times.value();
    return join(std::move(node), {std::move(counted.value())});
}

Result<Piece> ExpressionParser::readParentheses()
{
    // Before descending: this is what bounds the recursion.
    if (++m_parentheses > kMaxLevels)
        return unexpected(u"more than %1 levels deep"_s.arg(kMaxLevels));
    const int column = take().column;
    auto inner = readExpression();
    if (!inner)
        return inner;
    if (isAt(Token::End))
        return refusal(column, u"parenthesis without its partner"_s);
    if (!isAt(Token::Close))
        return unexpected(u"closing parenthesis expected"_s);
    take();
    --m_parentheses;
    return inner;
}

} // namespace

Result<Expression> parseExpression(QStringView source)
{
    const auto tooLong = [] { return refusal(kMaxLength + 1, u"longer than %1 characters"_s.arg(kMaxLength)); };
    if (source.size() > kMaxLength)
        return tooLong();
    auto parsed = ExpressionParser(source).parse();
    // Tight spelling grows by the spaces of the canonical one, which must be readable too.
    if (parsed && expressionText(parsed.value()).size() > kMaxLength)
        return tooLong();
    return parsed;
}

} // namespace atalaia
