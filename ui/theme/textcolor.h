// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QColor;
class QWidget;

namespace atalaia {

/// Colours the text of a label or plain button, whatever ground it stands on: which palette role a
/// label writes with depends on the background role of its parents.
void setTextColor(QWidget &widget, const QColor &color);

} // namespace atalaia
