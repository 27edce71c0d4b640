// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "text/explanationwords.h"
#include "text/safetext.h"

using namespace atalaia;
using namespace Qt::StringLiterals;
using Kind = ExplanationStep::Kind;

namespace {

ExplanationSentence sentence(const ExplanationStep &step)
{
    RuleHit hit;
    hit.explanation = {step};
    const QVector<ExplanationSentence> all = explanationSentences(hit);
    REQUIRE(all.size() == 1);
    return all.first();
}

} // namespace

TEST_CASE("Each step of an explanation reads as a sentence without the rule's jargon", "[model]")
{
    const auto [step, words] = GENERATE(table<ExplanationStep, QString>({
            {{Kind::Matched, u"@fav_pay_me"_s, u"me paga"_s, 0, {}}, u"Found: “%1”"_s.arg(isolated(u"me paga"_s))},
            {{Kind::Matched, u"@fav"_s, u"pagament*"_s, 1, {}},
             u"Found: “%1”, in chat spelling"_s.arg(isolated(u"pagament…"_s))},
            {{Kind::Matched, u"@fav"_s, u"\\bR\\$\\s?\\d+"_s, 2, {}},
             u"Found: words of a form that the rule describes, in disguise"_s},
            {{Kind::Matched, u"/\\b\\d{2,6}\\b/"_s, {}, 3, {}},
             u"Found: words of a form that the rule describes, written backwards"_s},
            {{Kind::Matched, u"@list"_s, {}, 0, {}}, u"Found: words of a form that the rule describes"_s},
            {{Kind::Matched, u"#cpf"_s, u"***.***.*89-** (check digits hold)"_s, 0, {}},
             u"Recognised: CPF, ***.***.*89-**"_s},
            {{Kind::Matched, u"#question"_s, {}, 0, {}}, u"Recognised: a question"_s},
            {{Kind::Joined, u"AND"_s, {}, 0, {}}, u"… together in what was written"_s},
            {{Kind::Joined, u"COUNT >= 2"_s, {}, 0, {}}, u"… as often as the rule asks for"_s},
            {{Kind::Condition, u"said objection within 3 messages"_s, u"message 7"_s, 0, {}},
             u"Said before: an objection"_s},
            {{Kind::Condition, u"said bribery/offer"_s, u"message 7"_s, 0, {}},
             u"Said before: Bribery or a favour for money"_s},
            {{Kind::Condition, u"said price-talk here"_s, u"message 7"_s, 0, {}},
             u"Said in the same message: price talk"_s},
            {{Kind::Condition, u"contact unrelated"_s, {}, 0, {}},
             u"The customer has no relationship with the company"_s},
            {{Kind::Condition, u"profile tickets_by_chat is false"_s, {}, 0, {}},
             u"The company's profile asks for it"_s},
            {{Kind::Condition, u"first message of its author"_s, {}, 0, {}},
             u"It is the first message of who wrote it"_s},
            {{Kind::Conduct, u"after-objection"_s, u"objection 3 min before, 2 of 2 used"_s, 0, {}},
             u"The customer had objected to being contacted"_s},
            {{Kind::Conduct, u"of-another-house"_s, {}, 0, {}}, u"of another house"_s},
            {{Kind::Raised, u"severity 5"_s, u"contact minor"_s, 0, {}}, u"More severe: The customer is a minor"_s},
            {{Kind::Raised, u"severity 5"_s, {}, 0, {}}, u"More severe than usual"_s},
    }));
    const ExplanationSentence said = sentence(step);
    CHECK(said.text == words);
    CHECK(said.technical.startsWith(step.subject)); // what the rule has is on the tool tip
    CHECK(said.technical.contains(step.detail));
}

TEST_CASE("Exceptions are counted in one sentence and named on its tool tip", "[model]")
{
    RuleHit hit;
    hit.explanation = {{Kind::Excluded, u"@promo BEFORE/4"_s, {}, 0, {}},
                       {Kind::Matched, u"@fav"_s, u"propina"_s, 0, {}},
                       {Kind::Matched, u"@fav"_s, u"propina"_s, 0, {}},
                       {Kind::Excluded, u"contact related"_s, {}, 0, {}}};
    const QVector<ExplanationSentence> all = explanationSentences(hit);
    REQUIRE(all.size() == 2); // the same again says nothing
    CHECK(all.at(0).text.contains(u"propina"_s));
    CHECK(all.at(1).text == u"2 exceptions were checked, none applies"_s);
    CHECK(all.at(1).technical == u"@promo BEFORE/4\ncontact related"_s);
}

TEST_CASE("Entries from outside cannot break an explanation", "[model]")
{
    const ExplanationSentence said = sentence({Kind::Matched, u"@l"_s, u"a\u202eb\nc"_s + QString(500, u'x'), 0, {}});
    CHECK_FALSE(said.text.contains(QChar(0x202e)));
    CHECK_FALSE(said.text.contains(u'\n'));
    CHECK(said.text.size() < 200);
    CHECK(said.technical.size() < 300);
}

TEST_CASE("Rules of the product have words and others keep their name", "[model]")
{
    RuleHit hit;
    hit.rule = u"contact-after-objection"_s;
    CHECK(ruleWords(hit) == u"Wrote again after the customer said no"_s);
    hit.rule = u"house:12"_s;
    CHECK(ruleWords(hit) == u"house:12"_s);
}
