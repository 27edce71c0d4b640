// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/policycompiler.h"

#include <QCryptographicHash>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

LanguageSet languageSet(const QString &language)
{
    const QString primary = language.section(u'-', 0, 0).toLower();
    if (primary == u"pt")
        return 1;
    if (primary == u"es")
        return 2;
    if (primary == u"en")
        return 4;
    if (primary == u"uk")
        return 8;
    return kAnyLanguage;
}

TermKind termKind(Expression::Kind kind)
{
    switch (kind) {
    case Expression::Kind::Prefix:
        return TermKind::Prefix;
    case Expression::Kind::Regex:
        return TermKind::Regex;
    default:
        return TermKind::Literal;
    }
}

/// Not a name that a lexicon of the company could have.
constexpr QStringView kWordsOfExpressions = u"(expressions)";

bool isWord(Expression::Kind kind)
{
    return kind == Expression::Kind::Phrase || kind == Expression::Kind::Prefix || kind == Expression::Kind::Regex;
}

bool contains(const Expression &expression, const AtomTable::Atom &word)
{
    if (expression.kind == word.kind && expression.text == word.text)
        return true;
    return std::any_of(expression.children.begin(), expression.children.end(),
                       [&word](const Expression &child) { return contains(child, word); });
}

/// Conditions that ask for more occurrences than are kept never hold.
bool countsTooFar(const QVector<RuleCondition> &conditions)
{
    return std::any_of(conditions.begin(), conditions.end(), [](const RuleCondition &condition) {
        const bool isLimited = condition.isHere || condition.withinMessages > 0 || condition.withinSeconds > 0;
        return isLimited && condition.times > SignalTrace::kMaxKept;
    });
}

/// Those of expressions are the last ones, in the order of the atoms.
QVector<RefusedTerm> inOrder(QVector<RefusedTerm> refused)
{
    const auto ofExpressions = std::find_if(refused.begin(), refused.end(), [](const RefusedTerm &term) {
        return term.lexicon == kWordsOfExpressions;
    });
    std::sort(ofExpressions, refused.end(), [](const RefusedTerm &a, const RefusedTerm &b) { return a.line < b.line; });
    return refused;
}

QStringList saidSubjects(const QVector<RuleCondition> &conditions)
{
    QStringList subjects;
    for (const RuleCondition &condition : conditions) {
        if (condition.kind == RuleCondition::Kind::Said)
            subjects.append(condition.subject);
        if (!condition.notSince.isEmpty())
            subjects.append(condition.notSince);
    }
    return subjects;
}

QString hexOf(const QCryptographicHash &hash)
{
    return QString::fromLatin1(hash.result().toHex());
}

PolicySource sourceOf(const Policy &policy)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(policy.text);
    return {policy.name, policy.version, hexOf(hash), QString::fromUtf8(policy.text)};
}

/// Its terms are kept by the store's own lexicon versions.
PolicySource sourceOf(const Lexicon &lexicon)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Term &term : lexicon.terms) {
        const QString line = QString::number(term.line) + u'\t' + term.text + u'\t' + term.language + u'\t'
                             + term.category + u'\t' + QString::number(int(term.kind)) + u'\t'
                             + QString::number(term.severity) + u'\t' + QString::number(int(term.direction)) + u'\n';
        hash.addData(line.toUtf8());
    }
    return {lexicon.name, lexicon.version, hexOf(hash), {}};
}

} // namespace

PolicyCompiler::PolicyCompiler(QVector<Policy> policies, QVector<Lexicon> lexicons)
    : m_policies(std::move(policies)), m_data(std::make_unique<PolicyEngine::Private>())
{
    for (const Policy &policy : std::as_const(m_policies))
        m_lexicons += policy.lists;
    m_listCount = m_lexicons.size();
    m_lexicons += lexicons;
    // A lexicon of the company with the name of a shipped list does not replace what rules were written for.
    for (qsizetype i = m_lexicons.size() - 1; i >= 0; --i)
        m_lexiconByName.insert(m_lexicons[i].name, int(i));
    m_atomsByLexicon.resize(size_t(m_lexicons.size()));
}

void PolicyCompiler::report(const Policy &policy, const PolicyRule &rule, const QString &reason)
{
    m_problems.append({policy.name, policy.sourceName, rule.id, rule.line, rule.column, reason});
}

