// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

class QHBoxLayout;
class QTableView;

namespace atalaia {

class KeyButton;
class PlainLabel;

// What dialogs have in common; each of these belongs to `parent`, and `theme` must outlive it.

/// The small words in front of a part of a dialog.
[[nodiscard]] PlainLabel *sectionHeading(const Theme &theme, const QString &text, QWidget *parent);

/// A table to look at: whole rows, no grid, nothing to edit; Tab leaves it.
[[nodiscard]] QTableView *readingTable(const QString &objectName, const QString &accessibleName, QWidget *parent);

/// The foot of a dialog that does one thing: a hint, "Close" and the button that does it.
struct DialogFoot
{
    QHBoxLayout *row;
    PlainLabel *hint;
    KeyButton *close;
    KeyButton *act; ///< Enter presses it
};
/// `objectName` begins the names of the parts: "...Hint", "...Close", "...Button".
[[nodiscard]] DialogFoot dialogFoot(const Theme &theme, const QString &objectName, QWidget *parent);

} // namespace atalaia
