// SPDX-License-Identifier: GPL-3.0-or-later
#include "lexiconcommand.h"

#include "output.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kUsage = u"Usage: atalaiactl lexicon COMMAND [options]\n\n"
                        "  check FILE                 judge each line of a keyword list\n"
                        "  import FILE --into NAME    store it as the next version of a lexicon\n"
                        "  list                       the lexicons of the store\n"
                        "  export NAME                write a lexicon as CSV\n"
                        "  diff NAME A B              what version B has changed since version A\n"
                        "  rollback NAME VERSION      make another version the live one\n\n"
                        "Each command has its own --help.\n";

} // namespace

ExitStatus runLexicon(const QStringList &arguments, const CommonOptions &outer)
{
    const QString command = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (command == u"check"_s)
        return runLexiconCheck(rest, outer);
    if (command == u"import"_s)
        return runLexiconImport(rest, outer);
    if (command == u"list"_s)
        return runLexiconList(rest, outer);
    if (command == u"export"_s)
        return runLexiconExport(rest, outer);
    if (command == u"diff"_s)
        return runLexiconDiff(rest, outer);
    if (command == u"rollback"_s)
        return runLexiconRollback(rest, outer);
    if (command == u"--help"_s || command == u"-h"_s) {
        writeText(QString::fromUtf16(kUsage));
        return ExitStatus::Done;
    }
    writeMessage(QString::fromUtf16(kUsage));
    return ExitStatus::WrongUse;
}

} // namespace atalaia
