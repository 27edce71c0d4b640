// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policyfolder.h"

#include "policy/yamltree.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

PolicyReading readFile(const QString &path, const QString &name)
{
    QFile file(path);
    // One byte more than is allowed says that it is too large.
    const QByteArray yaml = file.open(QIODevice::ReadOnly) ? file.read(kMaxYamlBytes + 1) : QByteArray();
    if (file.error() == QFileDevice::NoError)
        return readPolicy(yaml, name);
    PolicyProblem problem;
    problem.source = name;
    problem.reason = file.errorString();
    return {std::nullopt, {problem}};
}

} // namespace

QVector<PolicyReading> readPolicies(const QString &folder)
{
    QVector<PolicyReading> all = readShippedPolicies();
    const qsizetype shipped = all.size();
    const QDir dir(folder);
    if (folder.isEmpty() || !dir.exists())
        return all;
    for (const QString &name : dir.entryList({u"*.yaml"_s, u"*.yml"_s}, QDir::Files, QDir::Name)) {
        const PolicyReading own = readFile(dir.filePath(name), name);
        const auto same = std::find_if(all.begin(), all.begin() + shipped, [&own](const PolicyReading &other) {
            return own.policy && other.policy && other.policy->name == own.policy->name;
        });
        if (same != all.begin() + shipped)
            *same = own;
        else
            all.append(own);
    }
    return all;
}

} // namespace atalaia
