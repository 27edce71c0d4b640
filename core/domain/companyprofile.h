// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QTime>
#include <QTimeZone>
#include <QVector>

namespace atalaia {

/// Working time of some weekdays.
struct WorkingHours
{
    int firstDay = 1; ///< ISO: 1 Monday .. 7 Sunday
    int lastDay = 5;
    QTime from{8, 0};
    QTime to{18, 0}; ///< inclusive to the second
};

/// When bubbles belong together.
struct ConversationSettings
{
    int idleCloseHours = 12; ///< a silence that closes a conversation
    int joinSeconds = 90; ///< gap within a turn
    int joinMost = 6; ///< bubbles of a turn
    friend bool operator==(const ConversationSettings &, const ConversationSettings &) = default;
};

/// What rules need to know of a company.
struct CompanyProfile
{
    QString name;
    QString vertical; ///< "telecom", "retail", "restaurant" ...; empty = unknown
    QString country = QStringLiteral("BR"); ///< ISO 3166 alpha-2
    QTimeZone timeZone; ///< invalid = that of the conversation
    QVector<WorkingHours> hours{WorkingHours()};
    QVector<QDate> holidays; ///< beyond those of the country when hasOwnHolidays is false
    bool hasOwnHolidays = false; ///< `holidays` is complete: the country's table is not asked
    bool allowsTickets = true; ///< tickets may be opened by chat
    bool hasProgramsOnly =
            false; ///< what goes through the gateway's API is written by programs, not by staff in another one
    QStringList emailDomains; ///< lower case
    QStringList pixKeys; ///< canonical
    QStringList phones; ///< digits, as they are written in the country or in full
    ConversationSettings conversation;
    QJsonObject ruleParameters; ///< by rule code: {"R-05": {"N": 2}}; replaces the policy's own
};

} // namespace atalaia
