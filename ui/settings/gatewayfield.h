// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace atalaia {

class KeyButton;
class PlainLabel;

/// One field of a form: its name above, the line to type in, what is wrong with it, and where to find
/// what belongs there. The line's accessible description says the last two.
class GatewayField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayField)

public:
    /// `objectName` is the line's; its note is "...Note" and its help "...Help". `label` may hold a
    /// mnemonic. `theme` must outlive this.
    GatewayField(const Theme &theme, const QString &objectName, const QString &label, QWidget *parent);

    void setHelp(const QString &help);
    /// A sentence in the colour of failures; empty = nothing is wrong.
    void setProblem(const QString &problem);
    /// A sentence that keeps from nothing.
    void setWarning(const QString &warning);
    void setValue(const QString &value);
    void setPlaceholder(const QString &placeholder);
    /// Typed letters are hidden and never suggested again.
    void setSecret();
    /// A button beside it that empties what is stored, when the form is saved; pressed again, it stays.
    void setRemovable(bool isRemovable);
    [[nodiscard]] bool isRemoved() const { return m_isRemoved; }
    /// To the right of the line.
    void addButton(QWidget *button);
    /// For a value that belongs elsewhere, too.
    void addCopyButton();

    [[nodiscard]] QLineEdit &edit() { return *m_edit; }
    /// Without blanks around it.
    [[nodiscard]] QString value() const;

signals:
    void changed();

private:
    void addRemoveButton();
    void setRemoved(bool isRemoved);
    void showNote(const QString &note);
    void describe();

    const Theme &m_theme;
    QVBoxLayout *m_column;
    QHBoxLayout *m_row;
    QLabel *m_label;
    QLineEdit *m_edit;
    PlainLabel *m_note;
    PlainLabel *m_help;
    KeyButton *m_remove = nullptr; // made when it is needed first
    bool m_isRemoved = false;
};

} // namespace atalaia
