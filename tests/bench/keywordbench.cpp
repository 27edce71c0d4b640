// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "detection/matchercache.h"
#include "detection/policyengine.h"
#include "detectionbench.h"
#include "figures.h"
#include "rounds.h"

#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

namespace atalaia::bench {

namespace {

double millisecondsOf(const std::function<void()> &work)
{
    const double start = threadCpuMs(); // of one thread, all of them
    work();
    return threadCpuMs() - start;
}

double medianOf(int times, const std::function<void()> &work)
{
    QVector<double> all;
    for (int i = 0; i < times; ++i)
        all.append(millisecondsOf(work));
    return percentile(all, 50);
}

void benchSize(DetectionBench &bench, int count, double speedGoal, double compileGoal)
{
    const ScanPolicy policy{bench.keywords(count), {}};
    const std::string size = std::to_string(count / 1000) + "k";
    std::shared_ptr<const Matcher> matcher;
    const double ours = medianOf(count > 10'000 ? 1 : 3, [&]() { matcher = matcherOf(policy.keywords); });
    std::printf("\n%zu words: compiled in %.1f ms\n", policy.keywords.size(), ours);

    QTemporaryDir folder;
    const auto cache = std::make_shared<const MatcherCache>(folder.path());
    MatcherAids aids;
    aids.cache = cache;
    (void)matcherOf(policy.keywords, aids);
    const double cached = medianOf(5, [&]() { (void)matcherOf(policy.keywords, aids); });
    std::printf("%zu words: from the cache in %.2f ms\n", policy.keywords.size(), cached);
    if (count == 1'000)
        printGoal("P8.cached-load-1k-ms", cached, 5, true);
    if (count == 50'000)
        printGoal("P8.compile-50k-seconds", ours / 1000, 5, true);

    // Their compiling takes minutes at 50 000.
    const bool isKnown =
            !bench.cacheFolder.isEmpty() && isHyperscanPeerCached(policy, StartOfMatch::No, bench.cacheFolder);
    if (count > 10'000 && !bench.isFull && !isKnown) {
        std::printf("skipped: %s words against raw Hyperscan, which compiles for minutes: --full\n", size.c_str());
        return;
    }
    std::unique_ptr<ScanPeer> raw;
    const double theirs = millisecondsOf([&]() {
        raw = makeHyperscanPeer(policy, StartOfMatch::No, count > 10'000 ? bench.cacheFolder : QString());
    });
    if (!isKnown || count <= 10'000)
        std::printf("%zu words: one database with word borders compiled in %.1f ms\n", policy.keywords.size(), theirs);
    if (compileGoal > 0)
        printGoal(("P8.compile-" + size).c_str(), theirs / ours, compileGoal, false);

    TextScan scan(matcher, QStringLiteral("BR"));
    scan.setTermsOnly(true);
    TextFindings findings;
    scan.scan(bench.views, &findings);
    std::vector<Found> found;
    raw->scan(bench.foldedBytes, &found);
    if (!isSameWork(bench, policy.keywords, findings, found, raw->name())) {
        bench.hasFailed = true;
        return;
    }
    if (bench.isSmoke)
        return;
    const auto re2 = makeRe2Peer(policy);
    Rounds rounds;
    rounds.add("Atalaia: UTF-8 to words and places", double(bench.views.size()),
               [&]() { scan.scan(bench.views, &findings); });
    rounds.add(raw->name(), double(bench.views.size()), [&]() {
        found.clear();
        raw->scan(bench.foldedBytes, &found);
    });
    if (re2) {
        rounds.add(re2->name(), double(bench.views.size()), [&]() {
            found.clear();
            re2->scan(bench.foldedBytes, &found);
        });
    }
    rounds.run(bench.rounds);
    rounds.print((size + " words alone").c_str(), raw->name());
    std::printf("%.2f hits a message\n", double(findings.terms.size()) / double(bench.views.size()));
    printGoal(("P5.words-" + size).c_str(), rounds.speedOf("Atalaia: UTF-8 to words and places", raw->name()),
              speedGoal, false);
}

/// Of a list that fires by itself.
std::shared_ptr<const PolicyEngine> engineOf(const std::vector<QByteArray> &words)
{
    Lexicon lexicon;
    lexicon.name = QStringLiteral("words");
    lexicon.version = 1;
    for (const QByteArray &word : words) {
        Term term;
        term.text = QString::fromUtf8(word);
        lexicon.terms.append(term);
    }
    return PolicyEngine::compile({}, {lexicon}).engine;
}

/// Texts that one thread scans while another puts in one engine after the other.
void benchSwap(const DetectionBench &bench)
{
    std::vector<QByteArray> words = bench.keywords(1'000);
    words.push_back("palavra certa");
    Detector detector(engineOf(words));
    std::atomic<bool> isOver = false;
    qint64 scanned = 0;
    qint64 missed = 0;
    std::thread scanning([&]() {
        ConversationFacts facts;
        facts.company = detector.company().get();
        ObservedMessage message;
        message.author = Author::Agent;
        message.text = QStringLiteral("isto tem a palavra certa dentro");
        for (; !isOver; ++scanned) {
            ConversationState conversation;
            ContactState contact;
            AgentState agent;
            message.number = scanned + 1;
            missed += detector.scanner()->observe(message, facts, conversation, contact, agent).isEmpty();
        }
    });
    constexpr int kSwaps = 50;
    for (int i = 0; i < kSwaps; ++i) {
        words.front() = "troca" + QByteArray::number(i);
        detector.setEngine(engineOf(words));
    }
    isOver = true;
    scanning.join();
    std::printf("\n%d sets of words put in while %lld texts were scanned\n", kSwaps, qlonglong(scanned));
    printGoal("P8.messages-unscanned-in-swaps", double(missed), 0, true);
}

} // namespace

void benchKeywords(DetectionBench &bench)
{
    benchSize(bench, 1'000, 1.5, 25);
    if (bench.isSmoke)
        return;
    benchSize(bench, 10'000, 2, 40);
    benchSize(bench, 50'000, 3, 0);
    benchSwap(bench);
}

void benchFold(DetectionBench &bench)
{
    FoldedText folded;
    const auto icu = makeIcuFold();
    if (icu) {
        int different = 0;
        for (size_t i = 0; i < bench.raw.size(); ++i)
            different += bench.folded[i].bytes != icu->composed(bench.raw[i]);
        std::printf(
                "\nfold: %d of %zu texts folded otherwise than by ICU (spaces and apostrophes are of one kind here; "
                "the tests compare every code point)\n",
                different, bench.raw.size());
    } else {
        std::printf("skipped: ICU is not installed\n");
    }
    if (bench.isSmoke)
        return;
    const ScanPolicy policy{bench.keywords(1'000), {}};
    const auto raw = makeHyperscanPeer(policy, StartOfMatch::No);
    std::vector<Found> found;
    TokenText tokens;
    Rounds rounds;
    const double count = double(bench.raw.size());
    rounds.add("fold with places", count, [&]() {
        for (const QUtf8StringView text : bench.views)
            foldText(text, folded);
    });
    rounds.add("fold and split into words", count, [&]() {
        for (const QUtf8StringView text : bench.views) {
            foldText(text, folded);
            splitIntoTokens(folded, tokens);
        }
    });
    rounds.add(raw->name(), count, [&]() {
        found.clear();
        raw->scan(bench.foldedBytes, &found);
    });
    if (icu) {
        rounds.add("ICU in two passes with edits", count, [&]() {
            for (const QByteArray &text : bench.raw)
                (void)icu->fold(text);
        });
    }
    rounds.add("Qt: case-folded and decomposed", count, [&]() {
        for (const QByteArray &text : bench.raw)
            (void)QString::fromUtf8(text).toCaseFolded().normalized(QString::NormalizationForm_KD).toUtf8();
    });
    rounds.run(bench.rounds);
    rounds.print("Folding", raw->name());
    printGoal("P7.fold-part-of-scan", 1 / rounds.speedOf("fold with places", raw->name()), 0.25, true);
    if (icu)
        printGoal("P7.fold-against-icu", rounds.speedOf("fold with places", "ICU in two passes with edits"), 10, false);
}

} // namespace atalaia::bench