PolicyEngine::Compiled PolicyCompiler::compile(const MatcherAids &aids)
{
    for (const Policy &policy : std::as_const(m_policies)) {
        if (policy.state == PolicyState::Live || policy.state == PolicyState::Background)
            addPolicy(policy);
    }
    orderRules();
    bindAtoms();
    const Result<Matcher::Compiled> compiled = Matcher::compile(lexiconsToMatch(), aids);
    const Result<Matcher::Compiled> late = Matcher::compile({m_lateWords}, aids);
    if (!compiled || !late)
        return {nullptr, {{{}, {}, {}, 0, 0, (compiled ? late : compiled).error().context}}};
    QVector<PolicyProblem> ofLexicons;
    for (const RefusedTerm &refused : inOrder(compiled->refused + late->refused)) {
        const PolicyProblem problem = problemOf(refused);
        (problem.source.isEmpty() ? ofLexicons : m_problems).append(problem);
    }
    m_data->matcher = compiled->matcher;
    m_data->lateMatcher = late->matcher;
    bindTerms();
    bindTriggers();
    bindBubbles();
    return {std::shared_ptr<const PolicyEngine>(new PolicyEngine(std::move(m_data))), ofLexicons};
}

void PolicyCompiler::addPolicy(const Policy &policy)
{
    const size_t before = m_data->rules.size();
    bool isGood = true;
    for (const PolicyRule &rule : policy.rules)
        isGood = addRule(policy, rule) && isGood;
    if (!isGood)
        m_data->rules.erase(m_data->rules.begin() + ptrdiff_t(before), m_data->rules.end());
    else if (!policy.rules.isEmpty())
        m_data->sources.append(sourceOf(policy));
}

bool PolicyCompiler::addRule(const Policy &policy, const PolicyRule &rule)
{
    PolicyEngine::Private::Rule compiled;
    compiled.rule = rule;
    compiled.rule.matching.clear();
    compiled.rule.notMatching.clear();
    compiled.name = rule.name();
    compiled.variant = rule.id.section(u'/', 1);
    compiled.policy = policy.name;
    compiled.policyVersion = policy.version;
    compiled.isBackground = policy.state == PolicyState::Background;
    if (!rule.conduct.isEmpty()) {
        auto conduct = makeConductRule(rule);
        if (!conduct) {
            report(policy, rule, conduct.error().context);
            return false;
        }
        compiled.conduct = std::move(*conduct);
    }
    for (const QString &source : rule.when) {
        const Result<Expression> expression = parseExpression(source);
        if (!expression) {
            report(policy, rule, expression.error().context);
            return false;
        }
        if (const QString unknown = unknownName(*expression); !unknown.isEmpty()) {
            report(policy, rule, unknown);
            return false;
        }
        compiled.when.emplace_back(*expression, m_data->atoms);
    }
    const bool isRaisedTooFar = std::any_of(rule.raise.begin(), rule.raise.end(),
                                            [](const SeverityChange &change) { return countsTooFar(change.given); });
    if (countsTooFar(rule.given) || countsTooFar(rule.unless) || isRaisedTooFar) {
        report(policy, rule, u"'times' with 'within' goes up to %1"_s.arg(SignalTrace::kMaxKept));
        return false;
    }
    m_data->maxLevel = std::max(m_data->maxLevel, rule.maxLevel);
    if (rule.unit == TextUnit::Thread) {
        std::vector<int> &windows = m_data->threadWindows;
        const auto known = std::find(windows.begin(), windows.end(), rule.threadMessages);
        compiled.threadWindow = size_t(known - windows.begin());
        if (known == windows.end())
            windows.push_back(rule.threadMessages);
    }
    m_data->rules.push_back(std::move(compiled));
    return true;
}

/// The first list or identifier that nobody has, as a reason; empty where all are known.
QString PolicyCompiler::unknownName(const Expression &expression) const
{
    if (expression.kind == Expression::Kind::List && !m_lexiconByName.contains(expression.text))
        return u"unknown list @"_s + expression.text;
    if (expression.kind == Expression::Kind::Identifier && !BuiltinAtoms::isKnown(expression.text))
        return u"unknown identifier #"_s + expression.text;
    for (const Expression &child : expression.children) {
        if (const QString unknown = unknownName(child); !unknown.isEmpty())
            return unknown;
    }
    return {};
}

