// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matcheraids.h"
#include "detection/policyengine.h"
#include "output.h"
#include "policy/listincludes.h"
#include "policy/policyreader.h"
#include "policycommand.h"
#include "policyfiles.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct Judgement
{
    PolicyProblem problem; ///< source: the file as it was given
    bool isError = true;
};

/// What the files hold and what is wrong with them.
struct Checked
{
    QStringList files;
    QVector<Policy> policies;
    QSet<QString> names; ///< of the policies
    QVector<Judgement> judgements;
    qsizetype ruleCount = 0;
    qsizetype listCount = 0;
};

void addMissingExamples(const Policy &policy, Checked &checked)
{
    for (const PolicyRule &rule : policy.rules) {
        if (rule.category.isEmpty() || rule.when.isEmpty() || !rule.matching.isEmpty())
            continue;
        checked.judgements.append({{policy.name, policy.sourceName, rule.id, rule.line, rule.column,
                                    u"no example that must match ('match')"_s},
                                   false});
    }
}

bool readFiles(Checked &checked)
{
    for (const QString &path : checked.files) {
        const auto bytes = policyFileContent(path);
        if (!bytes)
            return false;
        PolicyReading reading = readPolicy(*bytes, path);
        for (const PolicyProblem &problem : reading.problems)
            checked.judgements.append({problem, true});
        if (!reading.policy)
            continue;
        Policy &policy = *reading.policy;
        policy.state = PolicyState::Live; // a draft is checked as it would be when it goes live
        checked.names.insert(policy.name);
        checked.ruleCount += policy.rules.size();
        checked.listCount += policy.lists.size();
        addMissingExamples(policy, checked);
        checked.policies.append(policy);
    }
    return true;
}

/// The shipped policies that the files do not replace. One whose new file cannot be read stays, so that
/// the mistake is told once and not again by everyone who needs its lists.
QVector<Policy> othersThan(const QSet<QString> &names)
{
    QVector<Policy> others;
    for (const PolicyReading &reading : readShippedPolicies()) {
        if (!reading.policy || names.contains(reading.policy->name))
            continue;
        Policy policy = *reading.policy;
        policy.sourceName.prepend(u":/policies/"_s);
        others.append(policy);
    }
    return others;
}

/// Together with the other policies and the lexicons: names, includes, examples.
void checkTogether(const QVector<Policy> &others, Checked &checked)
{
    // The others first: a list or a rule that is there twice is the fault of the new file.
    QVector<Policy> all = others + checked.policies;
    QVector<PolicyProblem> problems = resolveIncludes(all);
    problems += PolicyEngine::compile(all, readShippedLexicons(), usersMatcherAids()).problems;
    for (PolicyProblem &problem : problems) {
        const bool isOurs = checked.files.contains(problem.source);
        if (!isOurs && !problem.source.startsWith(u':'))
            continue; // a lexicon's
        if (!isOurs)
            problem.reason.prepend(u"with these files a shipped policy no longer works: "_s);
        checked.judgements.append({problem, isOurs});
    }
}

void sortJudgements(Checked &checked)
{
    const auto place = [&checked](const Judgement &judgement) {
        const qsizetype file = checked.files.indexOf(judgement.problem.source);
        return std::tuple(file < 0 ? checked.files.size() : file, judgement.problem.line, judgement.problem.column);
    };
    std::stable_sort(checked.judgements.begin(), checked.judgements.end(),
                     [&place](const Judgement &left, const Judgement &right) { return place(left) < place(right); });
}

ExitStatus report(const Checked &checked)
{
    qsizetype errorCount = 0;
    for (const Judgement &judgement : checked.judgements) {
        errorCount += judgement.isError ? 1 : 0;
        writeJson({{u"file"_s, judgement.problem.source},
                   {u"line"_s, judgement.problem.line},
                   {u"column"_s, judgement.problem.column},
                   {u"rule"_s, judgement.problem.rule},
                   {u"severity"_s, judgement.isError ? u"error"_s : u"warning"_s},
                   {u"reason"_s, judgement.problem.reason}});
    }
    writeJson({{u"summary"_s, QJsonObject{{u"files"_s, checked.files.size()},
                                          {u"rules"_s, checked.ruleCount},
                                          {u"lists"_s, checked.listCount},
                                          {u"errors"_s, errorCount},
                                          {u"warnings"_s, checked.judgements.size() - errorCount}}}});
    return errorCount > 0 ? ExitStatus::FoundProblems : ExitStatus::Done;
}

} // namespace

ExitStatus runPolicyCheck(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"policy check FILE... [options]"_s,
                     u"Judges policy files (or all in a folder): form, expressions, names, examples. The shipped "
                     "policies that they do not replace and the shipped lexicons are there for what they refer to. "
                     "Exits with 1 when there is an error."_s,
                     outer);
    line.parser().addOption({u"alone"_s, u"Without the shipped policies."_s});
    if (const auto over = line.parse(arguments, 1, kMostArguments))
        return *over;
    Checked checked;
    for (const QString &path : line.parser().positionalArguments())
        checked.files += policyFilesIn(path);
    checked.files.removeDuplicates();
    if (!readFiles(checked))
        return ExitStatus::WrongUse;
    checkTogether(line.parser().isSet(u"alone"_s) ? QVector<Policy>() : othersThan(checked.names), checked);
    sortJudgements(checked);
    return report(checked);
}

} // namespace atalaia
