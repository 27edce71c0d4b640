// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped policies over conversations that people labelled: what fires is what they said, no more.
#include "ingest/scanprogram.h"
#include "support/catch.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QSet>

using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

struct RuleName
{
    QString code;
    QString rule;
    QString category;
};

QVector<RuleName> ruleNames()
{
    QVector<RuleName> names;
    const QList<QByteArray> lines = testFile(u"rule-ids.csv"_s).split('\n');
    for (const QByteArray &line : lines.mid(1)) {
        const QStringList fields = QString::fromUtf8(line.trimmed()).split(u',');
        if (fields.size() == 3)
            names.append({fields[0], fields[1], fields[2]});
    }
    return names;
}

QString findingText(const QString &conversation, qint64 message, const QString &category)
{
    return u"%1 message %2 %3"_s.arg(conversation).arg(message).arg(category);
}

QStringList sorted(const QSet<QString> &set)
{
    QStringList list(set.begin(), set.end());
    list.sort();
    return list;
}

QSet<QString> labelledFindings()
{
    QHash<QString, QString> categories;
    for (const RuleName &name : ruleNames())
        categories.insert(name.code, name.category);
    QSet<QString> findings;
    for (const QJsonObject &conversation : testLines(u"conversations/shipped.jsonl"_s)) {
        for (const QJsonValue &label : conversation[u"labels"_s].toArray()) {
            const QString code = label[u"rule"_s].toString();
            INFO(code.toStdString());
            REQUIRE(categories.contains(code));
            findings.insert(findingText(conversation[u"id"_s].toString(), label[u"message"_s].toInteger(),
                                        categories.value(code)));
        }
    }
    return findings;
}

/// The profiles with the switch of one company set.
QByteArray companiesWith(const QString &company, bool allowsTickets)
{
    QJsonObject book = QJsonDocument::fromJson(testFile(u"conversations/companies.json"_s)).object();
    QJsonObject companies = book[u"companies"_s].toObject();
    QJsonObject profile = companies[company].toObject();
    REQUIRE_FALSE(profile.isEmpty());
    profile[u"tickets_by_chat"_s] = allowsTickets;
    companies[company] = profile;
    book[u"companies"_s] = companies;
    return QJsonDocument(book).toJson();
}

/// Examples of one company in one setting, each with a contact of its own.
QByteArray asInput(const QVector<QJsonObject> &examples)
{
    QByteArray lines;
    int number = 0;
    for (QJsonObject example : examples) {
        example[u"customer_phone"_s] = u"+55219%1"_s.arg(++number, 8, 10, QChar(u'0'));
        lines += QJsonDocument(example).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

} // namespace

TEST_CASE("the shipped policies agree with every label and raise nothing else", "[core]")
{
    const ScanAnswer answer = runScan({u"--company"_s, testPath(u"conversations/companies.json"_s),
                                       testPath(u"conversations/shipped.jsonl"_s)});
    CHECK(answer.status == 0);
    CHECK(answer.errors == "");
    QHash<QString, QString> categoryOfRule;
    for (const RuleName &name : ruleNames())
        categoryOfRule.insert(name.rule, name.category);
    QSet<QString> found;
    for (const QJsonObject &hit : answer.hits()) {
        INFO(hit[u"rule"_s].toString().toStdString());
        CHECK(categoryOfRule.value(hit[u"rule"_s].toString()) == hit[u"category"_s].toString());
        found.insert(findingText(hit[u"conversation"_s].toString(), hit[u"message"_s].toInteger(),
                                 hit[u"category"_s].toString()));
    }
    const QSet<QString> labelled = labelledFindings();
    REQUIRE(labelled.size() > 150);
    CHECK(sorted(labelled - found) == QStringList()); // missed
    CHECK(sorted(found - labelled) == QStringList()); // false
}

TEST_CASE("the shipped policies judge every example of the rules as it is meant", "[core]")
{
    QHash<QString, QString> codeOfRule;
    for (const RuleName &name : ruleNames())
        codeOfRule.insert(name.rule, name.code.left(4)); // sub-rules count for their rule
    QMap<QString, QVector<QJsonObject>> settings;
    for (const QJsonObject &example : testLines(u"conversations/rule-examples.jsonl"_s))
        settings[example[u"company"_s].toString() + (example[u"tickets_by_chat"_s].toBool() ? u'+' : u'-')].append(
                example);
    const ScanFolder folder;
    int judged = 0;
    for (auto setting = settings.cbegin(); setting != settings.cend(); ++setting) {
        const QString companies = folder.write(
                u"companies.json"_s, companiesWith(setting.key().chopped(1), setting.key().endsWith(u'+')));
        const ScanAnswer answer = runScan({u"--company"_s, companies, u"-"_s}, asInput(*setting));
        CHECK(answer.status == 0);
        QHash<QString, QSet<QString>> found;
        for (const QJsonObject &hit : answer.hits())
            found[hit[u"conversation"_s].toString()].insert(codeOfRule.value(hit[u"rule"_s].toString()));
        for (const QJsonObject &example : *setting) {
            const QString id = example[u"id"_s].toString();
            INFO(id.toStdString());
            CHECK(found[id].contains(example[u"rule"_s].toString().left(4)) == example[u"expect"_s].toBool());
            ++judged;
        }
    }
    CHECK(judged == 152);
}
