// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of bench_detection share.
#pragma once

#include "chatcorpus.h"
#include "detection/matcher.h"
#include "detection/textscan.h"
#include "scanpeers.h"

#include <QUtf8StringView>

#include <memory>
#include <vector>

namespace atalaia::bench {

struct DetectionBench
{
    explicit DetectionBench(const ChatCorpus &chat) : corpus(chat) {}

    const ChatCorpus &corpus;
    std::vector<ChatText> texts;
    std::vector<QByteArray> raw; ///< of texts, UTF-8
    std::vector<FoldedText> folded;
    std::vector<QByteArray> foldedBytes;
    std::vector<QUtf8StringView> views; ///< of raw
    int rounds = 5;
    bool isFull = false;
    bool isSmoke = false; ///< equality of events only
    QString cacheFolder; ///< databases of peers; empty = none
    QString listFolder; ///< kw_1k.txt, kw_10k.txt, kw_50k.txt; empty = invented ones
    bool hasFailed = false; ///< somebody found something else

    [[nodiscard]] std::vector<QByteArray> keywords(int count) const;
};

/// The matcher for these words, in their order.
[[nodiscard]] std::shared_ptr<const Matcher> matcherOf(const std::vector<QByteArray> &keywords,
                                                       const MatcherAids &aids = {});

/// P1 to P4, P6, P19.
void benchPolicyScan(DetectionBench &bench);
/// Ours alone, for a profiler.
void benchOwnScan(DetectionBench &bench);
/// P5 and P8.
void benchKeywords(DetectionBench &bench);
/// P7.
void benchFold(DetectionBench &bench);
/// The policy scanner over conversations.
void benchConversations(DetectionBench &bench);
/// Ours alone, for a profiler.
void benchOwnConversations(DetectionBench &bench);
/// Q1 to Q3, where `textFolder` holds messages.tsv and `listFolder` the lists.
void benchQuality(const QString &textFolder, const QString &listFolder);

/// Compares what `findings` has of keywords with what a peer found in folded texts, and says what differs.
/// What must differ is counted apart: a phrase whose words stand on both sides of a comma, a word that is
/// none because a letter beyond ASCII or an apostrophe goes on. True where nothing else differs.
[[nodiscard]] bool isSameWork(const DetectionBench &bench, const std::vector<QByteArray> &keywords,
                              const TextFindings &findings, std::vector<Found> found, const std::string &peer);

} // namespace atalaia::bench
