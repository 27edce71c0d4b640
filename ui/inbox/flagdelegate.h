// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QIcon>
#include <QStyledItemDelegate>

namespace atalaia {

class Clock;
class Theme;
struct FlagRow;

/// Paints a row of the inbox: severity as bar and shape, category, who and when, the snippet. Text
/// from outside is made visible and cut before it is laid out.
class FlagDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FlagDelegate)

public:
    /// `theme` and `clock` must outlive this.
    FlagDelegate(Theme &theme, const Clock &clock, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    void refresh();
    void paintGround(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintTitle(QPainter &painter, QRect line, const FlagRow &row) const;
    void paintParties(QPainter &painter, QRect line, const FlagRow &row) const;
    void paintSnippet(QPainter &painter, QRect line, const FlagRow &row) const;

    Theme &m_theme;
    const Clock &m_clock;
    QFont m_titleFont;
    QFont m_bodyFont;
    QFont m_captionFont;
    QIcon m_takenIcon;
    int m_titleHeight = 0;
    int m_bodyHeight = 0;
    int m_rowHeight = 0;
};

/// Draws ■ ◆ ▲ ● ○ as a shape, sharp at any scale, centred in `box`.
void paintSeverityShape(QPainter &painter, const QRectF &box, int severity, const QColor &color);

} // namespace atalaia
