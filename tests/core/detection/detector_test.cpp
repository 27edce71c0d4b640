// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "detection/policyengine.h"
#include "detection/testlexicons.h"
#include "support/catch.h"

#include <atomic>
#include <thread>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const PolicyEngine> engineFor(const QVector<Term> &terms)
{
    const PolicyEngine::Compiled compiled = PolicyEngine::compile({}, {lexiconOf(terms)});
    REQUIRE(compiled.engine);
    REQUIRE(compiled.problems.isEmpty());
    return compiled.engine;
}

QVector<RuleHit> detect(Detector &detector, const QString &text)
{
    PolicyScanner *const scanner = detector.scanner();
    if (!scanner)
        return {};
    ObservedMessage message;
    message.number = 1;
    message.author = Author::Agent;
    message.text = text;
    ConversationFacts facts;
    facts.company = detector.company().get();
    ConversationState conversation;
    ContactState contact;
    AgentState agent;
    return scanner->observe(message, facts, conversation, contact, agent);
}

} // namespace

TEST_CASE("The next text is scanned with the newest engine", "[core]")
{
    Detector detector(nullptr);
    CHECK(detector.scanner() == nullptr);
    detector.setEngine(engineFor({termOf(u"um"_s)}));
    REQUIRE(detect(detector, u"um dois"_s).size() == 1);
    CHECK(detector.scanner() == detector.scanner());
    detector.setEngine(engineFor({termOf(u"dois"_s)}));
    const QVector<RuleHit> hits = detect(detector, u"um dois"_s);
    REQUIRE(hits.size() == 1);
    CHECK(hits.first().explanation.first().subject == u"dois"_s);
    detector.setEngine(nullptr);
    CHECK(detector.scanner() == nullptr);
}

TEST_CASE("Engines are swapped while another thread detects", "[core]")
{
    const auto first = engineFor({termOf(u"um"_s), termOf(u"d.is"_s, TermKind::Regex)});
    const auto second = engineFor({termOf(u"um"_s)});
    Detector detector(first);
    std::atomic<bool> isDone = false;
    std::thread swapping([&detector, &isDone, first, second] {
        for (int i = 0; !isDone; ++i)
            detector.setEngine(i % 2 ? first : second);
    });
    int wrong = 0;
    for (int i = 0; i < 500; ++i) {
        const auto count = detect(detector, u"um dois"_s).size();
        wrong += count == 1 || count == 2 ? 0 : 1;
    }
    isDone = true;
    swapping.join();
    CHECK(wrong == 0);
}
