// SPDX-License-Identifier: GPL-3.0-or-later
// Which hits there are, which policies are kept out, what is remembered.
#include "detection/enginedriver.h"
#include "policy/listincludes.h"
#include "support/catch.h"

#include <QElapsedTimer>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray head(const QByteArray &name, const QByteArray &state = "live")
{
    return "policy: " + name + "\nversion: 1\ntitle: t\nstate: " + state + "\n";
}

/// A policy with one rule, which finds its own name.
QByteArray simple(const QByteArray &name, const QByteArray &more = {}, const QByteArray &state = "live")
{
    return head(name, state) + "rules:\n  - {id: " + name + ", category: c, when: '\"" + name + "\"'" + more + "}\n";
}

QStringList reasonsOf(const QVector<PolicyProblem> &problems)
{
    QStringList reasons;
    for (const PolicyProblem &problem : problems)
        reasons.append(problem.policy + u": "_s + problem.reason);
    return reasons;
}

Lexicon lexiconOf(const QString &name, const QStringList &texts)
{
    Lexicon lexicon;
    lexicon.name = name;
    lexicon.version = 3;
    for (const QString &text : texts) {
        Term term;
        term.text = text;
        term.category = u"courtesy"_s;
        term.severity = 4;
        term.line = int(lexicon.terms.size()) + 2;
        lexicon.terms.append(term);
    }
    return lexicon;
}

} // namespace

