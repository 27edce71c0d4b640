// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/words.h"

#include "text/safetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::Words)
};

constexpr qint64 kSecondMs = 1'000;
constexpr qint64 kMinuteMs = 60 * kSecondMs;
constexpr qint64 kHourMs = 60 * kMinuteMs;
constexpr qint64 kDayMs = 24 * kHourMs;
constexpr int kMaxCategoryLength = 60;

struct CategoryName
{
    const char *category;
    const char *words;
};

constexpr std::array kCategoryNames{
        CategoryName{"bribery", QT_TRANSLATE_NOOP("atalaia::Words", "Bribery")},
        CategoryName{"complaint", QT_TRANSLATE_NOOP("atalaia::Words", "Complaint or legal step")},
        CategoryName{"complaint_legal", QT_TRANSLATE_NOOP("atalaia::Words", "Complaint or legal step")},
        CategoryName{"courtesy", QT_TRANSLATE_NOOP("atalaia::Words", "Discourtesy")},
        CategoryName{"data_request", QT_TRANSLATE_NOOP("atalaia::Words", "Personal data requested")},
        CategoryName{"data_source_claim", QT_TRANSLATE_NOOP("atalaia::Words", "Claim about where data came from")},
        CategoryName{"discrimination", QT_TRANSLATE_NOOP("atalaia::Words", "Discrimination")},
        CategoryName{"first-contact", QT_TRANSLATE_NOOP("atalaia::Words", "Unsolicited contact")},
        CategoryName{"harassment", QT_TRANSLATE_NOOP("atalaia::Words", "Harassment")},
        CategoryName{"hours", QT_TRANSLATE_NOOP("atalaia::Words", "Outside working hours")},
        CategoryName{"identification", QT_TRANSLATE_NOOP("atalaia::Words", "Agent not identified")},
        CategoryName{"incident", QT_TRANSLATE_NOOP("atalaia::Words", "Data incident")},
        CategoryName{"insult", QT_TRANSLATE_NOOP("atalaia::Words", "Insult")},
        CategoryName{"minor", QT_TRANSLATE_NOOP("atalaia::Words", "A minor is involved")},
        CategoryName{"monitoring_notice", QT_TRANSLATE_NOOP("atalaia::Words", "Monitoring notice")},
        CategoryName{"notice", QT_TRANSLATE_NOOP("atalaia::Words", "No notice of monitoring")},
        CategoryName{"objection", QT_TRANSLATE_NOOP("atalaia::Words", "Contact after objection")},
        CategoryName{"off-channel", QT_TRANSLATE_NOOP("atalaia::Words", "Away from company channels")},
        CategoryName{"off_channel", QT_TRANSLATE_NOOP("atalaia::Words", "Away from company channels")},
        CategoryName{"opt_out", QT_TRANSLATE_NOOP("atalaia::Words", "Contact asked to stop")},
        CategoryName{"personal-data", QT_TRANSLATE_NOOP("atalaia::Words", "Personal data in chat")},
        CategoryName{"private", QT_TRANSLATE_NOOP("atalaia::Words", "Private conversation")},
        CategoryName{"reply-time", QT_TRANSLATE_NOOP("atalaia::Words", "Late answer")},
        CategoryName{"rights", QT_TRANSLATE_NOOP("atalaia::Words", "Rights of the data subject")},
        CategoryName{"secret_request", QT_TRANSLATE_NOOP("atalaia::Words", "Secret requested")},
        CategoryName{"secrets", QT_TRANSLATE_NOOP("atalaia::Words", "Secret requested")},
        CategoryName{"sensitive_data", QT_TRANSLATE_NOOP("atalaia::Words", "Sensitive data")},
        CategoryName{"source-claim", QT_TRANSLATE_NOOP("atalaia::Words", "Claim about where data came from")},
        CategoryName{"tampering", QT_TRANSLATE_NOOP("atalaia::Words", "Changed or deleted afterwards")},
        CategoryName{"threat", QT_TRANSLATE_NOOP("atalaia::Words", "Threat")},
        CategoryName{"ticket", QT_TRANSLATE_NOOP("atalaia::Words", "Ticket opened by chat")},
        CategoryName{"ticket_by_chat", QT_TRANSLATE_NOOP("atalaia::Words", "Ticket opened by chat")},
};

} // namespace

QString categoryWords(const QString &category)
{
    const auto known =
            std::find_if(kCategoryNames.begin(), kCategoryNames.end(), [&category](const CategoryName &name) {
                return category == QLatin1StringView(name.category);
            });
    if (known != kCategoryNames.end())
        return Words::tr(known->words);

    QString words = safeLine(category, kMaxCategoryLength);
    words.replace(u'_', u' ').replace(u'-', u' ');
    if (words.trimmed().isEmpty())
        return Words::tr("Without a category");
    words[0] = words[0].toUpper();
    return words;
}

QString severityWords(int severity)
{
    switch (severity) {
    case 5:
        return Words::tr("critical");
    case 4:
        return Words::tr("high");
    case 3:
        return Words::tr("medium");
    case 2:
        return Words::tr("low");
    default:
        return Words::tr("informative");
    }
}

