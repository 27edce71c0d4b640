// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the QCoreApplication for a test program, so that Catch2's ready-made main can be used.
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include "support/catch.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStandardPaths>

#include <memory>

namespace {

int argumentCount = 1;
char programName[] = "tests";
char *arguments[] = {programName, nullptr};

struct CoreListener final : Catch::TestEventListenerBase
{
    using Catch::TestEventListenerBase::TestEventListenerBase;

    void testRunStarting(const Catch::TestRunInfo &) override
    {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale::c());
        application = std::make_unique<QCoreApplication>(argumentCount, arguments);
    }

    void testRunEnded(const Catch::TestRunStats &stats) override
    {
        application.reset();
        Catch::TestEventListenerBase::testRunEnded(stats);
    }

    std::unique_ptr<QCoreApplication> application;
};

CATCH_REGISTER_LISTENER(CoreListener)

} // namespace
