// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "detection/matcher.h"
#include "detection/testlexicons.h"
#include "support/catch.h"

#include <atomic>
#include <thread>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const Matcher> matcherFor(const QVector<Term> &terms)
{
    const Result<Matcher::Compiled> compiled = Matcher::compile({lexiconOf(terms)});
    REQUIRE(compiled);
    return compiled->matcher;
}

} // namespace

TEST_CASE("The next text is scanned with the newest matcher", "[core]")
{
    Detector detector(nullptr);
    CHECK(detector.detect(u"um dois"_s, Author::Agent).isEmpty());
    detector.setMatcher(matcherFor({termOf(u"um"_s)}));
    REQUIRE(detector.detect(u"um dois"_s, Author::Agent).size() == 1);
    detector.setMatcher(matcherFor({termOf(u"dois"_s)}));
    const QVector<TermHit> hits = detector.detect(u"um dois"_s, Author::Agent);
    REQUIRE(hits.size() == 1);
    CHECK(hits.first().term.text == u"dois"_s);
    detector.setMatcher(nullptr);
    CHECK(detector.detect(u"um dois"_s, Author::Agent).isEmpty());
}

TEST_CASE("Matchers are swapped while another thread detects", "[core]")
{
    const auto first = matcherFor({termOf(u"um"_s), termOf(u"d.is"_s, TermKind::Regex)});
    const auto second = matcherFor({termOf(u"um"_s)});
    Detector detector(first);
    std::atomic<bool> isDone = false;
    std::thread swapping([&detector, &isDone, first, second] {
        for (int i = 0; !isDone; ++i)
            detector.setMatcher(i % 2 ? first : second);
    });
    int wrong = 0;
    for (int i = 0; i < 2'000; ++i) {
        const auto count = detector.detect(u"um dois"_s, Author::Contact).size();
        wrong += count == 1 || count == 2 ? 0 : 1;
    }
    isDone = true;
    swapping.join();
    CHECK(wrong == 0);
}
