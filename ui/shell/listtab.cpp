// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/listtab.h"

#include "theme/theme.h"

#include <QAction>
#include <QLocale>
#include <QPainter>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLineHeight = 2;

} // namespace

ListTab::ListTab(Theme &theme, QAction &action, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_action(action)
{
    setObjectName(action.objectName() + u"Tab"_s);
    setCheckable(true);
    setAutoExclusive(false); // the actions' group decides
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setText(action.text());
    setToolTip(action.toolTip());
    setChecked(action.isChecked());
    connect(this, &QAbstractButton::clicked, &m_action, &QAction::trigger);
    connect(&m_action, &QAction::toggled, this, &ListTab::setChecked);
    connect(&m_theme, &Theme::changed, this, &ListTab::refresh);
    refresh();
}

void ListTab::setCount(int count)
{
    m_count = count;
    refresh();
}

void ListTab::refresh()
{
    setFont(m_theme.font(FontRole::Body, true));
    setAccessibleName(m_count > 0 ? tr("%1, %L2").arg(text()).arg(m_count) : text());
    updateGeometry();
    update();
}

QString ListTab::countText() const
{
    return m_count > 0 ? QLocale().toString(m_count) : QString();
}

QSize ListTab::sizeHint() const
{
    const QFontMetrics metrics(font());
    int width = metrics.horizontalAdvance(text()) + 2 * space::kM;
    if (m_count > 0)
        width += metrics.horizontalAdvance(countText()) + space::kS;
    return {width, space::kHitTarget};
}

void ListTab::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect line = rect().adjusted(space::kM, 0, -space::kM, 0);
    const QColor text = m_theme.color(ColorRole::Text);
    const QColor muted = m_theme.color(ColorRole::Muted);

    painter.setFont(m_theme.font(FontRole::Body, isChecked()));
    painter.setPen(isChecked() || underMouse() ? text : muted);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, this->text());
    painter.setPen(isChecked() ? m_theme.color(ColorRole::Accent) : muted);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, countText());
    if (isChecked())
        painter.fillRect(QRect(line.left(), height() - kLineHeight, line.width(), kLineHeight),
                         m_theme.color(ColorRole::Accent));
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(ColorRole::Accent), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 8, -3, -8), space::kRadius, space::kRadius);
    }
}

void ListTab::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ListTab::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace atalaia
