// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/expression.h"
#include "policy/listincludes.h"
#include "policy/policyfolder.h"
#include "policy/policyreader.h"
#include "support/catch.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <algorithm>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kHead = "policy: sample\nversion: 2\ntitle: A sample\n";

/// "line:column reason" of each problem.
QStringList problemsOf(const QByteArray &yaml)
{
    const PolicyReading reading = readPolicy(yaml, u"sample.yaml"_s);
    CHECK(reading.policy.has_value() == reading.problems.isEmpty());
    QStringList list;
    for (const PolicyProblem &problem : reading.problems) {
        CHECK(problem.source == u"sample.yaml"_s);
        list.append(u"%1:%2 %3"_s.arg(problem.line).arg(problem.column).arg(problem.reason));
    }
    return list;
}

QString firstProblem(const QByteArray &yaml)
{
    return problemsOf(yaml).value(0);
}

Policy goodPolicy(const QByteArray &yaml)
{
    const PolicyReading reading = readPolicy(yaml, u"sample.yaml"_s);
    for (const PolicyProblem &problem : reading.problems)
        INFO(problem.line << ':' << problem.column << ' ' << problem.reason.toStdString());
    if (!reading.problems.isEmpty())
        FAIL(reading.problems.first().reason.toStdString());
    REQUIRE(reading.policy.has_value());
    return *reading.policy;
}

/// A policy whose one rule ends with `tail`.
QByteArray withRule(const QByteArray &tail)
{
    return kHead + "rules:\n  - id: one\n    category: secrets\n" + tail;
}

QStringList textsOf(const Lexicon &list)
{
    QStringList texts;
    for (const Term &term : list.terms)
        texts.append(term.text);
    return texts;
}

} // namespace

