// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/keybutton.h"

#include <QTimer>

#include <functional>

namespace atalaia {

/// Puts a text on the clipboard, and says for a moment that it did.
class CopyButton final : public KeyButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CopyButton)

public:
    /// `text` is asked at each click. `theme` must outlive this.
    CopyButton(const Theme &theme, std::function<QString()> text, QWidget *parent);

private:
    void copy();
    void showWords();

    const std::function<QString()> m_textToCopy;
    QTimer m_told;
};

} // namespace atalaia
