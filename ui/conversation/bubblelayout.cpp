// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/bubblelayout.h"

#include "models/threadwords.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QLocale>
#include <QTextLine>
#include <QTextOption>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qreal kLineHeight = 1.4;
constexpr qreal kBubbleShare = 0.78; // of the column; leaves the other side visibly free
constexpr qreal kPadX = space::kM;
constexpr qreal kPadY = space::kS;
constexpr qreal kTicksWidth = 18;
constexpr qreal kMediaIcon = 20;
constexpr qreal kQuoteIndent = 10;
constexpr int kGroupGap = 3;
constexpr int kAuthorGap = space::kM;
constexpr int kEarlierCharacters = 400;

struct BubbleWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::BubbleWords)
};

/// Lays out `layout` below y = 0 and returns the natural width and the height.
QSizeF flow(QTextLayout &layout, qreal width)
{
    const qreal advance = QFontInfo(layout.font()).pixelSize() * kLineHeight;
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
    return {natural, y};
}

QString lines(const QString &safe)
{
    // QTextLayout breaks lines at U+2028 only; safeText() has shown any that came from outside.
    return QString(safe).replace(u'\n', QChar::LineSeparator);
}

} // namespace

QVector<ShownMark> shownMarks(const QVector<Hit> &hits, MessageId message, int version, const SafeText &text)
{
    QVector<ShownMark> marks;
    for (const Hit &hit : hits) {
        const int hitVersion = hit.message == message ? hit.messageVersion : 0;
        if (hitVersion != version || hit.what.isBackground)
            continue;
        for (const Span &span : spansIn(hit.what, message)) {
            if (const ShownRange range = text.range(span); !range.isEmpty())
                marks.append({range, hit.what.severity});
        }
    }
    // The gravest last, so that its underline is the one on top.
    std::stable_sort(marks.begin(), marks.end(),
                     [](const ShownMark &a, const ShownMark &b) { return a.severity < b.severity; });
    return marks;
}

BubbleLayout::BubbleLayout(const BubbleContent &content, const Theme &theme, const QTimeZone &zone, int columnWidth)
    : m_kind(content.message.kind),
      m_author(content.message.author),
      m_status(content.message.status),
      m_startsGroup(content.startsGroup),
      m_maxWidth(std::max(120.0, columnWidth * kBubbleShare - 2 * kPadX)),
      m_y(kPadY)
{
    const Message &message = content.message;
    if (!content.quoteAuthor.isEmpty())
        addReply(content, theme);
    if (message.kind != MessageKind::Text && message.content == ContentState::Present)
        addMedia(message, theme);
    if (const QString kept = content.media ? keptWords(*content.media) : QString(); !kept.isEmpty())
        addNote(kept, theme, ColorRole::Muted);
    addText(content, theme);
    if (message.versions.size() > 1)
        addEarlierVersions(content, theme, zone);
    if (message.isFirstVersionMissing)
        addNote(BubbleWords::tr("First version not captured"), theme, ColorRole::Muted);
    addMeta(message, theme, zone);
    place(content, theme, zone, columnWidth);
}

int BubbleLayout::firstMarkTop() const
{
    for (const Block &block : m_blocks) {
        if (!block.marks.isEmpty()) {
            const QTextLine line = block.layout->lineForTextPosition(block.marks.constFirst().range.start);
            return int(m_bubble.top() + block.at.y() + (line.isValid() ? line.y() : 0));
        }
    }
    return 0;
}

