// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox/inboxpane.h"

#include "inbox/flagdelegate.h"
#include "inbox/flaglistview.h"
#include "models/inboxmodel.h"
#include "theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAgeRefreshMs = 15'000; // ages are shown to the minute
constexpr int kHeaderHeight = 40;
constexpr int kSmallestWidth = 280;

} // namespace

InboxPane::InboxPane(Theme &theme, const Clock &clock, InboxModel &model, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_model(model),
      m_counter(new QLabel(this)),
      m_newest(new QToolButton(this)),
      m_list(new FlagListView(this)),
      m_body(new QStackedWidget(this)),
      m_empty(new InboxEmptyState(theme, this))
{
    setObjectName(u"inboxPane"_s);
    setMinimumWidth(kSmallestWidth);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    makeList(theme, clock);
    m_body->addWidget(m_list);
    m_body->addWidget(m_empty);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_body, 1);

    connect(m_empty, &InboxEmptyState::stepChosen, this, &InboxPane::stepChosen);
    connect(&m_theme, &Theme::changed, this, &InboxPane::refreshFonts);
    connect(&m_ageTimer, &QTimer::timeout, m_list->viewport(), qOverload<>(&QWidget::update));
    m_ageTimer.start(kAgeRefreshMs);
    refreshFonts();
    refreshHeader();
    refreshBody();
}

QWidget *InboxPane::makeHeader()
{
    auto *header = new QWidget(this);
    header->setFixedHeight(kHeaderHeight);
    m_counter->setObjectName(u"flagCounter"_s);
    m_counter->setTextFormat(Qt::PlainText);
    m_newest->setObjectName(u"showNewest"_s);
    m_newest->setProperty("kind", u"link"_s);
    m_newest->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_newest->setLayoutDirection(Qt::RightToLeft); // the arrow after the words
    m_newest->setToolTip(tr("Put the newest threads into the list"));
    m_newest->hide();
    connect(m_newest, &QToolButton::clicked, this, &InboxPane::takeNewest);

    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(space::kL, 0, space::kS, 0);
    row->addWidget(m_counter, 1);
    row->addWidget(m_newest);
    return header;
}

void InboxPane::makeList(Theme &theme, const Clock &clock)
{
    m_filter.setSourceModel(&m_model);
    m_list->setObjectName(u"flagList"_s);
    m_list->setAccessibleName(tr("Flagged threads"));
    m_list->setAccessibleDescription(tr("Sorted by severity, then by age. Enter opens a thread."));
    m_list->setItemDelegate(new FlagDelegate(theme, clock, m_list));
    m_list->setModel(&m_filter);

    connect(m_list, &FlagListView::currentRowChanged, this, &InboxPane::noteCurrent);
    connect(m_list, &FlagListView::hoveredChanged, this, &InboxPane::noteHovered);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        emit flagOpened({index.data(InboxModel::FlagIdRole).toLongLong()},
                        {index.data(InboxModel::ConversationRole).toLongLong()});
    });
    connect(&m_model, &InboxModel::pendingCountChanged, this, &InboxPane::refreshHeader);
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_filter, changed, this, &InboxPane::refreshBody);
    connect(&m_filter, &QAbstractItemModel::modelAboutToBeReset, this, &InboxPane::rememberCurrent);
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &InboxPane::restoreCurrent);
}

void InboxPane::setSearch(const QString &text)
{
    m_filter.setWords(text);
    refreshBody();
}

void InboxPane::setLoading(bool isLoading)
{
    m_isLoading = isLoading;
    refreshBody();
}

void InboxPane::showCounts(const FlagCounts &counts)
{
    m_counts = counts;
    refreshHeader();
}

void InboxPane::showGatewayCount(int count)
{
    m_gatewayCount = count;
    refreshBody();
}

void InboxPane::showConnection(const ConnectionState &state)
{
    m_connection = state;
    refreshBody();
}

void InboxPane::setRowActions(const QList<QAction *> &actions)
{
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addActions(actions);
}

void InboxPane::selectNext()
{
    m_list->selectNext();
}

void InboxPane::selectPrevious()
{
    m_list->selectPrevious();
}

