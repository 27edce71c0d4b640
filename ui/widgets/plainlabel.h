// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QLabel>

namespace atalaia {

/// A label that can be given anything: plain text only, wraps anywhere, follows the theme. For text
/// from outside pass it through safeText() first.
class PlainLabel final : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlainLabel)

public:
    /// `theme` must outlive this.
    PlainLabel(const Theme &theme, FontRole font, ColorRole color, QWidget *parent = nullptr);

    void setSemibold(bool isSemibold);
    void setStruckThrough(bool isStruckThrough);
    void setColorRole(ColorRole color);
    /// Instead of a role, for severities.
    void setSeverity(int severity);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return wordWrap(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();
    [[nodiscard]] QSizeF flow(qreal width, QPainter *painter) const;

    const Theme &m_theme;
    FontRole m_fontRole;
    ColorRole m_colorRole;
    int m_severity = 0;
    bool m_isSemibold = false;
    bool m_isStruckThrough = false;
};

} // namespace atalaia
