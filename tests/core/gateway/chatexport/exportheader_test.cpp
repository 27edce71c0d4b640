// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/dateorder.h"
#include "gateway/chatexport/exportheader.h"
#include "gateway/chatexport/utf8cursor.h"
#include "support/catch.h"

#include <QString>

#include <string>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

/// "date fields hour:minute:second ending|rest of the line"; empty: no header.
QString readAs(const QByteArray &line)
{
    const auto header = readExportHeader(line);
    if (!header)
        return {};
    const char endings[] = {'b', 'd', 'c', ' '};
    return u"%1.%2.%3 %4:%5:%6 %7|%8"_s.arg(header->date[0])
            .arg(header->date[1])
            .arg(header->date[2])
            .arg(header->hour)
            .arg(header->minute)
            .arg(header->second)
            .arg(QChar::fromLatin1(endings[int(header->ending)]))
            .arg(QString::fromUtf8(line.sliced(header->bodyStart)));
}

} // namespace

TEST_CASE("headers of all notations are read", "[core]")
{
    const std::pair<QString, QString> rows[] = {
            {u"[13/06/26, 21:25:15] A: t"_s, u"13.6.26 21:25:15 b|A: t"_s},
            {u"[13/06/2026, 21:25:15] A: t"_s, u"13.6.2026 21:25:15 b|A: t"_s},
            {u"[13/3/26, 10:00] A: t"_s, u"13.3.26 10:0:-1 b|A: t"_s},
            {u"[6/13/26, 9:25:15\u202FPM] A: t"_s, u"6.13.26 21:25:15 b|A: t"_s},
            {u"\u200E[6/13/26, 12:05:15\u202FAM] A: \u200Et"_s, u"6.13.26 0:5:15 b|A: \u200Et"_s},
            {u"13/06/2026 21:25 - A: t"_s, u"13.6.2026 21:25:-1 d|A: t"_s},
            {u"13/06/26, 21:25 - A: t"_s, u"13.6.26 21:25:-1 d|A: t"_s},
            {u"13/6/26, 9:25 p.\u00A0m. - A: t"_s, u"13.6.26 21:25:-1 d|A: t"_s},
            {u"13/6/26, 9:25 a. m. - A: t"_s, u"13.6.26 9:25:-1 d|A: t"_s},
            {u"13/6/26, 9:25 p.m. - A: t"_s, u"13.6.26 21:25:-1 d|A: t"_s},
            {u"13/6/26, 9:25pm - A: t"_s, u"13.6.26 21:25:-1 d|A: t"_s},
            {u"6/13/26, 12:25\u202FPM - A: t"_s, u"6.13.26 12:25:-1 d|A: t"_s},
            {u"13.06.26, 21:25 - A: t"_s, u"13.6.26 21:25:-1 d|A: t"_s},
            {u"13-06-2026, 21:25 - A: t"_s, u"13.6.2026 21:25:-1 d|A: t"_s},
            {u"2026/06/13, 21:25 - A: t"_s, u"2026.6.13 21:25:-1 d|A: t"_s},
            {u"2026-06-13 21:25 - A: t"_s, u"2026.6.13 21:25:-1 d|A: t"_s},
            {u"[2026-06-13 21:25:00] A: t"_s, u"2026.6.13 21:25:0 b|A: t"_s},
            {u"13.6.2026 klo 21.25.15 - A: t"_s, u"13.6.2026 21:25:15 d|A: t"_s},
            {u"13.06.26 21.25.15: A: t"_s, u"13.6.26 21:25:15 c|A: t"_s},
            {u"13/06/2026 à 21:25 - A: t"_s, u"13.6.2026 21:25:-1 d|A: t"_s},
            {u"13. 6. 2026. 21:25:15 A: t"_s, u"13.6.2026 21:25:15  |A: t"_s},
            {u"2026. 6. 13. 오후 9:25, A : t"_s, QString()},
            {u"[2026. 6. 13. 오후 9:25:15] A: t"_s, u"2026.6.13 21:25:15 b|A: t"_s},
            {u"2026/6/13 下午9:25 - A: t"_s, u"2026.6.13 21:25:-1 d|A: t"_s},
            {u"\u200F١٣\u200F/٦\u200F/٢٠٢٦، ٩:٢٥ م - A: t"_s, u"13.6.2026 21:25:-1 d|A: t"_s},
            {u"١٣/٦/٢٠٢٦ ٩:٢٥ ص - A: t"_s, u"13.6.2026 9:25:-1 d|A: t"_s},
            {u"13/06/2026 21:25 - "_s, u"13.6.2026 21:25:-1 d|"_s},
            {u"13/06/2026 24:05 - A: t"_s, u"13.6.2026 0:5:-1 d|A: t"_s},
    };
    for (const auto &[line, expected] : rows) {
        INFO(line.toStdString());
        CHECK(readAs(line.toUtf8()) == expected);
    }
}

