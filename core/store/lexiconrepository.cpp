// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/lexiconrepository.h"

#include "store/statement.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const auto kSelect = u"SELECT x.id, x.name, v.version, x.live_version = v.version, v.source_name, v.imported_by, "
                     "v.imported_at, v.id FROM lexicons x JOIN lexicon_versions v ON v.lexicon_id = x.id "_s;

struct StoredVersion
{
    Lexicon lexicon;
    qint64 versionRow = 0;
};

StoredVersion readVersion(Statement &row)
{
    StoredVersion stored;
    stored.lexicon.id = row.id<LexiconId>(0);
    stored.lexicon.name = row.plain(1);
    stored.lexicon.version = row.number(2);
    stored.lexicon.isLive = row.isTrue(3);
    stored.lexicon.sourceName = row.plain(4);
    stored.lexicon.importedBy = row.plain(5);
    stored.lexicon.importedAtMs = row.integer(6);
    stored.versionRow = row.integer(7);
    return stored;
}

Result<QVector<Term>> termsOf(Database &database, qint64 versionRow)
{
    return Statement(database, u"SELECT text, kind, language, category, severity, direction, note, line "
                               "FROM lexicon_terms WHERE version_id = ? ORDER BY position"_s)
            .with(versionRow)
            .all([](Statement &row) {
                Term term;
                term.text = row.plain(0);
                term.kind = row.word<TermKind>(1);
                term.language = row.plain(2);
                term.category = row.plain(3);
                term.severity = row.number(4);
                term.direction = row.word<Direction>(5);
                term.note = row.plain(6);
                term.line = row.number(7);
                return term;
            });
}

Result<> addTerms(Database &database, qint64 versionRow, const QVector<Term> &terms)
{
    int position = 0;
    for (const Term &term : terms) {
        auto added = Statement(database, u"INSERT INTO lexicon_terms (version_id, position, text, kind, language, "
                                         "category, severity, direction, note, line) "
                                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
                             .with(versionRow, position++, term.text, term.kind, term.language, term.category,
                                   term.severity, term.direction, term.note, term.line)
                             .done();
        if (!added)
            return added;
    }
    return {};
}

/// Fills in id and version.
Result<> addVersionRows(Database &database, Lexicon &lexicon)
{
    auto named = Statement(database, u"INSERT INTO lexicons (name, live_version) VALUES (?, 0) "
                                     "ON CONFLICT (name) DO NOTHING"_s)
                         .with(lexicon.name)
                         .done();
    if (!named)
        return named;
    auto numbered = Statement(database, u"SELECT x.id, (SELECT coalesce(max(v.version), 0) + 1 FROM lexicon_versions v "
                                        "WHERE v.lexicon_id = x.id) FROM lexicons x WHERE x.name = ?"_s)
                            .with(lexicon.name)
                            .first([&lexicon](Statement &row) {
                                lexicon.id = row.id<LexiconId>(0);
                                lexicon.version = row.number(1);
                                return true;
                            });
    if (!numbered)
        return numbered.error();

    auto version =
            Statement(database, u"INSERT INTO lexicon_versions (lexicon_id, version, source_name, imported_by, "
                                "imported_at) VALUES (?, ?, ?, ?, ?)"_s)
                    .with(lexicon.id, lexicon.version, lexicon.sourceName, lexicon.importedBy, lexicon.importedAtMs)
                    .insertedId();
    if (!version)
        return version.error();
    if (auto added = addTerms(database, *version, lexicon.terms); !added)
        return added;
    if (!lexicon.isLive)
        return {};
    return Statement(database, u"UPDATE lexicons SET live_version = ? WHERE id = ?"_s)
            .with(lexicon.version, lexicon.id)
            .done();
}

} // namespace

Result<QVector<Lexicon>> LexiconRepository::live()
{
    auto versions = Statement(m_database, kSelect
                                                  + u"AND v.version = x.live_version "
                                                    "WHERE x.live_version > 0 ORDER BY x.name"_s)
                            .with()
                            .all(readVersion);
    if (!versions)
        return versions.error();
    QVector<Lexicon> lexicons;
    for (StoredVersion &stored : *versions) {
        auto terms = termsOf(m_database, stored.versionRow);
        if (!terms)
            return terms.error();
        stored.lexicon.terms = std::move(terms).value();
        lexicons.append(std::move(stored.lexicon));
    }
    return lexicons;
}

Result<QVector<Lexicon>> LexiconRepository::newest()
{
    return Statement(m_database, kSelect
                                         + u"AND v.version = (SELECT max(n.version) FROM lexicon_versions n "
                                           "WHERE n.lexicon_id = x.id) ORDER BY x.name"_s)
            .with()
            .all([](Statement &row) { return readVersion(row).lexicon; });
}

Result<Lexicon> LexiconRepository::find(const QString &name, int version)
{
    auto found = version == 0 ? Statement(m_database, kSelect + u"WHERE x.name = ? ORDER BY v.version DESC LIMIT 1"_s)
                                        .with(name)
                                        .first(readVersion)
                              : Statement(m_database, kSelect + u"WHERE x.name = ? AND v.version = ?"_s)
                                        .with(name, version)
                                        .first(readVersion);
    if (!found)
        return found.error();
    if (!*found)
        return Error{Error::Kind::NotFound, u"version %1 of a lexicon"_s.arg(version)};
    auto terms = termsOf(m_database, (*found)->versionRow);
    if (!terms)
        return terms.error();
    (*found)->lexicon.terms = std::move(terms).value();
    return std::move((*found)->lexicon);
}

Result<Lexicon> LexiconRepository::addVersion(const Lexicon &lexicon)
{
    Lexicon stored = lexicon;
    auto added = m_database.connection().atomically([this, &stored] { return addVersionRows(m_database, stored); });
    if (!added)
        return added.error();
    return stored;
}

Result<> LexiconRepository::setLive(const QString &name, int version)
{
    auto changed = Statement(m_database, u"UPDATE lexicons SET live_version = ? WHERE name = ? AND (? = 0 OR EXISTS "
                                         "(SELECT 1 FROM lexicon_versions v "
                                         "WHERE v.lexicon_id = lexicons.id AND v.version = ?))"_s)
                           .with(version, name, version, version)
                           .changedRows();
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return Error{Error::Kind::NotFound, u"version %1 of a lexicon"_s.arg(version)};
    return {};
}

} // namespace atalaia