/// A word of an expression or of a concept list keeps its policy out.
PolicyProblem PolicyCompiler::problemOf(const RefusedTerm &refused) const
{
    const QString reason = refused.term + u": "_s + refused.reason;
    for (const Policy &policy : m_policies) {
        for (const Lexicon &list : policy.lists) {
            if (list.name == refused.lexicon)
                return {policy.name, policy.sourceName, {}, refused.line, 0, u"list @%1: "_s.arg(list.name) + reason};
        }
        for (const PolicyRule &rule : policy.rules) {
            if (refused.lexicon != kWordsOfExpressions)
                break;
            for (const QString &source : rule.when) {
                const auto expression = parseExpression(source);
                if (expression && contains(*expression, m_data->atoms.atoms()[size_t(refused.line - 1)]))
                    return {policy.name, policy.sourceName, rule.id, rule.line, rule.column, reason};
            }
        }
    }
    return {refused.lexicon, {}, {}, refused.line, 0, reason};
}

QStringList PolicyCompiler::references(const PolicyEngine::Private::Rule &rule) const
{
    QStringList subjects = saidSubjects(rule.rule.given) + saidSubjects(rule.rule.unless);
    if (rule.conduct)
        subjects += rule.conduct->references();
    return subjects;
}

/// By rule: those that it refers to, in the order of the files.
std::vector<std::vector<int>> PolicyCompiler::rulesReferredTo() const
{
    const std::vector<PolicyEngine::Private::Rule> &rules = m_data->rules;
    QHash<QString, std::vector<int>> byId; // and by the part before the variant
    for (size_t i = 0; i < rules.size(); ++i) {
        byId[rules[i].rule.id].push_back(int(i));
        if (!rules[i].variant.isEmpty())
            byId[rules[i].name].push_back(int(i));
    }
    std::vector<std::vector<int>> referredTo(rules.size());
    for (size_t i = 0; i < rules.size(); ++i) {
        for (const QString &subject : references(rules[i])) {
            const std::vector<int> named = byId.value(subject);
            referredTo[i].insert(referredTo[i].end(), named.begin(), named.end());
        }
    }
    return referredTo;
}

/// Depth first, in the order of the files: a rule comes behind all that it refers to. In a circle the
/// reference back sees what was said up to the message before.
void PolicyCompiler::orderRules()
{
    std::vector<PolicyEngine::Private::Rule> &rules = m_data->rules;
    const std::vector<std::vector<int>> referredTo = rulesReferredTo();
    struct Visit
    {
        size_t rule = 0;
        size_t next = 0; ///< in what it refers to
    };
    std::vector<char> isMet(rules.size());
    std::vector<Visit> path; // a row of references may be as long as there are rules: no recursion
    std::vector<PolicyEngine::Private::Rule> ordered;
    ordered.reserve(rules.size());
    const auto enter = [&isMet, &path](size_t rule) {
        if (isMet[rule] == 0)
            path.push_back({rule, 0});
        isMet[rule] = 1;
    };
    for (size_t i = 0; i < rules.size(); ++i) {
        enter(i);
        while (!path.empty()) {
            Visit &visit = path.back();
            if (visit.next < referredTo[visit.rule].size()) {
                enter(size_t(referredTo[visit.rule][visit.next++]));
                continue;
            }
            ordered.push_back(std::move(rules[visit.rule]));
            path.pop_back();
        }
    }
    rules = std::move(ordered);
}

/// Regexes that are no trigger of any rule can wait until the rest of an expression could hold.
void PolicyCompiler::findLateAtoms()
{
    const std::vector<AtomTable::Atom> &atoms = m_data->atoms.atoms();
    std::vector<char> &isLate = m_data->isLate;
    for (const AtomTable::Atom &atom : atoms)
        isLate.push_back(atom.kind == Expression::Kind::Regex ? 1 : 0);
    for (const PolicyEngine::Private::Rule &rule : m_data->rules) {
        for (const CompiledExpression &expression : rule.when) {
            for (const int atom : expression.triggers())
                isLate[size_t(atom)] = 0;
        }
    }
    for (PolicyEngine::Private::Rule &rule : m_data->rules) {
        for (const CompiledExpression &expression : rule.when) {
            const std::vector<int> &asked = expression.atoms();
            rule.asksLate.push_back(
                    std::any_of(asked.begin(), asked.end(), [&isLate](int atom) { return isLate[size_t(atom)] != 0; }));
        }
    }
}

