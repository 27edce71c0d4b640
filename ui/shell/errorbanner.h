// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace atalaia {

class Theme;

/// A line that stays until the problem is gone: what happened, what was kept, what to do. The
/// technical context is behind "Details", selectable.
class ErrorBanner final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ErrorBanner)

public:
    /// `theme` must outlive this. Hidden until the first error.
    explicit ErrorBanner(Theme &theme, QWidget *parent = nullptr);

    void explain(const Error &error);
    void clear();

private:
    void refresh();

    Theme &m_theme;
    QLabel *m_picture;
    QLabel *m_sentence;
    QLabel *m_details;
    QPushButton *m_toggle;
};

} // namespace atalaia
