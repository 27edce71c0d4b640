// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/listincludes.h"
#include "policy/policyreader.h"
#include "support/catch.h"

#include <QJsonArray>

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
    parameters: {signal: identification, N: 2, at_close: true, share: 0.5, code: "7", after: [a, b]}
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

    REQUIRE(policy.rules.size() == 3);
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
    CHECK(conduct.parameters[u"share"_s] == 0.5);
    CHECK(conduct.parameters[u"code"_s] == u"7"_s);
    CHECK(conduct.parameters[u"after"_s].toArray().size() == 2);
}