TEST_CASE("a policy is read with all that its file says", "[core]")
{
    const Policy policy = goodPolicy(R"(
policy: conduct
version: 3
title: Conduct towards customers
purpose: Nobody asks for secrets.
legal_basis: LGPD art. 6
owner: Data-protection manager
state: background
lists:
  secret_word:
    pt: [senha, Sênha, "código de verificação", tok*]
    uk: ["код з смс"]
    any: [pin, "/c[0o]d/"]
signals:
  - id: objection
    by: customer
    when: "\"stop\""
rules:
  - id: secret-requested/ask
    code: R-08
    category: secrets
    title: Asks for a code
    severity: 5
    confidence: 0.75
    by: agent
    unit: thread
    thread_messages: 4
    levels: 2
    flag: false
    automatic: true
    when: ['@secret_word', '"a" NEAR/2 "b"']
    given:
      - {said: data-question, within: 10 messages, times: 2, not_since: answered}
      - {said: data-question, within: 2 h}
      - {profile: tickets_by_chat, is: false}
      - {contact: unrelated}
      - {first: true}
    unless:
      - {said: objection, within: ever}
    raise:
      - to: 4
        given: [{said: objection, within: here}]
    match: me passa sua senha
    no_match: ["nunca informe", "a: oi\nc: oi"]
  - id: missing-identification
    category: identification
    severity: 1
    conduct: absent
    parameters: {signal: identification, N: 2, at_close: true}
  - id: many-weak-signs
    category: harassment
    conduct: repeated
    parameters: {signals: {endearment: 1, compliment: 0.5}, reach: 2.5, within_days: 30}
  - id: contact-after-objection
    category: objection
    conduct: after-objection
    parameters: {objection: "7", spoils: [a, b]}
)");
    CHECK(policy.name == u"conduct"_s);
    CHECK(policy.version == 3);
    CHECK(policy.legalBasis == u"LGPD art. 6"_s);
    CHECK(policy.state == PolicyState::Background);
    CHECK(policy.sourceName == u"sample.yaml"_s);

    REQUIRE(policy.lists.size() == 1);
    const Lexicon &list = policy.lists[0];
    CHECK(list.name == u"secret_word"_s);
    // The second spelling of the first entry says nothing new.
    CHECK(textsOf(list)
          == QStringList{u"senha"_s, u"código de verificação"_s, u"tok"_s, u"код з смс"_s, u"pin"_s, u"c[0o]d"_s});
    CHECK(list.terms[0].kind == TermKind::Literal);
    CHECK(list.terms[0].language == u"pt"_s);
    CHECK(list.terms[0].line == 11);
    CHECK(list.terms[2].kind == TermKind::Prefix);
    CHECK(list.terms[3].language == u"uk"_s);
    CHECK(list.terms[4].language.isEmpty());
    CHECK(list.terms[5].kind == TermKind::Regex);

    REQUIRE(policy.rules.size() == 5);
    CHECK(policy.rules[0].id == u"objection"_s);
    CHECK(policy.rules[0].category.isEmpty());
    CHECK(policy.rules[0].by == Direction::Contact);
    const PolicyRule &rule = policy.rules[1];
    CHECK(rule.id == u"secret-requested/ask"_s);
    CHECK(rule.code == u"R-08"_s);
    CHECK(rule.severity == 5);
    CHECK(rule.confidence == 0.75);
    CHECK(rule.by == Direction::Agent);
    CHECK(rule.unit == TextUnit::Thread);
    CHECK(rule.threadMessages == 4);
    CHECK(rule.maxLevel == 2);
    CHECK(rule.isForAutomatic);
    CHECK(rule.when == QStringList{u"@secret_word"_s, u"\"a\" NEAR/2 \"b\""_s});
    CHECK(rule.line == 19);
    REQUIRE(rule.given.size() == 5);
    CHECK(rule.given[0].withinMessages == 10);
    CHECK(rule.given[0].times == 2);
    CHECK(rule.given[0].notSince == u"answered"_s);
    CHECK(rule.given[1].withinSeconds == 7200);
    CHECK(rule.given[2].kind == RuleCondition::Kind::Profile);
    CHECK(rule.given[2].subject == u"tickets_by_chat"_s);
    CHECK(rule.given[2].value == u"false"_s);
    CHECK(rule.given[3].kind == RuleCondition::Kind::Contact);
    CHECK(rule.given[3].subject == u"unrelated"_s);
    CHECK(rule.given[4].kind == RuleCondition::Kind::First);
    REQUIRE(rule.unless.size() == 1);
    CHECK(rule.unless[0].isEver);
    REQUIRE(rule.raise.size() == 1);
    CHECK(rule.raise[0].severity == 4);
    CHECK(rule.raise[0].given.value(0).isHere);
    CHECK(rule.matching == QStringList{u"me passa sua senha"_s});
    CHECK(rule.notMatching == QStringList{u"nunca informe"_s, u"a: oi\nc: oi"_s});

    const PolicyRule &conduct = policy.rules[2];
    CHECK(conduct.conduct == u"absent"_s);
    CHECK(conduct.unit == TextUnit::Turn);
    CHECK(conduct.parameters[u"N"_s] == 2);
    CHECK(conduct.parameters[u"at_close"_s] == true);
    CHECK(policy.rules[3].parameters[u"reach"_s] == 2.5);
    CHECK(policy.rules[3].parameters[u"signals"_s].toObject()[u"compliment"_s] == 0.5);
    CHECK(policy.rules[4].parameters[u"objection"_s] == u"7"_s);
    CHECK(policy.rules[4].parameters[u"spoils"_s].toArray().size() == 2);
}

