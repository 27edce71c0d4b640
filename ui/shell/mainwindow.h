// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "domain/flag.h"
#include "domain/gatewayconfig.h"
#include "domain/linehealth.h"
#include "inbox/inboxemptystate.h"
#include "models/connectionoverview.h"
#include "policy/companyfile.h"
#include "shell/actionset.h"
#include "store/flagrepository.h"
#include "store/statistics.h"

#include <QMainWindow>

class QSettings;
class QSplitter;

namespace atalaia {

class Clock;
class CommandPalette;
class ErrorBanner;
class InboxModel;
class InboxPane;
class KeyHelp;
class StatusStrip;
class Theme;
class TopBar;

/// The window: arranges list, thread and facts between a top bar and a status strip, and owns the
/// actions. Knows no service; whoever builds it connects its signals and feeds its slots.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    /// References must outlive this. `settings` keeps the sizes of window and panes.
    MainWindow(Theme &theme, const Clock &clock, InboxModel &model, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The middle and the right pane; the window takes them over. Once.
    void setPanes(QWidget *thread, QWidget *facts);

    [[nodiscard]] ActionSet &actionSet() { return *m_actions; }
    [[nodiscard]] InboxPane &inbox() { return *m_inbox; }

public slots:
    void showConnection(const atalaia::ConnectionState &state);
    void showGatewayCount(int count);
    void showTotals(const atalaia::StoreTotals &totals);
    void showCompany(const atalaia::CompanyKnowledge &knowledge);
    void showLines(const QVector<atalaia::LineHealth> &lines);
    void showCounts(const atalaia::FlagCounts &counts);
    void showLoading(bool isLoading);
    void showStoreError(const atalaia::Error &error);
    void clearStoreError();

signals:
    void listChosen(atalaia::FlagList list);
    /// The row under the cursor; invalid ids: none.
    void flagChosen(atalaia::FlagId flag, atalaia::ConversationId conversation);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void arrange();
    void connectActions();
    void connectParts();
    void makeListActions();
    void makeRowMenu();
    void noteFlag(FlagId flag, ConversationId conversation);
    void takeStep(EmptyStep step);
    void focusThread();
    void stepBack();
    void restore();

    Theme &m_theme;
    QSettings &m_settings;
    InboxModel &m_model;
    ActionSet *m_actions;
    QWidget *m_ground;
    TopBar *m_topBar;
    QSplitter *m_splitter;
    InboxPane *m_inbox;
    ErrorBanner *m_banner;
    StatusStrip *m_strip;
    CommandPalette *m_palette;
    KeyHelp *m_help;
    QWidget *m_thread = nullptr;
    ConnectionOverview m_connections;
};

} // namespace atalaia
