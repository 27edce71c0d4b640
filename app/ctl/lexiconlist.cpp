// SPDX-License-Identifier: GPL-3.0-or-later
#include "lexiconcommand.h"
#include "output.h"
#include "store/lexiconrepository.h"
#include "storesession.h"

#include <QDateTime>
#include <QHash>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct StoredLexicons
{
    QVector<Lexicon> newest;
    QVector<Lexicon> live;
};

Result<StoredLexicons> readLexicons(Database &database)
{
    LexiconRepository repository(database);
    auto newest = repository.newest();
    if (!newest)
        return newest.error();
    auto live = repository.live();
    if (!live)
        return live.error();
    return StoredLexicons{std::move(newest).value(), std::move(live).value()};
}

} // namespace

ExitStatus runLexiconList(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"lexicon list [options]"_s, u"Writes the newest and the live version of each lexicon."_s, outer);
    if (const auto over = line.parse(arguments, 0))
        return *over;
    const auto session = StoreSession::open(line.common(), Database::Access::ReadOnly);
    if (!session)
        return ExitStatus::MissingPart;
    const auto lexicons = session->run(readLexicons);
    if (!lexicons)
        return reportStoreError(lexicons.error());

    QHash<QString, const Lexicon *> liveByName;
    for (const Lexicon &lexicon : lexicons->live)
        liveByName.insert(lexicon.name, &lexicon);
    for (const Lexicon &lexicon : lexicons->newest) {
        const Lexicon *live = liveByName.value(lexicon.name);
        const auto importedAt = QDateTime::fromMSecsSinceEpoch(lexicon.importedAtMs, Qt::UTC);
        writeJson({{u"name"_s, lexicon.name},
                   {u"version"_s, lexicon.version},
                   {u"live_version"_s, live ? live->version : 0},
                   {u"live_terms"_s, live ? live->terms.size() : 0},
                   {u"source"_s, lexicon.sourceName},
                   {u"imported_by"_s, lexicon.importedBy},
                   {u"imported_at"_s, importedAt.toString(Qt::ISODateWithMs)}});
    }
    return ExitStatus::Done;
}

} // namespace atalaia
