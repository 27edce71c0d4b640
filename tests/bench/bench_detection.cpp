// SPDX-License-Identifier: GPL-3.0-or-later
// How fast words, identifiers and policies are found, beside what else could find them in the same process.
#include "detectionbench.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <cstdio>

using namespace atalaia;
using namespace atalaia::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSmokeTexts = 500;
constexpr int kTexts = 20'000;
constexpr int kFullTexts = 100'000;

void takeTexts(DetectionBench &bench, int count)
{
    const QString file = qEnvironmentVariable("ATALAIA_BENCH_CORPUS");
    bench.texts = file.isEmpty() ? bench.corpus.texts(count) : readTexts(file, count);
    qint64 bytes = 0;
    for (const ChatText &text : bench.texts) {
        bench.raw.push_back(text.text);
        bytes += text.text.size();
    }
    for (const QByteArray &text : bench.raw) {
        bench.views.emplace_back(text.constData(), text.size());
        bench.folded.push_back(foldText(bench.views.back()));
        bench.foldedBytes.push_back(bench.folded.back().bytes);
    }
    std::printf("%zu texts, %.1f bytes each, %s\n", bench.raw.size(), double(bytes) / double(bench.raw.size()),
                file.isEmpty() ? "invented" : qPrintable(file));
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
            u"ATALAIA_BENCH_CORPUS: file with source, language, label and text in columns, instead of invented texts.\n"
            "ATALAIA_BENCH_LISTS: folder with kw_1k.txt, kw_10k.txt and kw_50k.txt and with lists of words for "
            "quality.\n"
            "ATALAIA_BENCH_TEXTS: folder with messages.tsv, labelled, for quality.\n"
            "ATALAIA_BENCH_CACHE: folder for databases of peers that take minutes to compile."_s);
    parser.addOption({u"full"_s, u"100 000 texts and more rounds."_s});
    parser.addOption({u"smoke"_s, u"500 texts: whether everybody finds the same, no times."_s});
    parser.addOption({u"only"_s,
                      u"One part: scan, words, fold, conversations or quality; for a profiler own or "
                      "own-conversations."_s,
                      u"part"_s});
    parser.addHelpOption();
    parser.process(application);

    const ChatCorpus corpus(QStringLiteral(ATALAIA_BENCH_DATA));
    DetectionBench bench(corpus);
    bench.isFull = parser.isSet(u"full"_s);
    bench.isSmoke = parser.isSet(u"smoke"_s);
    bench.rounds = bench.isFull ? 9 : 5;
    bench.cacheFolder = qEnvironmentVariable("ATALAIA_BENCH_CACHE");
    const QString lists = qEnvironmentVariable("ATALAIA_BENCH_LISTS");
    if (QFile::exists(lists + u"/kw_1k.txt"_s))
        bench.listFolder = lists;
    takeTexts(bench, bench.isSmoke ? kSmokeTexts : bench.isFull ? kFullTexts : kTexts);

    const QString only = parser.value(u"only"_s);
    const auto isAsked = [&only](const char *part) { return only.isEmpty() || only == QLatin1String(part); };
    if (isAsked("scan"))
        benchPolicyScan(bench);
    if (only == u"own")
        benchOwnScan(bench);
    if (isAsked("words"))
        benchKeywords(bench);
    if (isAsked("fold"))
        benchFold(bench);
    if (isAsked("conversations"))
        benchConversations(bench);
    if (only == u"own-conversations")
        benchOwnConversations(bench);
    if (isAsked("quality") && !bench.isSmoke)
        benchQuality(qEnvironmentVariable("ATALAIA_BENCH_TEXTS"), lists);
    if (bench.hasFailed)
        std::printf("\nFAILED: not everybody found the same\n");
    return bench.hasFailed ? 1 : 0;
}
