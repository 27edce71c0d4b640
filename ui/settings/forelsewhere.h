// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QWidget>

namespace atalaia {

class PlainLabel;

/// Lines that belong into another program's settings: what they are for, the lines, and a button that
/// copies them.
class ForElsewhere final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ForElsewhere)

public:
    /// `theme` must outlive this. `objectName` is also the beginning of its parts' names: "...Lines", "...Copy".
    ForElsewhere(const Theme &theme, const QString &objectName, const QString &title, QWidget *parent);

    /// Nothing is laid out again where they are the same.
    void setLines(const QString &lines);

private:
    PlainLabel *m_lines;
};

} // namespace atalaia
