// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocations.h"
#include "detection/expressions/expression.h"
#include "detection/policyengine.h"
#include "detectionbench.h"
#include "figures.h"
#include "policy/listincludes.h"
#include "policy/policyreader.h"
#include "rounds.h"

#include <QSet>

#include <algorithm>
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

constexpr int kMessages = 20; ///< of a conversation

struct Conversation
{
    std::vector<ObservedMessage> messages;
    ConversationFacts facts;
    ConversationState state;
    ContactState contact;
    AgentState agent;
};

QVector<Policy> shippedPolicies()
{
    QVector<Policy> policies;
    for (const PolicyReading &reading : readShippedPolicies()) {
        if (!reading.policy)
            qFatal("a shipped policy cannot be read: %s", qPrintable(reading.problems.value(0).reason));
        policies.append(*reading.policy);
    }
    for (const PolicyProblem &problem : resolveIncludes(policies))
        qFatal("shipped policies: %s", qPrintable(problem.reason));
    return policies;
}

void collectWords(const Expression &expression, QSet<QByteArray> &words)
{
    if (expression.kind == Expression::Kind::Phrase || expression.kind == Expression::Kind::Prefix)
        words.insert(splitIntoTokens(foldText(expression.text)).bytes);
    for (const Expression &child : expression.children)
        collectWords(child, words);
}

/// The words of all lists and rules as somebody would give them to Hyperscan: no regexes, no conditions.
ScanPolicy wordsOf(const QVector<Policy> &policies)
{
    QSet<QByteArray> words;
    for (const Policy &policy : policies) {
        for (const Lexicon &list : policy.lists) {
            for (const Term &term : list.terms) {
                if (term.kind == TermKind::Literal || term.kind == TermKind::Prefix)
                    words.insert(splitIntoTokens(foldText(term.text)).bytes);
            }
        }
        for (const PolicyRule &rule : policy.rules) {
            for (const QString &source : rule.when) {
                if (const Result<Expression> expression = parseExpression(source))
                    collectWords(*expression, words);
            }
        }
    }
    words.remove({});
    ScanPolicy all{{words.begin(), words.end()}, detectorExpressions()};
    std::sort(all.keywords.begin(), all.keywords.end());
    return all;
}

/// Mornings at work: one to three bubbles of one side, then of the other.
std::vector<Conversation> conversationsOf(const DetectionBench &bench, const CompanyProfile &company)
{
    std::vector<Conversation> all;
    constexpr qint64 kDayMs = 86'400'000;
    constexpr qint64 kMonday = 1'699'880'400'000; // at ten in São Paulo
    qint64 number = 0;
    for (size_t i = 0; i + kMessages <= bench.texts.size(); i += kMessages) {
        Conversation conversation;
        const auto day = qint64(all.size());
        qint64 at = kMonday + (day / 5 % 50 * 7 + day % 5) * kDayMs;
        conversation.facts.company = &company;
        conversation.facts.contactKey = u"contact %1"_s.arg(all.size());
        conversation.facts.contactPhone = u"+55119%1"_s.arg(80'000'000 + all.size());
        conversation.facts.agentId = u"agent"_s;
        for (size_t k = 0; k < kMessages; ++k) {
            ObservedMessage message;
            message.number = ++number;
            message.author = (i + k) / (1 + i % 3) % 2 == 0 ? Author::Contact : Author::Agent;
            at += (i + k) % 3 == 2 ? 120'000 : 20'000;
            message.atMs = at;
            message.text = QString::fromUtf8(bench.raw[i + k]);
            conversation.messages.push_back(std::move(message));
        }
        all.push_back(std::move(conversation));
    }
    return all;
}

qsizetype observeAll(PolicyScanner &scanner, std::vector<Conversation> &conversations)
{
    qsizetype hits = 0;
    for (Conversation &conversation : conversations) {
        for (const ObservedMessage &message : conversation.messages)
            hits += scanner.observe(message, conversation.facts, conversation.state, conversation.contact,
                                    conversation.agent)
                            .size();
    }
    return hits;
}

void reset(std::vector<Conversation> &conversations)
{
    for (Conversation &conversation : conversations) {
        conversation.state = {};
        conversation.contact = {};
        conversation.agent = {};
    }
}

void moveOn(std::vector<Conversation> &conversations, qint64 numbers)
{
    for (Conversation &conversation : conversations) {
        for (ObservedMessage &message : conversation.messages) {
            message.number += numbers;
            message.atMs += kMessages * 60'000;
        }
    }
}

