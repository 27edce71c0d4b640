// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/confirmstrip.h"

#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include <utility>

namespace atalaia {

ConfirmStrip::ConfirmStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_sentence(new PlainLabel(theme, FontRole::Body, ColorRole::Text, this)),
      m_act(new KeyButton(theme, KeyButton::Look::Danger, this)),
      m_keep(new KeyButton(theme, KeyButton::Look::Plain, this))
{
    setObjectName(QStringLiteral("confirmStrip"));
    m_sentence->setObjectName(QStringLiteral("confirmSentence"));
    m_act->setObjectName(QStringLiteral("confirmAct"));
    m_keep->setObjectName(QStringLiteral("confirmKeep"));
    m_keep->setText(tr("Keep as it is"));
    m_keep->setKeyCap(tr("Esc"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL + space::kXs, space::kM, space::kL, space::kM);
    row->setSpacing(space::kM);
    row->addWidget(m_sentence, 1, Qt::AlignVCenter);
    row->addWidget(m_keep, 0, Qt::AlignVCenter);
    row->addSpacing(space::kM);
    row->addWidget(m_act, 0, Qt::AlignVCenter);
    connect(m_act, &KeyButton::clicked, this, &ConfirmStrip::act);
    connect(m_keep, &KeyButton::clicked, this, &ConfirmStrip::cancel);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void ConfirmStrip::ask(const QString &consequence, const QString &actText, std::function<void()> then)
{
    m_then = std::move(then);
    m_sentence->setText(consequence);
    m_act->setText(actText);
    setAccessibleName(consequence);
    show();
    m_keep->setFocus(Qt::OtherFocusReason);
}

void ConfirmStrip::cancel()
{
    m_then = nullptr;
    if (isHidden())
        return; // nothing closes: whoever has the focus keeps it
    hide();
    emit closed();
}

void ConfirmStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        cancel();
    else
        QWidget::keyPressEvent(event);
}

void ConfirmStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(ColorRole::Line));
    painter.fillRect(QRect(0, 1, 3, height() - 1), m_theme.color(ColorRole::Danger));
}

void ConfirmStrip::act()
{
    const std::function<void()> then = std::exchange(m_then, nullptr);
    hide();
    emit closed();
    if (then)
        then();
}

} // namespace atalaia
