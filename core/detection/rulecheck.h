// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>
#include <chrono>
#include <vector>

class QProcess;

namespace atalaia {

class RememberedVerdicts;

/// A regex in the two forms in which the engines get it.
struct CheckedRegex
{
    QString pattern; ///< for QRegularExpression
    QString prefilter; ///< for Hyperscan; may be empty
};

struct RegexVerdict
{
    QString refusal; ///< technical; empty = may be used
    bool isFilterable = true; ///< Hyperscan takes the prefilter

    friend bool operator==(const RegexVerdict &, const RegexVerdict &) = default;
};

/// Tries regexes in a child process first, because Hyperscan's compiler can be neither interrupted nor
/// bounded in memory. The child has a limit on both and a deadline for each regex; what it does not
/// survive is refused. Verdicts are remembered, so that a start runs no child. Thread-safe.
class RuleCheck
{
public:
    /// `program`: atalaia-rulecheck. Without it regexes are taken as they were read, said once in the log.
    RuleCheck(QString program, QString folder, std::chrono::milliseconds deadline = std::chrono::seconds(2));

    /// Blocks until every regex has its verdict: for pool threads, never for the GUI thread.
    [[nodiscard]] std::vector<RegexVerdict> check(const std::vector<CheckedRegex> &regexes) const;

    /// First line that the program says. Its number changes with the protocol.
    static constexpr char kGreeting[] = "atalaia-rulecheck 1";

private:
    struct Run;

    void runChild(const std::vector<CheckedRegex> &regexes, Run *run) const;
    [[nodiscard]] bool readLine(QProcess &child, std::chrono::milliseconds deadline, QByteArray *line) const;
    void missProgram() const;

    const QString m_program;
    const QString m_folder;
    const std::chrono::milliseconds m_deadline;
    mutable std::atomic_flag m_hasMissed = ATOMIC_FLAG_INIT;
};

} // namespace atalaia
