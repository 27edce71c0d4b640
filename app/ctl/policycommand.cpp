// SPDX-License-Identifier: GPL-3.0-or-later
#include "policycommand.h"

#include "output.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kUsage = u"Usage: atalaiactl policy COMMAND [options]\n\n"
                        "  check FILE...    judge policy files and run their examples\n"
                        "  list             the policies that come with Atalaia\n\n"
                        "Each command has its own --help.\n";

} // namespace

ExitStatus runPolicy(const QStringList &arguments, const CommonOptions &outer)
{
    const QString command = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (command == u"check"_s)
        return runPolicyCheck(rest, outer);
    if (command == u"list"_s)
        return runPolicyList(rest, outer);
    if (command == u"--help"_s || command == u"-h"_s) {
        writeText(QString::fromUtf16(kUsage));
        return ExitStatus::Done;
    }
    writeMessage(QString::fromUtf16(kUsage));
    return ExitStatus::WrongUse;
}

} // namespace atalaia
