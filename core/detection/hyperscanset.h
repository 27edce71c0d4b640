// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/literalmatch.h"
#include "detection/matchercache.h"
#include "detection/scannedtexts.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

struct hs_scratch;

namespace atalaia {

/// The two Hyperscan databases of a Matcher: phrases, which it finds, and regexes, for which it only
/// says which ones are worth trying. Many phrases are in a table instead, which is faster. Immutable; each
/// thread brings its own scratch.
class HyperscanSet
{
public:
    using Scratch = std::unique_ptr<hs_scratch, void (*)(hs_scratch *)>;

    struct LiteralShape
    {
        int length = 0;
        bool isPrefix = false;
    };

    /// Whether this processor can run Hyperscan.
    [[nodiscard]] static bool isUsable();

    /// Whether Hyperscan compiles this. Takes as long and as much memory as it takes: see RuleCheck.
    [[nodiscard]] static bool takesPrefilter(const QString &prefilter);

    /// Null when nothing could be built. `unfiltered` receives the indexes of the prefilters that
    /// are empty or that Hyperscan refuses. No literal may be empty (it crashes 5.4.0). `cache` may be null.
    [[nodiscard]] static std::unique_ptr<HyperscanSet> compile(const std::vector<PhraseLiteral> &literals,
                                                               const std::vector<QString> &prefilters,
                                                               const MatcherCache *cache, std::vector<int> *unfiltered);

    ~HyperscanSet();
    Q_DISABLE_COPY_MOVE(HyperscanSet)

    [[nodiscard]] Scratch cloneScratch() const;
    /// `words`: as PhraseTable takes them. False when Hyperscan failed.
    [[nodiscard]] bool findLiterals(const QByteArray &words, hs_scratch *scratch,
                                    std::vector<LiteralMatch> *matches) const;
    /// Prefilters that match one of the texts which begin at `starts`, each once a text. Also finds what
    /// reaches over the break between two texts. False when Hyperscan failed.
    [[nodiscard]] bool findCandidates(const QByteArray &utf8, const std::vector<int> &starts, hs_scratch *scratch,
                                      SeenTexts *seen, std::vector<RegexCandidate> *candidates) const;

private:
    HyperscanSet();
    [[nodiscard]] bool compileLiterals(const std::vector<PhraseLiteral> &literals, const MatcherCache *cache);
    void compilePrefilters(const std::vector<QString> &prefilters, const MatcherCache *cache,
                           std::vector<int> *unfiltered);
    [[nodiscard]] bool prepareScratch();

    HyperscanDatabase m_literals;
    HyperscanDatabase m_prefilters;
    Scratch m_prototype; ///< only ever cloned
    std::vector<LiteralShape> m_shapes; ///< by literal
    size_t m_prefilterCount = 0;
};

} // namespace atalaia
