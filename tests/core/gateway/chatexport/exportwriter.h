// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/chatexport/dateorder.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QVector>

#include <random>

namespace atalaia::test {

/// How a phone writes its exports.
struct ExportStyle
{
    DateOrder order = DateOrder::DayFirst;
    QChar separator = u'/';
    bool isYearLong = true;
    bool hasLeadingZeros = true;
    bool hasComma = true;
    bool hasSeconds = false;
    QString morning; ///< empty: 24 hours
    QString afternoon;
    QString blankBeforeHalf = QStringLiteral(" ");
    bool isBracketed = false;
    bool hasArabicDigits = false;
    QString lineEnd = QStringLiteral("\n");

    [[nodiscard]] QString name() const;
};

/// Every combination that phones are known to use, and some more.
[[nodiscard]] QVector<ExportStyle> allExportStyles();

struct WrittenMessage
{
    QDateTime localTime;
    QString sender; ///< empty: system
    QString text;
};

[[nodiscard]] QString headerOf(const QDateTime &localTime, const ExportStyle &style);
[[nodiscard]] QString writeExport(const QVector<WrittenMessage> &messages, const ExportStyle &style);

/// A conversation of two or three with everything that is hard: further lines, empty lines, colons, dates
/// inside, emoji, right-to-left names. Times go forward; both fields of a date go past twelve.
[[nodiscard]] QVector<WrittenMessage> inventedChat(std::mt19937 &random, int count, bool hasSeconds);

} // namespace atalaia::test
