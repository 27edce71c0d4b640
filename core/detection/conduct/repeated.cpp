// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

/// Weak signs with weights, none of which is enough. Fires at each message that adds a sign to a sum which
/// reaches the mark: in this window, in the last messages of it, or with this contact in the last days on
/// whatever line. The traces keep the last eight of each sign, so no sign counts more than eight times.
class RepeatedConduct final : public ConductRule
{
public:
    RepeatedConduct(const PolicyRule &, ParameterReader &reader)
        : m_signs(reader.weightedSignals(u"signals"_s)),
          m_reach(reader.real(u"reach"_s, 2, 0.001, 100000)),
          m_withinMessages(reader.whole(u"within_messages"_s, 0, 0, 10000)),
          m_withinDays(reader.whole(u"within_days"_s, 0, 0, 36500))
    {
        if (m_withinMessages.isGiven() && m_withinDays.isGiven())
            reader.refuse(u"within_messages"_s, u"excludes within_days"_s);
    }

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        const bool addsSign = std::any_of(m_signs.cbegin(), m_signs.cend(), [&context](const WeightedSignal &sign) {
            return context.isSaidHere(sign.subject);
        });
        if (!addsSign)
            return std::nullopt;
        const QVector<Sign> found = signsInReach(context);
        double sum = 0;
        for (const Sign &sign : found)
            sum += sign.weight;
        const double reach = m_reach.real(context.facts.company);
        if (sum < reach)
            return std::nullopt;
        return ConductFinding{context.message->number, 0, detailOf(found, sum, reach), {}};
    }

    QStringList references() const override
    {
        QStringList subjects;
        for (const WeightedSignal &sign : m_signs)
            subjects.append(sign.subject);
        return subjects;
    }

private:
    struct Sign
    {
        qint64 atMs = 0;
        qint64 message = 0;
        QString id;
        double weight = 0;
    };

    bool isInReach(const ConductContext &context, const SignalTrace::Occurrence &said) const
    {
        const qint64 days = m_withinDays.whole(context.facts.company);
        if (days > 0)
            return context.nowMs - said.atMs <= days * kDayMs;
        const qint64 messages = m_withinMessages.whole(context.facts.company);
        return said.atMs >= context.conversation.windowStartedAtMs
               && (messages == 0 || context.conversation.messageCount - said.ordinal < messages);
    }

    QVector<Sign> signsInReach(const ConductContext &context) const
    {
        const bool isEver = m_withinDays.whole(context.facts.company) > 0;
        const SignalTraces &traces = isEver ? context.contact.said : context.conversation.said;
        QVector<Sign> found;
        for (auto trace = traces.cbegin(); trace != traces.cend(); ++trace) {
            const double weight = weightOf(trace.key());
            for (const SignalTrace::Occurrence &said : trace->latest) {
                if (weight > 0 && isInReach(context, said))
                    found.append({said.atMs, said.message, trace.key(), weight});
            }
        }
        // The hash's order must not show.
        std::sort(found.begin(), found.end(), [](const Sign &one, const Sign &other) {
            return std::tie(one.atMs, one.message, one.id) < std::tie(other.atMs, other.message, other.id);
        });
        return found;
    }

    double weightOf(const QString &id) const
    {
        for (const WeightedSignal &sign : m_signs) {
            if (isOfSubject(id, sign.subject))
                return sign.weight;
        }
        return 0;
    }

    static QString detailOf(const QVector<Sign> &found, double sum, double reach)
    {
        QStringList parts;
        for (const Sign &sign : found)
            parts.append(u"%1 in message %2 (%3)"_s.arg(sign.id).arg(sign.message).arg(sign.weight));
        return u"signs %1 of %2: %3"_s.arg(sum).arg(reach).arg(parts.join(u", "_s));
    }

    QVector<WeightedSignal> m_signs;
    Figure m_reach;
    Figure m_withinMessages;
    Figure m_withinDays;
};

} // namespace

ConductResult makeRepeatedConduct(const PolicyRule &rule)
{
    return makeConduct<RepeatedConduct>(rule);
}

} // namespace atalaia