BubbleLayout::Block &BubbleLayout::addBlock(const QString &text, const QFont &font, ColorRole role, qreal indent)
{
    Block block;
    block.layout = std::make_unique<QTextLayout>(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    block.layout->setTextOption(option);
    block.layout->setCacheEnabled(true);
    QSizeF size = flow(*block.layout, m_maxWidth - indent);
    // Once more at its own width: a right-to-left text sits at the right end of what it was given.
    size = flow(*block.layout, std::ceil(size.width()) + 1);
    block.at = {kPadX + indent, m_y};
    block.role = role;
    m_y += size.height();
    m_natural = std::max(m_natural, size.width() + indent);
    m_blocks.push_back(std::move(block));
    return m_blocks.back();
}

void BubbleLayout::addReply(const BubbleContent &content, const Theme &theme)
{
    const QFont font = theme.font(FontRole::Caption);
    const QString line = QFontMetricsF(font).elidedText(content.quote, Qt::ElideRight, m_maxWidth - kQuoteIndent);
    const qreal top = m_y;
    addBlock(content.quoteAuthor, theme.font(FontRole::Caption, true), ColorRole::Accent, kQuoteIndent);
    addBlock(line, font, ColorRole::Muted, kQuoteIndent);
    m_quoteBar = {kPadX, top + 1, 3, m_y - top - 2};
    m_y += space::kXs;
}

void BubbleLayout::addMedia(const Message &message, const Theme &theme)
{
    const qreal indent = kMediaIcon + space::kS;
    const QFont font = theme.font(FontRole::Body);
    const QFont caption = theme.font(FontRole::Caption);
    const qreal top = m_y;
    const QString name = safeLine(message.mediaName, 200);
    addBlock(name.isEmpty() ? mediaWords(message.kind)
                            : QFontMetricsF(font).elidedText(name, Qt::ElideMiddle, m_maxWidth - indent),
             font, ColorRole::Text, indent);
    const QString type = safeLine(message.mediaType, 60);
    if (!name.isEmpty() || !type.isEmpty()) {
        const QString what = name.isEmpty()   ? type
                             : type.isEmpty() ? mediaWords(message.kind)
                                              : BubbleWords::tr("%1 · %2").arg(mediaWords(message.kind), type);
        addBlock(QFontMetricsF(caption).elidedText(what, Qt::ElideRight, m_maxWidth - indent), caption,
                 ColorRole::Muted, indent);
    }
    m_mediaIcon = {kPadX, top + (m_y - top - kMediaIcon) / 2, kMediaIcon, kMediaIcon};
    m_y += space::kXs;
}

void BubbleLayout::addText(const BubbleContent &content, const Theme &theme)
{
    const Message &message = content.message;
    if (message.content != ContentState::Present) {
        addBlock(contentWords(message.content), theme.font(FontRole::Body), ColorRole::Muted);
        return;
    }
    if (message.versions.isEmpty()) {
        if (message.kind == MessageKind::Text)
            addBlock(BubbleWords::tr("No text was captured"), theme.font(FontRole::Body), ColorRole::Muted);
        return;
    }
    const MessageVersion &current = message.versions.constLast();
    if (current.isTextMissing) {
        addBlock(unreadableEditWords(), theme.font(FontRole::Body), ColorRole::Muted);
        return;
    }
    const SafeText safe = safeText(current.text, content.isExpanded ? kMostShownCharacters : kShownCharacters);
    const bool isNotice = m_author == Author::System;
    Block &block = addBlock(lines(safe.text), theme.font(isNotice ? FontRole::Caption : FontRole::Thread),
                            isNotice ? ColorRole::Muted : ColorRole::Text);
    block.marks = shownMarks(content.hits, message.id, current.version, safe);
    if (!safe.isCut)
        return;
    const QString count = QLocale().toString(current.text.size());
    const qreal top = m_y;
    addBlock(content.isExpanded ? BubbleWords::tr("Cut here; copy the bubble for all %1 characters").arg(count)
                                : BubbleWords::tr("Show all %1 characters").arg(count),
             theme.font(FontRole::Body, true), content.isExpanded ? ColorRole::Muted : ColorRole::Accent);
    if (!content.isExpanded)
        m_showAll = {kPadX, top, m_maxWidth, m_y - top};
}

void BubbleLayout::addEarlierVersions(const BubbleContent &content, const Theme &theme, const QTimeZone &zone)
{
    const QVector<MessageVersion> &versions = content.message.versions;
    for (qsizetype at = versions.size() - 2; at >= 0; --at) {
        m_y += space::kXs;
        m_dividers.append(m_y);
        m_y += space::kXs;
        //: %1 is a time; the text before that edit follows on the next line
        addBlock(BubbleWords::tr("edited %1 · earlier:").arg(timeWords(versions.at(at + 1).atMs, zone)),
                 theme.font(FontRole::Caption), ColorRole::Muted);
        const QString earlier = versions.at(at).isTextMissing ? unreadableEditWords() : versions.at(at).text;
        const SafeText safe = safeText(earlier, content.isExpanded ? kShownCharacters : kEarlierCharacters);
        Block &block = addBlock(lines(safe.isCut ? safe.text + u'…' : safe.text), theme.font(FontRole::Body),
                                ColorRole::Muted);
        block.marks = shownMarks(content.hits, content.message.id, versions.at(at).version, safe);
    }
}

void BubbleLayout::addNote(const QString &text, const Theme &theme, ColorRole role)
{
    m_y += space::kXs / 2;
    addBlock(text, theme.font(FontRole::Caption), role);
}

void BubbleLayout::addMeta(const Message &message, const Theme &theme, const QTimeZone &zone)
{
    const QFontMetricsF metrics(theme.font(FontRole::Caption));
    m_metaText = timeWords(message.sentAtMs, zone);
    const bool hasTicks = message.author == Author::Agent && message.status != DeliveryStatus::Unknown;
    const qreal width = metrics.horizontalAdvance(m_metaText) + (hasTicks ? kTicksWidth + space::kXs : 0);
    const qreal height = metrics.height();

    // Beside the end of the last line where there is room, as people know it; else on its own line.
    const Block *last = m_blocks.empty() ? nullptr : &m_blocks.back();
    const QTextLine line = last ? last->layout->lineAt(last->layout->lineCount() - 1) : QTextLine();
    const bool isLeftToRight = last && last->layout->textOption().textDirection() == Qt::LeftToRight;
    const qreal end = line.isValid() ? last->at.x() - kPadX + line.naturalTextWidth() : m_maxWidth;
    if (isLeftToRight && end + space::kM + width <= m_maxWidth) {
        m_natural = std::max(m_natural, end + space::kM + width);
        m_meta = {0, m_y - height, width, height};
    } else {
        m_natural = std::max(m_natural, width);
        m_meta = {0, m_y, width, height};
        m_y += height;
    }
}

void BubbleLayout::place(const BubbleContent &content, const Theme &theme, const QTimeZone &zone, int columnWidth)
{
    const qreal width = std::ceil(m_natural) + 2 * kPadX + 1;
    const qreal gap = m_startsGroup ? kAuthorGap : kGroupGap;
    const qreal left = m_author == Author::Agent     ? columnWidth - width
                       : m_author == Author::Contact ? 0
                                                     : (columnWidth - width) / 2;
    m_bubble = {left, gap, width, std::ceil(m_y) + kPadY - 2};
    m_meta.moveRight(width - kPadX);

    qreal bottom = m_bubble.bottom();
    for (const Reaction &reaction : content.message.reactions)
        m_reactions += (m_reactions.isEmpty() ? QString() : u" "_s) + safeLine(reaction.emoji, 16);
    const qreal caption = QFontMetricsF(theme.font(FontRole::Caption)).height();
    if (!m_reactions.isEmpty())
        bottom += caption - 2;
    if (content.message.revokedAtMs != 0) {
        m_tombstone = u"┄ %1 ┄"_s.arg(tombstoneWords(content.message, zone));
        bottom += caption + space::kXs;
    }
    m_height = int(std::ceil(bottom));
}

void BubbleLayout::paint(QPainter &painter, const QPointF &origin, const Theme &theme, bool isSelected,
                         bool hasFocus) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = m_bubble.translated(origin).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isNotice = m_author == Author::System;
    QPen outline(theme.color(ColorRole::Line), 1);
    if (!m_tombstone.isEmpty())
        outline = QPen(theme.color(ColorRole::Danger), 1, Qt::DashLine);
    else if (m_author == Author::Agent)
        outline = QPen(theme.color(ColorRole::AgentBubble).darker(theme.isDark() ? 80 : 106), 1);
    if (isSelected)
        outline = QPen(theme.color(ColorRole::Accent), hasFocus ? 2 : 1);
    painter.setPen(outline);
    painter.setBrush(theme.color(m_author == Author::Agent ? ColorRole::AgentBubble
                                 : isNotice                ? ColorRole::Window
                                                           : ColorRole::ContactBubble));
    painter.drawRoundedRect(box, space::kBubbleRadius, space::kBubbleRadius);

    const QPointF inside = origin + m_bubble.topLeft();
    painter.save();
    painter.setClipRect(box);
    if (!m_quoteBar.isEmpty())
        painter.fillRect(m_quoteBar.translated(inside), theme.color(ColorRole::Accent));
    if (!m_mediaIcon.isEmpty())
        paintMediaIcon(painter, m_mediaIcon.translated(inside), m_kind, theme.color(ColorRole::Muted));
    painter.setPen(QPen(theme.color(m_author == Author::Agent ? ColorRole::Muted : ColorRole::Line), 1, Qt::DotLine));
    for (const qreal y : m_dividers)
        painter.drawLine(inside + QPointF(kPadX, y + 0.5), inside + QPointF(m_bubble.width() - kPadX, y + 0.5));
    for (const Block &block : m_blocks) {
        paintMarks(painter, block, inside + block.at, theme);
        painter.setPen(theme.color(block.role));
        block.layout->draw(&painter, inside + block.at, {}, QRectF(0, 0, 0, 0));
    }
    paintMeta(painter, inside, theme);
    painter.restore();
    paintBelow(painter, origin, theme);
}

