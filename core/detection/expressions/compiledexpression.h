// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/expression.h"

#include <QHash>

#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace atalaia {

/// Languages that an entry of a list belongs to, as bits; parts of one match must have one in common.
using LanguageSet = quint8;
inline constexpr LanguageSet kAnyLanguage = 0xFF;

/// The words, lists and identifiers that expressions ask for, each once.
class AtomTable
{
public:
    struct Atom
    {
        Expression::Kind kind = Expression::Kind::Phrase; ///< Phrase, Prefix, Regex, List or Identifier
        QString text;
        int minSeverity = 0; ///< List
        QString name; ///< as the rule writes it, for explanations
    };

    /// Index of the atom, new or known.
    int add(const Expression &atom);
    [[nodiscard]] const std::vector<Atom> &atoms() const { return m_atoms; }

private:
    std::vector<Atom> m_atoms;
    QHash<QString, int> m_index; ///< by name
};

/// One place where an atom was found, in tokens of the unit.
struct AtomMatch
{
    int atom = 0;
    int firstToken = 0;
    int lastToken = 0; ///< inclusive
    int level = 0; ///< reading
    LanguageSet languages = kAnyLanguage;
    int source = -1; ///< what fired, in the caller's numbering; -1 = the atom itself
};

/// What was found in one unit, by atom. Reused from unit to unit.
class AtomMatches
{
public:
    void reset(int atomCount);
    void add(const AtomMatch &match); ///< any order
    /// After the last add(). Atoms that are added later for the first time are sorted by another call.
    void sort();
    [[nodiscard]] const std::vector<AtomMatch> &of(int atom) const { return m_byAtom[size_t(atom)]; }
    [[nodiscard]] const std::vector<int> &touched() const { return m_touched; } ///< atoms that were found
    /// Whether the atom was found in a reading up to this one.
    [[nodiscard]] bool has(int atom, int maxLevel) const { return m_extents[size_t(atom)].lowestLevel <= maxLevel; }
    /// Whether the atom was found in something that ends at this token or behind it.
    [[nodiscard]] bool reaches(int atom, int token) const { return m_extents[size_t(atom)].lastToken >= token; }

    /// A sentence begins with this token; ascending. The first token of the unit begins one anyway.
    void beginSentence(int firstToken);
    /// Tokens [first, last] and what else is in the sentences that they touch; INT_MAX: to the end.
    [[nodiscard]] std::pair<int, int> sentencesOf(int firstToken, int lastToken) const;

private:
    /// Of all matches of an atom, what is asked for most.
    struct Extent
    {
        int lowestLevel = std::numeric_limits<int>::max();
        int lastToken = -1;
    };

    std::vector<std::vector<AtomMatch>> m_byAtom;
    std::vector<Extent> m_extents; ///< by atom
    std::vector<int> m_touched;
    std::vector<int> m_sentences; ///< first tokens
    size_t m_sorted = 0; ///< how many of m_touched are
};

/// Where an expression holds, with everything that led there.
struct ExpressionMatch
{
    int firstToken = 0;
    int lastToken = 0;
    int level = 0; ///< highest of its parts
    LanguageSet languages = kAnyLanguage;
    std::vector<AtomMatch> parts; ///< ascending
};

/// An expression bound to an AtomTable. Immutable, shared between threads.
class CompiledExpression
{
public:
    /// Adds the expression's atoms to `atoms`.
    CompiledExpression(const Expression &expression, AtomTable &atoms);

    /// The expression can hold only where one of these was found (a cheap necessary condition; never empty).
    [[nodiscard]] const std::vector<int> &triggers() const { return m_triggers; }

    /// All that it asks for.
    [[nodiscard]] const std::vector<int> &atoms() const { return m_atoms; }

    /// All exclusions of the expression in their own spelling ("UNLESS @never BEFORE/3", "NOT @offer").
    [[nodiscard]] const std::vector<QString> &exclusions() const { return m_exclusions; }
    /// The joining operators in their own spelling ("NEAR/5").
    [[nodiscard]] const std::vector<QString> &joints() const { return m_joints; }

    /// Where it holds, ascending by place, at most kMaxMatches; readings above `maxLevel` do not count.
    /// Only matches with a part that ends at or behind token `completedFrom`. Negation looks at the whole unit,
    /// of a message longer than a window at the same window (TextWindows).
    /// Parts of one match never share a token, except under AND and OR.
    [[nodiscard]] std::vector<ExpressionMatch> evaluate(const AtomMatches &found, int maxLevel,
                                                        int completedFrom) const;

    /// Whether it could hold if more of the atoms `isAssumed` (by atom) were found; false only where it cannot.
    [[nodiscard]] bool mayHold(const AtomMatches &found, int maxLevel, int completedFrom,
                               const std::vector<char> &isAssumed) const;

    static constexpr int kMaxMatches = 64;

private:
    struct Node;
    std::shared_ptr<const Node> m_root;
    std::vector<int> m_triggers;
    std::vector<int> m_atoms;
    std::vector<int> m_parts; ///< atoms that matches consist of: all but those of exclusions
    std::vector<QString> m_exclusions;
    std::vector<QString> m_joints;
};

} // namespace atalaia
