// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectionbench.h"
#include "figures.h"

#include "detection/policyengine.h"
#include "policy/listincludes.h"
#include "policy/policyreader.h"

#include <QFile>

#include <cstdio>

namespace atalaia::bench {

using namespace Qt::StringLiterals;

namespace {

/// Lists of the product that rules refer to; none of them fires by itself.
QVector<Lexicon> quietLexicons()
{
    QVector<Lexicon> lexicons = readShippedLexicons();
    for (Lexicon &lexicon : lexicons)
        lexicon.isLive = false;
    return lexicons;
}

struct Outcome
{
    int found = 0;
    int missed = 0;
    int falseAlarms = 0;
    int quiet = 0;

    [[nodiscard]] double f1() const { return ratio(2 * found, 2 * found + missed + falseAlarms); }
    [[nodiscard]] double macroF1() const
    {
        return (f1() + ratio(2 * quiet, 2 * quiet + missed + falseAlarms)) / 2;
    }
    [[nodiscard]] double falseIn10k() const { return 10'000 * ratio(falseAlarms, falseAlarms + quiet); }
    void print(const char *name) const
    {
        std::printf("%-44s P %.3f  R %.3f  F1 %.3f  macro-F1 %.3f  false of 10 000 harmless %.0f\n", name,
                    ratio(found, found + falseAlarms), ratio(found, found + missed), f1(), macroF1(), falseIn10k());
    }

private:
    static double ratio(int part, int whole) { return whole == 0 ? 0 : double(part) / whole; }
};

/// With the plural, which is what lists forget.
std::vector<QByteArray> inflected(const std::vector<QByteArray> &words)
{
    std::vector<QByteArray> all;
    for (const QByteArray &word : words) {
        all.push_back(word);
        if (!word.endsWith('s'))
            all.push_back(word + 's');
    }
    return all;
}

Outcome outcomeOf(const std::vector<ChatText> &texts, const char *source, const std::vector<QByteArray> &words)
{
    TextScan scan(matcherOf(words), u"BR"_s);
    scan.setTermsOnly(true);
    TextFindings findings;
    Outcome outcome;
    for (const ChatText &text : texts) {
        if (text.source != source)
            continue;
        const QUtf8StringView view(text.text.constData(), text.text.size());
        scan.scan({&view, 1}, &findings);
        const bool isFound = !findings.terms.empty();
        if (text.label == "1")
            ++(isFound ? outcome.found : outcome.missed);
        else
            ++(isFound ? outcome.falseAlarms : outcome.quiet);
    }
    return outcome;
}

/// Each text as the only one of an agent, by what the shipped policies say of words.
double flagsOf10k(const std::vector<ChatText> &texts, const char *source)
{
    QVector<Policy> policies;
    for (const PolicyReading &reading : readShippedPolicies()) {
        if (reading.policy)
            policies.append(*reading.policy);
    }
    (void)resolveIncludes(policies);
    const PolicyEngine::Compiled compiled = PolicyEngine::compile(policies, quietLexicons());
    PolicyScanner scanner(compiled.engine);
    const CompanyProfile company;
    int count = 0;
    int flagged = 0;
    for (const ChatText &text : texts) {
        if (text.source != source)
            continue;
        ConversationFacts facts;
        facts.language = u"en"_s;
        facts.company = &company;
        facts.isRelated = true;
        ConversationState state;
        ContactState contact;
        AgentState agent;
        ObservedMessage message;
        message.number = ++count;
        message.author = Author::Agent;
        message.atMs = 1'700'056'800'000; // a Wednesday at noon in Brazil
        message.text = QString::fromUtf8(text.text);
        const QVector<RuleHit> hits = scanner.observe(message, facts, state, contact, agent);
        flagged += std::any_of(hits.begin(), hits.end(), [](const RuleHit &hit) {
            const bool isOfWords = hit.explanation.value(0).kind != ExplanationStep::Kind::Conduct;
            return hit.opensFlag && isOfWords;
        });
    }
    return count == 0 ? 0 : 10'000.0 * flagged / count;
}

std::vector<QByteArray> listsOf(const QString &folder, const std::vector<const char *> &names)
{
    std::vector<QByteArray> all;
    for (const char *name : names) {
        const std::vector<QByteArray> list = readList(folder + u'/' + QLatin1String(name));
        all.insert(all.end(), list.begin(), list.end());
    }
    return all;
}

} // namespace

void benchQuality(const QString &textFolder, const QString &listFolder)
{
    const QString file = textFolder + u"/messages.tsv"_s;
    if (textFolder.isEmpty() || !QFile::exists(file)) {
        std::printf("\nskipped: quality needs labelled texts (ATALAIA_BENCH_TEXTS)\n");
        return;
    }
    const std::vector<ChatText> texts = readTexts(file, 0);
    std::printf("\nQuality, words as written\n");
    if (QFile::exists(listFolder + u"/lex_mol_pt.txt"_s)) {
        const std::vector<QByteArray> mol = listsOf(listFolder, {"lex_mol_pt.txt"});
        const std::vector<QByteArray> contextFree =
                listsOf(listFolder, {"lex_mol_pt_ci.txt", "lex_ldnoobw_pt.txt"});
        const std::vector<QByteArray> second = listsOf(listFolder, {"lex_ldnoobwv2_pt.txt"});
        outcomeOf(texts, "hatebr", mol).print("HateBR: MOL");
        const Outcome hatebr = outcomeOf(texts, "hatebr", inflected(mol));
        hatebr.print("HateBR: MOL with plurals");
        std::printf("%-44s F1 0.85\n", "HateBR: learned baselines, published");
        outcomeOf(texts, "told", mol).print("ToLD-Br: MOL");
        outcomeOf(texts, "told", inflected(contextFree)).print("ToLD-Br: MOL out of context, LDNOOBW, plurals");
        const Outcome told = outcomeOf(texts, "told", second);
        told.print("ToLD-Br: LDNOOBW-V2");
        std::printf("%-44s macro-F1 0.76\n", "ToLD-Br: monolingual BERT, published");
        printGoal("Q1.hatebr-f1", hatebr.f1(), 0.87, false);
        printGoal("Q1.hatebr-false-of-10k", hatebr.falseIn10k(), 500, true);
        printGoal("Q2.told-br-macro-f1", told.macroF1(), 0.72, false);
    } else {
        std::printf("skipped: quality of lists needs MOL and LDNOOBW (ATALAIA_BENCH_LISTS)\n");
    }
    if (QFile::exists(listFolder + u"/lex_ldnoobw_en.txt"_s))
        outcomeOf(texts, "nus", listsOf(listFolder, {"lex_ldnoobw_en.txt"})).print("NUS SMS: LDNOOBW");
    const double flags = flagsOf10k(texts, "nus");
    std::printf("%-44s flags of 10 000 %.0f\n", "NUS SMS: shipped policies", flags);
    printGoal("Q3.flags-of-10k-harmless-sms", flags, 100, true);
}

} // namespace atalaia::bench
