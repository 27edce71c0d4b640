// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/testlexicons.h"

#include <QDir>
#include <QFile>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

Term termFrom(const QStringList &fields, int line)
{
    Term term = termOf(fields.at(0));
    term.language = fields.at(2);
    term.category = fields.at(3);
    term.kind = fields.at(1) == u"regex"_s  ? TermKind::Regex
                : fields.at(1) == u"near"_s ? TermKind::Near
                                            : TermKind::Literal;
    term.severity = fields.at(4).toInt();
    term.direction = fields.at(5) == u"agent"_s      ? Direction::Agent
                     : fields.at(5) == u"customer"_s ? Direction::Contact
                                                     : Direction::Any;
    term.note = fields.at(6);
    term.line = line;
    return term;
}

Lexicon emptyLexicon(qint64 id, const QString &name)
{
    Lexicon lexicon;
    lexicon.id = {id};
    lexicon.name = name;
    lexicon.version = 1;
    return lexicon;
}

} // namespace

Term termOf(const QString &text, TermKind kind, Direction direction, int severity)
{
    Term term;
    term.text = text;
    term.kind = kind;
    term.direction = direction;
    term.severity = severity;
    return term;
}

Lexicon lexiconOf(QVector<Term> terms)
{
    Lexicon lexicon = emptyLexicon(1, u"test"_s);
    for (qsizetype i = 0; i < terms.size(); ++i)
        terms[i].line = int(i) + 1;
    lexicon.terms = std::move(terms);
    return lexicon;
}

QVector<Lexicon> shippedLexicons()
{
    QVector<Lexicon> all;
    const QDir folder(u":/lexicons"_s);
    for (const QString &name : folder.entryList({u"*.csv"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        Lexicon lexicon = emptyLexicon(all.size() + 1, name.chopped(4));
        const QVector<QStringList> records = csvRecords(QString::fromUtf8(file.readAll()));
        for (qsizetype i = 1; i < records.size(); ++i)
            lexicon.terms.append(termFrom(records.at(i), int(i) + 1));
        all.append(lexicon);
    }
    return all;
}

QVector<QStringList> csvRecords(const QString &text)
{
    QVector<QStringList> records;
    QStringList fields{QString()};
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (isQuoted && c == u'"' && i + 1 < text.size() && text.at(i + 1) == u'"') {
            fields.last() += text.at(++i);
        } else if (c == u'"') {
            isQuoted = !isQuoted;
        } else if (isQuoted || (c != u',' && c != u'\n' && c != u'\r')) {
            fields.last() += c;
        } else if (c == u',') {
            fields.append(QString());
        } else if (c == u'\n') {
            records.append(fields);
            fields = QStringList{QString()};
        }
    }
    return records;
}

} // namespace atalaia
