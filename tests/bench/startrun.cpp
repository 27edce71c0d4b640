// SPDX-License-Identifier: GPL-3.0-or-later
#include "startrun.h"

#include "base/continuation.h"
#include "base/systemuser.h"
#include "console.h"
#include "engine/engine.h"
#include "listwatch.h"
#include "theme/theme.h"

#include <QAbstractItemView>
#include <QElapsedTimer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

constexpr int kGivenUpMs = 30'000;

} // namespace

QJsonObject measureStart(TimedApplication &application, QSettings &settings, const QString &store, double msBeforeMain)
{
    QElapsedTimer timer;
    timer.start();
    QJsonObject figures{{u"process"_s, msBeforeMain}};
    const auto note = [&timer, &figures](const QString &step) {
        figures.insert(step, double(timer.nsecsElapsed()) / 1e6);
    };

    Theme theme(ThemeMode::Light);
    Engine engine(store, operatingSystemUser());
    Console console(engine, theme, settings);
    const InboxModel &model = console.inboxModel();
    ListWatch watch(application, model, *console.window().findChild<QAbstractItemView *>(u"flagList"_s));
    QObject::connect(&model, &QAbstractItemModel::modelReset, &watch, [&model, note] {
        if (model.rowCount() > 0)
            note(u"page"_s);
    });
    QObject::connect(&watch, &ListWatch::firstRowsShown, &watch, [note] {
        note(u"painted"_s);
        QCoreApplication::quit();
    });
    console.show();
    note(u"window"_s);
    QObject::connect(&engine, &Engine::storeOpened, &watch, [note, &console] {
        note(u"open"_s);
        console.begin();
    });
    continueOn(&watch, engine.start(), [&console](const Result<> &started) {
        if (started)
            console.noteStarted();
    });
    QTimer::singleShot(kGivenUpMs, &application, &QCoreApplication::quit);
    QApplication::exec();
    return figures.contains(u"painted"_s) ? figures : QJsonObject();
}

} // namespace atalaia::bench
