// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conducts.h"
#include "detection/conduct/outreachsketch.h"
#include "detection/conduct/parameterreader.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kHourMs = 60LL * 60 * 1000;
constexpr std::size_t kMostOpenings = 512;

/// One agent opens conversations with many people in the same words. Counts whom nobody knows: never wrote,
/// not related on record. Fires at the N-th person and at each further one.
class SimilarOutreachConduct final : public ConductRule
{
public:
    SimilarOutreachConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_people(reader.whole(u"mass_n"_s, 20, 2, qint64(kMostOpenings))),
          m_overlap(reader.real(u"mass_overlap"_s, 0.8, 0.1, 1)),
          m_hours(reader.whole(u"hours"_s, 24, 1, 24)),
          m_isForAutomatic(rule.isForAutomatic),
          m_openedKey(memoryKey(rule, u"opened"))
    {}

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        if (!isOpening(context))
            return std::nullopt;
        remember(context.conversation.memory, m_openedKey, context.conversation.windowStartedAtMs);
        dropOld(context);
        AgentState::Opening opening{context.facts.contactKey, context.nowMs, sketchOf(context.message->text)};
        const qint64 people = 1 + similarOpenings(context, opening);
        keep(context.agent, std::move(opening));
        const qint64 limit = m_people.whole(context.facts.company);
        if (people < limit)
            return std::nullopt;
        return ConductFinding{context.message->number,
                              0,
                              u"%1 people in %2 h in words at least %3 alike, limit %4"_s.arg(people)
                                      .arg(m_hours.whole(context.facts.company))
                                      .arg(m_overlap.real(context.facts.company))
                                      .arg(limit),
                              {}};
    }

    QStringList references() const override { return {}; }

private:
    bool isOpening(const ConductContext &context) const
    {
        const ConversationState &conversation = context.conversation;
        const bool isCounted =
                isByHand(*context.message) || (m_isForAutomatic && context.message->author == Author::Agent);
        return isCounted && conversation.windowStartedBy == Author::Agent && conversation.contactCount == 0
               && context.contact.lastWroteAtMs == 0 && !context.facts.isRelated.value_or(false)
               && !context.facts.contactKey.isEmpty() && !context.message->text.isEmpty()
               && recall(conversation.memory, m_openedKey) != conversation.windowStartedAtMs;
    }

    void dropOld(ConductContext &context) const
    {
        const qint64 oldest = context.nowMs - m_hours.whole(context.facts.company) * kHourMs;
        std::erase_if(context.agent.openings,
                      [oldest](const AgentState::Opening &opening) { return opening.atMs < oldest; });
    }

    /// People other than this one; each of them has at most one opening.
    qint64 similarOpenings(const ConductContext &context, const AgentState::Opening &opening) const
    {
        const double overlap = m_overlap.real(context.facts.company);
        // History may come after the present: what was opened long after this one is no part of its day.
        const qint64 window = m_hours.whole(context.facts.company) * kHourMs;
        return std::count_if(context.agent.openings.cbegin(), context.agent.openings.cend(),
                             [&opening, overlap, window](const AgentState::Opening &other) {
                                 return other.contactKey != opening.contactKey
                                        && std::abs(other.atMs - opening.atMs) <= window
                                        && overlapOf(other.sketch, opening.sketch) >= overlap;
                             });
    }

    static void keep(AgentState &agent, AgentState::Opening opening)
    {
        std::erase_if(agent.openings,
                      [&opening](const AgentState::Opening &other) { return other.contactKey == opening.contactKey; });
        if (agent.openings.size() >= kMostOpenings)
            agent.openings.erase(agent.openings.begin());
        agent.openings.push_back(std::move(opening));
    }

    Figure m_people;
    Figure m_overlap;
    Figure m_hours;
    bool m_isForAutomatic;
    QString m_openedKey;
};

} // namespace

ConductResult makeSimilarOutreachConduct(const PolicyRule &rule)
{
    return makeConduct<SimilarOutreachConduct>(rule);
}

} // namespace atalaia