/// Words that stand in expressions themselves become a lexicon of their own, a term an atom.
void PolicyCompiler::bindAtoms()
{
    findLateAtoms();
    Lexicon words;
    words.name = kWordsOfExpressions.toString();
    m_lateWords.name = words.name;
    const std::vector<AtomTable::Atom> &atoms = m_data->atoms.atoms();
    for (size_t i = 0; i < atoms.size(); ++i) {
        if (isWord(atoms[i].kind)) {
            Term term;
            term.text = atoms[i].text;
            term.kind = termKind(atoms[i].kind);
            term.line = int(i) + 1; // leads back to the atom
            (m_data->isLate[i] != 0 ? m_lateWords : words).terms.append(term);
        } else if (atoms[i].kind == Expression::Kind::List) {
            m_atomsByLexicon[size_t(m_lexiconByName.value(atoms[i].text))].push_back(int(i));
        }
    }
    m_lexicons.append(words);
    m_atomsByLexicon.emplace_back();
    m_data->builtins.bind(m_data->atoms);
}

/// Those that something asks for, and lexicons that stand by themselves.
QVector<Lexicon> PolicyCompiler::lexiconsToMatch()
{
    QVector<Lexicon> all = m_lexicons;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const bool isAsked = !m_atomsByLexicon[size_t(i)].empty() || i == all.size() - 1;
        const bool isList = i < m_listCount;
        all[i].isLive = isAsked || (!isList && m_lexicons[i].isLive);
        if (!isAsked && !isList && m_lexicons[i].isLive)
            m_data->sources.append(sourceOf(m_lexicons[i]));
        m_data->lexiconNames.push_back(all[i].name);
        m_data->lexiconVersions.push_back(all[i].version);
    }
    return all;
}

void PolicyCompiler::bindTerms()
{
    const Matcher &matcher = *m_data->matcher;
    const int expressions = int(m_lexicons.size()) - 1;
    m_data->terms.resize(size_t(matcher.termCount()));
    for (int i = 0; i < matcher.termCount(); ++i) {
        const Term &term = matcher.term(i);
        const int lexicon = matcher.lexiconIndex(i);
        PolicyEngine::Private::TermUse &use = m_data->terms[size_t(i)];
        use.languages = languageSet(term.language);
        if (lexicon == expressions) {
            use.atoms.push_back(term.line - 1);
            continue;
        }
        for (const int atom : m_atomsByLexicon[size_t(lexicon)]) {
            if (term.severity >= m_data->atoms.atoms()[size_t(atom)].minSeverity)
                use.atoms.push_back(atom);
        }
        use.hasDirection = lexicon >= m_listCount;
        use.isStanding = lexicon >= m_listCount && m_atomsByLexicon[size_t(lexicon)].empty();
    }
}

void PolicyCompiler::bindBubbles()
{
    PolicyEngine::Private::BubbleNeeds &needs = m_data->ofBubbles;
    needs.terms = std::any_of(m_data->terms.begin(), m_data->terms.end(),
                              [](const PolicyEngine::Private::TermUse &use) { return use.isStanding; });
    for (const PolicyEngine::Private::Rule &rule : m_data->rules) {
        if (rule.rule.unit != TextUnit::Message || rule.conduct)
            continue;
        needs.text = true;
        for (const CompiledExpression &expression : rule.when) {
            for (const int atom : expression.atoms()) {
                const bool isBuiltin = m_data->atoms.atoms()[size_t(atom)].kind == Expression::Kind::Identifier;
                needs.terms = needs.terms || !isBuiltin;
                needs.identifiers = needs.identifiers || (isBuiltin && m_data->builtins.needsIdentifiers(atom));
            }
        }
    }
    needs.text = needs.text || needs.terms;
}

void PolicyCompiler::bindTriggers()
{
    m_data->rulesOfAtom.resize(m_data->atoms.atoms().size());
    for (size_t i = 0; i < m_data->rules.size(); ++i) {
        if (m_data->rules[i].conduct)
            m_data->conductRules.push_back(int(i));
        for (const CompiledExpression &expression : m_data->rules[i].when) {
            for (const int atom : expression.triggers()) {
                std::vector<int> &rules = m_data->rulesOfAtom[size_t(atom)];
                if (rules.empty() || rules.back() != int(i))
                    rules.push_back(int(i));
            }
        }
    }
}

} // namespace atalaia