/// Each conversation goes on for as long again: what a message costs when nothing is new.
void printAllocations(PolicyScanner &scanner, std::vector<Conversation> &conversations, size_t messages)
{
    moveOn(conversations, qint64(messages));
    observeAll(scanner, conversations);
    moveOn(conversations, qint64(messages));
    qint64 count = 0;
    qint64 silent = 0;
    qint64 silentFree = 0;
    qint64 ofSilent = 0;
    for (Conversation &conversation : conversations) {
        for (const ObservedMessage &message : conversation.messages) {
            const CountedAllocations counted;
            const bool isSilent = scanner.observe(message, conversation.facts, conversation.state, conversation.contact,
                                                  conversation.agent)
                                          .isEmpty();
            const auto taken = counted.sofar().count;
            count += taken;
            silent += isSilent;
            silentFree += isSilent && taken == 0;
            ofSilent += isSilent ? taken : 0;
        }
    }
    std::printf("%.2f allocations a message; of %lld messages without a hit %.2f each, %.1f %% of them without any\n",
                double(count) / double(messages), qlonglong(silent), double(ofSilent) / double(silent),
                100.0 * double(silentFree) / double(silent));
    printGoal("conversations.allocations-a-silent-message", double(ofSilent) / double(silent), 0, true);
}

std::shared_ptr<const PolicyEngine> engineOf(const QVector<Policy> &policies)
{
    const PolicyEngine::Compiled compiled = PolicyEngine::compile(policies, quietLexicons());
    for (const PolicyProblem &problem : compiled.problems)
        std::fprintf(stderr, "%s %s: %s\n", qPrintable(problem.policy), qPrintable(problem.rule),
                     qPrintable(problem.reason));
    if (!compiled.engine)
        qFatal("the shipped policies do not compile");
    return compiled.engine;
}

CompanyProfile companyInBrazil()
{
    CompanyProfile company;
    company.timeZone = QTimeZone("America/Sao_Paulo");
    return company;
}

/// A name of its own for a profiler to begin at, once everything that is made once is there.
[[gnu::noinline]] qsizetype observeWarm(PolicyScanner &scanner, std::vector<Conversation> &conversations)
{
    const qsizetype hits = observeAll(scanner, conversations);
    reset(conversations);
    return hits;
}

} // namespace

void benchOwnConversations(DetectionBench &bench)
{
    PolicyScanner scanner(engineOf(shippedPolicies()));
    const CompanyProfile company = companyInBrazil();
    std::vector<Conversation> conversations = conversationsOf(bench, company);
    observeAll(scanner, conversations);
    reset(conversations);
    std::printf("%lld hits\n", qlonglong(observeWarm(scanner, conversations)));
}

void benchConversations(DetectionBench &bench)
{
    const QVector<Policy> policies = shippedPolicies();
    const std::shared_ptr<const PolicyEngine> engine = engineOf(policies);
    PolicyScanner scanner(engine);
    const CompanyProfile company = companyInBrazil();
    std::vector<Conversation> conversations = conversationsOf(bench, company);
    const size_t messages = conversations.size() * kMessages;
    const ScanPolicy policy = wordsOf(policies);
    std::printf("\nShipped policies: %d rules, %zu words; %zu conversations of %d messages\n", engine->ruleCount(),
                policy.keywords.size(), conversations.size(), kMessages);

    const qsizetype first = observeAll(scanner, conversations);
    reset(conversations);
    auto counted = std::make_unique<CountedAllocations>();
    const qsizetype second = observeAll(scanner, conversations);
    const double held = double(counted->sofar().bytes) / double(conversations.size());
    counted.reset();
    bench.hasFailed = bench.hasFailed || first != second;
    std::printf("%lld hits%s\n", qlonglong(first), first == second ? "" : "; FAILED: others the second time");
    if (bench.isSmoke)
        return;
    std::printf("%.0f bytes held a conversation of %d messages (texts are shared with the caller's)\n", held,
                kMessages);

    const auto raw = makeHyperscanPeer(policy, StartOfMatch::No, bench.cacheFolder);
    std::vector<Found> found;
    Rounds rounds;
    rounds.add("Atalaia: turns, levels, rules, conduct, explanations", double(messages), [&]() {
        reset(conversations);
        observeAll(scanner, conversations);
    });
    rounds.add(raw->name(), double(messages), [&]() {
        found.clear();
        raw->scan(std::span(bench.foldedBytes).first(messages), &found);
    });
    rounds.run(bench.rounds);
    rounds.print("Conversations under the shipped policies", raw->name());
    printGoal("conversations.against-raw-hyperscan",
              rounds.speedOf("Atalaia: turns, levels, rules, conduct, explanations", raw->name()), 1, false);
    printAllocations(scanner, conversations, messages);
}

} // namespace atalaia::bench
