// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"

#include "detection/conduct/countmessage.h"
#include "support/catch.h"

#include <QDateTime>
#include <QJsonDocument>

namespace atalaia::test {

namespace {

void trace(SignalTraces &traces, const QString &subject, const SignalTrace::Occurrence &said)
{
    SignalTrace &kept = traces[subject];
    kept.latest.append(said);
    ++kept.count;
    if (kept.latest.size() > SignalTrace::kMaxKept)
        kept.latest.removeFirst();
}

} // namespace

qint64 at(const QString &isoTime)
{
    const QDateTime time = QDateTime::fromString(isoTime, Qt::ISODateWithMs);
    REQUIRE(time.isValid());
    return time.toMSecsSinceEpoch();
}

PolicyRule conductRule(const QString &conduct, const QByteArray &parameters, const QString &code, int severity)
{
    PolicyRule rule;
    rule.id = QStringLiteral("rule-under-test");
    rule.code = code;
    rule.severity = severity;
    rule.conduct = conduct;
    QJsonParseError error;
    rule.parameters = QJsonDocument::fromJson(parameters, &error).object();
    REQUIRE(error.error == QJsonParseError::NoError);
    return rule;
}

ConductDriver::ConductDriver(const PolicyRule &policyRule)
{
    auto made = makeConductRule(policyRule);
    INFO((made ? std::string() : made.error().context.toStdString()));
    REQUIRE(made.has_value());
    rule = std::move(*made);
    company.timeZone = QTimeZone("America/Sao_Paulo");
    facts.contactKey = QStringLiteral("5541:00000048");
    facts.contactPhone = QStringLiteral("+5541900000048");
}

bool ConductDriver::agent(const QString &isoTime, const QStringList &says, const QString &text)
{
    ObservedMessage message;
    message.author = Author::Agent;
    message.atMs = at(isoTime);
    message.agentId = agentId;
    message.text = text;
    return observe(message, says);
}

bool ConductDriver::automatic(const QString &isoTime, const QStringList &says)
{
    ObservedMessage message;
    message.author = Author::Agent;
    message.isAutomatic = true;
    message.atMs = at(isoTime);
    return observe(message, says);
}

bool ConductDriver::customer(const QString &isoTime, const QStringList &says)
{
    ObservedMessage message;
    message.atMs = at(isoTime);
    return observe(message, says);
}

bool ConductDriver::observe(ObservedMessage message, const QStringList &says)
{
    facts.company = &company;
    if (isWindowOver(conversation, message.atMs)) {
        ConductContext context{nullptr, message.atMs, facts, conversation, contact, agentState};
        if (const auto finding = rule->close(context))
            closed.append(finding->message);
    }
    if (message.number == 0)
        message.number = nextNumber++;
    countMessage(conversation, contact, message);
    for (const QString &subject : says) {
        const SignalTrace::Occurrence said{message.number, conversation.messageCount, message.atMs};
        trace(conversation.said, subject, said);
        trace(contact.said, subject, said);
    }
    ConductContext context{&message, message.atMs, facts, conversation, contact, agentState};
    last = rule->observe(context);
    CHECK((!last || !last->detail.isEmpty()));
    return last.has_value();
}

bool ConductDriver::close(const QString &isoTime)
{
    facts.company = &company;
    ConductContext context{nullptr, at(isoTime), facts, conversation, contact, agentState};
    last = rule->close(context);
    return last.has_value();
}

void ConductDriver::changeLine()
{
    conversation = ConversationState();
}

void ConductDriver::saveAndLoad()
{
    conversation = conversationStateFromCbor(toCbor(conversation));
    contact = contactStateFromCbor(toCbor(contact));
    agentState = agentStateFromCbor(toCbor(agentState));
}

} // namespace atalaia::test
