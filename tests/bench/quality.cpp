// SPDX-License-Identifier: GPL-3.0-or-later
// How good the shipped policies are: precision and recall by category over labelled conversations, the
// share of clean conversations that raise anything, and hits on ordinary chat.
#include "figures.h"
#include "ingest/conversationscan.h"
#include "policy/companyreader.h"
#include "policy/listincludes.h"
#include "policy/policyreader.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSet>

#include <cstdio>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Count
{
    int found = 0;
    int falseAlarms = 0;
    int missed = 0;

    void add(const Count &other)
    {
        found += other.found;
        falseAlarms += other.falseAlarms;
        missed += other.missed;
    }
    [[nodiscard]] double precision() const { return ratio(found, found + falseAlarms); }
    [[nodiscard]] double recall() const { return ratio(found, found + missed); }
    [[nodiscard]] double f1() const { return ratio(2 * found, 2 * found + falseAlarms + missed); }

private:
    static double ratio(int part, int whole) { return whole == 0 ? 1.0 : double(part) / whole; }
};

struct SetResult
{
    QMap<QString, Count> byCategory;
    int clean = 0;
    int cleanWithFindings = 0;
    int messages = 0;

    [[nodiscard]] Count all() const
    {
        Count sum;
        for (const Count &count : byCategory)
            sum.add(count);
        return sum;
    }
    void add(const SetResult &other)
    {
        for (auto it = other.byCategory.begin(); it != other.byCategory.end(); ++it)
            byCategory[it.key()].add(it.value());
        clean += other.clean;
        cleanWithFindings += other.cleanWithFindings;
        messages += other.messages;
    }
};

using Finding = QPair<qint64, QString>; // message, category

QHash<QString, QString> readCategories(const QString &path)
{
    QHash<QString, QString> categories; // by code of the rule
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: cannot be read", qPrintable(path));
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QList<QByteArray> fields = line.trimmed().split(',');
        if (fields.size() == 3)
            categories.insert(QString::fromUtf8(fields[0]), QString::fromUtf8(fields[2]));
    }
    return categories;
}

std::shared_ptr<const PolicyEngine> shippedEngine()
{
    QVector<Policy> policies;
    for (const PolicyReading &reading : readShippedPolicies()) {
        if (!reading.policy)
            qFatal("a shipped policy cannot be read: %s", qPrintable(reading.problems.value(0).reason));
        policies.append(*reading.policy);
    }
    for (const PolicyProblem &problem : resolveIncludes(policies))
        qFatal("shipped policies: %s", qPrintable(problem.reason));
    QVector<Lexicon> lexicons = readShippedLexicons();
    for (Lexicon &lexicon : lexicons)
        lexicon.isLive = false;
    const PolicyEngine::Compiled compiled = PolicyEngine::compile(policies, lexicons);
    for (const PolicyProblem &problem : compiled.problems)
        std::fprintf(stderr, "%s %s: %s\n", qPrintable(problem.policy), qPrintable(problem.rule), qPrintable(problem.reason));
    return compiled.engine;
}

class Evaluation
{
public:
    Evaluation(std::shared_ptr<const PolicyEngine> engine, CompanyBook book, QHash<QString, QString> categories,
               bool isVerbose)
        : m_engine(std::move(engine)), m_book(std::move(book)), m_categories(std::move(categories)),
          m_isVerbose(isVerbose)
    {}

    [[nodiscard]] SetResult evaluate(const QString &path) const
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s: cannot be read", qPrintable(path));
        ConversationScan scan(m_engine, m_book.companies, CompanyProfile());
        SetResult result;
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (line.trimmed().isEmpty())
                continue;
            const auto conversation = readNeutralConversation(line);
            if (!conversation)
                qFatal("%s: %s", qPrintable(path), qPrintable(conversation.error().context));
            QSet<Finding> found;
            for (const RuleHit &hit : scan.scan(*conversation, 0)) {
                if (!hit.isBackground)
                    found.insert({hit.message, hit.category});
            }
            result.messages += int(conversation->messages.size());
            count(*conversation, labelsOf(line), found, result);
        }
        return result;
    }

