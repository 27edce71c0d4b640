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
constexpr int kMostExceptions = 12; // on a tool tip

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
        Name{"overdue", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The deadline has passed")},
        Name{"noted", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "It was said here")},
};

/// What is recognised by its form; numbers of one country keep their own names.
constexpr std::array kIdentifierNames{
        Name{"question", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a question")},
        Name{"money", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "an amount of money")},
        Name{"digits", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a number")},
        Name{"card", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "the number of a payment card")},
        Name{"card-code", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "the code on the back of a card")},
        Name{"password", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a password")},
        Name{"one-time-code", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a code for one use")},
        Name{"passport", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "the number of a passport")},
        Name{"phone", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a phone number")},
        Name{"company-phone", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a phone number of the company")},
        Name{"foreign-phone",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a phone number that is not the company's")},
        Name{"email", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "an e-mail address")},
        Name{"company-email", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "an e-mail address of the company")},
        Name{"foreign-email",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "an e-mail address that is not the company's")},
        Name{"foreign-payment",
             QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "an account that is not the company's")},
        Name{"agent-name", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "the name of the agent")},
        Name{"wa-link", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a link to another chat")},
        Name{"shouting", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "capital letters throughout")},
        Name{"emoji-threat", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "threatening emoji")},
        Name{"emoji-sexual", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "suggestive emoji")},
        Name{"court-case", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "the number of a court case")},
        Name{"iban", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a bank account")},
        Name{"clabe", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a bank account")},
        Name{"cbu", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a bank account")},
        Name{"pix-code", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a PIX key")},
};

/// What was said before, of which a condition speaks.
constexpr std::array kSignalNames{
        Name{"objection", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "an objection")},
        Name{"monitoring-notice", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "the notice of monitoring")},
        Name{"identification", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "who the agent is")},
        Name{"consent", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a consent")},
        Name{"complaint", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a complaint")},
        Name{"harassment", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a personal advance")},
        Name{"rights-request", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "a demand about personal data")},
};

constexpr std::array kContactConditions{
        Name{"related", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The customer is known to the company")},
        Name{"unrelated", QT_TRANSLATE_NOOP("atalaia::ExplanationWords",
                                            "The customer has no relationship with the company")},
        Name{"objected", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The customer has objected")},
        Name{"minor", QT_TRANSLATE_NOOP("atalaia::ExplanationWords", "The customer is a minor")},
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
        return ExplanationWords::tr("written backwards");
    }
}

/// Entries are written as terms of lists: a pattern says nothing to a reader, the marked words do.
bool isPattern(const QString &entry)
{
    return entry.startsWith(u'/') || std::any_of(entry.begin(), entry.end(), [](QChar c) {
               return u"\\[]{}()|^$+?"_s.contains(c);
           });
}

QString entryWords(const QString &entry)
{
    const QString words = safeLine(entry, kMostCharacters);
    return words.endsWith(u'*') ? words.chopped(1) + u'…' : words; // the beginning of a word
}

QString identifierSentence(const ExplanationStep &step)
{
    const QString id = step.subject.mid(1);
    const char *const known = wordsOf(kIdentifierNames, id);
    const QString name = known ? ExplanationWords::tr(known) : safeLine(id, 40).toUpper();
    const QString masked = safeLine(step.detail.section(u" ("_s, 0, 0), kMostCharacters);
    return masked.isEmpty() ? ExplanationWords::tr("Recognised: %1").arg(name)
                            //: %1 what it is ("a phone number"), %2 its masked digits
                            : ExplanationWords::tr("Recognised: %1, %2").arg(name, masked);
}

QString matchedSentence(const ExplanationStep &step)
{
    const QString entry = step.detail.isEmpty() ? step.subject : step.detail;
    QString sentence;
    if (step.subject.startsWith(u'#'))
        sentence = identifierSentence(step);
    else if (isPattern(entry) || entry.startsWith(u'@'))
        sentence = ExplanationWords::tr("Found: words of a form that the rule describes");
    else
        sentence = ExplanationWords::tr("Found: “%1”").arg(isolated(entryWords(entry)));
    const QString level = levelWords(step.level);
    //: %1 "Found: ...", %2 how it was written: "in disguise"
    return level.isEmpty() ? sentence : ExplanationWords::tr("%1, %2").arg(sentence, level);
}

QString joinedSentence(const QString &joint)
{
    const int distance = joint.section(u'/', 1).toInt();
    if (joint.startsWith(u"NEAR"_s) || joint.startsWith(u"AFTER"_s))
        return ExplanationWords::tr("… with at most %n words between", nullptr, distance);
    if (joint.startsWith(u"BEFORE"_s))
        return ExplanationWords::tr("… in this order, with at most %n words between", nullptr, distance);
    if (joint == u"AND"_s)
        return ExplanationWords::tr("… together in what was written");
    return ExplanationWords::tr("… as often as the rule asks for");
}

/// `condition`: as the rule has it, such as "said objection within 3 messages".
QString conditionSentence(const QString &condition)
{
    const QString kind = condition.section(u' ', 0, 0);
    const QString what = condition.section(u' ', 1, 1);
    if (kind == u"contact"_s) {
        if (const char *const known = wordsOf(kContactConditions, what))
            return ExplanationWords::tr(known);
    }
    if (kind == u"profile"_s)
        return ExplanationWords::tr("The company's profile asks for it");
    if (kind == u"first"_s)
        return ExplanationWords::tr("It is the first message of who wrote it");
    const QString id = what.section(u'/', 0, 0);
    const char *name = wordsOf(kSignalNames, id);
    if (!name)
        name = wordsOf(kRuleNames, id);
    const QString words = name ? ExplanationWords::tr(name) : safeLine(id, 60).replace(u'-', u' ');
    if (condition.contains(u" here"_s))
        return ExplanationWords::tr("Said in the same message: %1").arg(words);
    return ExplanationWords::tr("Said before: %1").arg(words);
}

QString sentenceOf(const ExplanationStep &step)
{
    switch (step.kind) {
    case ExplanationStep::Kind::Matched:
        return matchedSentence(step);
    case ExplanationStep::Kind::Joined:
        return joinedSentence(step.subject);
    case ExplanationStep::Kind::Condition:
        return conditionSentence(step.subject);
    case ExplanationStep::Kind::Raised:
        return step.detail.isEmpty() ? ExplanationWords::tr("More severe than usual")
                                     : ExplanationWords::tr("More severe: %1").arg(conditionSentence(step.detail));
    case ExplanationStep::Kind::Conduct:
    case ExplanationStep::Kind::Excluded:
        break;
    }
    const char *const conduct = wordsOf(kConductNames, step.subject);
    return conduct ? ExplanationWords::tr(conduct) : safeLine(step.subject, kMostCharacters).replace(u'-', u' ');
}

QString technicalWords(const ExplanationStep &step)
{
    const QString subject = safeLine(step.subject, kMostCharacters);
    return step.detail.isEmpty() ? subject : subject + u": "_s + safeLine(step.detail, kMostCharacters);
}

} // namespace

QString ruleWords(const RuleHit &hit)
{
    if (const char *const known = wordsOf(kRuleNames, hit.rule))
        return ExplanationWords::tr(known);
    return safeLine(hit.rule, kMostCharacters);
}

QVector<ExplanationSentence> explanationSentences(const RuleHit &hit)
{
    QVector<ExplanationSentence> sentences;
    QStringList exceptions;
    for (const ExplanationStep &step : hit.explanation) {
        if (step.kind == ExplanationStep::Kind::Excluded) {
            exceptions.append(technicalWords(step));
            continue;
        }
        const ExplanationSentence sentence{sentenceOf(step), technicalWords(step)};
        if (!sentences.contains(sentence))
            sentences.append(sentence);
    }
    if (!exceptions.isEmpty())
        sentences.append({ExplanationWords::tr("%n exceptions were checked, none applies", nullptr,
                                               int(exceptions.size())),
                          exceptions.mid(0, kMostExceptions).join(u'\n')});
    return sentences;
}

} // namespace atalaia
