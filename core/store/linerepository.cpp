// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/linerepository.h"

#include "store/statement.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const auto kSelect = u"SELECT l.id, l.gateway_id, l.external_id, l.display_name, l.state, l.state_at, "
                     "l.complete_until, a.id, a.pseudonym, l.capabilities FROM lines l "
                     "LEFT JOIN line_agents la ON la.line_id = l.id AND la.until_at IS NULL "
                     "LEFT JOIN agents a ON a.id = la.agent_id "_s;

struct Ability
{
    QLatin1StringView word;
    bool GatewayCapabilities::*value;
};

constexpr Ability kAbilities[] = {
        {"history"_L1, &GatewayCapabilities::hasHistory},
        {"media"_L1, &GatewayCapabilities::fetchesMedia},
        {"messages"_L1, &GatewayCapabilities::sendsMessages},
        {"messages_within_day"_L1, &GatewayCapabilities::sendsOnlyWithinDay},
        {"delete"_L1, &GatewayCapabilities::deletesForEveryone},
        {"block"_L1, &GatewayCapabilities::blocksContacts},
};

QString wordsOf(const GatewayCapabilities &capabilities)
{
    QStringList words{storedWord(capabilities.suspendWay)};
    for (const Ability &ability : kAbilities) {
        if (capabilities.*ability.value)
            words.append(ability.word);
    }
    return words.join(u' ');
}

GatewayCapabilities capabilitiesOf(const QString &words)
{
    GatewayCapabilities capabilities;
    for (const QString &word : words.split(u' ')) {
        if (const auto way = storedValue<SuspendWay>(word))
            capabilities.suspendWay = *way;
        for (const Ability &ability : kAbilities) {
            if (word == ability.word)
                capabilities.*ability.value = true;
        }
    }
    return capabilities;
}

Line readLine(Statement &row)
{
    Line line;
    line.id = row.id<LineId>(0);
    line.gateway = row.id<GatewayId>(1);
    line.externalId = row.plain(2);
    line.displayName = row.opened(3);
    line.state = row.word<LineState>(4);
    line.stateAtMs = row.integer(5);
    line.completeUntilMs = row.integer(6);
    line.agent = row.id<AgentId>(7);
    line.agentPseudonym = row.plain(8);
    if (!row.isNull(9))
        line.capabilities = capabilitiesOf(row.plain(9));
    return line;
}

Result<AgentId> addAgent(Database &database)
{
    auto next = Statement(database, u"SELECT coalesce(max(id), 0) + 1 FROM agents"_s).with().first([](Statement &row) {
        return row.integer(0);
    });
    if (!next)
        return next.error();
    const qint64 number = next->value_or(1);
    auto added = Statement(database, u"INSERT INTO agents (id, pseudonym) VALUES (?, ?)"_s)
                         .with(number, u"A-%1"_s.arg(number, 2, 10, QChar(u'0')))
                         .done();
    if (!added)
        return added.error();
    return AgentId{number};
}

Result<> addLine(Database &database, GatewayId gateway, const QString &externalId)
{
    const QByteArray nothing = database.codec().seal({});
    auto line = Statement(database, u"INSERT INTO lines (gateway_id, external_id, display_name, own_address, state, "
                                    "state_at, complete_until) VALUES (?, ?, ?, ?, ?, 0, 0)"_s)
                        .with(gateway, externalId, nothing, nothing, LineState::Unknown)
                        .insertedId();
    if (!line)
        return line.error();
    auto agent = addAgent(database);
    if (!agent)
        return agent.error();
    return Statement(database, u"INSERT INTO line_agents (line_id, agent_id, since_at) VALUES (?, ?, 0)"_s)
            .with(*line, *agent)
            .done();
}

} // namespace

Result<QVector<Line>> LineRepository::all()
{
    return Statement(m_database, kSelect + u"ORDER BY l.id"_s).with().all(readLine);
}

Result<Line> LineRepository::find(LineId id)
{
    auto line = Statement(m_database, kSelect + u"WHERE l.id = ?"_s).with(id).first(readLine);
    if (!line)
        return line.error();
    if (!*line)
        return Error{Error::Kind::NotFound, u"line %1"_s.arg(id.value)};
    return **line;
}

Result<Line> LineRepository::ensure(GatewayId gateway, const QString &externalId)
{
    const QString byName = kSelect + u"WHERE l.gateway_id = ? AND l.external_id = ?"_s;
    auto line = Statement(m_database, byName).with(gateway, externalId).first(readLine);
    if (!line)
        return line.error();
    if (*line)
        return **line;
    auto added = m_database.connection().atomically(
            [this, gateway, &externalId] { return addLine(m_database, gateway, externalId); });
    if (!added)
        return added.error();
    line = Statement(m_database, byName).with(gateway, externalId).first(readLine);
    if (!line)
        return line.error();
    return **line;
}

Result<> LineRepository::noteState(LineId id, LineState state, qint64 atMs, const QString &displayName,
                                   const QString &ownAddress)
{
    const TextCodec &codec = m_database.codec();
    return Statement(m_database,
                     u"UPDATE lines SET state = ?, state_at = ?, "
                     "display_name = CASE WHEN ? THEN ? ELSE display_name END, "
                     "own_address = CASE WHEN ? THEN ? ELSE own_address END WHERE id = ? AND state_at <= ?"_s)
            .with(state, atMs, !displayName.isEmpty(), codec.seal(displayName), !ownAddress.isEmpty(),
                  codec.seal(ownAddress), id, atMs)
            .done();
}

Result<QString> LineRepository::ownAddress(LineId id)
{
    auto address =
            Statement(m_database, u"SELECT own_address FROM lines WHERE id = ?"_s).with(id).first([](Statement &row) {
                return row.opened(0);
            });
    if (!address)
        return address.error();
    return address->value_or(QString());
}

Result<> LineRepository::noteCapabilities(LineId id, const GatewayCapabilities &capabilities)
{
    return Statement(m_database, u"UPDATE lines SET capabilities = ? WHERE id = ?"_s)
            .with(wordsOf(capabilities), id)
            .done();
}

Result<> LineRepository::setCompleteUntil(LineId id, qint64 untilMs)
{
    return Statement(m_database, u"UPDATE lines SET complete_until = ? WHERE id = ? AND complete_until < ?"_s)
            .with(untilMs, id, untilMs)
            .done();
}

} // namespace atalaia
