// SPDX-License-Identifier: GPL-3.0-or-later
#include "lexiconcommand.h"
#include "output.h"
#include "store/lexiconrepository.h"
#include "storesession.h"

namespace atalaia {

using namespace Qt::StringLiterals;

ExitStatus runLexiconRollback(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"lexicon rollback NAME VERSION [options]"_s,
                     u"Makes a version of a lexicon the live one; 0 makes none live."_s, outer);
    if (const auto over = line.parse(arguments, 2))
        return *over;
    bool isNumber = false;
    const int version = line.positional(1).toInt(&isNumber);
    if (!isNumber || version < 0)
        return line.refuse(u"the version is a number"_s);

    const auto session = StoreSession::open(line.common(), Database::Access::ReadWrite);
    if (!session)
        return ExitStatus::MissingPart;
    const QString name = line.positional(0);
    const auto changed = session->run(
            [name, version](Database &database) { return LexiconRepository(database).setLive(name, version); });
    if (!changed)
        return reportStoreError(changed.error());
    writeJson({{u"name"_s, name}, {u"live_version"_s, version}});
    return ExitStatus::Done;
}

} // namespace atalaia
