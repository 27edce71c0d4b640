// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/explanationwords.h"

#include "text/safetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostCharacters = 120;

struct ExplanationWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::ExplanationWords)
};

struct Name
{
    const char *id;
    const char *words;
};

constexpr std::array kRuleNames{
        Name{"harassment", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Personal advances")},
        Name{"contact-after-objection",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Wrote again after the customer said no")},
        Name{"unsolicited-first-contact",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "First contact without relationship or consent")},
        Name{"mass-outreach", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The same text to many new contacts")},
        Name{"off-hours", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Written outside working hours")},
        Name{"missing-identification",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The agent did not say who they are")},
        Name{"missing-monitoring-notice",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The customer was not told of the monitoring")},
        Name{"personal-data", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Personal data in the chat")},
        Name{"secret-requested", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Asked for a password or code")},
        Name{"secret-used", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Used the customer's password or code")},
        Name{"payment-card", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Payment card in the chat")},
        Name{"off-channel", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Moves the customer off the channel")},
        Name{"forbidden-ticket",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Ticket through the forbidden channel")},
        Name{"discourtesy", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Discourtesy towards the customer")},
        Name{"abuse-by-customer", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The customer abuses the agent")},
        Name{"bribery", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Bribery or a favour for money")},
        Name{"false-source-claim",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "A story about where the data comes from")},
        Name{"complaint", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The customer announces a complaint")},
        Name{"complaint-provocation",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Provokes a customer who complains")},
        Name{"threat", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Threat")},
        Name{"discrimination", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Discrimination")},
        Name{"minor", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The customer is a minor")},
        Name{"rights-request",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The customer makes a demand about personal data")},
        Name{"rights-request-refused",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Refuses a demand about personal data")},
        Name{"incident", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Sign of a data incident")},
        Name{"late-reply", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Answered late")},
        Name{"tampering", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Changed or deleted what was written")},
        Name{"private-conversation",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Private conversation in working time")},
};

constexpr std::array kConductNames{
        Name{"absent", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "It was not said in the first messages")},
        Name{"unanswered", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "A request was not answered as it must be")},
        Name{"repeated", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Several signs together")},
        Name{"after-objection",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The customer had objected to being contacted")},
        Name{"first-contact", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The agent wrote first")},
        Name{"similar-outreach", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Sent to many people alike")},
        Name{"off-hours", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The time is outside working hours")},
        Name{"tampering", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "Edited or deleted afterwards")},
        Name{"late-reply", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The first answer came late")},
        Name{"private-talk", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "A long talk without business in it")},
        Name{"overdue", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The term has passed")},
};

template <size_t N> const char *wordsOf(const std::array<Name, N> &names, const QString &id)
{
    const auto known = std::find_if(names.begin(), names.end(),
                                    [&id](const Name &name) { return id == QLatin1StringView(name.id); });
    return known == names.end() ? nullptr : known->words;
}

QString levelWords(int level)
{
    switch (level) {
    case 0:
        return {};
    case 1:
        return ExplanationWords::tr("in chat spelling");
    case 2:
        return ExplanationWords::tr("in disguise");
    default:
        return ExplanationWords::tr("turned round");
    }
}

QString matchedSentence(const ExplanationStep &step)
{
    const QString entry = safeLine(step.detail.isEmpty() ? step.subject : step.detail, kMostCharacters);
    const QString level = levelWords(step.level);
    QString sentence;
    if (step.subject.startsWith(u'@'))
        sentence = ExplanationWords::tr("Found: “%1” of the list %2").arg(entry, safeLine(step.subject.mid(1), 60));
    else if (step.subject.startsWith(u'#'))
        sentence = ExplanationWords::tr("Recognised: %1 (%2)").arg(entry, safeLine(step.subject.mid(1), 60));
    else
        sentence = ExplanationWords::tr("Found: “%1”").arg(entry);
    return level.isEmpty() ? sentence : ExplanationWords::tr("%1, %2").arg(sentence, level);
}

QString joinedSentence(const QString &joint)
{
    const int distance = joint.section(u'/', 1).toInt();
    if (joint.startsWith(u"NEAR"_s))
        return ExplanationWords::tr("… with at most %n words between", nullptr, distance);
    if (joint.startsWith(u"BEFORE"_s))
        return ExplanationWords::tr("… in this order, with at most %n words between", nullptr, distance);
    if (joint == u"AND"_s)
        return ExplanationWords::tr("… together in what was written");
    return ExplanationWords::tr("… as often as the rule asks for (%1)").arg(safeLine(joint, 60));
}

QString sentenceOf(const ExplanationStep &step)
{
    const QString subject = safeLine(step.subject, kMostCharacters);
    switch (step.kind) {
    case ExplanationStep::Kind::Matched:
        return matchedSentence(step);
    case ExplanationStep::Kind::Joined:
        return joinedSentence(step.subject);
    case ExplanationStep::Kind::Excluded:
        return ExplanationWords::tr("Checked, does not apply: %1").arg(subject);
    case ExplanationStep::Kind::Condition:
        return ExplanationWords::tr("Holds: %1").arg(subject);
    case ExplanationStep::Kind::Raised:
        return ExplanationWords::tr("Made graver: %1").arg(subject);
    case ExplanationStep::Kind::Conduct:
        break;
    }
    const char *const conduct = wordsOf(kConductNames, step.subject);
    const QString words = conduct ? ExplanationWords::tr(conduct) : subject;
    return step.detail.isEmpty() ? words
                                 : ExplanationWords::tr("%1 (%2)").arg(words, safeLine(step.detail, kMostCharacters));
}

} // namespace

QString ruleWords(const RuleHit &hit)
{
    if (const char *const known = wordsOf(kRuleNames, hit.rule))
        return ExplanationWords::tr(known);
    return safeLine(hit.rule, kMostCharacters);
}

QStringList explanationSentences(const RuleHit &hit)
{
    QStringList sentences;
    for (const ExplanationStep &step : hit.explanation)
        sentences.append(sentenceOf(step));
    return sentences;
}

} // namespace atalaia