TEST_CASE("what only looks like a header is none", "[core]")
{
    for (const QString &line :
         {u"13/06/2026"_s, u"13/06/2026 21:25"_s, u"13/06/2026 combinado 21:25 - A: t"_s,
          u"R$ 13/06/2026 21:25 - A: t"_s, u"13/06/2026 21:25-A: t"_s, u"13/06.2026 21:25 - A: t"_s,
          u"13/06/1998 21:25 - A: t"_s, u"32/06/2026 21:25 - A: t"_s, u"13/13/2026 21:25 - A: t"_s,
          u"13/06/2026 25:25 - A: t"_s, u"13/06/2026 21:65 - A: t"_s, u"13/06/2026 13:25 AM - A: t"_s,
          u"[13/06/2026, 21:25:15 A: t"_s, u"0/06/2026 21:25 - A: t"_s, u"12345/06/26 21:25 - A: t"_s,
          u"[21:25, 13/06/2026] A: t"_s, u"["_s, QString()}) {
        INFO(line.toStdString());
        CHECK(readAs(line.toUtf8()) == QString());
    }
}

TEST_CASE("broken UTF-8 is walked over byte by byte", "[core]")
{
    Utf8Cursor cursor(QByteArrayView("\xC3\xA9\xC3\x28\xE2\x80\xF0\x9F\x98\x80\xED\xA0\x80\xC0\xAF"));
    std::u32string read;
    while (!cursor.isAtEnd())
        read += cursor.take();
    CHECK(read == U"\u00E9\uFFFD(\uFFFD\uFFFD\U0001F600\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
}

namespace {

DateOrderDecision decided(const QStringList &dates, DateOrder hint = DateOrder::DayFirst)
{
    DateOrderInference inference;
    for (const QString &date : dates) {
        const QByteArray line = (date + u" 10:00 - A: t"_s).toUtf8();
        const auto header = readExportHeader(line);
        REQUIRE(header);
        inference.note(*header, QByteArrayView(line).first(date.size()));
    }
    return inference.decide(hint);
}

} // namespace

TEST_CASE("day and month are told apart by what a file shows", "[core]")
{
    using Reason = DateOrderReason;
    const struct
    {
        QStringList dates;
        DateOrder order;
        Reason reason;
        QByteArray example;
    } rows[] = {
            {{u"03/04/26"_s, u"13/04/26"_s}, DateOrder::DayFirst, Reason::FieldAboveTwelve, "13/04/26"},
            {{u"03/04/26"_s, u"03/14/26"_s}, DateOrder::MonthFirst, Reason::FieldAboveTwelve, "03/14/26"},
            {{u"08/03/2026"_s, u"10/05/2026"_s, u"06/09/2026"_s},
             DateOrder::DayFirst,
             Reason::FieldDecreases,
             "06/09/2026"},
            {{u"03/08/2026"_s, u"05/10/2026"_s, u"09/06/2026"_s},
             DateOrder::MonthFirst,
             Reason::FieldDecreases,
             "09/06/2026"},
            {{u"03/04/2026"_s, u"07/05/2026"_s, u"11/06/2026"_s},
             DateOrder::DayFirst,
             Reason::FieldVariesMore,
             "11/06/2026"},
            {{u"01/01/2026"_s, u"01/03/2026"_s, u"02/07/2026"_s},
             DateOrder::MonthFirst,
             Reason::FieldVariesMore,
             "02/07/2026"},
            {{u"05/06/2026"_s}, DateOrder::DayFirst, Reason::Hint, "05/06/2026"},
            {{u"2026-06-05"_s}, DateOrder::YearFirst, Reason::YearPrintedFirst, "2026-06-05"},
            {{u"24/12/31"_s, u"25/01/02"_s}, DateOrder::YearFirst, Reason::YearsGoBack, "25/01/02"},
            // A new year: the month goes down, but within a year nothing does.
            {{u"12/12/2025"_s, u"01/01/2026"_s}, DateOrder::DayFirst, Reason::Hint, "12/12/2025"},
    };
    for (const auto &row : rows) {
        INFO(row.dates.join(u' ').toStdString());
        const DateOrderDecision decision = decided(row.dates);
        CHECK(decision.order == row.order);
        CHECK(decision.reason == row.reason);
        CHECK(decision.example == row.example);
        CHECK(decision.isCertain == (row.reason != Reason::Hint && row.reason != Reason::FieldVariesMore));
    }
    CHECK(decided({u"05/06/2026"_s}, DateOrder::MonthFirst).order == DateOrder::MonthFirst);
}

TEST_CASE("a day out of order does not turn day and month around", "[core]")
{
    // One line of the day before, late: both fields go down once.
    const DateOrderDecision decision = decided(
            {u"03/02/2026"_s, u"04/02/2026"_s, u"03/02/2026"_s, u"05/02/2026"_s, u"01/03/2026"_s, u"02/04/2026"_s});
    CHECK(decision.order == DateOrder::DayFirst);
    CHECK(dateOf(*readExportHeader("31/02/2026 10:00 - A: t"), DateOrder::DayFirst) == std::nullopt);
}