QString flagStateWords(FlagState state)
{
    switch (state) {
    case FlagState::Open:
        //: What became of one flag
        return Words::tr("Open", "flag");
    case FlagState::Escalated:
        //: What became of one flag
        return Words::tr("Escalated", "flag");
    case FlagState::Dismissed:
        //: What became of one flag
        return Words::tr("Dismissed", "flag");
    case FlagState::Confirmed:
        break;
    }
    //: What became of one flag
    return Words::tr("Confirmed", "flag");
}

QString flagListWords(FlagList list)
{
    switch (list) {
    case FlagList::Inbox:
        //: List of threads
        return Words::tr("Inbox", "list");
    case FlagList::Escalated:
        //: List of threads
        return Words::tr("Escalated", "list");
    case FlagList::Decided:
        break;
    }
    //: List of threads
    return Words::tr("Decided", "list");
}

QString shortAge(qint64 atMs, qint64 nowMs)
{
    const qint64 age = std::max<qint64>(0, nowMs - atMs); // the gateway's clock may be ahead of ours
    if (age < kMinuteMs)
        return Words::tr("now");
    if (age < kHourMs)
        //: %1 minutes ago, short
        return Words::tr("%1 min").arg(age / kMinuteMs);
    if (age < kDayMs)
        //: %1 hours ago, short
        return Words::tr("%1 h").arg(age / kHourMs);
    if (age < 7 * kDayMs)
        //: %1 days ago, short
        return Words::tr("%1 d").arg(age / kDayMs);
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(atMs).date(), QLocale::ShortFormat);
}

QString fineAge(qint64 atMs, qint64 nowMs)
{
    const qint64 age = std::max<qint64>(0, nowMs - atMs);
    if (age < kMinuteMs)
        return Words::tr("%1 s ago").arg(age / kSecondMs);
    if (age < kHourMs)
        return Words::tr("%1 min ago").arg(age / kMinuteMs);
    if (age < kDayMs)
        return Words::tr("%1 h ago").arg(age / kHourMs);
    return Words::tr("%1 d ago").arg(age / kDayMs);
}

QString exactTime(qint64 atMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atMs);
    return u"%1 %2"_s.arg(QLocale().toString(at, QLocale::ShortFormat), at.timeZoneAbbreviation());
}

QString connectionBrief(ConnectionPhase phase)
{
    switch (phase) {
    case ConnectionPhase::Live:
        return Words::tr("Live");
    case ConnectionPhase::Connecting:
        return Words::tr("Connecting");
    case ConnectionPhase::CatchingUp:
        return Words::tr("Catching up");
    case ConnectionPhase::Paused:
        return Words::tr("Paused");
    case ConnectionPhase::Disabled:
        return Words::tr("Switched off");
    case ConnectionPhase::KeyRefused:
    case ConnectionPhase::KeyMissing:
    case ConnectionPhase::NotAllowed:
    case ConnectionPhase::WaitingToRetry:
        break;
    }
    return Words::tr("Offline");
}

QString connectionWords(const ConnectionState &state, qint64 nowMs)
{
    switch (state.phase) {
    case ConnectionPhase::Disabled:
        return Words::tr("Gateway switched off");
    case ConnectionPhase::Connecting:
        return Words::tr("Connecting to the gateway…");
    case ConnectionPhase::CatchingUp:
        if (state.backfillTotal <= 0)
            return Words::tr("Connected, catching up");
        return Words::tr("Connected, catching up: %1 of %2 lines").arg(state.backfillDone).arg(state.backfillTotal);
    case ConnectionPhase::Live:
        return Words::tr("Gateway connected");
    case ConnectionPhase::WaitingToRetry: {
        const qint64 seconds = (state.retryAtMs - nowMs + kSecondMs - 1) / kSecondMs;
        if (seconds <= 0)
            return Words::tr("Gateway unreachable, trying again…");
        return Words::tr("Gateway unreachable, next attempt in %1 s").arg(seconds);
    }
    case ConnectionPhase::KeyRefused:
        return Words::tr("The gateway refused the key");
    case ConnectionPhase::KeyMissing:
        return Words::tr("The gateway's key is missing");
    case ConnectionPhase::NotAllowed:
        return Words::tr("Not connected: the key would travel unencrypted");
    case ConnectionPhase::Paused:
        break;
    }
    return Words::tr("Paused: messages wait at the gateway");
}

QString flagRowSpoken(const FlagRow &row, qint64 nowMs)
{
    //: spoken: category, severity, agent, contact, age. Example: "Threat, critical, A-07 to C-3F2A, 4 min"
    QString spoken =
            Words::tr("%1, %2, %3 to %4, %5")
                    .arg(categoryWords(row.category), severityWords(row.severity), safeLine(row.agentPseudonym, 32),
                         safeLine(row.contactPseudonym, 32), shortAge(row.openedAtMs, nowMs));
    if (row.status.state != FlagState::Open)
        spoken += u", "_s + flagStateWords(row.status.state);
    if (row.hitCount > 1)
        spoken += u", "_s + Words::tr("%Ln hits", nullptr, row.hitCount);
    if (!row.status.assignee.isEmpty())
        spoken += u", "_s + Words::tr("taken by %1").arg(safeLine(row.status.assignee, 64));
    return spoken + u": "_s + safeLine(row.snippet, 200);
}

} // namespace atalaia
