// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/overlay.h"

class QGridLayout;

namespace atalaia {

class ActionSet;
enum class ActionGroup;

/// All keys, by group.
class KeyHelp final : public Overlay
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyHelp)

public:
    /// `actions` and `theme` must outlive this.
    KeyHelp(Theme &theme, const ActionSet &actions, QWidget *covered);

    void open() override;

private:
    void fill();
    [[nodiscard]] QWidget *makeGroup(ActionGroup group);

    const ActionSet &m_actions;
    QWidget *m_content = nullptr; // made anew at each opening: keys, words and colours may have changed
};

} // namespace atalaia
