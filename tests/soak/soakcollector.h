// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soakgateway.h"

#include <QProcess>
#include <QString>

namespace atalaia::soak {

/// The collector as a server runs it, killed without warning now and then.
class SoakCollector
{
public:
    /// `folder`: where its store and its file of gateways are; must outlive this.
    SoakCollector(const QString &program, const QString &folder, const SoakGateway &gateway);
    ~SoakCollector();
    Q_DISABLE_COPY_MOVE(SoakCollector)

    [[nodiscard]] static QString storePath(const QString &folder);

    /// False: it could not be started.
    [[nodiscard]] bool start();
    void kill();
    /// Looks after it, as no event loop does.
    [[nodiscard]] bool isRunning();
    /// How it ended when it did so by itself, in a line.
    [[nodiscard]] QString ending() const;
    /// Greatest resident memory of any of its runs, in MiB.
    [[nodiscard]] double peakMib();
    /// What it said on standard error in all its runs, at most the last 64 KiB.
    [[nodiscard]] const QByteArray &log() const { return m_log; }

private:
    void readLog();

    const QString m_program;
    QStringList m_arguments;
    QProcess m_process;
    QByteArray m_log;
    double m_peakMib = 0;
};

} // namespace atalaia::soak
