// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/listincludes.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>
#include <vector>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct Finding
{
    int policy = 0; ///< index
    PolicyProblem problem;
};

/// The lists of some policies with who includes whom; walks them so that a list comes after those it
/// includes. Without recursion: a row of lists may be as long as a file allows.
class IncludeGraph
{
public:
    /// `isWhole`: there are no other lists, so an unknown name is a problem.
    IncludeGraph(QVector<Policy> &policies, bool isWhole) : m_policies(policies), m_isWhole(isWhole)
    {
        for (int index = 0; index < int(policies.size()); ++index)
            addLists(index);
        for (int index = 0; index < int(policies.size()); ++index)
            addIncludes(index);
    }

    QVector<Finding> resolve()
    {
        if (!m_findings.isEmpty())
            return m_findings;
        walk();
        findCircles();
        if (m_findings.isEmpty())
            dropResolved();
        return m_findings;
    }

private:
    struct Node
    {
        Lexicon *list = nullptr;
        int policy = 0;
        std::vector<std::pair<int, ListInclude>> included; ///< node, or -1 for one of another policy
        std::vector<int> includedBy;
        int waitingFor = 0;
        bool isDone = false;
        bool isOpen = false; ///< needs a list of another policy
    };

    void addFinding(int policy, int line, int column, const QString &reason)
    {
        PolicyProblem problem;
        problem.policy = m_policies[policy].name;
        problem.source = m_policies[policy].sourceName;
        problem.line = line;
        problem.column = column;
        problem.reason = reason;
        m_findings.append({policy, problem});
    }

    /// The first line of the list that is known.
    static int lineOf(const Lexicon &list, const Policy &policy)
    {
        int line = list.terms.isEmpty() ? 0 : list.terms.first().line;
        for (const ListInclude &include : policy.includes) {
            if (include.list == list.name && (line == 0 || include.line < line))
                line = include.line;
        }
        return qMax(line, 1);
    }

    void addLists(int index)
    {
        Policy &policy = m_policies[index];
        if (m_names.contains(policy.name))
            addFinding(index, 1, 1, u"another file has the policy '%1' too"_s.arg(policy.name));
        m_names.insert(policy.name);
        for (Lexicon &list : policy.lists) {
            if (const int other = m_byName.value(list.name, -1); other >= 0) {
                addFinding(index, lineOf(list, policy), 1,
                           u"list '%1' is in policy '%2' too"_s.arg(list.name,
                                                                    m_policies[m_nodes[size_t(other)].policy].name));
                continue;
            }
            m_byName.insert(list.name, int(m_nodes.size()));
            Node node;
            node.list = &list;
            node.policy = index;
            m_nodes.push_back(std::move(node));
            m_entryCount += list.terms.size();
        }
    }

    void addIncludes(int index)
    {
        for (const ListInclude &include : m_policies[index].includes) {
            const int from = m_byName.value(include.list, -1);
            if (from < 0 || m_nodes[size_t(from)].policy != index)
                continue; // a list that is there twice
            const int to = m_byName.value(include.included, -1);
            if (to < 0 && m_isWhole)
                addFinding(
                        index, include.line, include.column,
                        u"list '%1' includes '%2', which is not there"_s.arg(include.list, include.included.left(60)));
            Node &node = m_nodes[size_t(from)];
            node.included.emplace_back(to, include);
            if (to < 0)
                continue;
            ++node.waitingFor;
            m_nodes[size_t(to)].includedBy.push_back(from);
        }
    }

    void walk()
    {
        std::vector<int> ready;
        for (size_t index = 0; index < m_nodes.size(); ++index) {
            if (m_nodes[index].waitingFor == 0)
                ready.push_back(int(index));
        }
        while (!ready.empty()) {
            const auto index = size_t(ready.back());
            ready.pop_back();
            complete(m_nodes[index]);
            for (const int other : m_nodes[index].includedBy) {
                if (--m_nodes[size_t(other)].waitingFor == 0)
                    ready.push_back(other);
            }
        }
    }

