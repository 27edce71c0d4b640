// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "domain/message.h"

#include <QString>
#include <QStringList>
#include <QVector>

namespace atalaia {

enum class TermKind {
    Literal, ///< whole-token phrase on the folded text
    Regex, ///< applied to the folded text
    Prefix, ///< a phrase whose last word may go on; a star at its end is left out
    Near, ///< `(a|b c) NEAR/n (d|e)`, either order; ONEAR/n ordered; at most n tokens between
    Expression ///< the expression language; refused until the engine for it is there
};

/// Who must have written the text for a term to count.
enum class Direction { Any, Agent, Contact };

/// One line of a lexicon.
struct Term
{
    QString text; ///< in natural spelling; folded when compiled
    TermKind kind = TermKind::Literal;
    QString language; ///< BCP 47 ("pt-BR"); empty = any
    QString category; ///< "harassment", "opt_out" ...
    int severity = 3; ///< 1 informative or positive phrase .. 5 immediate
    Direction direction = Direction::Any;
    QString note;
    int line = 0; ///< line of the file it came from, 1-based; 0 = not from a file

    friend bool operator==(const Term &, const Term &) = default;
};

/// A named, versioned keyword list.
struct Lexicon
{
    LexiconId id;
    QString name;
    int version = 0; ///< 1, 2, 3 ...; 0 = not stored yet
    bool isLive = true;
    QString sourceName; ///< file name it was imported from, without path
    QString importedBy;
    qint64 importedAtMs = 0;
    QVector<Term> terms;

    friend bool operator==(const Lexicon &, const Lexicon &) = default;
};

/// Hits of this severity and above open a flag; below they are marked in the thread only
/// (severity 1 are positive phrases such as an agent's identification, 2 are weak signs).
inline constexpr int kFlagSeverity = 3;

} // namespace atalaia
