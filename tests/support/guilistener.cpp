// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the QApplication for a test program with widgets; offscreen unless told otherwise.
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include "support/catch.h"

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>

#include <memory>

namespace {

int argumentCount = 1;
char programName[] = "tests";
char *arguments[] = {programName, nullptr};

struct GuiListener final : Catch::TestEventListenerBase
{
    using Catch::TestEventListenerBase::TestEventListenerBase;

    void testRunStarting(const Catch::TestRunInfo &) override
    {
        // Before QApplication, so that listing the cases after linking needs no display either.
        if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale::c());
        application = std::make_unique<QApplication>(argumentCount, arguments);
        QApplication::setQuitOnLastWindowClosed(false);
    }

    void testRunEnded(const Catch::TestRunStats &stats) override
    {
        application.reset();
        Catch::TestEventListenerBase::testRunEnded(stats);
    }

    std::unique_ptr<QApplication> application;
};

CATCH_REGISTER_LISTENER(GuiListener)

} // namespace
