// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/lexicon.h"

#include <QStringList>

namespace atalaia {

[[nodiscard]] Term termOf(const QString &text, TermKind kind = TermKind::Literal, Direction direction = Direction::Any,
                          int severity = 3);

/// A live lexicon; lines are numbered from 1.
[[nodiscard]] Lexicon lexiconOf(QVector<Term> terms);

/// What comes with the product, read by the plainest reader that serves.
[[nodiscard]] QVector<Lexicon> shippedLexicons();

/// The fields of RFC 4180 text, line by line.
[[nodiscard]] QVector<QStringList> csvRecords(const QString &text);

} // namespace atalaia
