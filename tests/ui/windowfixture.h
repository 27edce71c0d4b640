// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/inboxmodel.h"
#include "shell/mainwindow.h"
#include "support/manualclock.h"
#include "theme/theme.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

namespace atalaia {

/// The main window with stand-ins for thread and facts; the thread has a text field to type in.
struct WindowFixture
{
    explicit WindowFixture(ThemeMode mode = ThemeMode::Light) : theme(mode)
    {
        auto *thread = new QWidget;
        thread->setObjectName(QStringLiteral("threadStandIn"));
        thread->setFocusPolicy(Qt::StrongFocus);
        auto *column = new QVBoxLayout(thread);
        editor = new QPlainTextEdit(thread);
        column->addWidget(editor);
        window.setPanes(thread, new QWidget);
    }

    /// As on a screen: shown and active, so that focus and shortcuts work.
    [[nodiscard]] bool show()
    {
        window.show();
        QApplication::setActiveWindow(&window);
        return QTest::qWaitForWindowActive(&window);
    }

    template <typename Widget> [[nodiscard]] Widget *find(const char *name)
    {
        return window.findChild<Widget *>(QLatin1StringView(name));
    }

    QTemporaryDir folder;
    ManualClock clock;
    InboxModel model{clock};
    Theme theme;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    MainWindow window{theme, clock, model, settings};
    QPlainTextEdit *editor = nullptr;
};

} // namespace atalaia
