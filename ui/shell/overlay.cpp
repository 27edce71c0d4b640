// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/overlay.h"

#include "theme/theme.h"

#include <QApplication>
#include <QFrame>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTopGap = 72;

} // namespace

Overlay::Overlay(Theme &theme, QWidget *covered)
    : QWidget(covered), m_theme(theme), m_card(new QFrame(this)), m_column(new QVBoxLayout(m_card))
{
    hide();
    setFocusPolicy(Qt::StrongFocus);
    covered->installEventFilter(this);
    m_card->setObjectName(u"overlayCard"_s);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(space::kXl, kTopGap, space::kXl, space::kXl);
    outer->addWidget(m_card, 0, Qt::AlignHCenter);
    outer->addStretch(1);
    connect(&m_theme, &Theme::changed, this, &Overlay::refresh);
    refresh();
}

void Overlay::open()
{
    if (!isVisible())
        m_before = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
}

void Overlay::close()
{
    const bool hadFocus = hasFocus() || isAncestorOf(QApplication::focusWidget());
    hide();
    if (m_before && hadFocus)
        m_before->setFocus(Qt::PopupFocusReason);
}

bool Overlay::event(QEvent *event)
{
    // Keys belong to the card while it is open: no letter may decide about a thread behind it.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize && isVisible())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void Overlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0, 0, 0, m_theme.isDark() ? 130 : 60));
}

void Overlay::mousePressEvent(QMouseEvent *event)
{
    if (!m_card->geometry().contains(event->position().toPoint()))
        close();
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        event->accept(); // what is below must not react
}

bool Overlay::focusNextPrevChild(bool)
{
    return true; // the focus stays on the card until it is closed
}

void Overlay::refresh()
{
    m_card->setStyleSheet(u"#overlayCard { background: %1; border: 1px solid %2; border-radius: %3px; }"_s.arg(
            m_theme.color(ColorRole::Surface).name(), m_theme.color(ColorRole::Line).name(),
            QString::number(space::kBubbleRadius)));
}

} // namespace atalaia
