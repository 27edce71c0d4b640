// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/drawnunit.h"
#include "support/catch.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace atalaia;
using namespace Qt::StringLiterals;
using Kind = Expression::Kind;

namespace {

/// All matches of an expression by trying everything: slow, and short enough to be seen to be right.
class EveryMatch
{
public:
    struct Match
    {
        int first = 0;
        int last = 0;
        LanguageSet languages = kAnyLanguage;
        quint32 tokens = 0; ///< bits
    };

    EveryMatch(const AtomTable &atoms, const AtomMatches &found) : m_atoms(atoms), m_found(found) {}

    [[nodiscard]] std::vector<Match> of(const Expression &node) const
    {
        std::vector<Match> all;
        switch (node.kind) {
        case Kind::Or:
            for (const Expression &child : node.children) {
                const auto some = of(child);
                all.insert(all.end(), some.begin(), some.end());
            }
            return all;
        case Kind::And:
            if (node.children[1].kind == Kind::Not)
                return of(node.children[1].children[0]).empty() ? of(node.children[0]) : all;
            return pairs(node.children[0], node.children[1], [](const Match &, const Match &) { return true; });
        case Kind::Near:
        case Kind::Before:
            return pairs(node.children[0], node.children[1], [&node](const Match &a, const Match &b) {
                const bool isFitting = node.kind == Kind::Near || a.last < b.first;
                return isFitting && (a.tokens & b.tokens) == 0 && gap(a, b) <= node.number;
            });
        case Kind::Count: // of two
            return pairs(node.children[0], node.children[0],
                         [](const Match &a, const Match &b) { return (a.tokens & b.tokens) == 0; });
        case Kind::Unless:
            return unless(node);
        default:
            return atom(node);
        }
    }

private:
    static int gap(const Match &a, const Match &b) { return std::max({b.first - a.last - 1, a.first - b.last - 1, 0}); }

    [[nodiscard]] std::vector<Match> atom(const Expression &node) const
    {
        std::vector<Match> all;
        for (size_t i = 0; i < m_atoms.atoms().size(); ++i) {
            if (m_atoms.atoms()[i].name != expressionText(node))
                continue;
            for (const AtomMatch &match : m_found.of(int(i))) {
                const quint32 tokens = ((2U << match.lastToken) - 1) & ~((1U << match.firstToken) - 1);
                if (match.level <= 1)
                    all.push_back({match.firstToken, match.lastToken, match.languages, tokens});
            }
        }
        return all;
    }

    template <typename Fits>
    [[nodiscard]] std::vector<Match> pairs(const Expression &left, const Expression &right, Fits fits) const
    {
        std::vector<Match> all;
        const auto lefts = of(left);
        for (const Match &b : of(right)) {
            for (const Match &a : lefts) {
                const LanguageSet languages = a.languages & b.languages;
                if (languages != 0 && fits(a, b))
                    all.push_back(
                            {std::min(a.first, b.first), std::max(a.last, b.last), languages, a.tokens | b.tokens});
            }
        }
        return all;
    }

    [[nodiscard]] std::vector<Match> unless(const Expression &node) const
    {
        const auto excluded = of(node.children[1]);
        std::vector<Match> all = of(node.children[0]);
        const auto isExcluded = [&](const Match &held) {
            return std::any_of(excluded.begin(), excluded.end(), [&](const Match &other) {
                const bool isInOrder = node.scope == Expression::Scope::Before  ? other.last < held.first
                                       : node.scope == Expression::Scope::After ? held.last < other.first
                                                                                : true;
                const bool isInReach = node.scope == Expression::Scope::Unit || gap(other, held) <= node.number;
                return isInOrder && isInReach && (other.languages & held.languages) != 0;
            });
        };
        all.erase(std::remove_if(all.begin(), all.end(), isExcluded), all.end());
        return all;
    }

    const AtomTable &m_atoms;
    const AtomMatches &m_found;
};

QString oneOf(QRandomGenerator *random, const QStringList &texts)
{
    return texts.at(random->bounded(int(texts.size())));
}

QString closeText(QRandomGenerator *random, int levels)
{
    if (levels == 0)
        return oneOf(random, {u"@a"_s, u"@b"_s, u"@c"_s, u"(@a OR @b)"_s});
    const QString left = closeText(random, random->bounded(levels));
    const QString right = closeText(random, random->bounded(levels));
    const QString joint = oneOf(random, {u"NEAR"_s, u"NEAR"_s, u"BEFORE"_s, u"AFTER"_s});
    if (joint == u"AFTER" || random->bounded(4) == 0)
        return u"(%1 UNLESS %2 %3/%4)"_s.arg(left, right, joint).arg(random->bounded(3));
    return u"(%1 %3/%4 %2)"_s.arg(left, right, joint).arg(random->bounded(5));
}

QString expressionSource(QRandomGenerator *random)
{
    const QString left = closeText(random, 3);
    const QString right = closeText(random, 2);
    switch (random->bounded(6)) {
    case 0:
        return left + u" AND "_s + right;
    case 1:
        return left + u" AND NOT "_s + right;
    case 2:
        return left + u" UNLESS "_s + right;
    case 3:
        return u"COUNT(%1) >= 2"_s.arg(closeText(random, 0));
    default:
        return left;
    }
}

QString unitDrawing(QRandomGenerator *random)
{
    QStringList words;
    const int bar = random->bounded(12);
    for (int i = 0; i < 8; ++i) {
        if (i == bar)
            words.append(u"|"_s);
        QString word = oneOf(random, {u"."_s, u"a"_s, u"b"_s, u"c"_s, u"a+b"_s, u"a2"_s, u"b+c1"_s});
        if (word != u"." && random->bounded(3) == 0)
            word += oneOf(random, {u":1"_s, u":2"_s, u":3"_s, u"~2"_s, u"~3:1"_s});
        words.append(word);
    }
    return words.join(u' ');
}

} // namespace

TEST_CASE("Random expressions hold where trying everything says so", "[core]")
{
    QRandomGenerator random(20261126);
    int held = 0;
    for (int i = 0; i < 6'000; ++i) {
        const QString source = expressionSource(&random);
        const QString drawing = unitDrawing(&random);
        CAPTURE(source, drawing);
        const Expression expression = parseExpression(source).value();
        AtomTable atoms;
        const CompiledExpression compiled(expression, atoms);
        const DrawnUnit unit(drawing);
        const AtomMatches found = unit.found(atoms);
        const auto matches = compiled.evaluate(found, 1, unit.completedFrom());
        const auto every = EveryMatch(atoms, found).of(expression);
        const bool mustHold = std::any_of(every.begin(), every.end(), [&unit](const EveryMatch::Match &match) {
            return match.last >= unit.completedFrom();
        });
        REQUIRE(mustHold == !matches.empty());
        held += mustHold ? 1 : 0;
        for (const ExpressionMatch &match : matches) {
            REQUIRE(match.lastToken >= unit.completedFrom());
            REQUIRE(std::any_of(every.begin(), every.end(), [&match](const EveryMatch::Match &other) {
                return other.first == match.firstToken && other.last == match.lastToken
                       && other.languages == match.languages;
            }));
        }
        const auto &touched = found.touched();
        if (mustHold) {
            REQUIRE(std::any_of(touched.begin(), touched.end(), [&compiled](int atom) {
                const auto &triggers = compiled.triggers();
                return std::find(triggers.begin(), triggers.end(), atom) != triggers.end();
            }));
        }
    }
    CHECK(held > 1'000);
    CHECK(held < 5'000);
}
