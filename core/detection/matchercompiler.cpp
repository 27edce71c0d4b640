// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matchercompiler.h"

#include "detection/matcherprivate.h"
#include "detection/termplan.h"

#include <QHash>

namespace atalaia {

/// Sorts the plans of terms into what the engines are built from.
class MatcherCompiler::Assembly
{
public:
    explicit Assembly(Matcher::Private &target) : m_target(target) {}

    void add(const Lexicon &lexicon, QVector<RefusedTerm> *refused)
    {
        const int lexiconIndex = int(m_target.lexicons.size());
        m_target.lexicons.push_back({lexicon.id, lexicon.name, lexicon.version});
        if (!lexicon.isLive)
            return;
        for (qsizetype i = 0; i < lexicon.terms.size(); ++i) {
            const Term &term = lexicon.terms.at(i);
            const Result<TermPlan> plan = planTerm(term);
            if (!plan) {
                const int line = term.line > 0 ? term.line : int(i) + 1;
                refused->append({lexicon.name, line, term.text, plan.error().context});
                continue;
            }
            m_target.terms.push_back({lexiconIndex, term});
            m_term = int(m_target.terms.size()) - 1;
            std::visit([this](const auto &chosen) { place(chosen); }, plan.value());
        }
    }

    void build(MatchingEngine engine)
    {
        if (engine == MatchingEngine::Hyperscan)
            m_target.hyperscan = HyperscanSet::compile(m_literals, m_prefilters, &m_target.unfiltered);
        if (m_target.hyperscan)
            return;
        m_target.unfiltered.clear();
        for (size_t i = 0; i < m_target.regexes.size(); ++i)
            m_target.unfiltered.push_back(int(i));
        m_target.phraseTable.emplace(std::move(m_literals));
    }

private:
    void place(const PhrasePlan &plan)
    {
        useLiteral({plan.words, plan.isPrefix}, {Matcher::Private::Role::Phrase, m_term});
    }

    void place(const TermRegex &regex)
    {
        m_target.regexes.push_back({m_term, regex.expression});
        m_target.regexes.back().expression.optimize(); // now, not on the first text
        m_prefilters.push_back(regex.prefilter);
    }

    void place(const NearPlan &plan)
    {
        const int index = int(m_target.nears.size());
        m_target.nears.push_back({m_term, plan.distance, plan.isOrdered});
        for (const QByteArray &words : plan.left)
            useLiteral({words, false}, {Matcher::Private::Role::NearLeft, index});
        for (const QByteArray &words : plan.right)
            useLiteral({words, false}, {Matcher::Private::Role::NearRight, index});
    }

    void useLiteral(const PhraseLiteral &literal, Matcher::Private::Use use)
    {
        const std::pair key(literal.words, literal.isPrefix);
        auto known = m_literalIndex.constFind(key);
        if (known == m_literalIndex.cend()) {
            known = m_literalIndex.insert(key, m_literals.size());
            m_literals.push_back(literal);
            m_target.uses.emplace_back();
        }
        m_target.uses[*known].push_back(use);
    }

    Matcher::Private &m_target;
    std::vector<PhraseLiteral> m_literals;
    QHash<std::pair<QByteArray, bool>, size_t> m_literalIndex;
    std::vector<QString> m_prefilters; ///< by regex
    int m_term = 0;
};

Result<Matcher::Compiled> MatcherCompiler::compile(const QVector<Lexicon> &lexicons, MatchingEngine engine)
{
    auto data = std::make_unique<Matcher::Private>();
    Matcher::Compiled compiled;
    Assembly assembly(*data);
    for (const Lexicon &lexicon : lexicons)
        assembly.add(lexicon, &compiled.refused);
    assembly.build(engine);
    compiled.matcher = std::shared_ptr<const Matcher>(new Matcher(std::move(data)));
    return compiled;
}

} // namespace atalaia
