// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyfiles.h"

#include "output.h"
#include "policy/listincludes.h"
#include "policy/policyreader.h"
#include "policy/yamltree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

void writeProblems(const QVector<PolicyProblem> &problems)
{
    for (const PolicyProblem &problem : problems) {
        writeMessage(u"%1:%2:%3: %4: %5"_s.arg(problem.source.isEmpty() ? problem.policy : problem.source)
                             .arg(problem.line)
                             .arg(problem.column)
                             .arg(problem.rule, problem.reason));
    }
}

} // namespace

QStringList policyFilesIn(const QString &path)
{
    if (!QFileInfo(path).isDir())
        return {path};
    QStringList files;
    const QDir folder(path);
    for (const QString &name : folder.entryList({u"*.yaml"_s, u"*.yml"_s}, QDir::Files, QDir::Name))
        files.append(folder.filePath(name));
    return files;
}

std::optional<QByteArray> policyFileContent(const QString &path)
{
    QFile file(path);
    // One byte more than is allowed says that it is too large.
    QByteArray content = file.open(QIODevice::ReadOnly) ? file.read(kMaxYamlBytes + 1) : QByteArray();
    if (file.error() == QFileDevice::NoError)
        return content;
    writeMessage(u"%1: %2"_s.arg(path, file.errorString()));
    return std::nullopt;
}

LoadedPolicies loadPolicies(const QStringList &paths, const MatcherAids &aids)
{
    QVector<PolicyReading> readings;
    if (paths.isEmpty())
        readings = readShippedPolicies();
    for (const QString &path : paths) {
        const QStringList names = policyFilesIn(path);
        if (names.isEmpty()) {
            writeMessage(u"%1: no policy file in it"_s.arg(path));
            return {nullptr, {}, false};
        }
        for (const QString &name : names) {
            const auto content = policyFileContent(name);
            if (!content)
                return {nullptr, {}, false};
            readings.append(readPolicy(*content, QFileInfo(name).fileName()));
        }
    }
    QVector<Policy> policies;
    QVector<PolicyProblem> problems;
    for (const PolicyReading &reading : std::as_const(readings)) {
        problems += reading.problems;
        if (reading.policy)
            policies.append(*reading.policy);
    }
    problems += resolveIncludes(policies);
    QVector<Lexicon> lexicons = readShippedLexicons();
    for (Lexicon &lexicon : lexicons)
        lexicon.isLive = false; // they count where a policy asks for them
    const PolicyEngine::Compiled compiled = PolicyEngine::compile(policies, lexicons, aids);
    problems += compiled.problems;
    writeProblems(problems);
    return {compiled.engine, policies, problems.isEmpty()};
}

} // namespace atalaia
