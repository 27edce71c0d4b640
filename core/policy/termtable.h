// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/delimitedreader.h"
#include "policy/termvocabulary.h"

#include <QString>
#include <QStringView>

namespace atalaia {

/// How a text is divided: delimiter and header, before any term is read.
struct TableShape
{
    QStringView body; ///< without `sep=` line
    int firstLine = 1; ///< physical line on which `body` starts
    bool hasDirective = false;
    QChar delimiter; ///< null: one column
    TermHeader header; ///< of the first record that is not blank
    int firstCellCount = 0;
};

/// `sep=X` in the first line wins over `forced`; without both, the delimiter whose first record is a
/// header we know, then the one that gives most records the same number of cells.
[[nodiscard]] TableShape tableShape(QStringView text, QChar forced);

} // namespace atalaia
