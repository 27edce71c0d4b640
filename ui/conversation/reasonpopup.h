// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QFrame>
#include <QVector>

class QLineEdit;

namespace atalaia {

class KeyButton;

/// Why a flag is dismissed: 1 2 3 choose a reason at once, 4 (or typing) goes to free text.
class ReasonPopup final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReasonPopup)

public:
    static constexpr int kMaxReason = 500;

    /// `theme` must outlive this.
    explicit ReasonPopup(const Theme &theme, QWidget *parent = nullptr);

    /// Above `anchor`, which is in global coordinates; the text typed last time is still there.
    void openAbove(const QRect &anchor);

signals:
    /// A code of dismissReasons(), or what the person typed.
    void reasonChosen(const QString &reason);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void choose(const QString &reason);
    void chooseOther();

    const Theme &m_theme;
    QVector<KeyButton *> m_buttons;
    QLineEdit *m_other;
};

} // namespace atalaia
