// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console.h"
#include "engine/engine.h"
#include "figures.h"
#include "gatewaytap.h"
#include "listwatch.h"
#include "support/samplegateway.h"
#include "theme/theme.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QSettings>
#include <QThread>
#include <QTimer>

namespace atalaia::bench {

struct RunOptions
{
    QString store;
    int rate = 1000;
    qint64 count = 60'000;
    bool isReading = false; ///< threads are opened and scrolled all the time
    bool isTapping = true; ///< notes send times; costs memory, so not where memory is measured
};

/// The console over a store of its own with a sample gateway that sends `count` messages at `rate`;
/// ends the application when all are stored, or when nothing has come for a while.
class ConsoleRun final : public QObject
{
    Q_OBJECT

public:
    /// `application` and `settings` must outlive this.
    ConsoleRun(TimedApplication &application, QSettings &settings, const RunOptions &options);
    ~ConsoleRun() override;

    /// False when the gateway does not start.
    [[nodiscard]] bool start();
    /// After the application's loop: what was measured.
    [[nodiscard]] QJsonObject figures();

private:
    void noteState(const ConnectionState &state);
    void noteChange(const StoreChange &change);
    void startTap();
    void startReading();
    void scrollThread();
    void watchProgress();
    void finish();
    void addLatencies(QJsonObject &figures, const QHash<FlagId, QString> &messageByFlag) const;

    TimedApplication &m_application;
    const RunOptions m_options;
    SampleGateway m_gateway;
    QThread m_tapThread;
    GatewayTap *m_tap = nullptr; // lives on m_tapThread
    QHash<QString, qint64> m_sentAtMs; // when the tap has ended
    Theme m_theme;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<ListWatch> m_watch;
    QTimer m_progressTimer;
    QTimer m_selectTimer;
    QTimer m_scrollTimer;
    QElapsedTimer m_sinceFirst;
    QElapsedTimer m_sinceLast;
    qint64 m_storedCount = 0;
    qint64 m_pauses = 0;
    double m_seconds = 0;
    double m_residentMib = 0;
    int m_scrollSteps = 0;
};

} // namespace atalaia::bench
