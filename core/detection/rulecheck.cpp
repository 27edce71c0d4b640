// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/rulecheck.h"

#include "base/logging.h"
#include "detection/rememberedverdicts.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <deque>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// A machine that is busy with everything else at its start.
constexpr int kStartDeadlines = 5;

QByteArray question(const CheckedRegex &regex)
{
    const QJsonObject asked{{u"pattern"_s, regex.pattern}, {u"prefilter"_s, regex.prefilter}};
    return QJsonDocument(asked).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<RegexVerdict> verdictFrom(const QByteArray &line)
{
    const QJsonObject answer = QJsonDocument::fromJson(line).object();
    const QJsonValue isAccepted = answer.value(u"accepted");
    if (!isAccepted.isBool())
        return std::nullopt;
    if (!isAccepted.toBool())
        return RegexVerdict{answer.value(u"reason").toString(u"regex was refused"_s).left(200), false};
    return RegexVerdict{{}, answer.value(u"filterable").toBool()};
}

} // namespace

/// What is still to be asked, and what was answered.
struct RuleCheck::Run
{
    std::deque<size_t> open;
    std::vector<RegexVerdict> verdicts;
    std::vector<bool> isDefinite; ///< as `verdicts`: the same would be said again
    size_t suspect = SIZE_MAX; ///< a child died of it, once
    bool isProgramMissing = false;

    void close(const RegexVerdict &verdict, bool definite)
    {
        verdicts[open.front()] = verdict;
        isDefinite[open.front()] = definite;
        open.pop_front();
    }
};

RuleCheck::RuleCheck(QString program, QString folder, std::chrono::milliseconds deadline)
    : m_program(std::move(program)), m_folder(std::move(folder)), m_deadline(deadline)
{}

std::vector<RegexVerdict> RuleCheck::check(const std::vector<CheckedRegex> &regexes) const
{
    RememberedVerdicts remembered(m_folder);
    Run run;
    run.verdicts.resize(regexes.size());
    run.isDefinite.resize(regexes.size());
    for (size_t i = 0; i < regexes.size(); ++i) {
        if (const std::optional<RegexVerdict> known = remembered.find(regexes[i]))
            run.verdicts[i] = *known;
        else
            run.open.push_back(i);
    }
    if (run.open.empty())
        return run.verdicts;
    while (!run.open.empty() && !run.isProgramMissing)
        runChild(regexes, &run);
    for (size_t i = 0; i < regexes.size(); ++i) {
        if (run.isDefinite[i])
            remembered.add(regexes[i], run.verdicts[i]);
    }
    remembered.save();
    return run.verdicts;
}

/// Asks one child until all is answered or one regex was too much for it.
void RuleCheck::runChild(const std::vector<CheckedRegex> &regexes, Run *run) const
{
    QProcess child;
    child.setProcessChannelMode(QProcess::SeparateChannels);
    child.setStandardErrorFile(QProcess::nullDevice());
    child.start(m_program, {}, QIODevice::ReadWrite);
    QByteArray line;
    if (!child.waitForStarted() || !readLine(child, m_deadline * kStartDeadlines, &line) || line != kGreeting) {
        missProgram();
        run->isProgramMissing = true;
        child.kill();
        child.waitForFinished();
        return;
    }
    for (const size_t index : run->open)
        child.write(question(regexes[index]));
    child.closeWriteChannel();
    while (!run->open.empty() && readLine(child, m_deadline, &line)) {
        const std::optional<RegexVerdict> verdict = verdictFrom(line);
        if (!verdict)
            break;
        run->close(*verdict, true);
    }
    const bool isOverdue = child.state() != QProcess::NotRunning;
    child.kill();
    child.waitForFinished();
    if (run->open.empty())
        return;
    // What was too slow today may only have met a busy machine; what kills twice does so again.
    if (isOverdue)
        run->close({u"regex takes longer than %1 ms to compile"_s.arg(m_deadline.count()), false}, false);
    else if (std::exchange(run->suspect, run->open.front()) == run->open.front())
        run->close({u"regex costs too much to compile"_s, false}, true);
}

/// Without its end. False at the deadline or when the child has ended.
bool RuleCheck::readLine(QProcess &child, std::chrono::milliseconds deadline, QByteArray *line) const
{
    const QDeadlineTimer timer(deadline);
    while (!child.canReadLine()) {
        const auto left = int(timer.remainingTime());
        if (left <= 0 || !child.waitForReadyRead(left))
            return child.canReadLine() && (*line = child.readLine().trimmed(), true);
    }
    *line = child.readLine().trimmed();
    return true;
}

void RuleCheck::missProgram() const
{
    if (!m_hasMissed.test_and_set())
        qCWarning(lcDetection, "the program that tries regexes cannot be run: they are only read");
}

} // namespace atalaia
