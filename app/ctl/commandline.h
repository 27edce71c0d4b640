// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QString>
#include <QStringList>

#include <optional>

namespace atalaia {

/// Exit statuses that scripts rely on.
enum class ExitStatus { Done = 0, FoundProblems = 1, WrongUse = 2, MissingPart = 3 };

[[nodiscard]] int exitCode(ExitStatus status);

/// Of commands that take any number of files.
inline constexpr int kMostArguments = 100'000;

/// Options that every subcommand takes.
struct CommonOptions
{
    QString storePath; ///< empty: the user's store
    QString profile;
    bool isQuiet = false;
};

/// The arguments of one subcommand.
class CommandLine
{
public:
    /// `usage` is what follows "atalaiactl". `outer` holds common options given before the subcommand.
    CommandLine(QString usage, const QString &description, CommonOptions outer);

    /// Add options to it before parse().
    [[nodiscard]] QCommandLineParser &parser() { return m_parser; }

    /// Nothing when the subcommand may go on; else it is over, help or what is wrong has been written.
    [[nodiscard]] std::optional<ExitStatus> parse(const QStringList &arguments, int positionalCount);
    /// The same for a number of positional arguments in a range.
    [[nodiscard]] std::optional<ExitStatus> parse(const QStringList &arguments, int leastCount, int mostCount);

    [[nodiscard]] const CommonOptions &common() const { return m_common; }
    [[nodiscard]] QString positional(int index) const { return m_parser.positionalArguments().value(index); }

    /// Writes what is wrong and returns WrongUse.
    ExitStatus refuse(const QString &why) const;

private:
    QCommandLineParser m_parser;
    const QString m_usage;
    CommonOptions m_common;
};

/// Adds --store, --profile and --quiet.
void addCommonOptions(QCommandLineParser &parser);
/// What was given of them, on top of `outer`. Nothing when a value cannot be used; `why` says it.
[[nodiscard]] std::optional<CommonOptions> readCommonOptions(const QCommandLineParser &parser,
                                                             const CommonOptions &outer, QString *why);

} // namespace atalaia
