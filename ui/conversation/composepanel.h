// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QPlainTextEdit;

namespace atalaia {

class KeyButton;
class PlainLabel;

/// Where a message to the contact is written; not modal. Ctrl+Enter orders it, Esc closes and keeps
/// the text.
class ComposePanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComposePanel)

public:
    /// `theme` must outlive this.
    explicit ComposePanel(const Theme &theme, QWidget *parent = nullptr);

    void open(const QString &to, const QString &draft);
    [[nodiscard]] QString draft() const;
    /// An order of this text is on its way to the store: it can neither be changed nor ordered again.
    void setWaiting(bool isWaiting);
    /// Next to the text, for when the order was refused; the text stays.
    void showError(const QString &sentence);

signals:
    /// Trimmed, not empty, not too long.
    void ordered(const QString &text);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void noteTextChanged();
    void refreshSend();
    void order();

    const Theme &m_theme;
    PlainLabel *m_title;
    QPlainTextEdit *m_text;
    PlainLabel *m_counter;
    PlainLabel *m_error;
    KeyButton *m_send;
    bool m_isWaiting = false;
};

} // namespace atalaia
