// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation/reviewactions.h"
#include "review/triageservice.h"
#include "theme/theme.h"

#include <QWidget>

#include <optional>

class QMenu;

namespace atalaia {

class KeyButton;
class ReasonPopup;

/// The one bar under a thread, made from the window's actions. Undo stands apart on the right and
/// names what it would take back.
class ActionBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActionBar)

public:
    static constexpr int kHeight = 52;

    /// `theme` and the actions must outlive this.
    ActionBar(const Theme &theme, const ReviewActions &actions, QWidget *parent = nullptr);

    /// Sets text and state of the undo action.
    void setNextUndo(const std::optional<UndoStep> &step);
    /// Between "Assign to me" and "Release".
    void setTaken(bool isMine);

signals:
    /// After the dismiss action: a code of dismissReasons(), or free text.
    void dismissChosen(const QString &reason);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void followInterventions();
    void openReasons();
    void openMenu();

    const Theme &m_theme;
    const ReviewActions m_actions;
    KeyButton *m_dismiss;
    KeyButton *m_intervene;
    ReasonPopup *m_reasons;
    QMenu *m_menu;
};

} // namespace atalaia
