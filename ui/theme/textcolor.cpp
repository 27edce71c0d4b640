// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/textcolor.h"

#include <QPalette>
#include <QWidget>

namespace atalaia {

void setTextColor(QWidget &widget, const QColor &color)
{
    QPalette palette = widget.palette();
    for (const auto role : {QPalette::WindowText, QPalette::Text})
        palette.setColor(role, color);
    widget.setPalette(palette);
}

} // namespace atalaia
