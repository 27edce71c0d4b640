// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/mainwindow.h"

#include "inbox/inboxpane.h"
#include "models/inboxmodel.h"
#include "shell/commandpalette.h"
#include "shell/errorbanner.h"
#include "shell/keyhelp.h"
#include "shell/statusstrip.h"
#include "shell/topbar.h"
#include "theme/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QFrame>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSmallestSize{1024, 640}; // 1280x800 less a desktop's own bars and some
constexpr QSize kFirstSize{1280, 800};
constexpr int kListWidth = 330;
constexpr int kFactsWidth = 300;
constexpr auto kGeometryKey = "window/geometry"_L1;
constexpr auto kSplitterKey = "window/panes"_L1;

/// The 1 px between parts, in the theme's colour.
class PaneLine final : public QFrame
{
public:
    PaneLine(Theme &theme, QWidget *parent) : QFrame(parent)
    {
        setFixedHeight(1);
        setAutoFillBackground(true);
        const auto refresh = [this, &theme] {
            QPalette palette;
            palette.setColor(QPalette::Window, theme.color(ColorRole::Line));
            setPalette(palette);
        };
        connect(&theme, &Theme::changed, this, refresh);
        refresh();
    }
};

} // namespace

MainWindow::MainWindow(Theme &theme, const Clock &clock, InboxModel &model, QSettings &settings, QWidget *parent)
    : QMainWindow(parent),
      m_theme(theme),
      m_settings(settings),
      m_model(model),
      m_actions(new ActionSet(theme, this)),
      m_ground(new QWidget(this)),
      m_topBar(new TopBar(theme, *m_actions, m_ground)),
      m_splitter(new QSplitter(Qt::Horizontal, m_ground)),
      m_inbox(new InboxPane(theme, clock, model, m_splitter)),
      m_banner(new ErrorBanner(theme, m_ground)),
      m_strip(new StatusStrip(theme, clock, m_actions->action(ActionId::Language),
                              m_actions->action(ActionId::ToggleTheme), m_actions->action(ActionId::LinesAndGaps),
                              m_ground)),
      m_palette(new CommandPalette(theme, *m_actions, m_ground)),
      m_help(new KeyHelp(theme, *m_actions, m_ground))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Atalaia"_s);
    setWindowIcon(m_theme.icon(u"mark"_s, ColorRole::Accent));
    setMinimumSize(kSmallestSize);
    setCentralWidget(m_ground);
    addActions(m_actions->all());
    makeListActions();
    makeRowMenu();
    arrange();
    connectActions();
    connectParts();
    resize(kFirstSize);
    restoreGeometry(m_settings.value(kGeometryKey).toByteArray());
    m_inbox->focusList();
}

MainWindow::~MainWindow() = default;

void MainWindow::arrange()
{
    m_splitter->setObjectName(u"panes"_s);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(true);
    m_splitter->addWidget(m_inbox);

    auto *column = new QVBoxLayout(m_ground);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_topBar);
    column->addWidget(new PaneLine(m_theme, m_ground));
    column->addWidget(m_splitter, 1);
    column->addWidget(new PaneLine(m_theme, m_ground));
    column->addWidget(m_banner);
    column->addWidget(m_strip);
}

void MainWindow::setPanes(QWidget *thread, QWidget *facts)
{
    m_thread = thread;
    m_splitter->addWidget(thread);
    m_splitter->addWidget(facts);
    // What is below joins the focus chain again: it goes by the order in which widgets came.
    for (QWidget *below : {static_cast<QWidget *>(m_banner), static_cast<QWidget *>(m_strip)}) {
        const bool isHidden = below->isHidden();
        below->setParent(nullptr);
        m_ground->layout()->addWidget(below);
        below->setVisible(!isHidden);
    }
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_splitter->setCollapsible(1, false);
    restore();
}

void MainWindow::restore()
{
    const bool isRestored = m_splitter->restoreState(m_settings.value(kSplitterKey).toByteArray());
    m_splitter->setHandleWidth(1); // a restored state brings its own
    if (!isRestored)
        m_splitter->setSizes({kListWidth, width() - kListWidth - kFactsWidth, kFactsWidth});
}

