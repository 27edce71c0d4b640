// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QWidget>

namespace atalaia {

class KeyButton;
class PlainLabel;

/// Says what is missing and offers the one next step.
class EmptyState final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyState)

public:
    /// `theme` must outlive this.
    explicit EmptyState(const Theme &theme, QWidget *parent = nullptr);

    /// `step`: text of the button; empty = no button.
    void setWords(const QString &title, const QString &sentence, const QString &step = {});

signals:
    void stepChosen();

private:
    PlainLabel *m_title;
    PlainLabel *m_sentence;
    KeyButton *m_step;
};

} // namespace atalaia
