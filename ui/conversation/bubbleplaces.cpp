// SPDX-License-Identifier: GPL-3.0-or-later
// Where the bubbles of a BubbleView are, and how high; what it shows and does is in bubbleview.cpp.
#include "conversation/bubblelayout.h"
#include "conversation/bubbleview.h"
#include "models/threadwords.h"
#include "text/safetext.h"
#include "theme/theme.h"

#include <QFontInfo>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace atalaia {

namespace {

constexpr qint64 kGroupMs = 5 * 60 * 1000;

} // namespace

int BubbleView::rowAt(int contentY) const
{
    const auto above = std::upper_bound(m_tops.cbegin(), m_tops.cend(), contentY);
    return std::clamp(int(above - m_tops.cbegin()) - 1, 0, std::max(0, rowCount() - 1));
}

int BubbleView::columnWidth() const
{
    return std::clamp(viewport()->width() - 2 * kEdge, 160, kMaxColumn);
}

int BubbleView::columnLeft() const
{
    return std::max(0, (viewport()->width() - columnWidth()) / 2);
}

int BubbleView::estimatedHeight(int row) const
{
    const ThreadRow &what = m_thread.row(row);
    if (what.isDay())
        return kDayHeight;
    const int pixels = QFontInfo(m_theme.font(FontRole::Thread)).pixelSize();
    const int perLine = std::max(10, int(columnWidth() * 0.75 / (pixels * 0.52)));
    const qsizetype shown = std::min<qsizetype>(currentText(what.message).size(), kShownCharacters);
    return int((shown / perLine + 1) * pixels * 1.4) + 2 * space::kS + space::kM;
}

bool BubbleView::startsGroup(int row) const
{
    if (row == 0 || m_thread.row(row - 1).isDay())
        return true;
    const Message &before = m_thread.row(row - 1).message;
    const Message &here = m_thread.row(row).message;
    return before.author != here.author || here.sentAtMs - before.sentAtMs > kGroupMs || before.revokedAtMs != 0;
}

const BubbleLayout &BubbleView::layoutOf(int row)
{
    const Message &message = m_thread.row(row).message;
    if (const BubbleLayout *known = m_layouts.object(message.id.value))
        return *known;
    BubbleContent content;
    content.message = message;
    content.hits = m_thread.hitsOf(message.id);
    content.media = m_thread.mediaOf(message.id);
    content.startsGroup = startsGroup(row);
    content.isExpanded = isExpanded(message.id);
    if (!message.replyToExternalId.isEmpty()) {
        const Message *target = m_thread.messageByExternalId(message.replyToExternalId);
        content.quoteAuthor = target ? authorWords(target->author) : tr("Reply");
        content.quote = !target                          ? tr("to a message that is not loaded")
                        : currentText(*target).isEmpty() ? mediaWords(target->kind)
                                                         : safeLine(currentText(*target));
    }
    auto *made = new BubbleLayout(content, m_theme, m_thread.zone(), columnWidth());
    m_layouts.insert(message.id.value, made); // owns it; one costs 1 of kKeptLayouts, so it is kept
    return *made;
}

BubbleView::Anchor BubbleView::currentAnchor() const
{
    if (rowCount() == 0 || m_tops.size() != rowCount() + 1)
        return {};
    const int offset = verticalOffset();
    int row = rowAt(offset);
    // One that is only half in sight may change its height; what is read is below it.
    if (top(row) < offset && row + 1 < rowCount() && top(row + 1) - offset < viewport()->height())
        ++row;
    return {row, top(row) - offset};
}

void BubbleView::forgetLayouts()
{
    m_layouts.clear();
    m_isMeasured.fill(false);
}

void BubbleView::place()
{
    m_tops.resize(m_heights.size() + 1);
    int y = m_thread.hasEarlier() ? kTopSpace : space::kS;
    for (int row = 0; row < rowCount(); ++row) {
        m_tops[row] = y;
        y += m_heights.at(row);
    }
    m_tops[rowCount()] = y;
}

void BubbleView::settle(Anchor anchor, bool sticksToEnd)
{
    if (rowCount() == 0 || rowCount() != m_thread.rowCount() || m_isSettling) {
        updateGeometries();
        return;
    }
    const QScopedValueRollback settling(m_isSettling, true);
    anchor.row = std::min(anchor.row, rowCount() - 1);
    // Each turn measures what is on screen now; heights only move rows in by a few at a time.
    for (int turn = 0; turn < 8; ++turn) {
        updateGeometries();
        QScrollBar *bar = verticalScrollBar();
        bar->setValue(sticksToEnd || anchor.row < 0 ? bar->maximum() : top(anchor.row) - anchor.y);
        bool hasChanged = false;
        const int end = bar->value() + viewport()->height();
        for (int row = rowAt(bar->value()); row < rowCount() && top(row) < end; ++row) {
            if (m_isMeasured.at(row))
                continue;
            m_isMeasured[row] = true;
            const int height = m_thread.row(row).isDay() ? kDayHeight : layoutOf(row).height();
            hasChanged = hasChanged || height != m_heights.at(row);
            m_heights[row] = height;
        }
        if (!hasChanged)
            break;
        place();
    }
    viewport()->update();
}

} // namespace atalaia
