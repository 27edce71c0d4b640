// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptplayer.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr size_t kPartsAtOnce = 8;
constexpr qsizetype kFirstScene = 5;
constexpr qint64 kFirstSceneStepMs = 1500; ///< real time between the openings
constexpr qint64 kGapAtMostMs = 20 * 60'000; ///< of the script: days of silence are no demo
constexpr qint64 kGapAtLeastMs = 20; ///< in real time: bounds what an extreme speed can ask for
constexpr qint64 kPollMs = 50;
constexpr qint64 kHistoryStepMs = 7 * 60'000; ///< between the ends of two past conversations
constexpr qint64 kCorrectionMs = 60'000; ///< of the script: until somebody edits or deletes

/// Every other conversation is over when the program starts.
bool isHistory(int conversation)
{
    return conversation % 2 == 0;
}

} // namespace

ScriptPlayer::ScriptPlayer(Casting &casting, Exchange &exchange, double speed, QObject *parent)
    : QObject(parent), m_casting(casting), m_exchange(exchange), m_speed(speed)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ScriptPlayer::tick);
}

qint64 ScriptPlayer::scaled(qint64 ms) const
{
    return std::max(kGapAtLeastMs, qint64(double(ms) / m_speed));
}

void ScriptPlayer::writeHistory()
{
    const auto count = int(m_casting.script().size());
    for (int conversation = 0; conversation < count; ++conversation) {
        if (!isHistory(conversation))
            continue;
        const auto size = int(m_casting.script()[conversation].messages.size());
        rememberConversation(conversation, size,
                             m_exchange.nowMs() - kHistoryStepMs * ((count - conversation + 1) / 2));
    }
}

void ScriptPlayer::rememberConversation(int conversation, int messageCount, qint64 lastAtMs)
{
    const ScriptConversation &lines = m_casting.script()[conversation];
    if (messageCount <= 0)
        return;
    const quint32 chat = m_casting.chatFor(lines, 0);
    const qint64 firstAtMs = lastAtMs - lines.messages[messageCount - 1].offsetMs;
    for (int i = 0; i < messageCount; ++i) {
        SampleMessage message = m_casting.message(0, conversation, i, chat, firstAtMs + lines.messages[i].offsetMs);
        message.text = lines.messages[i].isDeleted ? QString() : lines.messages[i].text;
        message.isRevoked = lines.messages[i].isDeleted;
        message.ack = 3;
        m_exchange.remember(message);
    }
}

