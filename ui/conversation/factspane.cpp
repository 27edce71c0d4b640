// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/factspane.h"

#include "conversation/factssections.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace atalaia {

namespace {

/// By what can change: the texts of versions and of hits never do.
bool areSame(const QVector<Message> &a, const QVector<Message> &b)
{
    return std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(), [](const Message &left, const Message &right) {
        return left.id == right.id && left.versions.size() == right.versions.size() && left.author == right.author
               && left.sentAtMs == right.sentAtMs;
    });
}

bool areSame(const QVector<Hit> &a, const QVector<Hit> &b)
{
    return std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(),
                      [](const Hit &left, const Hit &right) { return left.id == right.id && left.flag == right.flag; });
}

bool isSame(const ThreadView &a, const ThreadView &b)
{
    return a.head.id == b.head.id && areSame(a.hits, b.hits) && a.decisions == b.decisions
           && a.interventions == b.interventions && a.merges == b.merges && a.media == b.media
           && areSame(a.messages, b.messages);
}

} // namespace

FactsPane::FactsPane(const Theme &theme, QWidget *parent) : QScrollArea(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("factsPane"));
    setAccessibleName(tr("Facts"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(220);
}

void FactsPane::setThread(const ThreadView &view, const FlagRow &flag)
{
    if (m_view && isSame(*m_view, view) && m_flag.id == flag.id && m_flag.category == flag.category)
        return;
    const bool isSameFlag = m_view && m_flag.id == flag.id;
    const int place = verticalScrollBar()->value();
    m_view = view;
    m_flag = flag;
    rebuild();
    verticalScrollBar()->setValue(isSameFlag ? place : 0);
}

void FactsPane::clear()
{
    m_view.reset();
    m_flag = {};
    rebuild();
}

void FactsPane::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    // Labels wrap anywhere; without this a long unbroken term would widen the content instead.
    if (widget())
        widget()->setMaximumWidth(viewport()->width());
}

void FactsPane::rebuild()
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("factsContent"));
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::kL, space::kL, space::kM, space::kL);
    column->setSpacing(2);
    if (m_view) {
        const Facts facts{m_theme,
                          *m_view,
                          m_flag,
                          QTimeZone::systemTimeZone(),
                          [this](MessageId id) { emit hitActivated(id); },
                          [this](InterventionId id) { emit takeBackRequested(id); },
                          [this](ContactMergeId merge) { emit separationRequested(merge); },
                          [this](ContactMergeId merge) { emit joiningRequested(merge); },
                          [this](const QVector<MessageId> &messages) { emit mediaRequested(messages); }};
        addWhy(*column, facts, content);
        addLamps(*column, facts, content);
        addInterventions(*column, facts, content);
        addDecisions(*column, facts, content);
        addIdentities(*column, facts, content);
        addMissingMedia(*column, facts, content);
    }
    column->addStretch();
    if (QWidget *old = takeWidget())
        old->deleteLater(); // a link of it may be what led here
    setWidget(content);
    content->setMaximumWidth(viewport()->width());
    content->show();
}

} // namespace atalaia
