// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plainlabel.h"

#include <QFontInfo>
#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace atalaia {

namespace {

constexpr qreal kLineHeight = 1.35;
constexpr int kMinimumWidth = 48;

} // namespace

PlainLabel::PlainLabel(const Theme &theme, FontRole font, ColorRole color, QWidget *parent)
    : QLabel(parent), m_theme(theme), m_fontRole(font), m_colorRole(color)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    applyTheme();
    connect(&theme, &Theme::changed, this, &PlainLabel::applyTheme);
}

void PlainLabel::setSemibold(bool isSemibold)
{
    m_isSemibold = isSemibold;
    applyTheme();
}

void PlainLabel::setStruckThrough(bool isStruckThrough)
{
    m_isStruckThrough = isStruckThrough;
    applyTheme();
}

void PlainLabel::setColorRole(ColorRole color)
{
    m_colorRole = color;
    m_severity = 0;
    update();
}

void PlainLabel::setSeverity(int severity)
{
    m_severity = severity;
    update();
}

QSize PlainLabel::sizeHint() const
{
    const QSizeF size = flow(wordWrap() ? 480 : 100'000, nullptr);
    return {int(std::ceil(size.width())) + 2, int(std::ceil(size.height()))};
}

QSize PlainLabel::minimumSizeHint() const
{
    return wordWrap() ? QSize(kMinimumWidth, fontMetrics().height()) : sizeHint();
}

int PlainLabel::heightForWidth(int width) const
{
    return int(std::ceil(flow(std::max(width, 1), nullptr).height()));
}

void PlainLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_severity > 0 ? m_theme.severityColor(m_severity) : m_theme.color(m_colorRole));
    std::ignore = flow(width(), &painter);
}

void PlainLabel::applyTheme()
{
    QFont font = m_theme.font(m_fontRole, m_isSemibold);
    font.setStrikeOut(m_isStruckThrough);
    setFont(font);
    updateGeometry();
    update();
}

QSizeF PlainLabel::flow(qreal width, QPainter *painter) const
{
    QString shown = text();
    if (painter && !wordWrap()) // narrower than its words only where the layout was told so
        shown = QFontMetricsF(font()).elidedText(shown, Qt::ElideRight, width);
    QTextLayout layout(shown.replace(u'\n', QChar::LineSeparator), m_theme.font(m_fontRole, m_isSemibold));
    QFont its = layout.font();
    its.setStrikeOut(m_isStruckThrough);
    layout.setFont(its);
    QTextOption option;
    option.setWrapMode(wordWrap() ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    layout.setTextOption(option);
    const qreal advance = std::max<qreal>(QFontInfo(its).pixelSize() * kLineHeight, 1);
    qreal y = 0;
    qreal natural = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const qreal height = std::max(advance, line.height());
        line.setPosition({0, y + (height - line.height()) / 2});
        y += height;
        natural = std::max(natural, line.naturalTextWidth());
    }
    layout.endLayout();
    if (painter)
        layout.draw(painter, {0, 0});
    return {natural, y};
}

} // namespace atalaia