void InboxPane::focusList()
{
    m_body->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

void InboxPane::refreshFonts()
{
    m_counter->setFont(m_theme.font(FontRole::Body, true));
    m_newest->setIcon(m_theme.icon(u"chevron-down"_s, ColorRole::Accent));
}

void InboxPane::refreshHeader()
{
    const int loaded = m_model.rowCount();
    if (m_filter.isActive()) {
        m_counter->setText(tr("%L1 of %L2 match").arg(m_filter.rowCount()).arg(loaded));
    } else if (m_model.list() == FlagList::Inbox) {
        m_counter->setText(tr("%Ln flagged", nullptr, m_counts.inbox));
    } else if (m_model.list() == FlagList::Escalated) {
        m_counter->setText(tr("%Ln escalated", nullptr, m_counts.escalated));
    } else {
        m_counter->setText(tr("%Ln decided", nullptr, m_counts.decided));
    }
    const int waiting = m_model.pendingCount();
    m_newest->setText(tr("newest %Ln", nullptr, waiting));
    m_newest->setAccessibleName(tr("Show the newest %Ln threads", nullptr, waiting));
    m_newest->setVisible(waiting > 0);
}

void InboxPane::refreshBody()
{
    refreshHeader();
    const bool isEmpty = m_filter.rowCount() == 0;
    if (isEmpty)
        m_empty->explain(emptyReason());
    QWidget *wanted = isEmpty ? static_cast<QWidget *>(m_empty) : m_list;
    if (m_body->currentWidget() == wanted)
        return;
    const bool hadFocus = m_body->isAncestorOf(QApplication::focusWidget());
    m_body->setCurrentWidget(wanted);
    if (hadFocus && !isEmpty)
        m_list->setFocus(Qt::OtherFocusReason);
}

EmptyReason InboxPane::emptyReason() const
{
    if (m_model.rowCount() > 0)
        return EmptyReason::NothingFound;
    if (m_isLoading)
        return EmptyReason::Loading;
    if (m_model.list() == FlagList::Escalated)
        return EmptyReason::NothingEscalated;
    if (m_model.list() == FlagList::Decided)
        return EmptyReason::NothingDecided;
    if (m_gatewayCount == 0)
        return EmptyReason::NoGateway;
    if (!m_connection)
        return m_gatewayCount ? EmptyReason::Connecting : EmptyReason::Loading;
    switch (m_connection->phase) {
    case ConnectionPhase::Disabled:
        return EmptyReason::SwitchedOff;
    case ConnectionPhase::Connecting:
        return EmptyReason::Connecting;
    case ConnectionPhase::WaitingToRetry:
        return EmptyReason::Unreachable;
    case ConnectionPhase::KeyRefused:
    case ConnectionPhase::KeyMissing:
        return EmptyReason::KeyProblem;
    case ConnectionPhase::NotAllowed:
        return EmptyReason::NotAllowed;
    case ConnectionPhase::CatchingUp:
    case ConnectionPhase::Live:
    case ConnectionPhase::Paused:
        break;
    }
    return EmptyReason::NothingFlagged;
}

void InboxPane::noteCurrent(const QModelIndex &current)
{
    const FlagId flag{current.data(InboxModel::FlagIdRole).toLongLong()};
    if (flag == m_current)
        return;
    m_current = flag;
    updateHold();
    emit flagChosen(flag, {current.data(InboxModel::ConversationRole).toLongLong()});
}

void InboxPane::noteHovered(bool isHovered)
{
    m_isHovered = isHovered;
    updateHold();
}

void InboxPane::rememberCurrent()
{
    // The model empties and fills in two steps when a list is read again; the first one must not
    // make us forget.
    if (m_current.isValid()) {
        m_remembered = m_current;
        m_rememberedList = m_model.list();
    }
}

void InboxPane::restoreCurrent()
{
    const int row = m_rememberedList == m_model.list() ? m_model.rowOf(m_remembered) : -1;
    const QModelIndex index = row < 0 ? QModelIndex() : m_filter.mapFromSource(m_model.index(row));
    if (index.isValid())
        m_list->setCurrentIndex(index);
    else
        noteCurrent({}); // a reset does not announce that the current row is gone
    refreshBody();
}

void InboxPane::updateHold()
{
    m_model.setHeld(m_current.isValid() || m_isHovered);
}

void InboxPane::takeNewest()
{
    m_model.takePending();
    m_list->setFocus(Qt::OtherFocusReason);
}

} // namespace atalaia