    /// Everything it includes is complete, or open.
    void complete(Node &node)
    {
        node.isDone = true;
        for (const auto &[index, include] : node.included)
            node.isOpen = node.isOpen || index < 0 || m_nodes[size_t(index)].isOpen;
        if (node.isOpen || node.included.empty())
            return;
        QSet<QString> known;
        for (const Term &term : node.list->terms)
            known.insert(keyOf(term));
        for (const auto &[index, include] : node.included)
            merge(*m_nodes[size_t(index)].list, include, node, known);
    }

    void merge(const Lexicon &from, const ListInclude &include, Node &node, QSet<QString> &known)
    {
        if (m_entryCount + from.terms.size() > kMaxListEntries) {
            if (!m_isFull)
                addFinding(node.policy, include.line, include.column,
                           u"with what lists include there are more than %1 entries"_s.arg(kMaxListEntries));
            m_isFull = true;
            return;
        }
        for (Term term : from.terms) {
            const QString key = keyOf(term);
            if (known.contains(key))
                continue;
            known.insert(key);
            term.line = include.line; // the file of this list is where its problems are told
            node.list->terms.append(term);
            ++m_entryCount;
        }
    }

    static QString keyOf(const Term &term)
    {
        return u"%1 %2 "_s.arg(int(term.kind)).arg(term.language)
               + (term.kind == TermKind::Regex ? term.text : term.text.toCaseFolded());
    }

    /// What was never ready includes a circle; what nobody on a circle needs is not part of one.
    void findCircles()
    {
        std::vector<int> needed(m_nodes.size(), 0);
        std::vector<int> free;
        for (size_t index = 0; index < m_nodes.size(); ++index) {
            const auto &users = m_nodes[index].includedBy;
            needed[index] = int(std::count_if(users.cbegin(), users.cend(),
                                              [this](int user) { return !m_nodes[size_t(user)].isDone; }));
            if (!m_nodes[index].isDone && needed[index] == 0)
                free.push_back(int(index));
        }
        while (!free.empty()) {
            Node &node = m_nodes[size_t(free.back())];
            free.pop_back();
            node.isDone = true;
            for (const auto &[index, include] : node.included) {
                if (index >= 0 && !m_nodes[size_t(index)].isDone && --needed[size_t(index)] == 0)
                    free.push_back(index);
            }
        }
        for (const Node &node : m_nodes) {
            for (const auto &[index, include] : node.included) {
                if (!node.isDone && index >= 0 && !m_nodes[size_t(index)].isDone)
                    addFinding(node.policy, include.line, include.column,
                               u"list '%1' includes itself by way of '%2'"_s.arg(include.list, include.included));
            }
        }
    }

    void dropResolved()
    {
        for (Policy &policy : m_policies) {
            policy.includes.removeIf([this](const ListInclude &include) {
                return !m_nodes[size_t(m_byName.value(include.list))].isOpen;
            });
        }
    }

    QVector<Policy> &m_policies;
    const bool m_isWhole;
    QSet<QString> m_names;
    QHash<QString, int> m_byName;
    std::vector<Node> m_nodes;
    qsizetype m_entryCount = 0;
    bool m_isFull = false;
    QVector<Finding> m_findings;
};

} // namespace

QVector<PolicyProblem> resolveIncludes(QVector<Policy> &policies)
{
    QVector<PolicyProblem> problems;
    while (true) {
        QVector<Policy> attempt = policies;
        const QVector<Finding> findings = IncludeGraph(attempt, true).resolve();
        if (findings.isEmpty()) {
            policies = attempt;
            return problems;
        }
        QSet<int> spoilt;
        for (const Finding &finding : findings) {
            problems.append(finding.problem);
            spoilt.insert(finding.policy);
        }
        for (int index = int(policies.size()) - 1; index >= 0; --index) {
            if (spoilt.contains(index))
                policies.removeAt(index);
        }
    }
}

QVector<PolicyProblem> resolveOwnIncludes(Policy &policy)
{
    QVector<Policy> alone{policy};
    QVector<PolicyProblem> problems;
    for (const Finding &finding : IncludeGraph(alone, false).resolve())
        problems.append(finding.problem);
    if (problems.isEmpty())
        policy = alone.first();
    return problems;
}

} // namespace atalaia
