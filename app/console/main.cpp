// SPDX-License-Identifier: GPL-3.0-or-later
// atalaia: the console.
#include "base/continuation.h"
#include "base/endsignals.h"
#include "base/processhardening.h"
#include "base/storepaths.h"
#include "base/systemuser.h"
#include "console.h"
#include "engine/engine.h"
#include "language.h"
#include "settingkeys.h"
#include "theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QIcon>
#include <QSettings>
#include <QTimer>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

constexpr int kWrongUse = 2;

ThemeMode themeMode(const QSettings &settings)
{
    const QString theme = settings.value(settingkeys::kTheme).toString();
    if (theme == settingkeys::kDark)
        return ThemeMode::Dark;
    return theme == settingkeys::kLight ? ThemeMode::Light : ThemeMode::System;
}

/// Owns the engine and the console that shows it; makes the console anew when the language changes.
class Program final : public QObject
{
public:
    Program(const QString &storePath, const QString &companyPath, QSettings &settings)
        : m_settings(settings),
          m_language(settings),
          m_theme(themeMode(settings)),
          m_engine(storePath, operatingSystemUser(), {}, nullptr, companyPath)
    {
        if (const auto read = m_engine.readCompany(); !read)
            std::fprintf(stderr, "atalaia: %s\n", qPrintable(read.error().context)); // the window says it too
        connect(qApp, &QGuiApplication::lastWindowClosed, this, &Program::endWithConsole);
        connect(&m_endSignals, &EndSignals::endRequested, this, &Program::endAsRequested);
        makeConsole();
        connect(&m_engine, &Engine::storeOpened, this, [this] {
            m_isStoreOpen = true;
            m_console->begin();
        });
        continueOn(this, m_engine.start(), [this](const Result<> &started) {
            m_started = started;
            tellStarted();
        });
    }

private:
    void makeConsole()
    {
        m_console = std::make_unique<Console>(m_engine, m_theme, m_settings);
        connect(m_console.get(), &Console::languageToggled, this, &Program::changeLanguage, Qt::QueuedConnection);
        m_console->show();
        if (m_isStoreOpen)
            m_console->begin();
        tellStarted();
    }

    void tellStarted()
    {
        if (!m_started)
            return;
        if (*m_started)
            m_console->noteStarted();
        else
            m_console->showStartFailure(m_started->error());
    }

    void changeLanguage()
    {
        m_language.toggle();
        std::unique_ptr<Console> old = std::move(m_console);
        old->window().close(); // remembers its size
        makeConsole(); // before the old one goes, so that there is always a window
        m_console->setDrafts(old->drafts());
    }

    void endWithConsole()
    {
        if (m_console) // there is none while the language changes
            QApplication::quit();
    }

    void endAsRequested()
    {
        QApplication::closeAllWindows(); // they remember their sizes
        QApplication::exit();
    }

    EndSignals m_endSignals; // until the engine's threads have stored what they had
    QSettings &m_settings;
    Language m_language;
    Theme m_theme;
    Engine m_engine;
    std::unique_ptr<Console> m_console;
    bool m_isStoreOpen = false;
    std::optional<Result<>> m_started;
};

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"atalaia"_s);
    QApplication::setApplicationDisplayName(u"Atalaia"_s);
    QApplication::setApplicationVersion(QStringLiteral(ATALAIA_VERSION));
    QApplication::setDesktopFileName(u"io.github.atalaia.Atalaia"_s);
    QApplication::setWindowIcon(QIcon(u":/icons/io.github.atalaia.Atalaia.svg"_s));
    // The console closes its window to make it anew in another language.
    QApplication::setQuitOnLastWindowClosed(false);

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Watches over what employees write to customers on WhatsApp."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption store(u"store"_s, u"Store to open (a file path)."_s, u"path"_s);
    const QCommandLineOption profile(u"profile"_s, u"Profile whose store and settings are used."_s, u"name"_s);
    const QCommandLineOption company(u"company"_s, u"The company's profile (default: company.json beside the store)."_s,
                                     u"FILE"_s);
    parser.addOptions({store, profile, company});
    parser.process(application);
    if (!parser.positionalArguments().isEmpty()) {
        std::fputs("atalaia: there are no arguments besides the options; see --help\n", stderr);
        return kWrongUse;
    }

    const QString profileName = parser.value(profile);
    const auto path = chosenStorePath(parser.value(store), profileName);
    if (!path) {
        std::fprintf(stderr, "atalaia: %s\n", qPrintable(path.error().context));
        return kWrongUse;
    }
    QSettings settings(QSettings::IniFormat, QSettings::UserScope, u"atalaia"_s,
                       profileName.isEmpty() ? u"atalaia"_s : profileName);
    Program program(*path, parser.value(company), settings);
    return QApplication::exec();
}
