// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAction;

namespace atalaia {

/// The actions on an open thread. Made and owned by the window, shared by action bar, context menus,
/// palette and menu bar, so that each has one text, one key and one state. All are set.
struct ReviewActions
{
    QAction *confirm = nullptr;
    QAction *dismiss = nullptr; ///< opens the reasons; the decision comes with dismissChosen()
    QAction *escalate = nullptr;
    QAction *take = nullptr;
    QAction *undo = nullptr;
    QAction *messageContact = nullptr;
    QAction *deleteForEveryone = nullptr;
    QAction *suspendLine = nullptr;
    QAction *resumeLine = nullptr;
    QAction *blockContact = nullptr;
    QAction *unblockContact = nullptr;
};

} // namespace atalaia
