// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/reasonpopup.h"

#include "text/reviewwords.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace atalaia {

namespace {

constexpr int kWidth = 300;

} // namespace

ReasonPopup::ReasonPopup(const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint), m_theme(theme), m_other(new QLineEdit(this))
{
    setObjectName(QStringLiteral("reasonPopup"));
    setAccessibleName(tr("Reason to dismiss"));
    setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kS, space::kM, space::kS, space::kS);
    column->setSpacing(space::kXs);
    auto *title = new PlainLabel(theme, FontRole::Caption, ColorRole::Muted, this);
    title->setText(tr("Dismiss, because it is"));
    title->setContentsMargins(space::kM, 0, 0, 0);
    column->addWidget(title);
    const QStringList reasons = dismissReasons();
    for (qsizetype at = 0; at < reasons.size(); ++at) {
        const QString reason = reasons.at(at);
        auto *button = new KeyButton(theme, KeyButton::Look::Quiet, this);
        button->setObjectName(QStringLiteral("reason_") + reason);
        button->setText(reasonWords(reason));
        button->setKeyCap(QString::number(at + 1));
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &KeyButton::clicked, this, [this, reason] { choose(reason); });
        column->addWidget(button);
        m_buttons.append(button);
    }
    m_other->setObjectName(QStringLiteral("reasonOther"));
    m_other->setAccessibleName(tr("Another reason"));
    m_other->setPlaceholderText(tr("4   Other… say why, then Enter"));
    m_other->setMaxLength(kMaxReason);
    connect(m_other, &QLineEdit::returnPressed, this, &ReasonPopup::chooseOther);
    column->addWidget(m_other);
}

void ReasonPopup::openAbove(const QRect &anchor)
{
    adjustSize();
    move(anchor.left(), anchor.top() - height() - space::kXs);
    show();
    m_buttons.constFirst()->setFocus(Qt::PopupFocusReason);
}

void ReasonPopup::keyPressEvent(QKeyEvent *event)
{
    const int at = event->key() - Qt::Key_1;
    if (at >= 0 && at < m_buttons.size()) {
        m_buttons.at(at)->click();
    } else if (at == m_buttons.size()) {
        m_other->setFocus(Qt::ShortcutFocusReason);
    } else if (event->key() == Qt::Key_Down) {
        focusNextChild();
    } else if (event->key() == Qt::Key_Up) {
        focusPreviousChild();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        for (KeyButton *button : std::as_const(m_buttons)) {
            if (button->hasFocus())
                button->click();
        }
    } else {
        QFrame::keyPressEvent(event); // Esc closes a popup
        if (event->key() == Qt::Key_Escape)
            hide();
    }
}

void ReasonPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Surface));
    painter.setPen(m_theme.color(ColorRole::Line));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void ReasonPopup::choose(const QString &reason)
{
    hide();
    emit reasonChosen(reason);
}

void ReasonPopup::chooseOther()
{
    const QString reason = m_other->text().simplified();
    if (reason.isEmpty())
        return;
    m_other->clear();
    choose(reason);
}

} // namespace atalaia
