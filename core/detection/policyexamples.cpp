// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/policyexamples.h"

#include <QDateTime>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSecondsBetweenBubbles = 20;

struct Line
{
    Author author = Author::Agent;
    bool isAutomatic = false;
    QString text;
};

QVector<Line> linesOf(const QString &example, Direction by)
{
    QVector<Line> lines;
    for (const QString &raw : example.split(u'\n', Qt::SkipEmptyParts)) {
        Line line{by == Direction::Contact ? Author::Contact : Author::Agent, false, raw.trimmed()};
        const bool isPrefixed = line.text.size() > 2 && line.text[1] == u':';
        if (isPrefixed && u"acb"_s.contains(line.text[0])) {
            line.author = line.text[0] == u'c' ? Author::Contact : Author::Agent;
            line.isAutomatic = line.text[0] == u'b';
            line.text = line.text.mid(2).trimmed();
        }
        lines.append(line);
    }
    return lines;
}

/// Plays one example from empty states.
class ExamplePlayer
{
public:
    explicit ExamplePlayer(const std::shared_ptr<const PolicyEngine> &engine) : m_scanner(engine)
    {
        m_facts.company = &m_company;
        m_facts.contactKey = u"example"_s;
        m_facts.isRelated = true;
        m_company.timeZone = QTimeZone("America/Sao_Paulo");
    }

    /// Whether the rule, this very variant, was found.
    bool fires(const PolicyRule &rule, const QString &example)
    {
        ConversationState conversation;
        ContactState contact;
        AgentState agent;
        const QDateTime start(QDate(2026, 3, 10), QTime(10, 0), m_company.timeZone); // an ordinary Tuesday
        qint64 number = 0;
        for (const Line &line : linesOf(example, rule.by)) {
            ObservedMessage message;
            message.number = ++number;
            message.author = line.author;
            message.isAutomatic = line.isAutomatic;
            message.atMs = start.toMSecsSinceEpoch() + number * kSecondsBetweenBubbles * 1000;
            message.text = line.text;
            (void)m_scanner.observe(message, m_facts, conversation, contact, agent);
        }
        return conversation.said.contains(rule.id);
    }

private:
    PolicyScanner m_scanner;
    CompanyProfile m_company;
    ConversationFacts m_facts;
};

} // namespace

QVector<PolicyProblem> checkExamples(const QVector<Policy> &policies, const std::shared_ptr<const PolicyEngine> &engine)
{
    QVector<PolicyProblem> problems;
    ExamplePlayer player(engine);
    for (const Policy &policy : policies) {
        if (policy.state != PolicyState::Live && policy.state != PolicyState::Background)
            continue;
        for (const PolicyRule &rule : policy.rules) {
            const auto report = [&](const QString &reason, const QString &example) {
                problems.append({policy.name, policy.sourceName, rule.id, rule.line, rule.column,
                                 reason + u": "_s + example.simplified()});
            };
            for (const QString &example : rule.matching) {
                if (!player.fires(rule, example))
                    report(u"example must match and does not"_s, example);
            }
            for (const QString &example : rule.notMatching) {
                if (player.fires(rule, example))
                    report(u"example must not match and does"_s, example);
            }
        }
    }
    return problems;
}

} // namespace atalaia