TEST_CASE("each mistake in a policy is told with its place", "[core]")
{
    struct Case
    {
        QByteArray yaml;
        QString problem;
    };
    const Case cases[] = {
            {"policy: a\nversion: 1\nrules: []\n", u"1:1 a policy needs 'title'"_s},
            {"policy: A b\nversion: 1\ntitle: t\n", u"1:9 'policy' must be small letters, digits and '-', not 'A b'"_s},
            {"policy: a\nversion: \"1\"\ntitle: t\n", u"2:10 'version' must be a whole number from 1 to 2147483647"_s},
            {kHead + "state: alive\n",
             u"4:8 'state' must be one of draft, background, live, paused, did you mean 'live'?"_s},
            {kHead, u"1:1 a policy needs 'rules', 'signals' or 'lists'"_s},
            {kHead + "rulez: []\n", u"4:1 unknown key 'rulez', did you mean 'rules'?"_s},
            {kHead + "rules: {a: b}\n", u"4:8 'rules' must be a list"_s},
            {kHead + "rules: [x]\n", u"4:9 a rule must be a map of keys and values"_s},
            {kHead + "signals:\n  - {id: a, category: b, when: '\"x\"'}\n",
             u"5:13 unknown key 'category'; a signal knows id, code, title, severity, confidence, by, unit, "
             "thread_messages, levels, flag, automatic, when, given, unless, raise, conduct, parameters, match, no_match"_s},
            {kHead + "rules:\n  - id: a\n    catgory: b\n    when: '\"x\"'\n",
             u"6:5 unknown key 'catgory', did you mean 'category'?"_s},
            {kHead + "rules:\n  - {category: a, when: '\"x\"'}\n", u"5:5 a rule needs 'id'"_s},
            {withRule(""), u"5:5 a rule needs 'when' or 'conduct'"_s},
            {withRule("    when: []\n"), u"7:11 'when' is empty"_s},
            {withRule("    when: ['\"x\"', '']\n"),
             u"7:19 an empty text in 'when' (what begins with '#' needs quotes)"_s},
            {withRule("    when: #cpf\n"), u"5:5 a rule needs 'when' or 'conduct'"_s},
            {withRule("    when: '\"x\"'\n    severity: 6\n"), u"8:15 'severity' must be a whole number from 1 to 5"_s},
            {withRule("    when: '\"x\"'\n    confidence: 1.1\n"), u"8:17 'confidence' must be a number from 0 to 1"_s},
            {withRule("    when: '\"x\"'\n    by: agnt\n"),
             u"8:9 'by' must be one of any, agent, customer, did you mean 'agent'?"_s},
            {withRule("    when: '\"x\"'\n    yb: agent\n"), u"8:5 unknown key 'yb', did you mean 'by'?"_s},
            {withRule("    when: '\"x\"'\n    levels: 4\n"), u"8:13 'levels' must be a whole number from 0 to 3"_s},
            {withRule("    when: '\"x\"'\n    automatic: yes\n"), u"8:16 'automatic' must be true or false"_s},
            {withRule("    when: '\"x\"'\n    thread_messages: 4\n"), u"8:5 'thread_messages' needs 'unit: thread'"_s},
            {withRule("    when: '\"x\"'\n    code: R08\n"),
             u"8:11 'code' must be a code such as R-08 or R-09d, not 'R08'"_s},
            {withRule("    when: '\"x\"'\n    given: [{sad: a}]\n"),
             u"8:13 a condition of 'given' must be a map with 'said', 'profile', 'contact' or 'first'"_s},
            {withRule("    when: '\"x\"'\n    given: [{said: a, within: 10 bubbles}]\n"),
             u"8:31 'within' must be 'N messages', 'N min', 'N h', 'N d', 'here', 'conversation' or 'ever', up to "
             "1000 messages or 3650 d"_s},
            {withRule("    when: '\"x\"'\n    given: [{said: a, within: 4000 d}]\n"),
             u"8:31 'within' must be 'N messages', 'N min', 'N h', 'N d', 'here', 'conversation' or 'ever', up to "
             "1000 messages or 3650 d"_s},
            {withRule("    when: '\"x\"'\n    given: [{said: a, since: b}]\n"),
             u"8:23 unknown key 'since'; a condition with 'said' knows said, within, times, not_since"_s},
            {withRule("    when: '\"x\"'\n    given: [{profile: vertical}]\n"),
             u"8:13 a condition with 'profile' needs 'is'"_s},
            {withRule("    when: '\"x\"'\n    given: [{profile: tickets_by_chat, is: no}]\n"),
             u"8:44 'tickets_by_chat' is true or false"_s},
            {withRule("    when: '\"x\"'\n    given: [{contact: friend}]\n"),
             u"8:23 'contact' must be one of related, unrelated, objected, minor, group"_s},
            {withRule("    when: '\"x\"'\n    given: [{first: false}]\n"),
             u"8:21 'first' is true; for the contrary use the other of 'given' and 'unless'"_s},
            {withRule("    when: '\"x\"'\n    raise: [{to: 5}]\n"), u"8:13 an entry of 'raise' needs 'given'"_s},
            {withRule("    when: '\"x\"'\n    conduct: absent\n"), u"8:5 a rule has either 'when' or 'conduct'"_s},
            {withRule("    when: '\"x\"'\n    parameters: {N: 1}\n"),
             u"8:5 'parameters' belong to a conduct, and there is no 'conduct'"_s},
            {withRule("    when: '\"x\"'\n  - {id: one, category: a, when: '\"y\"'}\n"),
             u"8:5 id 'one' is there twice; '/variant' behind it tells entries of one rule apart"_s},
            {kHead + "lists: {A: {any: [x]}}\n",
             u"4:9 the name of a list must be 1 to 60 small letters, digits and '_'"_s},
            {kHead + "lists: {a: [x]}\n", u"4:12 a list must be a map of keys and values"_s},
            {kHead + "lists: {a: {}}\n", u"4:9 list 'a' has no entries"_s},
            {kHead + "lists: {a: {pl: [x]}}\n", u"4:13 unknown key 'pl', did you mean 'pt'?"_s},
            {kHead + "lists: {a: {pt: [x, 'b*c']}}\n", u"4:21 list 'a': '*' stands only at the end of an entry"_s},
            {kHead + "lists: {a: {pt: ['x*']}}\n",
             u"4:18 list 'a': a beginning of fewer than 2 letters would match almost everything"_s},
            {kHead + "lists: {a: {pt: ['x *']}}\n", u"4:18 list 'a': '*' belongs to a word: no blank before it"_s},
            {kHead + "lists: {a: {pt: ['//']}}\n", u"4:18 list 'a': an empty expression"_s},
            {kHead + "lists: {a: {include: [b]}, b: {include: [a]}}\n",
             u"4:23 list 'a' includes itself by way of 'b'"_s},
            {kHead + "lists: {a: {include: a}}\n", u"4:22 list 'a' includes itself by way of 'a'"_s},
    };
    for (const Case &wrong : cases) {
        INFO(wrong.yaml.toStdString());
        CHECK(firstProblem(wrong.yaml) == wrong.problem);
    }
}

