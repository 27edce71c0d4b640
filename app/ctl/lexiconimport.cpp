// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/systemuser.h"
#include "lexiconcommand.h"
#include "output.h"
#include "store/lexiconrepository.h"
#include "storesession.h"
#include "termfile.h"

#include <QFileInfo>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestName = 80;

ExitStatus store(const Lexicon &lexicon, const ImportPreview &preview, const CommonOptions &common)
{
    const auto session = StoreSession::open(common, Database::Access::ReadWrite);
    if (!session)
        return ExitStatus::MissingPart;
    const auto stored =
            session->run([lexicon](Database &database) { return LexiconRepository(database).addVersion(lexicon); });
    if (!stored)
        return reportStoreError(stored.error());
    writeJson({{u"name"_s, stored->name},
               {u"version"_s, stored->version},
               {u"state"_s, stored->isLive ? u"live"_s : u"draft"_s},
               {u"terms"_s, lexicon.terms.size()},
               {u"skipped"_s, preview.skippedCount},
               {u"errors"_s, preview.errorCount}});
    if (!stored->isLive && !common.isQuiet)
        writeMessage(u"Stored as a draft. To make it live: atalaiactl lexicon rollback %1 %2"_s.arg(stored->name)
                             .arg(stored->version));
    return ExitStatus::Done;
}

} // namespace

ExitStatus runLexiconImport(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"lexicon import FILE --into NAME [options]"_s,
                     u"Stores a keyword list as the next version of a lexicon. Nothing is stored when a line is an "
                     "error, and the bad lines are written."_s,
                     outer);
    addTermFileOptions(line.parser());
    line.parser().addOptions({{u"into"_s, u"The lexicon's name."_s, u"name"_s},
                              {u"state"_s, u"draft or live; default: draft."_s, u"state"_s, u"draft"_s},
                              {u"skip-errors"_s, u"Leave bad lines out and store the others."_s}});
    if (const auto over = line.parse(arguments, 1))
        return *over;
    const auto options = readTermFileOptions(line.parser());
    if (!options)
        return line.refuse(options.error().context);
    Lexicon lexicon;
    lexicon.name = line.parser().value(u"into"_s).trimmed();
    if (lexicon.name.isEmpty() || lexicon.name.size() > kLongestName)
        return line.refuse(u"--into needs a name of 1 to %1 characters"_s.arg(kLongestName));
    const QString state = line.parser().value(u"state"_s);
    if (state != u"draft"_s && state != u"live"_s)
        return line.refuse(state == u"background"_s ? u"--state background is not supported yet"_s
                                                    : u"--state is draft or live"_s);

    const auto preview = readTermFile(line.positional(0), *options);
    if (!preview) {
        writeMessage(u"%1: %2"_s.arg(line.positional(0), preview.error().context));
        return ExitStatus::WrongUse;
    }
    for (const ImportLine &judged : preview->lines) {
        if (judged.verdict == LineVerdict::Error)
            writeJson(lineReport(judged));
    }
    if (preview->errorCount > 0 && !line.parser().isSet(u"skip-errors"_s)) {
        writeJson(summaryReport(*preview));
        return ExitStatus::FoundProblems;
    }
    lexicon.isLive = state == u"live"_s;
    lexicon.sourceName = QFileInfo(line.positional(0)).fileName();
    lexicon.importedBy = operatingSystemUser();
    lexicon.importedAtMs = SystemClock().nowMs();
    lexicon.terms = preview->terms();
    return store(lexicon, *preview, line.common());
}

} // namespace atalaia
