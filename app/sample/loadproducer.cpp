// SPDX-License-Identifier: GPL-3.0-or-later
#include "loadproducer.h"

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kSliceMs = 5;
constexpr size_t kPartsAtOnce = 32;
/// Indexes are 32 bits, and memory is not endless: about a day at 50 a second.
constexpr quint32 kMessagesAtMost = 4'000'000;

} // namespace

LoadProducer::LoadProducer(Casting &casting, Exchange &exchange, double rate, qint64 count, QObject *parent)
    : QObject(parent), m_casting(casting), m_exchange(exchange), m_rate(rate), m_count(count), m_parts(kPartsAtOnce)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &LoadProducer::tick);
}

void LoadProducer::start()
{
    std::erase_if(m_parts, [this](Part &part) { return !open(part); });
    m_since.start();
    m_timer.start(kSliceMs);
}

bool LoadProducer::open(Part &part)
{
    const Script &script = m_casting.script();
    for (qsizetype tried = 0; tried < script.size(); ++tried) {
        if (m_nextConversation >= script.size()) {
            m_nextConversation = 0;
            ++m_pass;
        }
        const int conversation = m_nextConversation++;
        if (m_exchange.isWorking(m_casting.sessionFor(script[conversation]))) {
            part = {m_pass, conversation, 0, m_casting.chatFor(script[conversation], m_pass)};
            return true;
        }
    }
    return false;
}

void LoadProducer::tick()
{
    // What is due follows from the time since the start, so a late tick loses nothing.
    qint64 due = qint64(double(m_since.nsecsElapsed()) * m_rate / 1e9);
    if (m_count >= 0)
        due = std::min(due, m_count);
    while (m_producedCount < due && produceOne())
        ++m_producedCount;
    const bool isFull = m_exchange.history().messageCount() >= kMessagesAtMost;
    if (isFull)
        qWarning("the sample gateway holds %u messages and produces no more", m_exchange.history().messageCount());
    if (isFull || (m_count >= 0 && m_producedCount >= m_count))
        m_timer.stop();
}

bool LoadProducer::produceOne()
{
    for (size_t tried = 0; tried < m_parts.size(); ++tried) {
        Part &part = m_parts[m_turn];
        m_turn = (m_turn + 1) % m_parts.size();
        if (!m_exchange.isWorking(m_exchange.history().chat(part.chat).session) && !open(part))
            continue; // no line works
        m_exchange.post(m_casting.message(part.pass, part.conversation, part.next, part.chat, m_exchange.nowMs()));
        // The line of this part works, so there is always a next conversation.
        return ++part.next < m_casting.script()[part.conversation].messages.size() || open(part);
    }
    return false;
}

} // namespace atalaia
