// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/flagrepository.h"

#include "domain/explanationjson.h"
#include "store/flagrows.h"
#include "store/hourcounts.h"
#include "store/snippet.h"
#include "store/statement.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <limits>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const auto kSelectRows =
        u"SELECT f.id, f.conversation_id, v.line_id, f.category, f.severity, f.state, f.assignee, a.pseudonym, "
        "c.pseudonym, l.external_id, f.hit_count, f.opened_at, f.last_hit_at, h.message_id, h.spans, m.text FROM flags "
        "f "
        "JOIN conversations v ON v.id = f.conversation_id "
        "JOIN contacts i ON i.id = v.contact_id "
        "JOIN contacts c ON c.id = i.person_id "
        "JOIN lines l ON l.id = v.line_id "
        "LEFT JOIN line_agents la ON la.line_id = l.id AND la.until_at IS NULL "
        "LEFT JOIN agents a ON a.id = la.agent_id "
        "LEFT JOIN hits h ON h.id = (SELECT n.id FROM hits n WHERE n.flag_id = f.id "
        "ORDER BY n.found_at DESC, n.id DESC LIMIT 1) "
        "LEFT JOIN message_versions m ON m.message_id = h.message_id AND m.version = h.version "_s;

QString storedSpans(const QVector<MessageSpan> &spans)
{
    QJsonArray array;
    for (const MessageSpan &span : spans)
        array.append(QJsonArray{span.message, span.span.start, span.span.end});
    return QString::fromLatin1(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QVector<MessageSpan> readSpans(const QString &json)
{
    QVector<MessageSpan> spans;
    const QJsonArray array = QJsonDocument::fromJson(json.toLatin1()).array();
    for (const QJsonValue &value : array) {
        const QJsonArray span = value.toArray();
        spans.append(MessageSpan{span.at(0).toInteger(), {span.at(1).toInt(), span.at(2).toInt()}});
    }
    return spans;
}

const auto kSelectHits =
        u"SELECT h.id, h.message_id, h.version, h.flag_id, h.found_at, h.rule, h.variant, h.category, h.policy, "
        "h.policy_version, h.severity, h.confidence_percent, h.author, h.level, h.is_edited_away, h.opens_flag, "
        "h.is_background, h.spans, h.explanation FROM hits h "_s;

Hit readHit(Statement &row)
{
    Hit hit;
    hit.id = row.id<HitId>(0);
    hit.message = row.id<MessageId>(1);
    hit.messageVersion = row.number(2);
    hit.flag = row.id<FlagId>(3);
    hit.foundAtMs = row.integer(4);
    RuleHit &what = hit.what;
    what.message = hit.message.value;
    what.rule = row.plain(5);
    what.variant = row.plain(6);
    what.category = row.plain(7);
    what.policy = row.plain(8);
    what.policyVersion = row.number(9);
    what.severity = row.number(10);
    what.confidence = row.number(11) / 100.0;
    what.author = row.word<Author>(12);
    what.level = row.number(13);
    what.isEditedAway = row.isTrue(14);
    what.opensFlag = row.isTrue(15);
    what.isBackground = row.isTrue(16);
    what.spans = readSpans(row.plain(17));
    const QByteArray explanation = row.opened(18).toUtf8();
    what.explanation = explanationFromJson(QJsonDocument::fromJson(explanation).array());
    return hit;
}

FlagRow readFlagRow(Statement &row)
{
    FlagRow flag;
    flag.id = row.id<FlagId>(0);
    flag.conversation = row.id<ConversationId>(1);
    flag.line = row.id<LineId>(2);
    flag.category = row.plain(3);
    flag.severity = row.number(4);
    flag.status = {row.word<FlagState>(5), row.plain(6)};
    flag.agentPseudonym = row.plain(7);
    flag.contactPseudonym = row.plain(8);
    flag.lineName = row.plain(9);
    flag.hitCount = row.number(10);
    flag.openedAtMs = row.integer(11);
    flag.lastHitAtMs = row.integer(12);
    if (!row.isNull(15)) {
        RuleHit hit;
        hit.spans = readSpans(row.plain(14));
        const QVector<Span> spans = spansIn(hit, row.id<MessageId>(13));
        flag.snippet = snippetAround(row.opened(15), spans.isEmpty() ? Span() : spans.first());
    }
    return flag;
}

/// Records the hits of one text; knows what happened to which flag.
class HitRecorder
{
public:
    HitRecorder(Database &database, ConversationId conversation, MessageId message, int version, qint64 saidAtMs,
                qint64 foundAtMs, Flagging flagging)
        : m_database(database),
          m_conversation(conversation),
          m_message(message),
          m_version(version),
          m_saidAtMs(saidAtMs),
          m_foundAtMs(foundAtMs),
          m_flagging(flagging)
    {}

    Result<> record(const RuleHit &hit);

    QVector<FlagChange> changes;

private:
    Result<HitId> addHit(const RuleHit &hit);
    Result<FlagId> flagFor(const RuleHit &hit);
    Result<> join(FlagId flag, HitId hit, int severity);

    Database &m_database;
    const ConversationId m_conversation;
    const MessageId m_message;
    const int m_version;
    const qint64 m_saidAtMs;
    const qint64 m_foundAtMs;
    const Flagging m_flagging;
};

Result<> HitRecorder::record(const RuleHit &hit)
{
    auto added = addHit(hit);
    if (!added)
        return added.error();
    if (!added->isValid() || hit.isBackground || m_flagging == Flagging::None)
        return {}; // known, or only counted
    auto flag = flagFor(hit);
    if (!flag)
        return flag.error();
    return flag->isValid() ? join(*flag, *added, hit.severity) : Result<>{};
}

Result<HitId> HitRecorder::addHit(const RuleHit &hit)
{
    const bool isHere = hit.message == m_message.value;
    const QByteArray explanation = QJsonDocument(explanationToJson(hit)).toJson(QJsonDocument::Compact);
    Result<qint64> inserted(qint64(0));
    {
        Statement statement(m_database,
                            u"INSERT INTO hits (conversation_id, message_id, version, rule, variant, category, policy, "
                            "policy_version, severity, confidence_percent, author, level, is_edited_away, opens_flag, "
                            "is_background, found_at, spans, explanation) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                            "ON CONFLICT (message_id, version, rule) DO NOTHING"_s);
        statement.with(m_conversation, isHere ? m_message : MessageId{hit.message}, isHere ? m_version : 0, hit.rule,
                       hit.variant, hit.category, hit.policy, hit.policyVersion, hit.severity,
                       qRound(hit.confidence * 100), hit.author, hit.level, hit.isEditedAway,
                       hit.opensFlag && m_flagging == Flagging::Usual, hit.isBackground, m_foundAtMs,
                       storedSpans(hit.spans), m_database.codec().seal(QString::fromUtf8(explanation)));
        auto changed = statement.changedRows();
        if (!changed)
            return changed.error();
        if (*changed == 0)
            return HitId{};
        inserted = statement.insertedId();
    }
    if (!inserted)
        return inserted.error();
    if (hit.isBackground)
        return HitId{*inserted};
    if (auto counted = addToHour(m_database, Counted::Hits, m_foundAtMs, 1); !counted)
        return counted.error();
    return HitId{*inserted};
}

Result<FlagId> HitRecorder::flagFor(const RuleHit &hit)
{
    auto collecting = Statement(m_database, u"SELECT id FROM flags WHERE conversation_id = ? AND category = ? "
                                            "AND is_collecting = 1"_s)
                              .with(m_conversation, hit.category)
                              .first([](Statement &row) { return row.id<FlagId>(0); });
    if (!collecting)
        return collecting.error();
    if (*collecting)
        return **collecting;
    if (!hit.opensFlag)
        return FlagId{};
    auto opened = openFlag(m_database, m_conversation, MessageId{hit.message}, hit.category, hit.severity, m_saidAtMs,
                           m_foundAtMs);
    if (opened)
        changes.append({*opened, true});
    return opened;
}

Result<> HitRecorder::join(FlagId flag, HitId hit, int severity)
{
    auto joined = Statement(m_database, u"UPDATE hits SET flag_id = ? WHERE id = ?"_s).with(flag, hit).done();
    if (!joined)
        return joined;
    const bool isNoted = std::any_of(changes.cbegin(), changes.cend(),
                                     [flag](const FlagChange &change) { return change.flag == flag; });
    if (!isNoted)
        changes.append({flag, false});
    return Statement(m_database, u"UPDATE flags SET hit_count = hit_count + 1, severity = max(severity, ?), "
                                 "opened_at = min(opened_at, ?), last_hit_at = max(last_hit_at, ?) WHERE id = ?"_s)
            .with(severity, m_saidAtMs, m_saidAtMs, flag)
            .done();
}

} // namespace

Result<FlagId> openFlag(Database &database, ConversationId conversation, MessageId message, const QString &category,
                        int severity, qint64 saidAtMs, qint64 foundAtMs)
{
    auto opened = Statement(database, u"INSERT INTO flags (id, conversation_id, category, severity, state, "
                                      "assignee, hit_count, opened_at, last_hit_at, is_collecting, opened_in) "
                                      "VALUES (1 + max(coalesce((SELECT max(id) FROM flags), 0), "
                                      "(SELECT newest FROM gone_flags WHERE id = 1)), ?, ?, ?, ?, '', 0, ?, ?, 1, "
                                      "(SELECT received_in FROM messages WHERE id = ?))"_s)
                          .with(conversation, category, severity, FlagState::Open, saidAtMs, saidAtMs, message)
                          .insertedId();
    if (!opened)
        return opened.error();
    if (auto counted = addToHour(database, Counted::Flags, foundAtMs, 1); !counted)
        return counted.error();
    return FlagId{*opened};
}

Result<QVector<FlagChange>> FlagRepository::recordHits(ConversationId conversation, MessageId message, int version,
                                                       const QVector<RuleHit> &hits, qint64 saidAtMs, qint64 foundAtMs,
                                                       Flagging flagging)
{
    if (hits.isEmpty())
        return QVector<FlagChange>{};
    HitRecorder recorder(m_database, conversation, message, version, saidAtMs, foundAtMs, flagging);
    auto recorded = m_database.connection().atomically([&recorder, &hits]() -> Result<> {
        // Those that open flags first, so that weak ones of the same text join them.
        for (const bool isOpening : {true, false}) {
            for (const RuleHit &hit : hits) {
                if (hit.opensFlag != isOpening)
                    continue;
                if (auto done = recorder.record(hit); !done)
                    return done;
            }
        }
        return {};
    });
    if (!recorded)
        return recorded.error();
    return recorder.changes;
}

Result<QVector<FlagRow>> FlagRepository::rows(FlagList list, const FlagPageKey &after, int limit)
{
    const bool isStart = !after.id.isValid();
    const qint64 urgency = isStart ? std::numeric_limits<qint64>::min() : -qint64(after.severity);
    return Statement(m_database, kSelectRows
                                         + u"WHERE f.list = ? AND (f.urgency, f.opened_at, f.id) > (?, ?, ?) "
                                           "ORDER BY f.urgency, f.opened_at, f.id LIMIT ?"_s)
            .with(list, urgency, after.openedAtMs, after.id.value, limit)
            .all(readFlagRow);
}

Result<QVector<FlagRow>> FlagRepository::rows(const QVector<FlagId> &ids)
{
    QVector<FlagRow> rows;
    for (const FlagId id : ids) {
        auto row = Statement(m_database, kSelectRows + u"WHERE f.id = ?"_s).with(id).first(readFlagRow);
        if (!row)
            return row.error();
        if (*row)
            rows.append(std::move(**row));
    }
    return rows;
}

Result<FlagCounts> FlagRepository::counts()
{
    FlagCounts counts;
    auto read = Statement(m_database, u"SELECT list, count(*) FROM flags GROUP BY list"_s)
                        .with()
                        .all([&counts](Statement &row) {
                            switch (row.word<FlagList>(0)) {
                            case FlagList::Inbox:
                                return counts.inbox = row.number(1);
                            case FlagList::Escalated:
                                return counts.escalated = row.number(1);
                            case FlagList::Decided:
                                break;
                            }
                            return counts.decided = row.number(1);
                        });
    if (!read)
        return read.error();
    return counts;
}

Result<QVector<Hit>> FlagRepository::hitsOf(ConversationId conversation, FlagId flag, int limit)
{
    QVector<Hit> hits;
    if (flag.isValid()) {
        auto own = Statement(m_database,
                             kSelectHits + u"WHERE h.flag_id = ? ORDER BY h.found_at DESC, h.id DESC LIMIT ?"_s)
                           .with(flag, limit / 2)
                           .all(readHit);
        if (!own)
            return own.error();
        hits = std::move(own).value();
    }
    auto newest = Statement(m_database, kSelectHits + u"WHERE h.conversation_id = ? ORDER BY h.id DESC LIMIT ?"_s)
                          .with(conversation, limit)
                          .all(readHit);
    if (!newest)
        return newest.error();
    QSet<HitId> known;
    for (const Hit &hit : std::as_const(hits))
        known.insert(hit.id);
    for (const Hit &hit : *newest) {
        if (hits.size() >= limit)
            break;
        if (!known.contains(hit.id))
            hits.append(hit);
    }
    std::sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.id < b.id; });
    return hits;
}

} // namespace atalaia
