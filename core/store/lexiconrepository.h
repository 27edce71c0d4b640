// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/lexicon.h"

#include <QVector>

namespace atalaia {

class Database;

/// Named, versioned keyword lists. Versions are never changed, only added; one version of a name is
/// the live one, or none.
class LexiconRepository
{
public:
    explicit LexiconRepository(Database &database) : m_database(database) {}

    /// Every live lexicon with its terms.
    [[nodiscard]] Result<QVector<Lexicon>> live();
    /// The newest version of each name, without terms.
    [[nodiscard]] Result<QVector<Lexicon>> newest();
    /// `version` 0 = the newest. NotFound.
    [[nodiscard]] Result<Lexicon> find(const QString &name, int version);
    /// Stores the terms as the next version of `lexicon.name` and makes it the live one when
    /// `lexicon.isLive`. Returns it with id and version.
    [[nodiscard]] Result<Lexicon> addVersion(const Lexicon &lexicon);
    /// Makes `version` the live one; 0 = none is live. NotFound.
    [[nodiscard]] Result<> setLive(const QString &name, int version);

private:
    Database &m_database;
};

} // namespace atalaia