TEST_CASE("a mistake in an expression is told at its column in the file", "[core]")
{
    const QString expression = u"\"é\" AND (\"b\""_s;
    const auto parsed = parseExpression(expression);
    REQUIRE_FALSE(parsed.has_value());
    const int column = parsed.error().context.section(u':', 0, 0).section(u' ', 1).toInt();
    REQUIRE(column > 1);
    // The expression begins behind the quote, in column 12.
    const QString plain = firstProblem(withRule("    when: '" + expression.toUtf8() + "'\n"));
    CHECK(plain.section(u' ', 0, 0) == u"7:%1"_s.arg(12 + column - 1));
    const QString escaped = firstProblem(withRule("    when: \"\\\"é\\\" AND (\\\"b\\\"\"\n"));
    CHECK(escaped == u"7:11 in the expression: "_s + parsed.error().context);
}

TEST_CASE("a conduct and its parameters are checked with the file", "[core]")
{
    const QString unknown = firstProblem(withRule("    conduct: abesnt\n"));
    CHECK(unknown.startsWith(u"7:14 unknown conduct 'abesnt', did you mean 'absent'?"_s));
    const QString parameter = firstProblem(withRule("    conduct: absent\n    parameters: {signal: a, N: -3}\n"));
    CHECK(parameter.startsWith(u"8:29 "_s));
}

