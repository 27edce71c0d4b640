// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/lexicon.h"

#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace atalaia {

enum class TermColumn { Term, Kind, Language, Category, Severity, Direction, Note, Ignored };

/// What a header row says; the names are known in English, Portuguese, Spanish and Ukrainian.
struct TermHeader
{
    QVector<TermColumn> columns;
    QStringList ignored; ///< names of columns that mean nothing here
    int knownCount = 0;

    [[nodiscard]] bool hasTerm() const { return columns.contains(TermColumn::Term); }
    [[nodiscard]] bool has(TermColumn column) const { return columns.contains(column); }
};
[[nodiscard]] TermHeader termHeader(const QStringList &cells);

/// The words people write into cells. Nothing when a word is not known.
[[nodiscard]] std::optional<TermKind> kindFromWord(const QString &word);
[[nodiscard]] std::optional<Direction> directionFromWord(const QString &word);
[[nodiscard]] QString kindWord(TermKind kind);
[[nodiscard]] QString directionWord(Direction direction);

struct ReadSeverity
{
    int value = 3;
    bool isRounded = false;
    bool isWord = false;
};
[[nodiscard]] std::optional<ReadSeverity> severityFromWord(const QString &word);

/// A BCP 47 tag in its usual case, empty for "any".
[[nodiscard]] std::optional<QString> languageFromWord(const QString &word);
/// What was probably meant by an unknown tag ("ua" -> "uk"); may be empty.
[[nodiscard]] QString languageSuggestion(const QString &word);

/// The id of a shipped category, from the id or one of its names ("Assédio" -> "harassment").
[[nodiscard]] std::optional<QString> categoryFromWord(const QString &word);

} // namespace atalaia
