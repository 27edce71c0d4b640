// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QWidget>

#include <functional>

namespace atalaia {

class KeyButton;
class PlainLabel;

/// One inline question before something that reaches out: a sentence with the consequence, "Keep as
/// it is" (has the focus, Esc) and, apart from it, the act.
class ConfirmStrip final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConfirmStrip)

public:
    /// `theme` must outlive this.
    explicit ConfirmStrip(const Theme &theme, QWidget *parent = nullptr);

    /// `then` is called at most once; a new question replaces an open one.
    void ask(const QString &consequence, const QString &actText, std::function<void()> then);
    void cancel();

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void act();

    const Theme &m_theme;
    PlainLabel *m_sentence;
    KeyButton *m_act;
    KeyButton *m_keep;
    std::function<void()> m_then;
};

} // namespace atalaia
