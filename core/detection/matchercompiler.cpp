// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matchercompiler.h"

#include "detection/matcherprivate.h"
#include "detection/rulecheck.h"
#include "detection/termplan.h"

#include <QHash>

namespace atalaia {

/// Sorts the plans of terms into what the engines are built from.
class MatcherCompiler::Assembly
{
public:
    explicit Assembly(Matcher::Private &target) : m_target(target) {}

    void add(const Lexicon &lexicon)
    {
        const int lexiconIndex = int(m_target.lexicons.size());
        m_target.lexicons.push_back({lexicon.id, lexicon.name, lexicon.version});
        if (!lexicon.isLive)
            return;
        for (qsizetype i = 0; i < lexicon.terms.size(); ++i)
            m_planned.push_back({lexiconIndex, int(i) + 1, &lexicon.terms.at(i), planTerm(lexicon.terms.at(i))});
    }

    /// Regexes that are more than a child process can stand are refused; what Hyperscan does not take
    /// is tried on every text.
    void check(const RuleCheck &ruleCheck)
    {
        std::vector<CheckedRegex> asked;
        std::vector<PlannedTerm *> askers;
        for (PlannedTerm &planned : m_planned) {
            if (!planned.plan || !std::holds_alternative<TermRegex>(*planned.plan))
                continue;
            const auto &regex = std::get<TermRegex>(*planned.plan);
            asked.push_back({regex.expression.pattern(), regex.prefilter});
            askers.push_back(&planned);
        }
        const std::vector<RegexVerdict> verdicts = ruleCheck.check(asked);
        for (size_t i = 0; i < verdicts.size(); ++i) {
            if (!verdicts[i].refusal.isEmpty())
                askers[i]->plan = Error{Error::Kind::Pattern, verdicts[i].refusal};
            else if (!verdicts[i].isFilterable)
                std::get<TermRegex>(*askers[i]->plan).prefilter.clear();
        }
    }

    void build(MatchingEngine engine, const MatcherCache *cache, QVector<RefusedTerm> *refused)
    {
        for (const PlannedTerm &planned : m_planned) {
            const Term &term = *planned.term;
            if (!planned.plan) {
                const int line = term.line > 0 ? term.line : planned.position;
                refused->append({m_target.lexicons[size_t(planned.lexicon)].name, line, term.text,
                                 planned.plan.error().context});
                continue;
            }
            m_target.terms.push_back({planned.lexicon, term});
            m_term = int(m_target.terms.size()) - 1;
            std::visit([this](const auto &chosen) { place(chosen); }, planned.plan.value());
        }
        if (engine == MatchingEngine::Hyperscan)
            m_target.hyperscan = HyperscanSet::compile(m_literals, m_prefilters, cache, &m_target.unfiltered);
        if (m_target.hyperscan)
            return;
        m_target.unfiltered.clear();
        for (size_t i = 0; i < m_target.regexes.size(); ++i)
            m_target.unfiltered.push_back(int(i));
        m_target.phraseTable.emplace(m_literals);
    }

private:
    struct PlannedTerm
    {
        int lexicon = 0;
        int position = 0; ///< 1-based
        const Term *term = nullptr; ///< the caller's
        Result<TermPlan> plan;
    };

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
    std::vector<PlannedTerm> m_planned;
    std::vector<PhraseLiteral> m_literals;
    QHash<std::pair<QByteArray, bool>, size_t> m_literalIndex;
    std::vector<QString> m_prefilters; ///< by regex
    int m_term = 0;
};

Result<Matcher::Compiled> MatcherCompiler::compile(const QVector<Lexicon> &lexicons, MatchingEngine engine,
                                                   const MatcherAids &aids)
{
    auto data = std::make_unique<Matcher::Private>();
    Matcher::Compiled compiled;
    Assembly assembly(*data);
    for (const Lexicon &lexicon : lexicons)
        assembly.add(lexicon);
    if (aids.ruleCheck)
        assembly.check(*aids.ruleCheck);
    assembly.build(engine, aids.cache.get(), &compiled.refused);
    compiled.matcher = std::shared_ptr<const Matcher>(new Matcher(std::move(data)));
    return compiled;
}

} // namespace atalaia
