// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QPointer>
#include <QPushButton>

class QAction;

namespace atalaia {

/// A button that shows its key: "[1] Confirm". Painted from the theme; either bound to an action,
/// whose text, key and state it follows, or on its own.
class KeyButton : public QPushButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyButton)

public:
    enum class Look {
        Plain,
        Primary, ///< the one most people want next
        Quiet, ///< no outline until pointed at
        Link, ///< reads as text
        Danger
    };

    /// `theme` must outlive this.
    KeyButton(const Theme &theme, Look look, QWidget *parent = nullptr);

    /// Follows the action and triggers it.
    void bind(QAction &action);
    void setLook(Look look);
    void setKeyCap(const QString &key);
    void setHasMenu(bool hasMenu);
    /// For a button whose text changes beside others: it gives way and cuts its text rather than
    /// push its neighbours.
    void setGivesWay(bool givesWay);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void followAction();
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] int keyCapWidth() const;

    const Theme &m_theme;
    Look m_look;
    QString m_keyCap;
    QPointer<QAction> m_action;
    bool m_hasMenu = false;
    bool m_givesWay = false;
};

} // namespace atalaia
