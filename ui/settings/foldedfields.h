// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace atalaia {

class KeyButton;

/// What few people need: a line to click, and below it, while open, the rest.
class FoldedFields final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FoldedFields)

public:
    /// `theme` must outlive this.
    FoldedFields(const Theme &theme, const QString &objectName, const QString &title, QWidget *parent);

    void add(QWidget *field);
    void setOpen(bool isOpen);
    [[nodiscard]] bool isOpen() const;

private:
    QString m_title;
    KeyButton *m_toggle;
    QWidget *m_body;
    QVBoxLayout *m_fields;
};

} // namespace atalaia
