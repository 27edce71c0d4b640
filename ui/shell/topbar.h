// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewayconfig.h"
#include "store/flagrepository.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace atalaia {

class ActionSet;
class ListTab;
class PhaseDot;
class Theme;

/// The line at the head of the window: name, lists with their counts, how live it is, search, menu.
class TopBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TopBar)

public:
    /// References must outlive this.
    TopBar(Theme &theme, const ActionSet &actions, QWidget *parent = nullptr);

    void showCounts(const FlagCounts &counts);
    void showConnection(const ConnectionState &state);
    void showGatewayCount(int count);
    void focusSearch();
    void clearSearch();
    [[nodiscard]] QLineEdit *searchField() const { return m_search; }

signals:
    void searchChanged(const QString &text);

private:
    [[nodiscard]] QToolButton *makeMenuButton(const ActionSet &actions);
    void makeSearch();
    void refresh();

    Theme &m_theme;
    QLabel *m_mark;
    QLabel *m_name;
    ListTab *m_inbox;
    ListTab *m_escalated;
    ListTab *m_decided;
    PhaseDot *m_dot;
    QLabel *m_phase;
    QLineEdit *m_search;
    QToolButton *m_menu;
};

} // namespace atalaia
