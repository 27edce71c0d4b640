// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace atalaia::soak {

/// How much trouble there is.
struct Plan
{
    QString collector; ///< the program that is tried
    qint64 events = 20'000;
    int eventsPerSecond = 1'000;
    double duplicateShare = 0.02;
    double reorderedShare = 0.01;
    double neverSentShare = 0.005; ///< not sent as it happens; only where the gateway keeps a history
    int dropEverySeconds = 20;
    int killEverySeconds = 30;
    int restarts = 2; ///< of the gateway's own broker, where it has one
};

/// How much trouble there was, so far. Events are counted, and connections that were cut.
struct Faults
{
    qint64 doubled = 0;
    qint64 reordered = 0;
    qint64 notSent = 0;
    int drops = 0;
};

/// "LINE/MESSAGE" to its text: what must be in the store at the end, no more and no less.
using Script = QHash<QString, QString>;

/// A gateway that plays a script and misbehaves as planned.
class SoakGateway
{
public:
    SoakGateway() = default;
    virtual ~SoakGateway() = default;
    Q_DISABLE_COPY_MOVE(SoakGateway)

    [[nodiscard]] virtual QString name() const = 0;
    /// Brings up its servers; empty = they run, else why not.
    [[nodiscard]] virtual QString prepare(const Plan &plan) = 0;
    /// Its entry in the collector's file of gateways.
    [[nodiscard]] virtual QJsonObject entry() const = 0;
    [[nodiscard]] virtual QStringList collectorOptions() const { return {}; }
    /// Begins to play. A collector runs by now, or (a gap is measured) does not.
    virtual void play() = 0;
    /// Everything has been said, or is there to be fetched.
    [[nodiscard]] virtual bool hasPlayed() = 0;
    /// Blocks while the broker goes away and comes back. False: there is none.
    virtual bool restartBroker() { return false; }
    [[nodiscard]] virtual Faults faults() = 0;
    [[nodiscard]] virtual Script script() = 0;
};

} // namespace atalaia::soak
