// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/overlay.h"

class QLineEdit;
class QListWidget;

namespace atalaia {

class ActionSet;

/// Every command that is possible now, with its keys; typing narrows, Enter runs. It prints the keys
/// each time, so that it teaches them.
class CommandPalette final : public Overlay
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandPalette)

public:
    /// `actions` and `theme` must outlive this.
    CommandPalette(Theme &theme, const ActionSet &actions, QWidget *covered);

    void open() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const QString &query);
    void run();
    void refreshPalette();
    bool handleKey(int key);

    const ActionSet &m_actions;
    QLineEdit *m_query;
    QListWidget *m_list;
};

/// How well `query` fits `words`: its letters in this order, better when together and at the
/// beginnings of words; -1 = not at all, 0 for an empty query. Case and accents do not count.
[[nodiscard]] int fuzzyScore(const QString &words, const QString &query);

} // namespace atalaia
