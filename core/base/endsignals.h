// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace atalaia {

/// Turns the system's request to end (SIGTERM, SIGINT, SIGHUP) into a signal on the event loop, so
/// that what waits in memory is stored before the program leaves. A second request ends the program
/// at once. One a process; nothing happens where the system has no such signals.
class EndSignals final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndSignals)

public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

signals:
    void endRequested();

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