void ScriptPlayer::start()
{
    openFirstScene();
    while (m_parts.size() < kPartsAtOnce)
        takeNext(m_exchange.nowMs() + scaled(30'000) * qint64(m_parts.size()));
    m_timer.start(0);
}

/// The first conversations begin where they get interesting, so that there is something to see
/// within seconds; what was said before is history. Picked all over the script, for variety.
void ScriptPlayer::openFirstScene()
{
    QVector<int> candidates;
    for (int conversation = 0; conversation < m_casting.script().size(); ++conversation) {
        const ScriptConversation &lines = m_casting.script()[conversation];
        if (!isHistory(conversation) && lines.highlight >= 0 && lines.highlight < lines.messages.size())
            candidates.append(conversation);
    }
    const qsizetype count = std::min(kFirstScene, candidates.size());
    for (qsizetype i = 0; i < count; ++i) {
        const int conversation = candidates[i * candidates.size() / count];
        const ScriptConversation &lines = m_casting.script()[conversation];
        const qint64 nowMs = m_exchange.nowMs();
        rememberConversation(conversation, lines.highlight, nowMs - 30'000);
        m_parts.push_back(
                {0, conversation, lines.highlight, m_casting.chatFor(lines, 0), nowMs + kFirstSceneStepMs * (i + 1)});
    }
}

void ScriptPlayer::takeNext(qint64 notBeforeMs)
{
    const auto isOpen = [this](int conversation) {
        return std::any_of(m_parts.begin(), m_parts.end(), [this, conversation](const Part &part) {
            return part.pass == m_pass && part.conversation == conversation;
        });
    };
    const auto isOver = [this](int conversation) {
        const ScriptConversation &lines = m_casting.script()[conversation];
        return m_exchange.history()
                .findMessage(m_casting.sessionFor(lines), m_exchange.ids().scriptMessageId(m_pass, conversation, 0))
                .has_value();
    };
    const auto count = int(m_casting.script().size());
    const auto isTaken = [this, &isOpen, &isOver](int conversation) {
        return isOpen(conversation) || (m_pass == 0 && (isHistory(conversation) || isOver(conversation)));
    };
    while (m_turn < count && isTaken(conversationAt(m_turn)))
        ++m_turn;
    if (m_turn >= count) {
        ++m_pass;
        m_turn = 0;
    }
    const int conversation = conversationAt(m_turn++);
    m_parts.push_back(
            {m_pass, conversation, 0, m_casting.chatFor(m_casting.script()[conversation], m_pass), notBeforeMs});
}

/// Scripts tend to be sorted by language and topic; steps of about the golden ratio mix them.
int ScriptPlayer::conversationAt(int turn) const
{
    const auto count = int(m_casting.script().size());
    int step = std::max(1, int(count * 0.618));
    while (std::gcd(step, count) != 1)
        ++step;
    return int(qint64(turn) * step % count);
}

qint64 ScriptPlayer::gapBefore(const Part &part) const
{
    const auto &lines = m_casting.script()[part.conversation].messages;
    return scaled(std::clamp<qint64>(lines[part.next].offsetMs - lines[part.next - 1].offsetMs, 0, kGapAtMostMs));
}

void ScriptPlayer::tick()
{
    const qint64 nowMs = m_exchange.nowMs();
    for (Part &part : m_parts) {
        const quint32 session = m_exchange.history().chat(part.chat).session;
        if (part.dueAtMs <= nowMs && m_exchange.isWorking(session)) // a stopped line pauses its conversations
            play(part, nowMs);
    }
    const size_t before = m_parts.size();
    std::erase_if(m_parts, [this](const Part &part) {
        return part.next >= m_casting.script()[part.conversation].messages.size();
    });
    for (size_t ended = before - m_parts.size(); ended > 0; --ended)
        takeNext(nowMs + scaled(20'000));

    while (!m_followUps.isEmpty() && m_followUps.firstKey() <= nowMs) {
        const FollowUp step = m_followUps.first();
        m_followUps.erase(m_followUps.begin());
        follow(step);
    }
    qint64 nextAtMs = m_followUps.isEmpty() ? nowMs + kPollMs : std::min(m_followUps.firstKey(), nowMs + kPollMs);
    for (const Part &part : m_parts)
        nextAtMs = std::min(nextAtMs, std::max(part.dueAtMs, nowMs + kGapAtLeastMs));
    m_timer.start(int(std::max<qint64>(1, nextAtMs - nowMs)));
}

void ScriptPlayer::play(Part &part, qint64 nowMs)
{
    const quint32 message =
            m_exchange.post(m_casting.message(part.pass, part.conversation, part.next, part.chat, nowMs));
    planFollowUps(part, message, nowMs);
    ++part.next;
    if (part.next < m_casting.script()[part.conversation].messages.size())
        part.dueAtMs = nowMs + gapBefore(part);
}

void ScriptPlayer::planFollowUps(const Part &part, quint32 message, qint64 nowMs)
{
    using Kind = FollowUp::Kind;
    const ScriptMessage &line = m_casting.script()[part.conversation].messages[part.next];
    const auto id = [this, &part](int version) {
        return m_exchange.ids().scriptMessageId(part.pass, part.conversation, part.next, version);
    };
    if (line.isFromAgent) {
        m_followUps.insert(nowMs + scaled(3'000), {Kind::Acknowledge, message, 2, {}, {}});
        m_followUps.insert(nowMs + scaled(12'000), {Kind::Acknowledge, message, 3, {}, {}});
    }
    if (!line.reaction.isEmpty())
        m_followUps.insert(nowMs + scaled(15'000), {Kind::React, message, 0, line.reaction, id(1)});
    const auto versions = int(line.earlierTexts.size());
    for (int version = 1; version <= versions; ++version) {
        const QString &text = version < versions ? line.earlierTexts[version] : line.text;
        m_followUps.insert(nowMs + scaled(kCorrectionMs * version), {Kind::Edit, message, 0, text, id(1 + version)});
    }
    if (line.isDeleted)
        m_followUps.insert(nowMs + scaled(kCorrectionMs * (versions + 1)),
                           {Kind::Revoke, message, 0, {}, id(2 + versions)});
}

void ScriptPlayer::follow(const FollowUp &step)
{
    const SampleMessage &message = m_exchange.history().message(step.message);
    const quint32 session = m_exchange.history().chat(message.chat).session;
    if (!m_exchange.isWorking(session)) {
        m_followUps.insert(m_exchange.nowMs() + 1000, step); // when the line works again
        return;
    }
    switch (step.kind) {
    case FollowUp::Kind::Acknowledge:
        m_exchange.acknowledge(step.message, step.ack);
        break;
    case FollowUp::Kind::Edit:
        m_exchange.edit(step.message, step.text, step.id);
        break;
    case FollowUp::Kind::Revoke:
        m_exchange.revoke(step.message, step.id);
        break;
    case FollowUp::Kind::React:
        m_exchange.react(step.message, step.text, step.id);
        break;
    }
}

} // namespace atalaia
