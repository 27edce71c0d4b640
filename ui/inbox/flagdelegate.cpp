// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox/flagdelegate.h"

#include "base/clock.h"
#include "domain/flag.h"
#include "models/inboxmodel.h"
#include "text/safetext.h"
#include "text/words.h"
#include "theme/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBarWidth = 4;
constexpr int kShapeSize = 10;
constexpr int kTakenSize = 16;
constexpr int kSmallestRow = 64;
constexpr int kPadding = 7;
constexpr int kMaxSnippet = 160;
constexpr int kMaxName = 40;

/// Draws what fits at the right end of the line and takes its width, with a gap, from `line`.
void paintRight(QPainter &painter, QRect &line, const QString &text)
{
    const int width = std::min(painter.fontMetrics().horizontalAdvance(text) + 1, line.width() / 2);
    painter.drawText(QRect(line.right() - width + 1, line.top(), width, line.height()),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, width));
    line.setRight(line.right() - width - space::kS);
}

void paintLeft(QPainter &painter, const QRect &line, const QString &text)
{
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
}

} // namespace

void paintSeverityShape(QPainter &painter, const QRectF &box, int severity, const QColor &color)
{
    const QPointF middle = box.center();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (severity) {
    case 5:
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case 4:
        painter.drawPolygon(QPolygonF{{middle.x(), box.top() - 0.5},
                                      {box.right() + 0.5, middle.y()},
                                      {middle.x(), box.bottom() + 0.5},
                                      {box.left() - 0.5, middle.y()}});
        break;
    case 3:
        painter.drawPolygon(QPolygonF{
                {middle.x(), box.top()}, {box.right() + 0.5, box.bottom()}, {box.left() - 0.5, box.bottom()}});
        break;
    case 2:
        painter.drawEllipse(box);
        break;
    default:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.5));
        painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75));
    }
    painter.restore();
}

FlagDelegate::FlagDelegate(Theme &theme, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock)
{
    connect(&m_theme, &Theme::changed, this, &FlagDelegate::refresh);
    refresh();
}

void FlagDelegate::refresh()
{
    m_titleFont = m_theme.font(FontRole::Thread, true);
    m_bodyFont = m_theme.font(FontRole::Body);
    m_captionFont = m_theme.font(FontRole::Caption);
    m_takenIcon = m_theme.icon(u"take"_s, ColorRole::Accent);
    m_titleHeight = QFontMetrics(m_titleFont).height();
    m_bodyHeight = QFontMetrics(m_bodyFont).height();
    m_rowHeight = std::max(kSmallestRow, m_titleHeight + 2 * m_bodyHeight + 2 * kPadding + 1);
    emit sizeHintChanged({});
}

QSize FlagDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, m_rowHeight};
}

void FlagDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto row = index.data(InboxModel::RowRole).value<FlagRow>();
    painter->save();
    painter->setLayoutDirection(option.direction);
    paintGround(*painter, option);

    const QRect bar(option.rect.left(), option.rect.top(), kBarWidth, option.rect.height() - 1);
    painter->fillRect(bar, m_theme.severityColor(row.severity));

    const int block = m_titleHeight + 2 * m_bodyHeight;
    QRect line = option.rect.adjusted(kBarWidth + space::kM, 0, -space::kM, 0);
    line.setTop(option.rect.top() + (option.rect.height() - 1 - block) / 2);
    line.setHeight(m_titleHeight);
    paintTitle(*painter, line, row);

    line.translate(0, m_titleHeight);
    line.setHeight(m_bodyHeight);
    paintParties(*painter, line, row);

    line.translate(0, m_bodyHeight);
    paintSnippet(*painter, line, row);
    painter->restore();
}

void FlagDelegate::paintGround(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRect &rect = option.rect;
    if (isSelected)
        painter.fillRect(rect, m_theme.color(ColorRole::Selection));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter.fillRect(rect, m_theme.color(ColorRole::Window));
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.color(ColorRole::Line));

    if (option.state.testFlag(QStyle::State_HasFocus)) {
        QPen pen(m_theme.color(ColorRole::Accent), 2);
        pen.setJoinStyle(Qt::MiterJoin);
        painter.setPen(pen);
        painter.drawRect(rect.adjusted(kBarWidth + 1, 1, -1, -2));
    }
}

void FlagDelegate::paintTitle(QPainter &painter, QRect line, const FlagRow &row) const
{
    const QRectF shape(line.left(), line.top() + (line.height() - kShapeSize) / 2.0, kShapeSize, kShapeSize);
    paintSeverityShape(painter, shape, row.severity, m_theme.severityColor(row.severity));
    line.setLeft(line.left() + kShapeSize + space::kS);

    painter.setFont(m_captionFont);
    painter.setPen(m_theme.color(ColorRole::Muted));
    paintRight(painter, line, shortAge(row.openedAtMs, m_clock.nowMs()));

    painter.setFont(m_titleFont);
    painter.setPen(m_theme.color(ColorRole::Text));
    paintLeft(painter, line, categoryWords(row.category));
}

void FlagDelegate::paintParties(QPainter &painter, QRect line, const FlagRow &row) const
{
    line.setLeft(line.left() + kShapeSize + space::kS);
    painter.setFont(m_captionFont);
    painter.setPen(m_theme.color(ColorRole::Muted));
    if (row.hitCount > 1)
        paintRight(painter, line, tr("%Ln hits", nullptr, row.hitCount));
    if (row.status.state == FlagState::Dismissed || row.status.state == FlagState::Confirmed)
        paintRight(painter, line, flagStateWords(row.status.state));

    QString parties = safeLine(row.agentPseudonym, kMaxName) + u" \u2192 "_s + safeLine(row.contactPseudonym, kMaxName);
    if (!row.lineName.isEmpty())
        parties += u"  \u00B7  "_s + safeLine(row.lineName, kMaxName);
    painter.setFont(m_bodyFont);
    paintLeft(painter, line, parties);
}

void FlagDelegate::paintSnippet(QPainter &painter, QRect line, const FlagRow &row) const
{
    line.setLeft(line.left() + kShapeSize + space::kS);
    if (!row.status.assignee.isEmpty()) {
        const QRect mark(line.right() - kTakenSize + 1, line.top() + (line.height() - kTakenSize) / 2, kTakenSize,
                         kTakenSize);
        m_takenIcon.paint(&painter, mark);
        line.setRight(mark.left() - space::kS);
    }
    painter.setFont(m_bodyFont);
    painter.setPen(m_theme.color(ColorRole::Text));
    // Isolated, so that right-to-left text does not carry the quotes along.
    paintLeft(painter, line, u"\u201C\u2068"_s + safeLine(row.snippet, kMaxSnippet) + u"\u2069\u201D"_s);
}

bool FlagDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const auto row = index.data(InboxModel::RowRole).value<FlagRow>();
    QStringList lines{tr("Severity: %1").arg(severityWords(row.severity)),
                      tr("Flagged: %1").arg(exactTime(row.openedAtMs)),
                      tr("Latest hit: %1").arg(exactTime(row.lastHitAtMs))};
    if (!row.status.assignee.isEmpty())
        lines.append(tr("Taken by: %1").arg(safeLine(row.status.assignee, kMaxName)));
    QToolTip::showText(event->globalPos(), toolTipText(lines.join(u'\n')), view);
    return true;
}

} // namespace atalaia
