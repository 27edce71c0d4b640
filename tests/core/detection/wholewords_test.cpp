// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matchercompiler.h"
#include "detection/testlexicons.h"
#include "support/catch.h"

#include <QFile>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Row
{
    QString id;
    QString text;
    QString term;
    QString level;
};

/// The table's rows by the names of their columns.
QVector<Row> rowsOf(const QString &name, const QString &termColumn)
{
    QFile file(QStringLiteral(ATALAIA_TEST_DATA "/normaliser/") + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QVector<QStringList> records = csvRecords(QString::fromUtf8(file.readAll()));
    const QStringList &header = records.first();
    QVector<Row> rows;
    for (qsizetype i = 1; i < records.size(); ++i) {
        const QStringList &fields = records.at(i);
        rows.append({fields.at(header.indexOf(u"id"_s)), fields.at(header.indexOf(u"text"_s)),
                     fields.at(header.indexOf(termColumn)), fields.value(header.indexOf(u"min_level"_s))});
    }
    return rows;
}

bool isFound(const Row &row, MatchingEngine engine)
{
    const Result<Matcher::Compiled> compiled = MatcherCompiler::compile({lexiconOf({termOf(row.term)})}, engine);
    REQUIRE(compiled);
    REQUIRE(compiled->matcher->termCount() == 1);
    const auto scratch = compiled->matcher->makeScratch();
    return !compiled->matcher->scan(row.text, Author::Contact, *scratch).isEmpty();
}

} // namespace

TEST_CASE("Disguises that folding undoes are seen through", "[core]")
{
    const MatchingEngine engine = GENERATE(MatchingEngine::Hyperscan, MatchingEngine::Fallback);
    const QVector<Row> rows = rowsOf(u"pairs.csv"_s, u"must_find"_s);
    CHECK(rows.size() == 60);
    for (const Row &row : rows) {
        if (row.level != u"0")
            continue;
        CAPTURE(row.id, row.text);
        CHECK(isFound(row, engine));
    }
}

TEST_CASE("Words inside other words are left alone", "[core]")
{
    const MatchingEngine engine = GENERATE(MatchingEngine::Hyperscan, MatchingEngine::Fallback);
    const QVector<Row> rows = rowsOf(u"negatives.csv"_s, u"must_not_find"_s);
    CHECK(rows.size() == 40);
    for (const Row &row : rows) {
        CAPTURE(row.id, row.text);
        CHECK_FALSE(isFound(row, engine));
        CHECK(isFound({row.id, row.text + u" ("_s + row.term + u")"_s, row.term, {}}, engine));
    }
}