private:
    [[nodiscard]] QSet<Finding> labelsOf(const QByteArray &line) const
    {
        QSet<Finding> labels;
        for (const QJsonValue &label : QJsonDocument::fromJson(line)[u"labels"_s].toArray()) {
            const QString code = label[u"rule"_s].toString();
            labels.insert({label[u"message"_s].toInteger(), m_categories.value(code, m_categories.value(code.left(4)))});
        }
        return labels;
    }

    void count(const NeutralConversation &conversation, const QSet<Finding> &labels, const QSet<Finding> &found,
               SetResult &result) const
    {
        const auto say = [&](const char *what, const Finding &finding) {
            if (m_isVerbose)
                std::printf("  %s %s message %lld %s\n", what, qPrintable(conversation.id), qlonglong(finding.first),
                            qPrintable(finding.second));
        };
        for (const Finding &finding : found) {
            const bool isRight = labels.contains(finding);
            Count &counts = result.byCategory[finding.second];
            ++(isRight ? counts.found : counts.falseAlarms);
            if (!isRight)
                say("false ", finding);
        }
        for (const Finding &label : labels) {
            if (found.contains(label))
                continue;
            ++result.byCategory[label.second].missed;
            say("missed", label);
        }
        if (labels.isEmpty()) {
            ++result.clean;
            result.cleanWithFindings += !found.isEmpty();
        }
    }

    std::shared_ptr<const PolicyEngine> m_engine;
    CompanyBook m_book;
    QHash<QString, QString> m_categories;
    bool m_isVerbose;
};

void print(const QString &name, const SetResult &result, bool isWithCategories)
{
    const Count all = result.all();
    std::printf("%-28s found %4d  false %4d  missed %4d   precision %.2f  recall %.2f  F1 %.2f   clean with findings %d of %d\n",
                qPrintable(name), all.found, all.falseAlarms, all.missed, all.precision(), all.recall(), all.f1(),
                result.cleanWithFindings, result.clean);
    if (!isWithCategories)
        return;
    for (auto it = result.byCategory.begin(); it != result.byCategory.end(); ++it)
        std::printf("    %-18s found %4d  false %4d  missed %4d   precision %.2f  recall %.2f  F1 %.2f\n",
                    qPrintable(it.key()), it->found, it->falseAlarms, it->missed, it->precision(), it->recall(),
                    it->f1());
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"verbose"_s, u"Name each false finding and each missed label."_s});
    parser.addOption({u"full"_s, u"Same as without: it is short."_s});
    parser.addHelpOption();
    parser.process(application);

    const QDir data(QStringLiteral(ATALAIA_TEST_DATA));
    QFile companies(data.filePath(u"conversations/companies.json"_s));
    if (!companies.open(QIODevice::ReadOnly))
        qFatal("%s: cannot be read", qPrintable(companies.fileName()));
    const auto book = readCompanies(companies.readAll());
    if (!book)
        qFatal("companies: %s", qPrintable(book.error().context));
    const auto engine = shippedEngine();
    if (!engine)
        return 2;
    const Evaluation evaluation(engine, *book, readCategories(data.filePath(u"rule-ids.csv"_s)),
                                parser.isSet(u"verbose"_s));

    SetResult shipped;
    SetResult unseen;
    const QDir sets(data.filePath(u"conversations"_s));
    for (const QString &name : sets.entryList({u"shipped.jsonl"_s, u"unseen-*.jsonl"_s}, QDir::Files, QDir::Name)) {
        const SetResult result = evaluation.evaluate(sets.filePath(name));
        print(name, result, true);
        (name.startsWith(u"shipped"_s) ? shipped : unseen).add(result);
    }
    print(u"all sets by other authors"_s, unseen, true);
    std::printf("The sets by other authors have been learnt from since they were first seen: the figures above say that\n"
                "nothing was lost, not what a new author would see. README.md has what they gave at first sight.\n");
    bench::printGoal("quality.shipped.f1", shipped.all().f1(), 1.0, false);
    bench::printGoal("quality.learnt-from.f1", unseen.all().f1(), 0.75, false);
    for (const char *category :
         {"harassment", "objection", "secrets", "off-channel", "bribery", "threat"})
        bench::printGoal(qPrintable(u"quality.learnt-from.recall."_s + QLatin1String(category)),
                         unseen.byCategory.value(QLatin1String(category)).recall(), 0.7, false);
    bench::printGoal("quality.learnt-from.clean-with-findings-of-80",
                     unseen.clean == 0 ? 0 : 80.0 * unseen.cleanWithFindings / unseen.clean, 4, true);
    return 0;
}
