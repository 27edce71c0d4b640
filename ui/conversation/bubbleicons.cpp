// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/bubblelayout.h"

#include <QPainterPath>

namespace atalaia {

namespace {

void drawTick(QPainter &painter, const QPointF &at)
{
    painter.drawPolyline(QVector<QPointF>{at + QPointF(0, 5.5), at + QPointF(3, 8.5), at + QPointF(9, 2)});
}

QPainterPath documentPath()
{
    QPainterPath path;
    path.moveTo(12, 2.5);
    path.lineTo(5, 2.5);
    path.lineTo(5, 17.5);
    path.lineTo(15.5, 17.5);
    path.lineTo(15.5, 6);
    path.lineTo(12, 2.5);
    path.lineTo(12, 6);
    path.lineTo(15.5, 6);
    return path;
}

QPainterPath imagePath()
{
    QPainterPath path;
    path.addRoundedRect(2.5, 3.5, 15, 13, 2, 2);
    path.moveTo(3, 14);
    path.lineTo(7.5, 9.5);
    path.lineTo(11, 13);
    path.lineTo(13.5, 10.5);
    path.lineTo(17, 14);
    path.addEllipse(QPointF(13, 7), 1.2, 1.2);
    return path;
}

QPainterPath audioPath()
{
    QPainterPath path;
    path.addRoundedRect(7.5, 2.5, 5, 9, 2.5, 2.5);
    path.moveTo(4.5, 9.5);
    path.cubicTo(4.5, 16, 15.5, 16, 15.5, 9.5);
    path.moveTo(10, 14.5);
    path.lineTo(10, 17.5);
    return path;
}

QPainterPath locationPath()
{
    QPainterPath path;
    path.moveTo(10, 18);
    path.cubicTo(5, 12.5, 4.5, 10.5, 4.5, 8);
    path.cubicTo(4.5, 0.8, 15.5, 0.8, 15.5, 8);
    path.cubicTo(15.5, 10.5, 15, 12.5, 10, 18);
    path.addEllipse(QPointF(10, 8), 1.8, 1.8);
    return path;
}

QPainterPath pathOf(MessageKind kind)
{
    QPainterPath path;
    switch (kind) {
    case MessageKind::Image:
        return imagePath();
    case MessageKind::Audio:
        return audioPath();
    case MessageKind::Location:
        return locationPath();
    case MessageKind::Video:
        path.addRoundedRect(2.5, 4, 15, 12, 2, 2);
        path.addPolygon(QPolygonF{QPointF(8.5, 7.5), QPointF(12.5, 10), QPointF(8.5, 12.5), QPointF(8.5, 7.5)});
        return path;
    case MessageKind::Sticker:
        path.addEllipse(QPointF(10, 10), 7.5, 7.5);
        path.moveTo(6.5, 11.5);
        path.cubicTo(8, 14.5, 12, 14.5, 13.5, 11.5);
        path.addEllipse(QPointF(7.5, 8), 0.6, 0.6);
        path.addEllipse(QPointF(12.5, 8), 0.6, 0.6);
        return path;
    case MessageKind::ContactCard:
        path.addEllipse(QPointF(10, 7), 3, 3);
        path.moveTo(4, 17);
        path.cubicTo(4, 10.5, 16, 10.5, 16, 17);
        path.closeSubpath();
        return path;
    case MessageKind::Text:
    case MessageKind::Document:
    case MessageKind::Unknown:
        break;
    }
    return documentPath();
}

} // namespace

void paintDelivery(QPainter &painter, const QRectF &where, DeliveryStatus status, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isRead = status == DeliveryStatus::Read || status == DeliveryStatus::Played;
    const QColor color = theme.color(status == DeliveryStatus::Error ? ColorRole::Danger
                                     : isRead                        ? ColorRole::Accent
                                                                     : ColorRole::Muted);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF end = where.topRight() + QPointF(-10, 0.5);
    switch (status) {
    case DeliveryStatus::Unknown:
        break;
    case DeliveryStatus::Error:
        painter.drawLine(end + QPointF(5, 1), end + QPointF(5, 6.5));
        painter.drawPoint(end + QPointF(5, 9.5));
        break;
    case DeliveryStatus::Pending:
        painter.drawEllipse(end + QPointF(4.5, 5.5), 4.5, 4.5);
        painter.drawPolyline(QVector<QPointF>{end + QPointF(4.5, 3), end + QPointF(4.5, 5.5), end + QPointF(6.5, 6.5)});
        break;
    case DeliveryStatus::Device:
    case DeliveryStatus::Read:
    case DeliveryStatus::Played:
        drawTick(painter, end + QPointF(-5, 0));
        drawTick(painter, end);
        break;
    case DeliveryStatus::Server:
        drawTick(painter, end);
        break;
    }
    painter.restore();
}

void paintMediaIcon(QPainter &painter, const QRectF &where, MessageKind kind, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(where.topLeft());
    painter.scale(where.width() / 20, where.height() / 20);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(pathOf(kind));
    painter.restore();
}

} // namespace atalaia
