// SPDX-License-Identifier: GPL-3.0-or-later
#include "console.h"

#include "base/continuation.h"
#include "conversation/actionbar.h"
#include "conversation/factspane.h"
#include "conversation/reviewactions.h"
#include "engine/engine.h"
#include "import/chatimportdialog.h"
#include "import/importdialog.h"
#include "inbox/inboxpane.h"
#include "settingkeys.h"
#include "settings/gatewaydialog.h"
#include "settings/linesdialog.h"
#include "shell/actionset.h"
#include "theme/theme.h"

#include <QAction>
#include <QDateTime>
#include <QSettings>
#include <QVBoxLayout>

namespace atalaia {

namespace {

constexpr int kTotalsIntervalMs = 1000;
constexpr int kLinesSettleMs = 500; // changes come in bursts

ReviewActions reviewActions(ActionSet &actions)
{
    ReviewActions review;
    review.confirm = &actions.action(ActionId::Confirm);
    review.dismiss = &actions.action(ActionId::Dismiss);
    review.escalate = &actions.action(ActionId::Escalate);
    review.take = &actions.action(ActionId::Take);
    review.undo = &actions.action(ActionId::Undo);
    review.messageContact = &actions.action(ActionId::InterveneMessage);
    review.deleteForEveryone = &actions.action(ActionId::DeleteForEveryone);
    review.suspendLine = &actions.action(ActionId::SuspendLine);
    review.resumeLine = &actions.action(ActionId::ResumeLine);
    review.blockContact = &actions.action(ActionId::BlockContact);
    review.unblockContact = &actions.action(ActionId::UnblockContact);
    return review;
}

qint64 localMidnightMs()
{
    return QDate::currentDate().startOfDay().toMSecsSinceEpoch();
}

} // namespace

Console::Console(Engine &engine, Theme &theme, QSettings &settings, QObject *parent)
    : QObject(parent),
      m_engine(engine),
      m_theme(theme),
      m_settings(settings),
      m_inboxModel(engine.clock()),
      m_inboxController(inboxReads(engine.queries()), engine.feed(), m_inboxModel),
      m_window(std::make_unique<MainWindow>(theme, engine.clock(), m_inboxModel, settings)),
      m_pane(new ThreadPane(theme))
{
    auto *facts = new FactsPane(theme);
    const ReviewActions actions = reviewActions(m_window->actionSet());
    auto *bar = new ActionBar(theme, actions);
    m_pane->connectActions(actions);

    auto *middle = new QWidget;
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pane, 1);
    column->addWidget(bar);
    middle->setFocusProxy(m_pane);
    m_thread = std::make_unique<ThreadController>(engine.queries(), engine.feed(), *m_pane, *facts);
    m_review = std::make_unique<ReviewController>(engine, *m_thread, *m_pane);
    m_review->connectActions(m_window->actionSet(), *bar);
    m_review->connectFacts(*facts);
    // What the action bar needs with the texts it now has, and no more, so that a panel that opens
    // here never moves the panes beside it.
    middle->setMinimumWidth(bar->minimumSizeHint().width());

    m_window->setPanes(middle, facts);

    connectEngine();
    connectWindow();
    connectProgramActions();
}

Console::~Console() = default;

void Console::show()
{
    m_window->show();
    m_window->inbox().focusList();
}

void Console::begin()
{
    m_inboxController.showList(FlagList::Inbox);
    askTotals();
    m_totalsTimer.start(kTotalsIntervalMs);
    askLines();
}

void Console::noteStarted()
{
    askGatewayCount();
}

void Console::showStartFailure(const Error &error)
{
    m_window->showLoading(false);
    m_window->showStoreError(error);
}

ThreadPane::Drafts Console::drafts() const
{
    return m_pane->drafts();
}

void Console::setDrafts(const ThreadPane::Drafts &drafts)
{
    m_pane->setDrafts(drafts);
}

void Console::connectEngine()
{
    GatewayService &gateways = m_engine.gateways();
    connect(&gateways, &GatewayService::stateChanged, m_window.get(), &MainWindow::showConnection);
    connect(&gateways, &GatewayService::storeFailed, m_window.get(), &MainWindow::showStoreError);
    connect(&gateways, &GatewayService::storeRecovered, m_window.get(), &MainWindow::clearStoreError);
    for (const ConnectionState &state : m_engine.connectionStates())
        m_window->showConnection(state);
    if (m_engine.storeError())
        m_window->showStoreError(*m_engine.storeError());
    connect(&m_engine.company(), &CompanyFile::knowledgeChanged, m_window.get(), &MainWindow::showCompany);
    m_window->showCompany(m_engine.company().knowledge());
    connect(&m_totalsTimer, &QTimer::timeout, this, &Console::askTotals);
    m_linesTimer.setSingleShot(true);
    m_linesTimer.setInterval(kLinesSettleMs);
    connect(&m_linesTimer, &QTimer::timeout, this, &Console::askLines);
    connect(&m_engine.feed(), &ChangeFeed::changed, this, &Console::noteChange);
}

