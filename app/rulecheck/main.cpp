// SPDX-License-Identifier: GPL-3.0-or-later
// Tries regexes where it does no harm if one is too much: one JSON object a line in, one a line out.
#include "base/processhardening.h"
#include "detection/hyperscanset.h"
#include "detection/rulecheck.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

#include <algorithm>
#include <iostream>
#include <string>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

#ifdef Q_OS_UNIX
constexpr rlim_t kMaxMemory = rlim_t(1) << 30;
constexpr rlim_t kSecondsEach = 1; // of the processor: ordinary regexes need milliseconds

void limitMemory()
{
#ifndef __SANITIZE_ADDRESS__ // its shadow memory is larger than any limit
    const rlimit limit{kMaxMemory, kMaxMemory};
    setrlimit(RLIMIT_AS, &limit);
#endif
}

/// Counted from here: whole seconds, so that each regex gets one to two.
void limitTime()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const rlim_t seconds = rlim_t(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1 + kSecondsEach;
    rlimit limit{};
    getrlimit(RLIMIT_CPU, &limit);
    limit.rlim_cur = std::min(seconds, limit.rlim_max);
    setrlimit(RLIMIT_CPU, &limit);
}
#else
void limitMemory() {}
void limitTime() {}
#endif

QJsonObject answerTo(const QByteArray &line)
{
    const QJsonDocument asked = QJsonDocument::fromJson(line);
    const QJsonValue pattern = asked[u"pattern"];
    if (!pattern.isString())
        return {{u"accepted"_s, false}, {u"reason"_s, u"question is not understood"_s}};
    QRegularExpression expression(pattern.toString(), QRegularExpression::UseUnicodePropertiesOption);
    if (!expression.isValid())
        return {{u"accepted"_s, false}, {u"reason"_s, u"regex is not well formed"_s}};
    expression.optimize();
    const QString prefilter = asked[u"prefilter"].toString();
    const bool isFilterable = !prefilter.isEmpty() && HyperscanSet::takesPrefilter(prefilter);
    return {{u"accepted"_s, true}, {u"filterable"_s, isFilterable}};
}

} // namespace

int main()
{
    hardenProcess();
    limitMemory();
    std::cout << RuleCheck::kGreeting << std::endl;
    std::string line;
    while (std::getline(std::cin, line)) {
        limitTime();
        const QByteArray answer =
                QJsonDocument(answerTo(QByteArray::fromStdString(line))).toJson(QJsonDocument::Compact);
        std::cout << answer.constData() << std::endl;
    }
    return 0;
}