TEST_CASE("text that is no usable YAML is refused with its place", "[core]")
{
    CHECK(firstProblem("") == u"1:1 a policy must be a map of keys and values"_s);
    CHECK(firstProblem("[a, b]") == u"1:1 a policy must be a map of keys and values"_s);
    CHECK(firstProblem(kHead + "title: again\n") == u"4:1 key 'title' is there twice"_s);
    CHECK(firstProblem(kHead + "purpose: a\xFF\n") == u"4:11 not UTF-8"_s);
    CHECK(firstProblem(kHead + "purpose: é😀\xC3\n") == u"4:13 not UTF-8"_s);
    CHECK(firstProblem(kHead + QByteArray("purpose: a\0b\n", 13)) == u"4:11 a control character (0x00)"_s);
    CHECK(firstProblem(kHead + "purpose: \"a\\0b\"\n") == u"4:10 a text with a zero character"_s);
    CHECK(firstProblem(QByteArray("\xFF\xFEp\0o\0", 6)) == u"1:1 not UTF-8"_s);
    CHECK(firstProblem(kHead + "lists:\n\ta:\n").startsWith(u"5:3 a tab in the indentation"_s));
    CHECK(firstProblem(kHead + "purpose: &a b\n").contains(u"anchors"_s));
    CHECK(firstProblem(kHead + "purpose: *a\n").contains(u"aliases"_s));
    CHECK(firstProblem(kHead + "purpose: !!str b\n").startsWith(u"4:10 tags"_s));
    CHECK(firstProblem(kHead + "purpose: @b\n").startsWith(u"4:10 a text that begins with '@'"_s));
    CHECK(firstProblem(kHead + "---\npolicy: b\n") == u"5:1 a second document"_s);
    CHECK(firstProblem(kHead + "? [a, b]\n: c\n") == u"4:3 a key must be a plain word"_s);
    CHECK(firstProblem(kHead + "<<: {purpose: a}\n").startsWith(u"4:1 unknown key '<<'"_s));
    CHECK(firstProblem(kHead + "purpose: ! b\n").startsWith(u"4:10 tags"_s));
    CHECK(firstProblem(kHead + "rules: [\n") == u"5:1 not YAML: end of sequence flow not found"_s);
    // The end of the file does not close a quote.
    CHECK(firstProblem(kHead + "purpose: 'open\n") == u"4:10 a quote that is not closed"_s);
    CHECK(firstProblem(kHead + "purpose: 'it''s\n") == u"4:10 a quote that is not closed"_s);
    CHECK(firstProblem(kHead + "purpose: \"open\\\"\n\n") == u"4:10 a quote that is not closed"_s);
    CHECK(firstProblem(kHead + "purpose: 'closed'\n") == u"1:1 a policy needs 'rules', 'signals' or 'lists'"_s);
}

TEST_CASE("line ends and a byte order mark do not change where a mistake is", "[core]")
{
    const QByteArray unix = kHead + "purpose: a\nbad: 1\n";
    QByteArray windows = unix;
    windows.replace('\n', "\r\n");
    QByteArray old = unix;
    old.replace('\n', '\r');
    CHECK(firstProblem(unix).startsWith(u"5:1 unknown key 'bad'"_s));
    CHECK(firstProblem(windows) == firstProblem(unix));
    CHECK(firstProblem(old) == firstProblem(unix));
    CHECK(firstProblem("\xEF\xBB\xBF" + unix) == firstProblem(unix));
}

