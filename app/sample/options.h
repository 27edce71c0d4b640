// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace atalaia {

/// What can go wrong on request. Probabilities are 0..1 for each event.
struct FaultOptions
{
    double dropEverySeconds = 0; ///< 0 = never; closes every socket, each second time inside a frame
    double lose = 0; ///< never sent on the socket, but there in REST
    double duplicate = 0; ///< sent twice
    int reorder = 0; ///< shuffles within a window of so many events
    double garbage = 0; ///< an unreadable frame beside the good one
    int slowMs = 0; ///< delays each REST answer
    double stallAfterSeconds = 0; ///< 0 = never; from then on a socket is alive and silent, REST has everything
    int redeliver = 0; ///< a new socket gets so many of the last events once more
    double waiting = 0; ///< incoming messages that are announced as not decrypted yet, and come later
};

struct SampleOptions
{
    QString host;
    quint16 port = 3000; ///< 0 = any free port
    QByteArray apiKey;
    QString scriptFile;
    double speed = 20; ///< divides the gaps of the script
    std::optional<quint64> seed; ///< the same ids in every run
    double rate = 0; ///< messages a second in load mode; 0 = play the script
    qint64 count = -1; ///< load mode: stop producing after so many; -1 = never
    bool isWaitingForClient = false; ///< nothing is produced before the first WebSocket is accepted
    int mediaLifetimeSeconds = 180; ///< 0 = files are kept
    FaultOptions faults;
    bool isHelpWanted = false;
    QString helpText;
};

/// Reads the command line (program name first). `keyFromEnvironment` counts where --api-key is
/// absent. An Error's context is a sentence for the person who typed it.
[[nodiscard]] Result<SampleOptions> readOptions(const QStringList &arguments, const QByteArray &keyFromEnvironment);

} // namespace atalaia
