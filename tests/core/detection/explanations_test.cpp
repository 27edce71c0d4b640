// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/enginedriver.h"
#include "domain/explanationjson.h"
#include "support/catch.h"

#include <QJsonDocument>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using Kind = ExplanationStep::Kind;

namespace {

const QByteArray kBody = R"(
lists:
  test_ask: {pt: [me passa, me manda]}
  test_secret: {pt: [senha*]}
  test_never: {pt: [nunca]}
signals:
  - {id: asked/one, when: '"pergunta"'}
  - {id: asked/two, when: '"pergunta"'}
  - {id: calm, when: '"calma"'}
rules:
  - id: asks
    category: secrets
    severity: 3
    levels: 2
    when: '@test_ask NEAR/3 @test_secret UNLESS @test_never BEFORE/2'
    given: [{said: asked, within: 5 messages}, {profile: country, is: BR}]
    unless: [{said: calm}, {contact: unrelated}]
    raise: [{to: 5, given: [{said: asked}]}]
)";

QByteArray jsonOf(const RuleHit &hit)
{
    return QJsonDocument(explanationToJson(hit)).toJson(QJsonDocument::Compact);
}

RuleHit askedHit()
{
    EngineDriver driver(kBody);
    driver.customer(u"uma pergunta"_s);
    driver.customer(u"outra pergunta"_s, 0); // at the same time
    REQUIRE(driver.agent(u"me manda as senhas"_s) == u"asks"_s);
    return driver.hit();
}

} // namespace

TEST_CASE("An explanation states parts and joints and exclusions and conditions", "[core]")
{
    const QVector<ExplanationStep> wanted{
            {Kind::Matched, u"@test_ask"_s, u"me manda"_s, 0, {{3, {0, 8}}}},
            {Kind::Matched, u"@test_secret"_s, u"senha"_s, 0, {{3, {12, 18}}}},
            {Kind::Joined, u"NEAR/3"_s, {}, 0, {}},
            {Kind::Excluded, u"UNLESS @test_never BEFORE/2"_s, {}, 0, {}},
            {Kind::Condition, u"said asked within 5 messages"_s, u"message 2, 4 times"_s, 0, {}},
            {Kind::Condition, u"profile country is BR"_s, {}, 0, {}},
            {Kind::Excluded, u"said calm"_s, {}, 0, {}},
            {Kind::Excluded, u"contact unrelated"_s, {}, 0, {}},
            {Kind::Raised, u"severity 5"_s, u"said asked"_s, 0, {}},
    };
    const RuleHit hit = askedHit();
    REQUIRE(hit.explanation.size() == wanted.size());
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        INFO(hit.explanation[i].subject.toStdString() + " | " + hit.explanation[i].detail.toStdString());
        CHECK(hit.explanation[i] == wanted[i]);
    }
}

TEST_CASE("The reading in which a part was found is told", "[core]")
{
    EngineDriver driver(kBody);
    driver.customer(u"pergunta"_s);
    REQUIRE(driver.agent(u"me manda a s3nh4"_s) == u"asks"_s);
    CHECK(driver.hit().explanation[0].level == 0);
    CHECK(driver.hit().explanation[1].level == 2);
}

TEST_CASE("A conduct explains itself with its figures", "[core]")
{
    EngineDriver driver(QByteArray(R"(
signals: [{id: hello, when: '"ola"'}]
rules: [{id: missing, category: c, conduct: absent, parameters: {signal: hello, N: 2}, given: [{profile: country, is: BR}]}]
)"));
    driver.agent(u"sim"_s);
    REQUIRE(driver.agent(u"nao"_s) == u"missing"_s);
    REQUIRE(driver.hit().explanation.size() == 2);
    CHECK(driver.hit().explanation[0].kind == Kind::Conduct);
    CHECK(driver.hit().explanation[0].subject == u"absent"_s);
    CHECK(driver.hit().explanation[0].detail == u"agent messages 2 of 2, hello not given"_s);
    CHECK(driver.hit().explanation[1].kind == Kind::Condition);
}

TEST_CASE("The same input explains itself in the same bytes", "[core]")
{
    const QByteArray first = jsonOf(askedHit());
    for (int i = 0; i < 20; ++i)
        CHECK(jsonOf(askedHit()) == first);
}

TEST_CASE("Explanations come back from JSON as they went", "[core]")
{
    RuleHit hit = askedHit();
    hit.explanation.append({Kind::Conduct, u"absent"_s, u"a \"detail\" 😀"_s, 0, {}});
    hit.explanation.append({Kind::Matched, u"#cpf"_s, {}, 3, {{1LL << 40, {2, 3}}, {7, {0, 1}}}});
    const QByteArray json = jsonOf(hit);
    CHECK(explanationFromJson(QJsonDocument::fromJson(json).array()) == hit.explanation);

    const QByteArray strange = R"([{"step":"dreamt","subject":"x"},7,{"step":"joined"},{}])";
    CHECK(explanationFromJson(QJsonDocument::fromJson(strange).array())
          == QVector<ExplanationStep>{{Kind::Joined, {}, {}, 0, {}}});
}

TEST_CASE("Spans in JSON are numbers of message and code points", "[core]")
{
    CHECK(QJsonDocument(spansToJson({{3, {4, 5}}})).toJson(QJsonDocument::Compact)
          == R"([{"end":5,"message":3,"start":4}])");
    CHECK(spansToJson({}).isEmpty());
}