TEST_CASE("sizes and depths are bounded and told", "[core]")
{
    CHECK(firstProblem(QByteArray(5 * 1024 * 1024, 'a')) == u"1:1 larger than 4194304 bytes"_s);
    CHECK(firstProblem(kHead + "purpose: " + QByteArray(70'000, 'a')) == u"4:1 a line of more than 65536 bytes"_s);
    CHECK(firstProblem(kHead + "purpose: " + QByteArray(20'000, 'a'))
          == u"4:10 a text of more than 16384 characters"_s);
    CHECK(firstProblem(kHead + "x: " + QByteArray("- ").repeated(10'000)).startsWith(u"4:"_s));
    CHECK(firstProblem(kHead + "x: " + QByteArray("{a: ").repeated(10'000))
          == u"4:96 nested more than 24 levels deep"_s);
    CHECK_FALSE(problemsOf(kHead + "x: " + QByteArray("[").repeated(10'000)).isEmpty());
    CHECK_FALSE(problemsOf(QByteArray(":\n").repeated(100'000)).isEmpty());
    CHECK(firstProblem(kHead + "lists:\n  a:\n    any:\n" + QByteArray("      - b\n").repeated(210'000))
          == u"200000:9 more than 200000 values"_s);
    const QStringList many = problemsOf(kHead + "rules:\n" + QByteArray("  - {}\n").repeated(5000));
    CHECK(many.size() == 201);
    CHECK(many.last().endsWith(u"more problems follow that are not listed"_s));
}

TEST_CASE("aliases that would grow without end are refused at the first anchor", "[core]")
{
    QByteArray laughs = kHead + "a: &a [lol, lol]\n";
    for (char name = 'b'; name <= 'z'; ++name)
        laughs += QByteArray(1, name) + ": &" + name + " [*" + char(name - 1) + ", *" + char(name - 1) + "]\n";
    CHECK(firstProblem(laughs) == u"4:4 anchors ('&name') are not allowed; a text that begins with '&' needs quotes"_s);
}

TEST_CASE("a list has the entries of the lists it includes", "[core]")
{
    const Policy policy = goodPolicy(kHead + R"(lists:
  all:
    include: [some, more]
    pt: [um]
  some:
    include: more
    pt: [dois]
    any: [um]
  more:
    pt: [Dois, um]
)");
    CHECK(policy.includes.isEmpty());
    CHECK(textsOf(policy.lists[0]) == QStringList{u"um"_s, u"dois"_s, u"um"_s});
    CHECK(policy.lists[0].terms[2].language.isEmpty());
    CHECK(policy.lists[0].terms[1].line == 6);
    CHECK(textsOf(policy.lists[1]) == QStringList{u"dois"_s, u"um"_s, u"um"_s});
}

TEST_CASE("lists include lists of other policies", "[core]")
{
    const auto policy = [](const char *name, const QByteArray &lists) {
        return goodPolicy("policy: " + QByteArray(name) + "\nversion: 1\ntitle: t\nlists:\n" + lists);
    };
    const Policy first = policy("first", "  a: {any: [x], include: b}\n  b: {include: c}\n  own: {any: [o]}\n");
    CHECK(first.includes.size() == 2);
    const Policy second = policy("second", "  c: {any: [y], include: d}\n  d: {any: [z]}\n");
    CHECK(second.includes.isEmpty());

    QVector<Policy> both{first, second};
    CHECK(resolveIncludes(both).isEmpty());
    REQUIRE(both.size() == 2);
    CHECK(both[0].includes.isEmpty());
    CHECK(textsOf(both[0].lists[0]) == QStringList{u"x"_s, u"y"_s, u"z"_s});
    CHECK(textsOf(both[0].lists[1]) == QStringList{u"y"_s, u"z"_s});

    SECTION("a list nobody has takes its policy out and those that need it")
    {
        const Policy third = policy("third", "  e: {any: [q], include: nowhere}\n");
        const Policy fourth = policy("fourth", "  f: {include: e}\n");
        QVector<Policy> all{third, fourth, first, second};
        const auto problems = resolveIncludes(all);
        REQUIRE(problems.size() == 2);
        CHECK(problems[0].policy == u"third"_s);
        CHECK(problems[0].reason == u"list 'e' includes 'nowhere', which is not there"_s);
        CHECK(problems[0].line == 5);
        CHECK(problems[0].column == 26);
        CHECK(problems[1].policy == u"fourth"_s);
        REQUIRE(all.size() == 2);
        CHECK(textsOf(all[0].lists[0]).size() == 3);
    }
    SECTION("a circle over two files takes both out and no third")
    {
        const Policy third = policy("third", "  e: {any: [q], include: f}\n");
        const Policy fourth = policy("fourth", "  f: {include: e}\n");
        const Policy user = policy("user", "  g: {any: [g]}\n");
        QVector<Policy> all{third, fourth, user};
        const auto problems = resolveIncludes(all);
        REQUIRE(problems.size() == 2);
        CHECK(problems[0].reason == u"list 'e' includes itself by way of 'f'"_s);
        REQUIRE(all.size() == 1);
        CHECK(all[0].name == u"user"_s);
    }
    SECTION("the later of two lists or policies of one name is out")
    {
        QVector<Policy> all{first, second, policy("third", "  own: {any: [q]}\n"),
                            policy("second", "  k: {any: [k]}\n")};
        const auto problems = resolveIncludes(all);
        REQUIRE(problems.size() == 2);
        CHECK(problems[0].reason == u"list 'own' is in policy 'first' too"_s);
        CHECK(problems[1].reason == u"another file has the policy 'second' too"_s);
        CHECK(all.size() == 2);
    }
}

TEST_CASE("lists that include each other in a long row are bounded", "[core]")
{
    QByteArray row = kHead + "lists:\n";
    for (int index = 0; index < 5000; ++index) {
        const QByteArray number = QByteArray::number(index);
        row += "  l" + number + ": {any: [w" + number + "], include: l" + QByteArray::number(index + 1) + "}\n";
    }
    const QString problem = firstProblem(row + "  l5000: {any: [end]}\n");
    CHECK(problem.endsWith(u"with what lists include there are more than 500000 entries"_s));
}

TEST_CASE("the shipped policies have no problems", "[core]")
{
    const QVector<PolicyReading> readings = readShippedPolicies();
    CHECK_FALSE(readings.isEmpty());
    QVector<Policy> policies;
    for (const PolicyReading &reading : readings) {
        for (const PolicyProblem &problem : reading.problems)
            FAIL_CHECK(problem.source.toStdString()
                       << ':' << problem.line << ':' << problem.column << ' ' << problem.reason.toStdString());
        if (reading.policy)
            policies.append(*reading.policy);
    }
    for (const PolicyProblem &problem : resolveIncludes(policies))
        FAIL_CHECK(problem.source.toStdString() << ':' << problem.line << ' ' << problem.reason.toStdString());
}

TEST_CASE("the shipped lexicons are read without a store", "[core]")
{
    const QVector<Lexicon> lexicons = readShippedLexicons();
    REQUIRE(lexicons.size() >= 16);
    CHECK(lexicons.first().name == u"bribery"_s);
    for (const Lexicon &lexicon : lexicons) {
        CHECK_FALSE(lexicon.terms.isEmpty());
        CHECK(lexicon.version == 0);
    }
}

TEST_CASE("A company's own policies stand beside the shipped ones and take the place of their names", "[core]")
{
    QTemporaryDir folder;
    const auto write = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    const qsizetype shipped = readShippedPolicies().size();
    CHECK(readPolicies(folder.filePath(u"nowhere"_s)).size() == shipped);
    write(u"own.yaml"_s, "policy: own\nversion: 1\ntitle: Own\nrules:\n  - {id: own, category: c, when: '\"ola\"'}\n");
    write(u"rights.yml"_s, "policy: rights\nversion: 99\ntitle: Rights\nstate: paused\n"
                           "rules:\n  - {id: rights-request, category: rights, when: '\"ola\"'}\n");
    write(u"threat.yaml"_s, "policy: threat\nversion: 99\n"); // has no title
    write(u"notes.txt"_s, "policy: notes\n");
    const QVector<PolicyReading> all = readPolicies(folder.path());
    CHECK(all.size() == shipped + 2); // own, and the problem of threat.yaml
    const auto versionOf = [&all](const QString &name) {
        const auto found = std::find_if(all.begin(), all.end(), [&name](const PolicyReading &reading) {
            return reading.policy && reading.policy->name == name;
        });
        return found == all.end() ? -1 : found->policy->version;
    };
    CHECK(versionOf(u"own"_s) == 1);
    CHECK(versionOf(u"rights"_s) == 99);
    CHECK(versionOf(u"threat"_s) == 1);
    CHECK_FALSE(all.last().problems.isEmpty());
    CHECK(all.last().problems.first().source == u"threat.yaml");
}
