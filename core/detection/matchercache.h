// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

struct hs_database;

namespace atalaia {

using HyperscanDatabase = std::unique_ptr<hs_database, void (*)(hs_database *)>;
[[nodiscard]] HyperscanDatabase ownedDatabase(hs_database *database);

/// What a Hyperscan database is made of, in full: equal recipes make equal databases.
struct DatabaseRecipe
{
    bool isLiteral = false; ///< by the literal API
    unsigned flags = 0; ///< of every expression
    std::vector<QByteArray> expressions;
    std::vector<unsigned> ids; ///< by expression
};

struct CompiledDatabase
{
    HyperscanDatabase database; ///< null where every expression was left out
    std::vector<unsigned> leftOut; ///< ids that Hyperscan did not take
};

/// Compiled databases on disk, so that a start does not compile what was compiled before. Only ever
/// saves time: what cannot be read, or is not beyond doubt, is not there; what cannot be written is
/// left. Entries are made for this machine and this user and accepted from nobody else.
/// Thread-safe; several processes may share a folder.
class MatcherCache
{
public:
    /// The folder is made when the first entry is written, for this user only.
    explicit MatcherCache(QString folder);

    /// Also marks the entry as used.
    [[nodiscard]] std::optional<CompiledDatabase> find(const DatabaseRecipe &recipe) const;
    /// Also removes what nobody used for thirty days.
    void add(const DatabaseRecipe &recipe, const CompiledDatabase &compiled) const;

    static constexpr int kKeptDays = 30;

private:
    [[nodiscard]] QByteArray keyOf(const DatabaseRecipe &recipe) const;
    [[nodiscard]] QString pathOf(const QByteArray &key) const;
    [[nodiscard]] std::optional<CompiledDatabase> read(const QString &path, const QByteArray &key) const;
    void removeUnused() const;

    const QString m_folder;
    const QByteArray m_platform; ///< what a database of this processor and this Hyperscan says of itself
};

} // namespace atalaia
