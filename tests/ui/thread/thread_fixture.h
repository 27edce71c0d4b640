// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation/bubbleview.h"
#include "conversation/reviewactions.h"
#include "conversation/threadpane.h"
#include "theme/theme.h"

#include <QAction>

namespace atalaia {

/// A thread pane on screen.
struct Pane
{
    Theme theme{ThemeMode::Light};
    ThreadPane pane{theme};
    BubbleView &bubbles = *pane.findChild<BubbleView *>(QStringLiteral("bubbleView"));

    Pane()
    {
        pane.resize(760, 560);
        pane.show();
    }

    bool isOnScreen(MessageId id)
    {
        const QRect row = bubbles.visualRect(pane.model().index(pane.model().rowOf(id)));
        return row.top() >= 0 && row.bottom() <= bubbles.viewport()->height();
    }
};

/// The actions of the action bar.
struct Actions
{
    QAction confirm, dismiss, escalate, take, undo, message, remove, suspend, resume, block, unblock;

    ReviewActions all()
    {
        return {&confirm, &dismiss, &escalate, &take, &undo, &message, &remove, &suspend, &resume, &block, &unblock};
    }
};

} // namespace atalaia