TEST_CASE("A hit says which rule found what", "[core]")
{
    EngineDriver driver(QByteArray(R"(
rules:
  - {id: b/first, category: cb, severity: 2, confidence: 0.7, when: '"bbb"'}
  - {id: a, category: ca, severity: 4, when: '"bbb"'}
)"));
    CHECK(driver.agent(u"x bbb"_s) == u"a b/first"_s); // by name
    const RuleHit &hit = driver.hits[1];
    CHECK(hit.message == 1);
    CHECK(hit.rule == u"b"_s);
    CHECK(hit.variant == u"first"_s);
    CHECK(hit.category == u"cb"_s);
    CHECK(hit.policy == u"test"_s);
    CHECK(hit.policyVersion == 7);
    CHECK(hit.severity == 2);
    CHECK(hit.confidence == Approx(0.7));
    CHECK(hit.author == Author::Agent);
    CHECK(hit.level == 0);
    CHECK_FALSE(hit.isBackground);
    CHECK(hit.spans == QVector<MessageSpan>{{1, {2, 5}}});
}

TEST_CASE("Of the variants of a rule the strongest is kept", "[core]")
{
    EngineDriver driver(QByteArray(R"(
rules:
  - {id: r/weak, category: c, severity: 2, when: '"aaa"'}
  - {id: r/strong, category: c, severity: 4, when: '"bbb"'}
  - {id: r/surer, category: c, severity: 4, confidence: 0.95, when: '"ccc"'}
  - {id: r/equal, category: c, severity: 4, when: '"ddd"'}
  - {id: r/raised, category: c, severity: 1, when: '"eee"', raise: [{to: 5, given: [{said: other, within: here}]}]}
  - {id: other, category: c, severity: 1, when: '"fff"'}
)"));
    CHECK(driver.agent(u"aaa bbb"_s) == u"r/strong"_s);
    CHECK(driver.agent(u"bbb ccc"_s, 600) == u"r/surer"_s);
    CHECK(driver.agent(u"ddd bbb"_s, 600) == u"r/strong"_s); // the first of two that are equal
    CHECK(driver.agent(u"eee bbb"_s, 600) == u"r/strong"_s);
    CHECK(driver.agent(u"eee bbb fff"_s, 600) == u"other r/raised"_s);
    CHECK(driver.hits[1].severity == 5);
}

TEST_CASE("Severity decides over flags where the rule does not", "[core]")
{
    EngineDriver driver(QByteArray(R"(
signals: [{id: much, when: '"much"'}]
rules:
  - {id: a-low, category: c, severity: 2, when: '"aaa"', raise: [{to: 3, given: [{said: much, within: here}]}]}
  - {id: b-high, category: c, severity: 3, when: '"aaa"'}
  - {id: c-always, category: c, severity: 1, flag: true, when: '"aaa"'}
  - {id: d-never, category: c, severity: 5, flag: false, when: '"aaa"'}
)"));
    const auto flags = [&driver] {
        QString text;
        for (const RuleHit &hit : driver.hits)
            text += hit.opensFlag ? u'1' : u'0';
        return text;
    };
    driver.agent(u"aaa"_s);
    CHECK(flags() == u"0110"_s);
    driver.agent(u"aaa much"_s, 600);
    CHECK(flags() == u"1110"_s); // raised
}

TEST_CASE("A raise needs all of its conditions and the highest counts", "[core]")
{
    EngineDriver driver(QByteArray(R"(
signals:
  - {id: one, when: '"one"'}
  - {id: two, when: '"two"'}
rules:
  - id: r
    category: c
    severity: 2
    when: '"aaa"'
    raise:
      - {to: 5, given: [{said: one, within: here}, {said: two, within: here}]}
      - {to: 4, given: [{said: one, within: here}]}
      - {to: 1, given: [{said: two, within: here}]}
)"));
    driver.agent(u"aaa"_s);
    CHECK(driver.hit().severity == 2);
    driver.agent(u"aaa one"_s, 600);
    CHECK(driver.hit().severity == 4);
    driver.agent(u"aaa two"_s, 600);
    CHECK(driver.hit().severity == 2); // never lowered
    driver.agent(u"aaa one two"_s, 600);
    CHECK(driver.hit().severity == 5);
    CHECK(driver.hit().explanation.constLast()
          == ExplanationStep{ExplanationStep::Kind::Raised, u"severity 5"_s, u"said one here, said two here"_s, 0, {}});
}

TEST_CASE("Signals are remembered and silent", "[core]")
{
    EngineDriver driver(QByteArray(R"(
signals: [{id: offer, when: '"oferta"'}]
rules: [{id: r, category: c, when: '"aaa"', given: [{said: offer}]}]
)"));
    CHECK(driver.agent(u"aaa"_s) == QString());
    CHECK(driver.agent(u"oferta"_s, 600) == QString());
    CHECK(driver.conversation.said.value(u"offer"_s).latest.constFirst().message == 2);
    CHECK(driver.contact.said.contains(u"offer"_s));
    CHECK(driver.agent(u"aaa"_s, 600) == u"r"_s);
}

TEST_CASE("A rule comes behind what it refers to wherever that stands", "[core]")
{
    EngineDriver driver(QByteArray(R"(
rules:
  - {id: last, category: c, when: '"aaa"', given: [{said: middle, within: here}]}
  - {id: middle/one, category: c, when: '"aaa"', unless: [{said: never, within: here}], given: [{said: first, within: here}]}
  - {id: weighed, category: c, conduct: repeated, parameters: {signals: {last: 1}, reach: 1}}
  - {id: first, category: c, when: '"aaa"'}
signals: [{id: never, when: '"bbb"'}]
)"));
    CHECK(driver.agent(u"aaa"_s) == u"first last middle/one weighed"_s);
    CHECK(driver.agent(u"aaa bbb"_s, 600) == u"first"_s);
}

TEST_CASE("In a circle the reference back sees the message before", "[core]")
{
    EngineDriver driver(QByteArray(R"(
rules:
  - {id: hen, category: c, when: '"aaa"', unless: [{said: egg}]}
  - {id: egg, category: c, when: '"aaa"', given: [{said: hen}]}
)"));
    CHECK(driver.agent(u"aaa"_s) == u"hen"_s); // egg was judged before hen
    CHECK(driver.agent(u"aaa"_s, 600) == u"egg"_s);
}

TEST_CASE("A policy in the background opens no flag and drafts find nothing", "[core]")
{
    EngineDriver driver(engineOf(policiesFrom({simple("back", {}, "background"), simple("draft", {}, "draft"),
                                               simple("paused", {}, "paused"), simple("live")})));
    CHECK(driver.agent(u"back draft paused live"_s) == u"back live"_s);
    CHECK(driver.hits[0].isBackground);
    CHECK_FALSE(driver.hits[0].opensFlag);
    CHECK_FALSE(driver.hits[1].isBackground);
    CHECK(driver.hits[1].opensFlag);
}

TEST_CASE("A policy whose examples fail stays out and the rest goes on", "[core]")
{
    const auto compiled =
            PolicyEngine::compile(policiesFrom({simple("one", ", match: [nothing of it]"), simple("two"),
                                                simple("three", ", no_match: ['c: hello', \"c: hi\\na: a three\"]")}),
                                  {});
    CHECK(reasonsOf(compiled.problems)
          == QStringList{u"one: example must match and does not: nothing of it"_s,
                         u"three: example must not match and does: c: hi a: a three"_s});
    CHECK(compiled.problems.constFirst().source == u"test1.yaml"_s);
    CHECK(compiled.problems.constFirst().rule == u"one"_s);
    CHECK(compiled.problems.constFirst().line == 6);
    EngineDriver driver(compiled.engine);
    CHECK(driver.agent(u"one two three"_s) == u"two"_s);
    CHECK(compiled.engine->ruleCount() == 1);
}

TEST_CASE("Examples are judged by variant and by who wrote them", "[core]")
{
    const QByteArray body = R"(
rules:
  - {id: r/a, category: c, by: customer, when: '"aaa"', match: [aaa, 'c: aaa'], no_match: ['a: aaa', 'bbb']}
  - {id: r/b, category: c, when: '"bbb"', match: ["c: x\na: bbb", "b: x\nbbb"], no_match: [aaa, 'b: bbb']}
)";
    CHECK(engineOf({policyOf(body)})->ruleCount() == 2);
}

TEST_CASE("What nobody has is told for each policy that asks for it", "[core]")
{
    const QByteArray unknown = "rules:\n  - {id: r, category: c, when: '@nowhere', match: [aaa]}\n";
    const auto compiled = PolicyEngine::compile(
            policiesFrom({head("one") + unknown, head("two") + unknown,
                          head("three") + "rules:\n  - {id: r, category: c, when: '\"a\" AND #nothing'}\n",
                          head("four") + "rules:\n  - {id: r, category: c, when: '\"x\" UNLESS @nowhere'}\n",
                          simple("five")}),
            {});
    CHECK(reasonsOf(compiled.problems)
          == QStringList{u"one: unknown list @nowhere"_s, u"two: unknown list @nowhere"_s,
                         u"three: unknown identifier #nothing"_s, u"four: unknown list @nowhere"_s});
    EngineDriver driver(compiled.engine);
    CHECK(driver.agent(u"five aaa x"_s) == u"five"_s);
}

TEST_CASE("A conduct or a count that cannot be keeps its policy out", "[core]")
{
    Policy policy =
            policyOf("rules:\n  - {id: r, category: c, conduct: late-reply, parameters: {first_reply_min: 5}}\n");
    policy.rules[0].conduct = u"dancing"_s;
    CHECK(reasonsOf(PolicyEngine::compile({policy}, {}).problems) == QStringList{u"test: unknown conduct dancing"_s});

    policy = policyOf(
            "rules:\n  - {id: r, category: c, when: '\"a\"', given: [{said: r, within: 20 messages, times: 9}]}\n");
    CHECK(reasonsOf(PolicyEngine::compile({policy}, {}).problems)
          == QStringList{u"test: 'times' with 'within' goes up to 8"_s});
    policy.rules[0].given[0].times = 8;
    CHECK(PolicyEngine::compile({policy}, {}).problems.isEmpty());
}

TEST_CASE("A word that cannot be compiled keeps its policy out and not its lists", "[core]")
{
    Policy bad = policyOf(R"(
lists: {test_good: {any: [aaa]}}
rules: [{id: bad, category: c, when: ['@test_good', '/x(a/']}]
)");
    Policy user = policiesFrom({head("user")
                                + "lists: {test_bad: {any: [bbb]}}\n"
                                  "rules: [{id: user, category: c, when: '@test_good'}]\n"})
                          .first();
    const auto first = PolicyEngine::compile({bad, user}, {});
    REQUIRE(first.problems.size() == 1);
    CHECK(first.problems[0].policy == u"test"_s);
    CHECK(first.problems[0].rule == u"bad"_s);
    EngineDriver driver(first.engine);
    CHECK(driver.agent(u"aaa"_s) == u"user"_s);

    Term term;
    term.kind = TermKind::Regex;
    term.text = u"x(a"_s;
    term.line = 12;
    user.lists[0].terms.append(term);
    user.rules[0].when.append(u"@test_bad"_s);
    const auto second = PolicyEngine::compile({user, policyOf("lists: {test_good: {any: [aaa]}}\n")}, {});
    REQUIRE(second.problems.size() == 1);
    CHECK(second.problems[0].policy == u"user"_s);
    CHECK(second.problems[0].line == 12);
    CHECK(second.problems[0].reason.startsWith(u"list @test_bad: x(a"));
    CHECK(second.engine->ruleCount() == 0);
}

TEST_CASE("Lists count with the entries of those that they include", "[core]")
{
    EngineDriver driver(engineOf(policiesFrom({head("lists") + "lists: {test_base: {pt: [senha], any: [pin]}}\n",
                                               head("user")
                                                       + "lists: {test_all: {include: [test_base], pt: [segredo]}}\n"
                                                         "rules: [{id: r, category: c, when: '@test_all'}]\n"})));
    for (const QString &word : {u"senha"_s, u"pin"_s, u"segredo"_s})
        CHECK(driver.agent(word, 600) == u"r"_s);
}

TEST_CASE("Parts of a match share a language", "[core]")
{
    EngineDriver driver(QByteArray(R"(
lists:
  test_ask: {pt: [me passa], en: [send me], any: [pls]}
  test_secret: {pt: [senha], en: [password], any: [pin]}
rules: [{id: r, category: c, when: '@test_ask NEAR/3 @test_secret'}]
)"));
    CHECK(driver.agent(u"me passa a senha"_s, 600) == u"r"_s);
    CHECK(driver.agent(u"send me the password"_s, 600) == u"r"_s);
    CHECK(driver.agent(u"me passa a password"_s, 600) == QString());
    CHECK(driver.agent(u"send me senha"_s, 600) == QString());
    CHECK(driver.agent(u"me passa o pin"_s, 600) == u"r"_s);
    CHECK(driver.agent(u"pls senha"_s, 600) == u"r"_s);
}

TEST_CASE("A lexicon that no rule refers to stands by itself", "[core]")
{
    Lexicon standing = lexiconOf(u"extra"_s, {u"idiota"_s, u"burro"_s});
    standing.terms[1].direction = Direction::Contact;
    Lexicon asleep = lexiconOf(u"asleep"_s, {u"dorme"_s});
    asleep.isLive = false;
    const Lexicon asked = lexiconOf(u"asked"_s, {u"ganso"_s});
    Lexicon asleepAsked = lexiconOf(u"both"_s, {u"pato"_s});
    asleepAsked.isLive = false;
    EngineDriver driver(engineOf({policyOf("rules: [{id: r, category: c, levels: 2, when: '@asked OR @both'}]\n")},
                                 {standing, asleep, asked, asleepAsked}));
    CHECK(driver.agent(u"seu idiota, um idiota, burro"_s) == u"extra:2"_s);
    const RuleHit hit = driver.hit();
    CHECK(hit.policy == u"extra"_s);
    CHECK(hit.policyVersion == 3);
    CHECK(hit.category == u"courtesy"_s);
    CHECK(hit.severity == 4);
    CHECK(hit.opensFlag);
    CHECK(driver.spans() == u"1:4-10"_s);
    CHECK(driver.customer(u"burro e idiota"_s) == u"extra:2 extra:3"_s);
    CHECK(driver.agent(u"dorme"_s, 600) == QString());
    CHECK(driver.agent(u"o ganso"_s, 600) == u"r"_s); // once, not as a standing term as well
    CHECK(driver.agent(u"o pato"_s, 600) == u"r"_s);
    CHECK(driver.agent(u"1d10t4"_s, 600) == QString()); // disguises are for rules
    CHECK(driver.agent(u"o g4ns0"_s, 600) == u"r"_s);

    ObservedMessage forwarded = EngineDriver::agentMessage(u"idiota"_s);
    forwarded.isForwarded = true;
    driver.observe(forwarded, 600);
    CHECK(driver.hit().confidence == Approx(0.5));
}

TEST_CASE("Terms that come from no file stand apart", "[core]")
{
    Lexicon lexicon = lexiconOf(u"extra"_s, {u"idiota"_s, u"burro"_s});
    for (Term &term : lexicon.terms)
        term.line = 0;
    EngineDriver driver(engineOf({}, {lexicon}));
    CHECK(driver.agent(u"burro idiota"_s) == u"extra:burro extra:idiota"_s);
}

TEST_CASE("The direction of a lexicon's term holds within rules and severities choose", "[core]")
{
    Lexicon lexicon = lexiconOf(u"words"_s, {u"aaa"_s, u"bbb"_s});
    lexicon.terms[0].direction = Direction::Agent;
    lexicon.terms[1].severity = 2;
    EngineDriver driver(engineOf({policyOf("rules:\n  - {id: all, category: c, when: '@words'}\n"
                                           "  - {id: severe, category: c, when: '@words >= 3'}\n")},
                                 {lexicon}));
    CHECK(driver.agent(u"aaa"_s, 600) == u"all severe"_s);
    CHECK(driver.customer(u"aaa"_s, 600) == QString());
    CHECK(driver.customer(u"bbb"_s, 600) == u"all"_s);
}

TEST_CASE("A list of a policy goes before a lexicon of its name", "[core]")
{
    Lexicon lexicon = lexiconOf(u"test_words"_s, {u"ganso"_s});
    lexicon.isLive = false;
    EngineDriver driver(engineOf({policyOf("lists: {test_words: {any: [pato]}}\n"
                                           "rules: [{id: r, category: c, when: '@test_words'}]\n")},
                                 {lexicon}));
    CHECK(driver.agent(u"ganso"_s) == QString());
    CHECK(driver.agent(u"pato"_s) == u"r"_s);
}

TEST_CASE("A silence of twelve hours closes the window before the next message", "[core]")
{
    const QByteArray body = R"(
signals: [{id: hello, when: '"ola"'}]
rules:
  - {id: missing, category: c, by: agent, conduct: absent, parameters: {signal: hello, N: 3}}
)";
    EngineDriver driver(body);
    driver.customer(u"oi"_s);
    CHECK(driver.agent(u"sim"_s) == QString());
    CHECK(driver.agent(u"bom dia"_s, 12 * 3600 - 1) == QString());
    ObservedMessage system = EngineDriver::agentMessage(u"x"_s);
    system.author = Author::System;
    CHECK(driver.observe(system, 13 * 3600) == QString()); // says nothing and closes nothing
    CHECK(driver.customer(u"oi"_s) == u"missing"_s);
    CHECK(driver.hit().message == 3);
    CHECK(driver.hit().author == Author::Agent);
    CHECK(driver.close(0) == QString());
    CHECK(driver.agent(u"bom dia"_s) == QString());
    CHECK(driver.close(0) == u"missing"_s);
    CHECK(driver.close(0) == QString()); // once
}

TEST_CASE("A conduct found on an earlier message has its author", "[core]")
{
    EngineDriver driver(QByteArray(R"(
signals:
  - {id: ask, by: customer, when: '"quero"'}
  - {id: answer, by: agent, when: '"feito"'}
rules:
  - {id: late, category: c, conduct: overdue, parameters: {request: ask, answer: answer, days: 1}}
)"));
    driver.customer(u"quero"_s);
    CHECK(driver.agent(u"feito"_s, 3 * 86400) == u"late"_s);
    CHECK(driver.hit().message == 1);
    CHECK(driver.hit().author == Author::Contact);
}

TEST_CASE("States that were saved lead to the same hits", "[core]")
{
    const QByteArray body = R"(
signals: [{id: offer, when: '"oferta"'}]
rules:
  - {id: split, category: c, when: '"me passa a senha"'}
  - {id: thrice, category: c, when: '"aaa"', given: [{said: offer, times: 2, within: 5 messages}]}
  - {id: ever, category: c, when: '"bbb"', given: [{said: offer, within: ever}]}
  - {id: often, category: c, conduct: repeated, parameters: {signals: {offer: 1}, reach: 3}}
)";
    EngineDriver whole(body);
    EngineDriver halting(body);
    const QStringList texts{u"oferta"_s, u"me passa"_s, u"a senha"_s, u"oferta"_s, u"aaa"_s, u"oferta"_s, u"bbb aaa"_s};
    int found = 0;
    for (int i = 0; i < 40; ++i) {
        const QString text = texts[i % texts.size()];
        const qint64 after = i % 11 == 10 ? 50'000 : 30;
        whole.agent(text, after);
        halting.agent(text, after);
        halting.saveAndLoad();
        CHECK(whole.hits == halting.hits);
        CHECK(whole.conversation == halting.conversation);
        found += int(whole.hits.size());
    }
    CHECK(found > 15);
}

TEST_CASE("Many rules that refer to each other in a row are put in order", "[core][slow]")
{
    Policy policy = policyOf("rules: [{id: r, category: c, when: '\"aaa\"'}]\n");
    const PolicyRule pattern = policy.rules.takeFirst();
    constexpr int kRules = 20'000;
    for (int i = 0; i < kRules; ++i) {
        PolicyRule rule = pattern;
        rule.id = u"r%1"_s.arg(i);
        RuleCondition condition;
        condition.subject = u"r%1"_s.arg(i + 1);
        condition.isHere = true;
        if (i + 1 < kRules)
            rule.given.append(condition);
        policy.rules.append(rule);
    }
    QElapsedTimer timer;
    timer.start();
    EngineDriver driver(engineOf({policy}));
    CHECK(timer.elapsed() < 20'000);
    driver.conversation.said.clear();
    CHECK(driver.agent(u"bbb"_s) == QString());
    policy.rules.resize(200);
    policy.rules.last().given.clear();
    EngineDriver few(engineOf({policy}));
    few.agent(u"aaa"_s);
    CHECK(few.hits.size() == 200);
}
