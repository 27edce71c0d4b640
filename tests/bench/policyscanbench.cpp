// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocations.h"
#include "detectionbench.h"
#include "figures.h"
#include "rounds.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <thread>

namespace atalaia::bench {

namespace {

constexpr size_t kSlowTexts = 400; ///< what expression by expression gets through in a round
const char *const kOurs = "Atalaia: UTF-8 to words, identifiers and places";
const char *const kIdentifiers = "Atalaia: identifiers alone";

struct Contender
{
    std::unique_ptr<ScanPeer> peer;
    std::span<const QByteArray> texts;
    std::vector<Found> found;
};

/// Of those who know only expressions, which ones have something to validate in each text.
void checkIdentifiers(DetectionBench &bench, const TextFindings &findings, const std::vector<Found> &found, int keywords)
{
    std::set<int> touched;
    for (const Found &f : found) {
        if (f.pattern >= keywords)
            touched.insert(f.text);
    }
    const IdentifierFinder finder;
    size_t validated = 0;
    for (const int text : touched)
        validated += size_t(finder.find(QString::fromUtf8(bench.raw[size_t(text)]), {QStringLiteral("BR"), {}}).size());
    size_t missed = 0;
    size_t common = 0;
    for (const TextFindings::FoundIdentifier &identifier : findings.identifiers)
        ++(touched.count(identifier.text) > 0 ? common : missed);
    const bool isSame = common == validated && missed * 20 <= findings.identifiers.size() + 20;
    std::printf("equal work: identifiers: %zu; in the %zu texts that the expressions touch %zu, validated there %zu; "
                "%zu in texts that they do not know%s\n",
                findings.identifiers.size(), touched.size(), common, validated, missed, isSame ? "" : "; FAILED");
    bench.hasFailed = bench.hasFailed || !isSame;
}

void scanHalf(const std::shared_ptr<const Matcher> &matcher, std::span<const QUtf8StringView> texts)
{
    TextScan scan(matcher, QStringLiteral("BR"));
    TextFindings findings;
    scan.scan(texts, &findings);
}

void benchWorkers(const DetectionBench &bench, const std::shared_ptr<const Matcher> &matcher)
{
    const std::span<const QUtf8StringView> all(bench.views);
    const size_t half = all.size() / 2;
    Rounds rounds(Rounds::Time::Wall);
    rounds.add("one worker", double(all.size()), [&]() {
        scanHalf(matcher, all.first(half));
        scanHalf(matcher, all.subspan(half));
    });
    rounds.add("two workers", double(all.size()), [&]() {
        std::thread other(scanHalf, matcher, all.first(half));
        scanHalf(matcher, all.subspan(half));
        other.join();
    });
    rounds.run(bench.rounds);
    rounds.print("Workers", "one worker");
    printGoal("P19.two-workers", rounds.speedOf("two workers", "one worker"), 1.7, false);
}

} // namespace

std::shared_ptr<const Matcher> matcherOf(const std::vector<QByteArray> &keywords, const MatcherAids &aids)
{
    Lexicon lexicon;
    lexicon.name = QStringLiteral("bench");
    for (const QByteArray &keyword : keywords) {
        Term term;
        term.text = QString::fromUtf8(keyword);
        lexicon.terms.append(term);
    }
    auto compiled = Matcher::compile({lexicon}, aids);
    if (!compiled || !compiled->refused.isEmpty())
        qFatal("the words do not compile");
    return compiled->matcher;
}

std::vector<QByteArray> DetectionBench::keywords(int count) const
{
    if (listFolder.isEmpty())
        return corpus.keywords(count);
    return readList(QStringLiteral("%1/kw_%2k.txt").arg(listFolder).arg(count / 1000));
}

void benchOwnScan(DetectionBench &bench)
{
    TextScan words(matcherOf(bench.keywords(1'000)), QStringLiteral("BR"));
    words.setTermsOnly(true);
    TextScan identifiers(matcherOf({}), QStringLiteral("BR"));
    TextFindings findings;
    Rounds rounds;
    rounds.add("words", double(bench.views.size()), [&]() { words.scan(bench.views, &findings); });
    rounds.add("identifiers", double(bench.views.size()), [&]() { identifiers.scan(bench.views, &findings); });
    rounds.run(5 * bench.rounds);
    rounds.print("Ours alone", "words");
}

void benchPolicyScan(DetectionBench &bench)
{
    ScanPolicy policy{bench.keywords(1'000), detectorExpressions()};
    std::printf("\nPolicy of %zu words and %zu kinds of identifiers\n", policy.keywords.size(), policy.detectors.size());
    const auto matcher = matcherOf(policy.keywords);
    TextScan scan(matcher, QStringLiteral("BR"));
    TextFindings findings;
    scan.scan(bench.views, &findings);

    std::printf("%.1f %% of the texts have something that an identifier could be made of\n",
                100.0 * double(scan.readClosely()) / double(bench.views.size()));
    const std::span<const QByteArray> folded(bench.foldedBytes);
    const size_t few = std::min(kSlowTexts, folded.size());
    std::vector<Contender> contenders;
    const auto add = [&contenders](std::unique_ptr<ScanPeer> peer, std::span<const QByteArray> texts, const char *what) {
        if (peer)
            contenders.push_back({std::move(peer), texts, {}});
        else
            std::printf("skipped: %s is not installed\n", what);
    };
    add(makeHyperscanPeer(policy, StartOfMatch::No), folded, "Hyperscan");
    add(makeHyperscanPeer(policy, StartOfMatch::Yes), folded, "Hyperscan");
    add(makeRe2Peer(policy), folded, "RE2");
    add(makeIcuPeer(policy), bench.raw, "ICU");
    if (!bench.isSmoke) {
        add(makePcre2Peer(policy), folded.first(few), "PCRE2");
        add(makeQtPeer(policy), folded.first(few), "Qt");
    }
    for (Contender &contender : contenders) {
        contender.peer->scan(contender.texts, &contender.found);
        if (contender.texts.data() == bench.raw.data()) { // places in the original: as folded ones
            for (Found &f : contender.found)
                f.from = f.to = -1;
        }
        if (!isSameWork(bench, policy.keywords, findings, contender.found, contender.peer->name()))
            bench.hasFailed = true;
    }
    checkIdentifiers(bench, findings, contenders.front().found, int(policy.keywords.size()));
    if (bench.isSmoke || bench.hasFailed)
        return;

    Rounds rounds;
    const auto matcherOfNothing = matcherOf({});
    TextScan identifiers(matcherOfNothing, QStringLiteral("BR"));
    rounds.add(kOurs, double(bench.views.size()), [&]() { scan.scan(bench.views, &findings); });
    rounds.add(kIdentifiers, double(bench.views.size()), [&]() { identifiers.scan(bench.views, &findings); });
    for (Contender &contender : contenders)
        rounds.add(contender.peer->name(), double(contender.texts.size()), [&contender]() {
            contender.found.clear();
            contender.peer->scan(contender.texts, &contender.found);
        });
    ScanPolicy detectors{{}, policy.detectors};
    const auto detectorPeer = makeHyperscanPeer(detectors, StartOfMatch::Yes);
    std::vector<Found> found;
    const char *const detectorName = "raw hs_scan of the detectors alone, with starts";
    rounds.add(detectorName, double(folded.size()), [&]() {
        found.clear();
        detectorPeer->scan(folded, &found);
    });
    rounds.run(bench.rounds);
    const std::string raw = "raw hs_scan, one database";
    rounds.print("One thread, 1 000 words and all kinds of identifiers", raw);

    scan.scan(bench.views, &findings);
    {
        const CountedAllocations counted;
        scan.scan(bench.views, &findings);
        std::printf("%.4f allocations a message when warm\n",
                    double(counted.sofar().count) / double(bench.views.size()));
    }
    printGoal("P1.scan-against-raw-hyperscan", rounds.speedOf(kOurs, raw), 2.5, false);
    if (const double speed = rounds.speedOf(kOurs, "RE2::Set, warm (no offsets)"); speed > 0)
        printGoal("P2.scan-against-re2-set", speed, 1.4, false);
    if (const double speed = rounds.speedOf(kOurs, "ICU in two passes, then one database with starts"); speed > 0)
        printGoal("P3.scan-against-icu-and-som", speed, 10, false);
    printGoal("P4.scan-against-qregularexpression",
              rounds.speedOf(kOurs, "QRegularExpression, expression by expression (first match)"), 500, false);
    printGoal("P6.identifiers-against-hyperscan", rounds.speedOf(kIdentifiers, detectorName), 5, false);
    benchWorkers(bench, matcher);
}

} // namespace atalaia::bench
