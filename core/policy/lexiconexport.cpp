// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/lexiconimporter.h"
#include "policy/termcleaning.h"
#include "policy/termvocabulary.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

QString quoted(const QString &cell)
{
    QString safe = withFormulaEscape(cell);
    return u'"' + safe.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

QByteArray exportCsv(const Lexicon &lexicon, QChar delimiter)
{
    const QStringList names = {u"term"_s,     u"kind"_s,      u"language"_s, u"category"_s,
                               u"severity"_s, u"direction"_s, u"note"_s};
    QString text = QChar(QChar::ByteOrderMark) + names.join(delimiter) + u"\r\n"_s;
    for (const Term &term : lexicon.terms) {
        const QStringList cells = {
                quoted(term.text),     quoted(kindWord(term.kind)),    quoted(term.language),
                quoted(term.category), QString::number(term.severity), quoted(directionWord(term.direction)),
                quoted(term.note)};
        text += cells.join(delimiter) + u"\r\n"_s;
    }
    return text.toUtf8();
}

} // namespace atalaia
