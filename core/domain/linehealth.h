// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "domain/line.h"

#include <QByteArray>
#include <QString>
#include <QVector>

namespace atalaia {

/// What is known of a time in which events of a line may have been missed.
enum class GapOutcome {
    Open, ///< not looked at yet, or still going on
    Recovered, ///< the gateway's history of that time was read to its end
    Unknown ///< the gateway has no history to look in: what is missing stays missing
};

/// Something about a line that somebody must see to.
enum class LineAlarmKind {
    Silent, ///< connected, but nothing comes where something used to come
    OffBoarded, ///< the number left the gateway's platform
    Restricted, ///< WhatsApp limits or bans the number
    LoggedOut, ///< the linked device was removed
    HistoryRefused ///< the gateway does not hand out history: gaps cannot be closed
};

struct LineGap
{
    qint64 fromMs = 0;
    qint64 toMs = 0; ///< 0 = still going on
    GapOutcome outcome = GapOutcome::Open;
    QString reason; ///< technical, one of few
    qint64 recovered = 0; ///< messages of that time which came first from history
    friend bool operator==(const LineGap &, const LineGap &) = default;
};

struct LineAlarm
{
    LineAlarmKind kind = LineAlarmKind::Silent;
    qint64 raisedAtMs = 0;
    qint64 clearedAtMs = 0; ///< 0 = still
    QString detail; ///< technical, from the gateway
    qint64 quietSinceMs = 0; ///< Silent: 0 = not known
    qint64 usualPerHour = 0; ///< Silent: 0 = not known
    friend bool operator==(const LineAlarm &, const LineAlarm &) = default;
};

/// Something that came and could not be read or kept.
struct PutAsideEvent
{
    qint64 id = 0;
    GatewayId gateway;
    QString line; ///< the gateway's name of it; may be empty
    qint64 receivedAtMs = 0;
    QString reason; ///< names the field, never its value
    QByteArray bytes; ///< as received; empty: it was read, and refused afterwards
    QString messageId; ///< where the bytes are not at hand
};

/// How much is put aside for one reason.
struct PutAsideReason
{
    QString reason;
    qint64 count = 0;
    qint64 readable = 0; ///< of these: can be read again
    qint64 latestAtMs = 0;
    friend bool operator==(const PutAsideReason &, const PutAsideReason &) = default;
};

/// What the screen says about one line.
struct LineHealth
{
    Line line;
    qint64 lastEventAtMs = 0; ///< something came live, by our clock; 0 = not yet
    qint64 lastMessageAtMs = 0; ///< the newest message was sent; 0 = none
    QVector<LineAlarm> alarms; ///< open ones
    qint64 openGaps = 0;
    qint64 unknownGaps = 0; ///< of the last LineHealth::kUnknownDays days
    qint64 putAside = 0; ///< unsolved, of this line
    qint64 putAsideNameless = 0; ///< unsolved, of its gateway and of no line that could be read
    qint64 notKept = 0; ///< of its gateway: put aside, and gone for later ones since

    static constexpr int kUnknownDays = 30;
};

/// What of a line's messages is not there, or was not at first.
struct LineContents
{
    qint64 pending = 0; ///< messages that the gateway could not read yet
    qint64 unavailable = 0; ///< messages that can never be read here
    qint64 editsWithoutText = 0; ///< edits whose new text the gateway could not read
    qint64 mediaKeptLate = 0; ///< kept, but not at the first try
    qint64 mediaWanted = 0; ///< not here yet
    qint64 mediaExpired = 0;
    qint64 mediaRefused = 0;
    qint64 mediaTooLarge = 0;
    friend bool operator==(const LineContents &, const LineContents &) = default;
};

/// What is shown when a line is chosen.
struct LineLedgerView
{
    QVector<LineGap> gaps; ///< newest first
    QVector<PutAsideReason> putAside; ///< of the line
    QVector<PutAsideReason> putAsideNameless; ///< of its gateway and of no line
    LineContents contents = {};
};

} // namespace atalaia
