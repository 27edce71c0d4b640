// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/flag.h"
#include "domain/gatewayconfig.h"
#include "inbox/inboxemptystate.h"
#include "models/inboxfilter.h"
#include "store/flagrepository.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace atalaia {

class Clock;
class FlagListView;
class InboxModel;
class Theme;

/// The left pane: how many threads there are, the rows, or why there are none. Holds the model still
/// while a row is selected or the mouse is over the list.
class InboxPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InboxPane)

public:
    /// References must outlive this.
    InboxPane(Theme &theme, const Clock &clock, InboxModel &model, QWidget *parent = nullptr);

    void setSearch(const QString &text);
    void setLoading(bool isLoading);
    void showCounts(const FlagCounts &counts);
    /// How many gateways are configured; until then an empty list says that it is being read.
    void showGatewayCount(int count);
    void showConnection(const ConnectionState &state);

    /// The context menu of a row; separators may be among them.
    void setRowActions(const QList<QAction *> &actions);

    void selectNext();
    void selectPrevious();
    void focusList();
    [[nodiscard]] FlagId currentFlag() const { return m_current; }

signals:
    /// The row under the cursor; invalid ids: none.
    void flagChosen(atalaia::FlagId flag, atalaia::ConversationId conversation);
    /// Enter or double click: the person wants to go on in the thread.
    void flagOpened(atalaia::FlagId flag, atalaia::ConversationId conversation);
    void stepChosen(atalaia::EmptyStep step);

private:
    [[nodiscard]] QWidget *makeHeader();
    void makeList(Theme &theme, const Clock &clock);
    void refreshFonts();
    void refreshHeader();
    void refreshBody();
    void noteCurrent(const QModelIndex &current);
    void noteHovered(bool isHovered);
    void rememberCurrent();
    void restoreCurrent();
    void updateHold();
    void takeNewest();
    [[nodiscard]] EmptyReason emptyReason() const;

    Theme &m_theme;
    InboxModel &m_model;
    InboxFilter m_filter;
    QLabel *m_counter;
    QToolButton *m_newest;
    FlagListView *m_list;
    QStackedWidget *m_body;
    InboxEmptyState *m_empty;
    QTimer m_ageTimer;
    FlagCounts m_counts;
    std::optional<ConnectionState> m_connection;
    std::optional<int> m_gatewayCount;
    FlagId m_current;
    FlagId m_remembered; // across a reset
    FlagList m_rememberedList = FlagList::Inbox;
    bool m_isHovered = false;
    bool m_isLoading = true;
};

} // namespace atalaia
