// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/hit.h"
#include "domain/message.h"
#include "domain/messagemedia.h"
#include "text/safetext.h"
#include "theme/theme.h"

#include <QPainter>
#include <QRectF>
#include <QString>
#include <QTextLayout>
#include <QTimeZone>
#include <QVector>

#include <memory>
#include <optional>
#include <vector>

namespace atalaia {

/// A hit as it is drawn: a range of a shown text and its severity.
struct ShownMark
{
    ShownRange range;
    int severity = 1;
    friend bool operator==(const ShownMark &, const ShownMark &) = default;
};

/// The marks of those hits that were found on `version` of a message, as ranges of its safe text. Bubbles of
/// a turn that another one completed are marked as they were said first.
[[nodiscard]] QVector<ShownMark> shownMarks(const QVector<Hit> &hits, MessageId message, int version,
                                            const SafeText &text);

/// What a bubble is made from.
struct BubbleContent
{
    Message message;
    QVector<Hit> hits;
    std::optional<MessageMedia> media = {};
    QString quoteAuthor; ///< of the message replied to; empty = no reply
    QString quote; ///< one safe line
    bool startsGroup = true; ///< the bubble before is by somebody else or much older
    bool isExpanded = false; ///< 'show all' was chosen
};

/// One bubble laid out for one width: texts, marks and notes. Cheap to paint, dear to make; views
/// keep those on screen. Coordinates are relative to the row's top left in the text column.
class BubbleLayout
{
public:
    BubbleLayout(const BubbleContent &content, const Theme &theme, const QTimeZone &zone, int columnWidth);

    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] QRect bubble() const { return m_bubble.toAlignedRect(); }
    /// True where 'show all' is drawn.
    [[nodiscard]] bool isShowAllAt(const QPointF &point) const { return m_showAll.contains(point); }
    [[nodiscard]] bool hasShowAll() const { return !m_showAll.isEmpty(); }
    /// Top of the first mark, for scrolling to it in a long text; 0 when there is none.
    [[nodiscard]] int firstMarkTop() const;

    void paint(QPainter &painter, const QPointF &origin, const Theme &theme, bool isSelected, bool hasFocus) const;

private:
    struct Block
    {
        std::unique_ptr<QTextLayout> layout;
        QPointF at;
        QVector<ShownMark> marks;
        ColorRole role = ColorRole::Text;
    };

    void addReply(const BubbleContent &content, const Theme &theme);
    void addMedia(const Message &message, const Theme &theme);
    void addText(const BubbleContent &content, const Theme &theme);
    void addEarlierVersions(const BubbleContent &content, const Theme &theme, const QTimeZone &zone);
    void addNote(const QString &text, const Theme &theme, ColorRole role);
    void addMeta(const Message &message, const Theme &theme, const QTimeZone &zone);
    Block &addBlock(const QString &text, const QFont &font, ColorRole role, qreal indent = 0);
    void place(const BubbleContent &content, const Theme &theme, const QTimeZone &zone, int columnWidth);
    void paintMarks(QPainter &painter, const Block &block, const QPointF &origin, const Theme &theme) const;
    void paintMeta(QPainter &painter, const QPointF &origin, const Theme &theme) const;
    void paintBelow(QPainter &painter, const QPointF &origin, const Theme &theme) const;

    std::vector<Block> m_blocks;
    QRectF m_bubble;
    QRectF m_showAll;
    QRectF m_quoteBar;
    QRectF m_mediaIcon;
    QRectF m_meta;
    QVector<qreal> m_dividers; ///< y of the thin lines above earlier versions
    QString m_metaText;
    QString m_tombstone;
    QString m_reactions;
    MessageKind m_kind = MessageKind::Text;
    Author m_author = Author::Contact;
    DeliveryStatus m_status = DeliveryStatus::Unknown;
    bool m_startsGroup = true;
    qreal m_maxWidth = 0; ///< of a text in the bubble
    qreal m_y = 0; ///< bottom of what is laid out so far, inside the bubble
    qreal m_natural = 0; ///< widest block so far
    int m_height = 0;
};

/// Rounded tick marks as WhatsApp draws them; nothing for Unknown.
void paintDelivery(QPainter &painter, const QRectF &where, DeliveryStatus status, const Theme &theme);
/// A 20 px line drawing for a kind of media.
void paintMediaIcon(QPainter &painter, const QRectF &where, MessageKind kind, const QColor &color);

} // namespace atalaia
