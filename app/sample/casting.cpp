// SPDX-License-Identifier: GPL-3.0-or-later
#include "casting.h"

#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kAreaCodes[] = {11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 24, 27, 28, 31, 32, 33,
                              34, 35, 37, 38, 41, 42, 43, 44, 45, 46, 47, 48, 49, 51, 53, 54, 55,
                              61, 62, 63, 64, 65, 66, 67, 68, 69, 71, 73, 74, 75, 77, 79, 81, 82,
                              83, 84, 85, 86, 87, 88, 89, 91, 92, 93, 94, 95, 96, 97, 98, 99};

QString agentKey(const ScriptConversation &conversation)
{
    return conversation.company + u'/' + conversation.agent;
}

bool isBrazilianMobile(const QString &number)
{
    return number.size() == 13 && number.startsWith("55"_L1) && number[4] == u'9';
}

SampleChat contact(quint32 session, const QString &number, const QString &name)
{
    SampleChat chat;
    chat.session = session;
    chat.contactName = name;
    const int kind = int(number.right(4).toUInt());
    QString digits = number;
    if (isBrazilianMobile(number) && kind % 5 == 2)
        digits.remove(4, 1); // many accounts were made before the ninth digit came
    chat.phoneAddress = digits + u"@c.us"_s;
    if (kind % 6 == 3)
        chat.lidAddress = u"1%1@lid"_s.arg(number.toULongLong() * 7919 % 100'000'000'000'000ULL, 14, 10, QChar(u'0'));
    chat.address = chat.lidAddress.isEmpty() ? chat.phoneAddress : chat.lidAddress;
    return chat;
}

} // namespace

Casting::Casting(const Script &script, Exchange &exchange) : m_script(script), m_exchange(exchange)
{
    QHash<QString, int> agentCounts;
    for (const ScriptConversation &conversation : script) {
        if (!m_linesByCompany.contains(conversation.company))
            addLines(conversation.company);
        const QString agent = agentKey(conversation);
        if (m_lineByAgent.contains(agent))
            continue;
        const auto [first, second] = m_linesByCompany.value(conversation.company);
        m_lineByAgent.insert(agent, agentCounts[conversation.company]++ % 2 == 0 ? first : second);
    }
}

void Casting::addLines(const QString &company)
{
    const auto addLine = [this, &company](int number) {
        SampleSession session;
        session.name = u"%1-%2"_s.arg(company).arg(number, 2, 10, QChar(u'0'));
        session.number = u"551190000%1"_s.arg(9001 + m_exchange.history().sessionCount(), 4, 10, QChar(u'0'));
        session.pushName = u"%1 %2"_s.arg(company.at(0).toUpper() + company.sliced(1)).arg(number);
        session.changes = {{SessionStatus::Starting, m_exchange.nowMs() - 1000},
                           {SessionStatus::Working, m_exchange.nowMs()}};
        return m_exchange.history().addSession(session);
    };
    const quint32 first = addLine(1);
    m_linesByCompany.insert(company, {first, addLine(2)});
}

quint32 Casting::sessionFor(const ScriptConversation &conversation) const
{
    return m_lineByAgent.value(agentKey(conversation));
}

QString Casting::numberFor(const QString &scriptPhone, int pass)
{
    if (pass == 0)
        return scriptPhone;
    if (pass > m_newestPass) {
        // Conversations of the pass before may still be running; older ones are over.
        m_newestPass = pass;
        m_earlierNumbers = std::exchange(m_numbers, {});
    }
    const QString key = QString::number(pass) + u'/' + scriptPhone;
    if (const auto known = m_earlierNumbers.constFind(key); known != m_earlierNumbers.cend())
        return *known;
    QString &number = m_numbers[key];
    if (number.isEmpty()) {
        // Area code, 9 0000, then 1000 to 9999: nobody has these, and the script stays below 1000.
        const int serial = m_contactCount++;
        number = u"55%1900%2"_s.arg(kAreaCodes[serial % std::size(kAreaCodes)])
                         .arg(1000 + serial / int(std::size(kAreaCodes)) % 999'000, 6, 10, QChar(u'0'));
    }
    return number;
}

quint32 Casting::chatFor(const ScriptConversation &conversation, int pass)
{
    const quint32 session = sessionFor(conversation);
    const SampleChat chat = contact(session, numberFor(conversation.customerPhone, pass), conversation.customer);
    if (const auto known = m_exchange.history().findChat(session, chat.phoneAddress))
        return *known;
    return m_exchange.history().addChat(chat);
}

SampleMessage Casting::message(int pass, int conversation, int message, quint32 chat, qint64 atMs) const
{
    const ScriptMessage &line = m_script[conversation].messages[message];
    SampleMessage said;
    said.id = m_exchange.ids().scriptMessageId(pass, conversation, message);
    said.atMs = atMs;
    said.text = line.earlierTexts.isEmpty() ? line.text : line.earlierTexts.constFirst();
    said.fileName = line.fileName;
    if (line.replyTo >= 0 && line.replyTo < message)
        said.replyToId = m_exchange.ids().scriptMessageId(pass, conversation, line.replyTo);
    said.chat = chat;
    said.kind = line.kind;
    said.isFromMe = line.isFromAgent;
    said.isFromApi = line.isAutomatic;
    said.ack = line.isFromAgent ? 1 : 2;
    return said;
}

} // namespace atalaia
