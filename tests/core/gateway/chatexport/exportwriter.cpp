// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportwriter.h"

namespace atalaia::test {

using namespace Qt::StringLiterals;

namespace {

QString padded(int value, bool isPadded)
{
    return isPadded ? u"%1"_s.arg(value, 2, 10, QLatin1Char('0')) : QString::number(value);
}

QString withArabicDigits(QString text)
{
    for (QChar &c : text) {
        if (c >= u'0' && c <= u'9')
            c = QChar(0x0660 + c.digitValue());
    }
    return text;
}

} // namespace

QString ExportStyle::name() const
{
    return headerOf(QDateTime({2026, 11, 23}, {21, 5, 7}, Qt::UTC), *this);
}

QString headerOf(const QDateTime &localTime, const ExportStyle &style)
{
    const QDate date = localTime.date();
    const QString day = padded(date.day(), style.hasLeadingZeros);
    const QString month = padded(date.month(), style.hasLeadingZeros);
    const QString year = QString::number(style.isYearLong ? date.year() : date.year() % 100);
    const QStringList fields = style.order == DateOrder::DayFirst     ? QStringList{day, month, year}
                               : style.order == DateOrder::MonthFirst ? QStringList{month, day, year}
                                                                      : QStringList{year, month, day};
    const bool isHalved = !style.morning.isEmpty();
    const int hour = localTime.time().hour();
    const int shownHour = isHalved ? (hour + 11) % 12 + 1 : hour;
    QString time = u"%1:%2"_s.arg(padded(shownHour, !isHalved), padded(localTime.time().minute(), true));
    if (style.hasSeconds)
        time += u':' + padded(localTime.time().second(), true);
    if (isHalved)
        time += style.blankBeforeHalf + (hour < 12 ? style.morning : style.afternoon);
    QString header = fields.join(style.separator) + (style.hasComma ? u", "_s : u" "_s) + time;
    if (style.hasArabicDigits)
        header = withArabicDigits(header);
    return style.isBracketed ? u'[' + header + u"] "_s : header + u" - "_s;
}

QVector<ExportStyle> allExportStyles()
{
    QVector<ExportStyle> styles;
    const struct
    {
        QString morning;
        QString afternoon;
        QString blank;
    } clocks[] = {{{}, {}, {}},
                  {u"AM"_s, u"PM"_s, u"\u202F"_s},
                  {u"am"_s, u"pm"_s, u" "_s},
                  {u"a.\u00A0m."_s, u"p.\u00A0m."_s, u" "_s},
                  {u"a.m."_s, u"p.m."_s, u"\u00A0"_s},
                  {u"ص"_s, u"م"_s, u" "_s}};
    for (const DateOrder order : {DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst}) {
        for (const QChar separator : {u'/', u'.', u'-'}) {
            for (const bool isBracketed : {false, true}) {
                for (const auto &clock : clocks) {
                    ExportStyle style;
                    style.order = order;
                    style.separator = separator;
                    style.isBracketed = isBracketed;
                    style.morning = clock.morning;
                    style.afternoon = clock.afternoon;
                    style.blankBeforeHalf = clock.blank;
                    // The rest in turn: all combinations of everything would only take time.
                    const int turn = int(styles.size());
                    style.hasSeconds = isBracketed != (turn % 5 == 0);
                    style.isYearLong = order == DateOrder::YearFirst || turn % 2 == 0;
                    style.hasLeadingZeros = turn % 3 != 0;
                    style.hasComma = turn % 4 != 0;
                    style.hasArabicDigits = turn % 7 == 3;
                    style.lineEnd = turn % 6 == 1 ? u"\r\n"_s : u"\n"_s;
                    styles.append(style);
                }
            }
        }
    }
    return styles;
}

QString writeExport(const QVector<WrittenMessage> &messages, const ExportStyle &style)
{
    QString text;
    for (const WrittenMessage &message : messages) {
        QString body = message.sender.isEmpty() ? message.text : message.sender + u": "_s + message.text;
        body.replace(u"\n"_s, style.lineEnd);
        text += headerOf(message.localTime, style) + body + style.lineEnd;
    }
    return text;
}

QVector<WrittenMessage> inventedChat(std::mt19937 &random, int count, bool hasSeconds)
{
    const QStringList senders{u"Lia Inventada"_s, u"Rui - Corretor"_s, u"+55 11 90000-0001"_s, u"مريم"_s,
                              u"Bia 🤓"_s};
    const QStringList texts{u"oi"_s,
                            u"Linha 1\nLinha 2\n\nLinha 4"_s,
                            u"horário: 10:30 - ok?"_s,
                            u"até 25/12/2026, sem falta\n25/12/2026 é feriado\nPagamento: R$ 1.800,00"_s,
                            u"ele saiu e adicionou outra"_s,
                            u"❤️ família 👩‍👩‍👧"_s,
                            u"fim\n"_s,
                            u"a: b: c"_s,
                            u"[sem data] nada"_s,
                            u"10:30"_s};
    const QStringList notices{u"Rui - Corretor criou este grupo"_s, u"Lia Inventada entrou usando o link"_s};
    const auto pick = [&random](const QStringList &list) { return list[qsizetype(random() % uint(list.size()))]; };
    QVector<WrittenMessage> messages;
    QDateTime at({2025, 11, 20}, {8, 0}, Qt::UTC);
    for (int i = 0; i < count; ++i) {
        at = at.addSecs(qint64(random() % (i % 4 == 0 ? 200'000 : 90)));
        QDateTime printed = at;
        if (!hasSeconds)
            printed.setTime(QTime(at.time().hour(), at.time().minute()));
        if (random() % 12 == 0)
            messages.append({printed, {}, pick(notices)});
        else
            messages.append({printed, pick(senders), pick(texts)});
    }
    return messages;
}

} // namespace atalaia::test
