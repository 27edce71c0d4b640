// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/matcher.h"

namespace atalaia {

enum class MatchingEngine {
    Hyperscan, ///< falls back where Hyperscan builds nothing
    Fallback ///< phrases by hash and every regex on every text; same hits, slower
};

/// Builds a Matcher on a chosen engine. Matcher::compile() chooses by what the processor can do;
/// tests compare the two.
class MatcherCompiler
{
public:
    [[nodiscard]] static Result<Matcher::Compiled> compile(const QVector<Lexicon> &lexicons, MatchingEngine engine,
                                                           const MatcherAids &aids = {});

private:
    class Assembly;
};

} // namespace atalaia
