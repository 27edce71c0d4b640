// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processhardening.h"
#include "commandline.h"
#include "ingestcommand.h"
#include "lexiconcommand.h"
#include "output.h"
#include "policycommand.h"
#include "scancommand.h"

#include <QCoreApplication>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kUsage =
        u"Usage: atalaiactl [--store PATH] [--profile NAME] [--quiet] COMMAND ...\n\n"
        "  ingest     put conversations and exported chats into the store\n"
        "  lexicon    check, import, list, export, compare and roll back keyword lists\n"
        "  scan       check conversations with the policies, without any store\n"
        "  policy     check policy files, list the policies that come with Atalaia\n\n"
        "Each command has its own --help. Results are JSON, one object a line.\n"
        "Exit status: 0 done, 1 problems found, 2 wrong use or unreadable input, 3 a part is missing.\n";

ExitStatus run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addCommonOptions(parser);
    parser.addOption({u"version"_s, u"Show the version."_s});
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    if (!parser.parse(arguments)) {
        writeMessage(parser.errorText());
        return ExitStatus::WrongUse;
    }
    if (parser.isSet(u"version"_s)) {
        writeText(u"atalaiactl %1\n"_s.arg(QCoreApplication::applicationVersion()));
        return ExitStatus::Done;
    }
    if (parser.isSet(u"help"_s)) {
        writeText(QString::fromUtf16(kUsage));
        return ExitStatus::Done;
    }
    QString why;
    const auto common = readCommonOptions(parser, {}, &why);
    if (!common) {
        writeMessage(why);
        return ExitStatus::WrongUse;
    }
    const QStringList words = parser.positionalArguments();
    if (words.value(0) == u"lexicon"_s)
        return runLexicon(words.mid(1), *common);
    if (words.value(0) == u"scan"_s)
        return runScan(words.mid(1), *common);
    if (words.value(0) == u"ingest"_s)
        return runIngest(words.mid(1), *common);
    if (words.value(0) == u"policy"_s)
        return runPolicy(words.mid(1), *common);
    writeMessage(QString::fromUtf16(kUsage));
    return ExitStatus::WrongUse;
}

} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"atalaiactl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ATALAIA_VERSION));
    const ExitStatus status = run(QCoreApplication::arguments());
    return exitCode(finishOutput() ? status : ExitStatus::MissingPart);
}
