// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/compiledexpression.h"

#include "detection/expressions/expressionevaluation.h"
#include "detection/expressions/expressionnode.h"
#include "detection/expressions/expressionspelling.h"

#include <algorithm>

namespace atalaia {

using Kind = Expression::Kind;

struct CompiledExpression::Node
{
    ExpressionNode root;
};

namespace {

ExpressionNode compiled(const Expression &expression, AtomTable *atoms)
{
    ExpressionNode node;
    node.kind = expression.kind;
    node.number = expression.number;
    node.scope = expression.scope;
    for (const Expression &child : expression.children)
        node.children.push_back(compiled(child, atoms));
    if (node.children.empty())
        node.atom = atoms->add(expression);
    node.isFound = node.kind != Kind::Not;
    if (node.kind == Kind::And) {
        node.isFound = std::any_of(node.children.begin(), node.children.end(),
                                   [](const ExpressionNode &child) { return child.isFound; });
    }
    return node;
}

/// Atoms one of which must be there, ascending.
std::vector<int> triggersOf(const ExpressionNode &node)
{
    std::vector<int> triggers;
    switch (node.kind) {
    case Kind::And:
    case Kind::Near:
    case Kind::Before:
        for (const ExpressionNode &child : node.children) {
            std::vector<int> ofChild = child.isFound ? triggersOf(child) : std::vector<int>();
            if (!ofChild.empty() && (triggers.empty() || ofChild.size() < triggers.size()))
                triggers = std::move(ofChild);
        }
        return triggers;
    case Kind::Or:
        for (const ExpressionNode &child : node.children) {
            const std::vector<int> ofChild = triggersOf(child);
            triggers.insert(triggers.end(), ofChild.begin(), ofChild.end());
        }
        std::sort(triggers.begin(), triggers.end());
        triggers.erase(std::unique(triggers.begin(), triggers.end()), triggers.end());
        return triggers;
    case Kind::Unless:
    case Kind::Count:
        return triggersOf(node.children.front());
    case Kind::Not:
        return {};
    default:
        return {node.atom};
    }
}

void collectAtoms(const ExpressionNode &node, std::vector<int> *atoms)
{
    if (node.children.empty())
        atoms->push_back(node.atom);
    for (const ExpressionNode &child : node.children)
        collectAtoms(child, atoms);
}

/// Atoms that matches consist of.
void collectParts(const ExpressionNode &node, std::vector<int> *atoms)
{
    if (node.kind == Kind::Not)
        return;
    if (node.children.empty())
        atoms->push_back(node.atom);
    const size_t count = node.kind == Kind::Unless ? 1 : node.children.size();
    for (size_t i = 0; i < count; ++i)
        collectParts(node.children[i], atoms);
}

void append(const QString &text, std::vector<QString> *texts)
{
    if (std::find(texts->begin(), texts->end(), text) == texts->end())
        texts->push_back(text);
}

/// In the order in which one reads them; what stands inside an exclusion belongs to its spelling.
void collectSpellings(const Expression &node, std::vector<QString> *exclusions, std::vector<QString> *joints)
{
    if (node.kind == Kind::Not) {
        append(exclusionText(node), exclusions);
        return;
    }
    if (node.children.empty())
        return;
    collectSpellings(node.children.front(), exclusions, joints);
    if (node.kind == Kind::Unless) {
        append(exclusionText(node), exclusions);
        return;
    }
    if (node.kind != Kind::Or)
        append(jointText(node), joints);
    for (size_t i = 1; i < node.children.size(); ++i)
        collectSpellings(node.children[i], exclusions, joints);
}

} // namespace

CompiledExpression::CompiledExpression(const Expression &expression, AtomTable &atoms)
    : m_root(std::make_shared<const Node>(Node{compiled(expression, &atoms)})), m_triggers(triggersOf(m_root->root))
{
    collectSpellings(expression, &m_exclusions, &m_joints);
    collectAtoms(m_root->root, &m_atoms);
    collectParts(m_root->root, &m_parts);
}

bool CompiledExpression::mayHold(const AtomMatches &found, int maxLevel, int completedFrom,
                                 const std::vector<char> &isAssumed) const
{
    const bool mayBeNew = std::any_of(m_parts.begin(), m_parts.end(), [&](int atom) {
        return isAssumed[size_t(atom)] != 0 || found.reaches(atom, completedFrom);
    });
    return mayBeNew && canHold(m_root->root, found, maxLevel, &isAssumed);
}

std::vector<ExpressionMatch> CompiledExpression::evaluate(const AtomMatches &found, int maxLevel,
                                                          int completedFrom) const
{
    const bool isNew = completedFrom <= 0 || std::any_of(m_parts.begin(), m_parts.end(), [&](int atom) {
                           return found.reaches(atom, completedFrom);
                       });
    if (!isNew || !canHold(m_root->root, found, maxLevel))
        return {};
    return ExpressionEvaluation(found, maxLevel).run(m_root->root, completedFrom);
}

} // namespace atalaia