void Console::connectWindow()
{
    connect(m_window.get(), &MainWindow::listChosen, &m_inboxController, &InboxController::showList);
    connect(m_window.get(), &MainWindow::flagChosen, m_thread.get(), &ThreadController::open);
    connect(&m_inboxController, &InboxController::countsChanged, m_window.get(), &MainWindow::showCounts);
    connect(&m_inboxController, &InboxController::loadingChanged, m_window.get(), &MainWindow::showLoading);
    connect(&m_inboxController, &InboxController::readFailed, m_window.get(), &MainWindow::showStoreError);
    connect(m_thread.get(), &ThreadController::readFailed, m_window.get(), &MainWindow::showStoreError);
}

void Console::connectProgramActions()
{
    ActionSet &actions = m_window->actionSet();
    connect(&actions.action(ActionId::ImportList), &QAction::triggered, this, &Console::openImportDialog);
    connect(&actions.action(ActionId::ImportChat), &QAction::triggered, this, &Console::openChatImportDialog);
    connect(&actions.action(ActionId::GatewaySettings), &QAction::triggered, this, &Console::openGatewayDialog);
    connect(&actions.action(ActionId::LinesAndGaps), &QAction::triggered, this, &Console::openLinesDialog);
    connect(&actions.action(ActionId::ToggleTheme), &QAction::triggered, this, &Console::toggleTheme);
    connect(&actions.action(ActionId::Language), &QAction::triggered, this, &Console::languageToggled);
}

void Console::askTotals()
{
    if (m_isAskingTotals)
        return; // the store is busy; the next second asks again
    m_isAskingTotals = true;
    continueOn(this, m_engine.queries().totals(localMidnightMs()), [this](const Result<StoreTotals> &totals) {
        m_isAskingTotals = false;
        if (totals)
            m_window->showTotals(*totals);
    });
}

void Console::noteChange(const StoreChange &change)
{
    if ((change.hasLedgerChanged || change.haveLinesChanged) && !m_linesTimer.isActive())
        m_linesTimer.start();
}

void Console::askLines()
{
    if (m_isAskingLines) {
        m_linesTimer.start(); // what changed meanwhile is not in the answer
        return;
    }
    m_isAskingLines = true;
    continueOn(this, m_engine.queries().lineHealth(m_engine.clock().nowMs()),
               [this](const Result<QVector<LineHealth>> &lines) {
                   m_isAskingLines = false;
                   if (lines)
                       m_window->showLines(*lines);
               });
    if (m_linesDialog)
        m_linesDialog->refresh();
}

void Console::askGatewayCount()
{
    continueOn(this, m_engine.gateways().gateways(), [this](const Result<QVector<GatewayConfig>> &gateways) {
        if (gateways)
            m_window->showGatewayCount(int(gateways->size()));
    });
}

void Console::openImportDialog()
{
    if (!m_importDialog) {
        m_importDialog = new ImportDialog(m_theme, m_engine.lexicons(), m_window.get());
        m_importDialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_importDialog->show();
    m_importDialog->raise();
    m_importDialog->activateWindow();
}

void Console::openChatImportDialog()
{
    if (!m_chatImportDialog) {
        m_chatImportDialog = new ChatImportDialog(m_theme, chatImportCalls(m_engine.chatImport()), m_window.get());
        m_chatImportDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_chatImportDialog, &ChatImportDialog::flaggedThreadsWanted, this, [this] {
            m_window->actionSet().action(ActionId::ShowInbox).trigger();
            m_chatImportDialog->close();
        });
    }
    m_chatImportDialog->show();
    m_chatImportDialog->raise();
    m_chatImportDialog->activateWindow();
}

void Console::openGatewayDialog()
{
    if (!m_gatewayDialog) {
        m_gatewayDialog = new GatewayDialog(m_theme, m_engine.gateways(), m_window.get());
        m_gatewayDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_gatewayDialog, &GatewayDialog::saved, this, &Console::askGatewayCount);
        connect(m_gatewayDialog, &GatewayDialog::chatImportWanted, this, &Console::openChatImportDialog);
        for (const ConnectionState &state : m_engine.connectionStates())
            m_gatewayDialog->showConnection(state);
    }
    m_gatewayDialog->show();
    m_gatewayDialog->raise();
    m_gatewayDialog->activateWindow();
}

void Console::openLinesDialog()
{
    if (!m_linesDialog) {
        LinesCalls calls;
        calls.health = [&engine = m_engine] { return engine.queries().lineHealth(engine.clock().nowMs()); };
        calls.ledger = [&engine = m_engine](LineId line) { return engine.queries().lineLedger(line); };
        calls.readAgain = [&engine = m_engine](GatewayId gateway) { return engine.gateways().readAgain(gateway); };
        m_linesDialog = new LinesDialog(m_theme, m_engine.clock(), calls, m_window.get());
        m_linesDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_linesDialog, &LinesDialog::gatewaysWanted, this, &Console::openGatewayDialog);
    }
    m_linesDialog->show();
    m_linesDialog->raise();
    m_linesDialog->activateWindow();
}

void Console::toggleTheme()
{
    m_theme.setMode(m_theme.isDark() ? ThemeMode::Light : ThemeMode::Dark);
    m_settings.setValue(settingkeys::kTheme, m_theme.isDark() ? settingkeys::kDark : settingkeys::kLight);
}

} // namespace atalaia
