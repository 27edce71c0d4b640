// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/hitrecording.h"

#include "detection/detector.h"
#include "detection/policyengine.h"
#include "store/messagerepository.h"
#include "store/policyrepository.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

using HitKey = std::tuple<qint64, int, QString>; // message, version, rule

HitKey keyOf(const FoundHit &found)
{
    const bool isHere = found.hit.message == found.message.value;
    return {found.hit.message, isHere ? found.version : 0, found.hit.rule};
}

/// One hit a key: the first, as the store keeps it.
QVector<FoundHit> onceEach(const QVector<FoundHit> &found)
{
    std::map<HitKey, bool> known;
    QVector<FoundHit> once;
    for (const FoundHit &next : found) {
        if (known.emplace(keyOf(next), true).second)
            once.append(next);
    }
    return once;
}

bool dependsOnAgent(const RuleHit &hit)
{
    return std::any_of(hit.explanation.cbegin(), hit.explanation.cend(), [](const ExplanationStep &step) {
        const bool isCounted = step.subject == u"tampering" && step.detail.contains(u"on one day");
        return step.kind == ExplanationStep::Kind::Conduct && (step.subject == u"similar-outreach" || isCounted);
    });
}

bool saysTheSame(const RuleHit &a, const RuleHit &b)
{
    return a.variant == b.variant && a.category == b.category && a.severity == b.severity && a.opensFlag == b.opensFlag
           && a.isBackground == b.isBackground && a.isEditedAway == b.isEditedAway && a.spans == b.spans;
}

} // namespace

HitRecording::HitRecording(Database &database, Detector &detector, qint64 nowMs)
    : m_database(database), m_detector(detector), m_nowMs(nowMs)
{}

Result<> HitRecording::begin()
{
    if (m_detector.areFirstUsesKnown())
        return {};
    Detector::FirstUses uses;
    bool isAnyNew = false;
    for (const PolicySource &source : m_detector.engine()->sources()) {
        const auto first = PolicyRepository(m_database).noteUse(source, m_nowMs);
        if (!first)
            return first.error();
        uses.insert({source.name, source.version}, {first->atMs, first->policyAtMs});
        isAnyNew = isAnyNew || first->isNew;
    }
    // What is new may be rolled back: it is asked for again in the next transaction.
    m_detector.setFirstUses(uses, !isAnyNew);
    return {};
}

Result<bool> HitRecording::isOld(const FoundHit &found)
{
    // A new version of a policy makes nothing old that the one before it was looking at.
    const auto use = m_detector.firstUseOf(found.hit.policy, found.hit.policyVersion);
    const qint64 firstUseMs = use ? use->policyAtMs : 0;
    if (found.hit.message == found.message.value)
        return found.knownAtMs < firstUseMs;
    auto received = m_receivedAtMs.constFind(found.hit.message);
    if (received == m_receivedAtMs.cend()) {
        const auto message = MessageRepository(m_database).find(MessageId{found.hit.message});
        if (!message)
            return message.error();
        received = m_receivedAtMs.insert(found.hit.message, message->receivedAtMs);
    }
    return *received < firstUseMs;
}

Result<QVector<FoundHit>> HitRecording::weighed(const QVector<FoundHit> &found)
{
    QVector<FoundHit> all = found;
    for (FoundHit &one : all) {
        const auto old = isOld(one);
        if (!old)
            return old.error();
        one.isOld = *old;
        one.hit.opensFlag = one.hit.opensFlag && !*old;
    }
    return all;
}

Result<> HitRecording::record(const QVector<FoundHit> &found)
{
    if (found.isEmpty())
        return {};
    m_count += found.size();
    const auto hits = weighed(found);
    return hits ? store(*hits) : Result<>(hits.error());
}

Result<> HitRecording::replace(const QVector<ConversationId> &conversations, const QSet<qint64> &read,
                               const QVector<FoundHit> &found)
{
    const auto hits = weighed(onceEach(found));
    if (!hits)
        return hits.error();
    std::map<HitKey, const RuleHit *> holding;
    for (const FoundHit &one : *hits)
        holding.emplace(keyOf(one), &one.hit);
    FlagRepository flags(m_database);
    QVector<HitId> withdrawn;
    m_count += hits->size();
    for (const ConversationId conversation : conversations) {
        const auto stored = flags.hitsOf(conversation, {}, std::numeric_limits<int>::max());
        if (!stored)
            return stored.error();
        for (const Hit &hit : *stored) {
            const auto same = holding.find({hit.message.value, hit.messageVersion, hit.what.rule});
            if (same != holding.end())
                --m_count;
            const auto use = m_detector.firstUseOf(hit.what.policy, hit.what.policyVersion);
            const bool isOfNow = use && hit.foundAtMs >= use->versionAtMs;
            if (!isOfNow || dependsOnAgent(hit.what) || !read.contains(hit.message.value)
                || (same != holding.end() && saysTheSame(*same->second, hit.what)))
                continue;
            withdrawn.append(hit.id);
            m_conversations.insert(conversation);
        }
    }
    const auto loose = flags.withdrawHits(withdrawn);
    if (!loose)
        return loose.error();
    if (const auto stored = store(*hits); !stored)
        return stored;
    const auto settled = flags.settle(*loose);
    if (!settled)
        return settled.error();
    m_flags += *settled;
    return {};
}

/// Those of one text together.
Result<> HitRecording::store(const QVector<FoundHit> &found)
{
    const auto placeOf = [](const FoundHit &one) {
        return std::tuple(one.conversation, one.message, one.version, one.atMs, one.isOld);
    };
    for (qsizetype i = 0; i < found.size();) {
        const FoundHit &first = found[i];
        QVector<RuleHit> hits;
        for (; i < found.size() && placeOf(found[i]) == placeOf(first); ++i)
            hits.append(found[i].hit);
        const auto changes = FlagRepository(m_database)
                                     .recordHits(first.conversation, first.message, first.version, hits, first.atMs,
                                                 m_nowMs, first.isOld ? Flagging::None : Flagging::Usual);
        if (!changes)
            return changes.error();
        m_flags += *changes;
        m_conversations.insert(first.conversation);
    }
    return {};
}

} // namespace atalaia
