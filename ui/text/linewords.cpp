// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/linewords.h"

#include "text/safetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxName = 40;
constexpr int kMaxReason = 80;

class LineWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::LineWords)
};

int forPlural(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

} // namespace

QString lineName(const Line &line)
{
    return isolated(safeLine(line.externalId, kMaxName));
}

QString lineStateWords(LineState state)
{
    switch (state) {
    case LineState::Working:
        //: A line (a company's WhatsApp number) as the gateway says
        return LineWords::tr("Working");
    case LineState::Starting:
        return LineWords::tr("Starting");
    case LineState::Stopped:
        return LineWords::tr("Stopped");
    case LineState::NeedsPairing:
        return LineWords::tr("Needs pairing");
    case LineState::Failed:
        return LineWords::tr("Failed");
    case LineState::Unknown:
        break;
    }
    return LineWords::tr("Not known");
}

QString alarmBrief(LineAlarmKind kind)
{
    switch (kind) {
    case LineAlarmKind::Silent:
        //: Alarm of a line: nothing comes where something used to come
        return LineWords::tr("Silent");
    case LineAlarmKind::OffBoarded:
        return LineWords::tr("Left the platform");
    case LineAlarmKind::Restricted:
        return LineWords::tr("Restricted");
    case LineAlarmKind::LoggedOut:
        return LineWords::tr("Logged out");
    case LineAlarmKind::HistoryRefused:
        break;
    }
    return LineWords::tr("No history");
}

QString alarmSentence(const LineHealth &health, const LineAlarm &alarm)
{
    const QString name = lineName(health.line);
    switch (alarm.kind) {
    case LineAlarmKind::Silent:
        if (alarm.quietSinceMs == 0 || alarm.usualPerHour == 0)
            return LineWords::tr("Line %1 is silent: connected, but nothing comes").arg(name);
        return LineWords::tr("Line %1 is silent: nothing since %2, usually %Ln messages an hour", nullptr,
                             forPlural(alarm.usualPerHour))
                .arg(name, briefTime(alarm.quietSinceMs, alarm.raisedAtMs));
    case LineAlarmKind::OffBoarded:
        return LineWords::tr("Line %1 left the gateway's platform: nothing comes from it any more").arg(name);
    case LineAlarmKind::Restricted:
        return LineWords::tr("WhatsApp restricts line %1").arg(name);
    case LineAlarmKind::LoggedOut:
        return LineWords::tr("Line %1 is logged out: pair it again with its phone").arg(name);
    case LineAlarmKind::HistoryRefused:
        break;
    }
    return LineWords::tr("The gateway gives no history of line %1: gaps cannot be closed").arg(name);
}

QString gapOutcomeWords(const LineGap &gap)
{
    switch (gap.outcome) {
    case GapOutcome::Open:
        if (gap.toMs == 0)
            return LineWords::tr("still going on");
        return gap.recovered == 0 ? LineWords::tr("being looked at")
                                  : LineWords::tr("being looked at: %Ln messages recovered so far", nullptr,
                                                  forPlural(gap.recovered));
    case GapOutcome::Recovered:
        return gap.recovered == 0 ? LineWords::tr("nothing was missed")
                                  : LineWords::tr("%Ln messages recovered", nullptr, forPlural(gap.recovered));
    case GapOutcome::Unknown:
        break;
    }
    return gap.recovered == 0 ? LineWords::tr("cannot be known: this gateway keeps no history")
                              : LineWords::tr("%Ln messages recovered; whether that is all cannot be known", nullptr,
                                              forPlural(gap.recovered));
}

QString gapReasonWords(const QString &reason)
{
    if (reason == u"disconnected"_s)
        return LineWords::tr("the connection was lost");
    if (reason == u"not running"_s)
        return LineWords::tr("Atalaia was not running");
    if (reason == u"line stopped"_s)
        return LineWords::tr("the line was stopped");
    if (reason == u"stalled"_s)
        return LineWords::tr("nothing came although connected");
    return safeLine(reason, kMaxReason);
}

QString briefTime(qint64 atMs, qint64 nowMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atMs);
    const bool isToday = at.date() == QDateTime::fromMSecsSinceEpoch(nowMs).date();
    return isToday ? QLocale().toString(at.time(), QLocale::ShortFormat) : QLocale().toString(at, QLocale::ShortFormat);
}

QStringList contentSentences(const LineContents &contents)
{
    QStringList sentences;
    const auto add = [&sentences](qint64 count, const QString &sentence) {
        if (count > 0)
            sentences.append(sentence);
    };
    const auto number = [](qint64 count) { return forPlural(count); };
    add(contents.pending,
        LineWords::tr("%Ln messages wait to be decrypted by the gateway", nullptr, number(contents.pending)));
    add(contents.unavailable,
        LineWords::tr("%Ln messages cannot be read here, only on the phone", nullptr, number(contents.unavailable)));
    add(contents.editsWithoutText,
        LineWords::tr("%Ln edits came without their new text", nullptr, number(contents.editsWithoutText)));
    add(contents.mediaWanted,
        LineWords::tr("%Ln media files are still to be fetched", nullptr, number(contents.mediaWanted)));
    add(contents.mediaExpired, LineWords::tr("%Ln media files were gone at the gateway before they were fetched",
                                             nullptr, number(contents.mediaExpired)));
    add(contents.mediaRefused,
        LineWords::tr("%Ln media files are not handed out by the gateway", nullptr, number(contents.mediaRefused)));
    add(contents.mediaTooLarge,
        LineWords::tr("%Ln media files are too large to be kept", nullptr, number(contents.mediaTooLarge)));
    add(contents.mediaKeptLate,
        LineWords::tr("%Ln media files were recovered at a later try", nullptr, number(contents.mediaKeptLate)));
    return sentences;
}

} // namespace atalaia