void MainWindow::makeListActions()
{
    auto *group = new QActionGroup(this);
    const auto add = [this, group](ActionId id, FlagList list) {
        QAction &action = m_actions->action(id);
        action.setCheckable(true);
        action.setChecked(list == FlagList::Inbox);
        group->addAction(&action);
        connect(&action, &QAction::triggered, this, [this, list] { emit listChosen(list); });
    };
    add(ActionId::ShowInbox, FlagList::Inbox);
    add(ActionId::ShowEscalated, FlagList::Escalated);
    add(ActionId::ShowDecided, FlagList::Decided);
}

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto *receiver, auto slot) {
        connect(&m_actions->action(id), &QAction::triggered, receiver, slot);
    };
    on(ActionId::NextThread, m_inbox, &InboxPane::selectNext);
    on(ActionId::PreviousThread, m_inbox, &InboxPane::selectPrevious);
    on(ActionId::OpenThread, this, &MainWindow::focusThread);
    on(ActionId::ShowNewest, &m_model, &InboxModel::takePending);
    on(ActionId::FocusSearch, m_topBar, &TopBar::focusSearch);
    on(ActionId::Palette, m_palette, &CommandPalette::open);
    on(ActionId::Help, m_help, &KeyHelp::open);
    on(ActionId::Quit, this, &QWidget::close);
}

void MainWindow::makeRowMenu()
{
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    QList<QAction *> actions = m_actions->inGroup(ActionGroup::Decisions);
    actions.append(separator);
    actions.append(m_actions->inGroup(ActionGroup::Interventions));
    m_inbox->setRowActions(actions);
}

void MainWindow::connectParts()
{
    connect(m_topBar, &TopBar::searchChanged, m_inbox, &InboxPane::setSearch);
    connect(m_topBar->searchField(), &QLineEdit::returnPressed, m_inbox, &InboxPane::focusList);
    connect(m_inbox, &InboxPane::flagChosen, this, &MainWindow::noteFlag);
    connect(m_inbox, &InboxPane::flagOpened, this, &MainWindow::focusThread);
    connect(m_inbox, &InboxPane::stepChosen, this, &MainWindow::takeStep);
    QAction &newest = m_actions->action(ActionId::ShowNewest);
    connect(&m_model, &InboxModel::pendingCountChanged, &newest,
            [&newest](int count) { newest.setEnabled(count > 0); });
}

void MainWindow::showConnection(const ConnectionState &state)
{
    m_connections.note(state);
    const ConnectionState shown = m_connections.shown().value_or(state);
    m_topBar->showConnection(shown);
    m_inbox->showConnection(shown);
    m_strip->showConnection(shown);
}

void MainWindow::showGatewayCount(int count)
{
    m_topBar->showGatewayCount(count);
    m_inbox->showGatewayCount(count);
    m_strip->showGatewayCount(count);
}

void MainWindow::showTotals(const StoreTotals &totals)
{
    m_strip->showTotals(totals);
}

void MainWindow::showCompany(const CompanyKnowledge &knowledge)
{
    m_strip->showCompany(knowledge);
}

void MainWindow::showLines(const QVector<LineHealth> &lines)
{
    m_strip->showLines(lines);
}

void MainWindow::showCounts(const FlagCounts &counts)
{
    m_topBar->showCounts(counts);
    m_inbox->showCounts(counts);
}

void MainWindow::showLoading(bool isLoading)
{
    m_inbox->setLoading(isLoading);
}

void MainWindow::showStoreError(const Error &error)
{
    m_banner->explain(error);
}

void MainWindow::clearStoreError()
{
    m_banner->clear();
}

void MainWindow::noteFlag(FlagId flag, ConversationId conversation)
{
    m_actions->setThreadActionsEnabled(flag.isValid());
    emit flagChosen(flag, conversation);
}

void MainWindow::takeStep(EmptyStep step)
{
    switch (step) {
    case EmptyStep::None:
        break;
    case EmptyStep::GatewaySettings:
        m_actions->action(ActionId::GatewaySettings).trigger();
        break;
    case EmptyStep::ImportList:
        m_actions->action(ActionId::ImportList).trigger();
        break;
    case EmptyStep::ShowInbox:
        m_actions->action(ActionId::ShowInbox).trigger();
        break;
    case EmptyStep::ClearSearch:
        m_topBar->clearSearch();
        m_inbox->focusList();
        break;
    }
}

void MainWindow::focusThread()
{
    if (m_thread)
        m_thread->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::stepBack()
{
    const QLineEdit *search = m_topBar->searchField();
    if (search->hasFocus() && !search->text().isEmpty())
        m_topBar->clearSearch();
    else
        m_inbox->focusList();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // Not a shortcut: a pane that has a step of its own to go back sees the key first.
    if (event->key() == Qt::Key_Escape)
        stepBack();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(kGeometryKey, saveGeometry());
    m_settings.setValue(kSplitterKey, m_splitter->saveState());
    QMainWindow::closeEvent(event);
}

} // namespace atalaia
