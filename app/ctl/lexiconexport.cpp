// SPDX-License-Identifier: GPL-3.0-or-later
#include "lexiconcommand.h"
#include "output.h"
#include "policy/lexiconimporter.h"
#include "store/lexiconrepository.h"
#include "storesession.h"

namespace atalaia {

using namespace Qt::StringLiterals;

ExitStatus runLexiconExport(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"lexicon export NAME [options]"_s,
                     u"Writes a lexicon as CSV that a spreadsheet opens and that reads back as the same terms."_s,
                     outer);
    line.parser().addOption({u"version"_s, u"Default: the newest."_s, u"number"_s, u"0"_s});
    if (const auto over = line.parse(arguments, 1))
        return *over;
    bool isNumber = false;
    const int version = line.parser().value(u"version"_s).toInt(&isNumber);
    if (!isNumber || version < 0)
        return line.refuse(u"--version is a number"_s);

    const auto session = StoreSession::open(line.common(), Database::Access::ReadOnly);
    if (!session)
        return ExitStatus::MissingPart;
    const auto lexicon = session->run([name = line.positional(0), version](Database &database) {
        return LexiconRepository(database).find(name, version);
    });
    if (!lexicon)
        return reportStoreError(lexicon.error());
    writeBytes(exportCsv(*lexicon));
    return ExitStatus::Done;
}

} // namespace atalaia