void BubbleLayout::paintMarks(QPainter &painter, const Block &block, const QPointF &origin, const Theme &theme) const
{
    painter.setPen(Qt::NoPen);
    for (const ShownMark &mark : block.marks) {
        for (int at = 0; at < block.layout->lineCount(); ++at) {
            const QTextLine line = block.layout->lineAt(at);
            const int start = std::max(mark.range.start, line.textStart());
            const int end = std::min(mark.range.end, line.textStart() + line.textLength());
            if (start >= end)
                continue;
            const qreal from = line.cursorToX(start);
            const qreal to = line.cursorToX(end);
            const QRectF under(origin.x() + std::min(from, to) - 1, origin.y() + line.y(), std::abs(to - from) + 2,
                               line.height());
            painter.setBrush(theme.color(ColorRole::HitMark));
            painter.drawRoundedRect(under, 2, 2);
            painter.fillRect(QRectF(under.left(), under.bottom() - 2, under.width(), 2),
                             theme.severityColor(mark.severity));
        }
    }
}

void BubbleLayout::paintMeta(QPainter &painter, const QPointF &origin, const Theme &theme) const
{
    const QRectF where = m_meta.translated(origin);
    painter.setFont(theme.font(FontRole::Caption));
    painter.setPen(theme.color(ColorRole::Muted));
    painter.drawText(where, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, m_metaText);
    if (m_author == Author::Agent) {
        const QRectF ticks(where.right() - kTicksWidth, where.center().y() - 6, kTicksWidth, 12);
        paintDelivery(painter, ticks, m_status, theme);
    }
}

void BubbleLayout::paintBelow(QPainter &painter, const QPointF &origin, const Theme &theme) const
{
    const QFont font = theme.font(FontRole::Caption);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const bool isRight = m_author == Author::Agent;
    const QRectF box = m_bubble.translated(origin);
    qreal y = box.bottom();
    if (!m_reactions.isEmpty()) {
        const qreal width = metrics.horizontalAdvance(m_reactions) + space::kL;
        const QRectF pill(isRight ? box.right() - width - space::kS : box.left() + space::kS, y - 6, width,
                          metrics.height() + 4);
        painter.setPen(QPen(theme.color(ColorRole::Line), 1));
        painter.setBrush(theme.color(ColorRole::Surface));
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(pill, Qt::AlignCenter, m_reactions);
        y += metrics.height() - 2;
    }
    if (!m_tombstone.isEmpty()) {
        const qreal width = std::max(box.width(), metrics.horizontalAdvance(m_tombstone) + 2);
        const QRectF note(isRight ? box.right() - width : box.left(), y + 2, width, metrics.height() + 2);
        painter.setPen(theme.color(ColorRole::Danger));
        painter.drawText(note, (isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, m_tombstone);
    }
}

} // namespace atalaia
