// SPDX-License-Identifier: GPL-3.0-or-later
#include "lexiconcommand.h"
#include "output.h"
#include "termfile.h"

namespace atalaia {

using namespace Qt::StringLiterals;

ExitStatus runLexiconCheck(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"lexicon check FILE [options]"_s,
                     u"Judges each line of a keyword list and applies nothing. Exits with 1 when a line is an error."_s,
                     outer);
    addTermFileOptions(line.parser());
    if (const auto over = line.parse(arguments, 1))
        return *over;
    const auto options = readTermFileOptions(line.parser());
    if (!options)
        return line.refuse(options.error().context);

    const auto preview = readTermFile(line.positional(0), *options);
    if (!preview) {
        writeMessage(u"%1: %2"_s.arg(line.positional(0), preview.error().context));
        return ExitStatus::WrongUse;
    }
    for (const ImportLine &judged : preview->lines)
        writeJson(lineReport(judged));
    writeJson(summaryReport(*preview));
    return preview->errorCount > 0 ? ExitStatus::FoundProblems : ExitStatus::Done;
}

} // namespace atalaia
