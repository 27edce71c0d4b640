// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation/threadpane.h"
#include "inbox/inboxcontroller.h"
#include "models/inboxmodel.h"
#include "reviewcontroller.h"
#include "shell/mainwindow.h"
#include "threadcontroller.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

class QSettings;

namespace atalaia {

class Engine;
class GatewayDialog;
class ChatImportDialog;
class ImportDialog;
class LinesDialog;
struct StoreChange;
class Theme;

/// The composition root of the screens: builds window, panes and dialogs over an engine and connects
/// them. Made anew when the language changes; the engine, its connections and the session's undo go
/// on. GUI thread.
class Console final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Console)

public:
    /// References must outlive this.
    Console(Engine &engine, Theme &theme, QSettings &settings, QObject *parent = nullptr);
    ~Console() override;

    void show();
    /// The engine has opened its store: read what there is.
    void begin();
    /// The engine has started: its gateways are known.
    void noteStarted();
    /// The engine could not start; says why and what to do.
    void showStartFailure(const Error &error);

    /// What was written to contacts and not ordered; outlives a change of language.
    [[nodiscard]] ThreadPane::Drafts drafts() const;
    void setDrafts(const ThreadPane::Drafts &drafts);

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] InboxModel &inboxModel() { return m_inboxModel; }
    [[nodiscard]] ThreadController &thread() { return *m_thread; }

signals:
    void languageToggled();

private:
    void connectEngine();
    void connectWindow();
    void connectProgramActions();
    void askTotals();
    void askGatewayCount();
    void openImportDialog();
    void openChatImportDialog();
    void openGatewayDialog();
    void openLinesDialog();
    void noteChange(const StoreChange &change);
    void askLines();
    void toggleTheme();

    Engine &m_engine;
    Theme &m_theme;
    QSettings &m_settings;
    InboxModel m_inboxModel;
    InboxController m_inboxController;
    QTimer m_totalsTimer;
    QTimer m_linesTimer;
    bool m_isAskingTotals = false;
    bool m_isAskingLines = false;
    std::unique_ptr<MainWindow> m_window;
    ThreadPane *m_pane; // the window's
    std::unique_ptr<ThreadController> m_thread;
    std::unique_ptr<ReviewController> m_review;
    QPointer<ImportDialog> m_importDialog;
    QPointer<ChatImportDialog> m_chatImportDialog;
    QPointer<GatewayDialog> m_gatewayDialog;
    QPointer<LinesDialog> m_linesDialog;
};

} // namespace atalaia
