// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/putasiderepository.h"

#include "store/statement.h"

#include <QCryptographicHash>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestReason = 200;
constexpr qsizetype kLongestName = 200; // of a line or a message; ours to cut: what is put aside may be anything

/// Bytes need not be text: each becomes the character of its value, which the codec keeps.
QByteArray sealed(Database &database, const QByteArray &bytes)
{
    return database.codec().seal(QString::fromLatin1(bytes));
}

QByteArray lookupKey(Database &database, const PutAsideEvent &event)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(event.line.left(kLongestName).toUtf8());
    hash.addData(QByteArray(1, '\0'));
    hash.addData(event.bytes);
    if (event.bytes.isEmpty()) {
        hash.addData(event.reason.left(kLongestReason).toUtf8());
        hash.addData(QByteArray(1, '\0'));
        hash.addData(event.messageId.left(kLongestName).toUtf8());
    }
    return database.codec().lookupKey(QString::fromLatin1(hash.result().toHex()));
}

Result<qint64> orZero(const Result<std::optional<qint64>> &number)
{
    if (!number)
        return number.error();
    return number->value_or(0);
}

} // namespace

struct PutAsideRepository::Totals
{
    qint64 rows = 0;
    qint64 bytes = 0;
    qint64 notKept = 0;
};

Result<PutAsideRepository::Totals> PutAsideRepository::totals(GatewayId gateway)
{
    auto totals =
            Statement(m_database, u"SELECT row_count, bytes, not_kept FROM put_aside_totals WHERE gateway_id = ?"_s)
                    .with(gateway)
                    .first([](Statement &row) {
                        return Totals{row.integer(0), row.integer(1), row.integer(2)};
                    });
    if (!totals)
        return totals.error();
    return totals->value_or(Totals());
}

Result<> PutAsideRepository::save(GatewayId gateway, const Totals &totals)
{
    return Statement(m_database,
                     u"INSERT INTO put_aside_totals (gateway_id, row_count, bytes, not_kept) VALUES (?, ?, ?, ?) "
                     "ON CONFLICT (gateway_id) DO UPDATE SET row_count = excluded.row_count, "
                     "bytes = excluded.bytes, not_kept = excluded.not_kept"_s)
            .with(gateway, totals.rows, totals.bytes, totals.notKept)
            .done();
}

Result<> PutAsideRepository::dropOldest(GatewayId gateway, Totals &totals)
{
    struct Oldest
    {
        qint64 id = 0;
        qint64 size = 0;
        bool isSolved = false;
    };
    while (totals.rows > m_bounds.rows || (totals.bytes > m_bounds.bytes && totals.rows > 1)) {
        auto oldest = Statement(m_database, u"SELECT id, size, solved_at IS NOT NULL FROM put_aside "
                                            "WHERE gateway_id = ? ORDER BY id LIMIT 1"_s)
                              .with(gateway)
                              .first([](Statement &row) {
                                  return Oldest{row.integer(0), row.integer(1), row.isTrue(2)};
                              });
        if (!oldest)
            return oldest.error();
        if (!*oldest)
            break;
        const auto dropped = Statement(m_database, u"DELETE FROM put_aside WHERE id = ?"_s).with((*oldest)->id).done();
        if (!dropped)
            return dropped;
        --totals.rows;
        totals.bytes -= (*oldest)->size;
        totals.notKept += (*oldest)->isSolved ? 0 : 1;
    }
    return {};
}

Result<qint64> PutAsideRepository::add(const PutAsideEvent &event, const QString &version)
{
    qint64 id = 0;
    const Result<> done = m_database.connection().atomically([this, &event, &version, &id]() -> Result<> {
        const QByteArray key = lookupKey(m_database, event);
        const auto known = Statement(m_database, u"SELECT id FROM put_aside WHERE gateway_id = ? AND lookup_key = ?"_s)
                                   .with(event.gateway, key)
                                   .first([](Statement &row) { return row.integer(0); });
        if (!known)
            return known.error();
        if (*known) {
            id = **known;
            // What was solved and comes again is in the store: whoever sends it sends known things.
            return Statement(m_database, u"UPDATE put_aside SET times = times + 1 WHERE id = ?"_s).with(id).done();
        }
        const auto added = addRow(event, key, version);
        id = added.value_or(0);
        return added ? Result<>() : Result<>(added.error());
    });
    return done ? Result<qint64>(id) : Result<qint64>(done.error());
}

Result<qint64> PutAsideRepository::addRow(const PutAsideEvent &event, const QByteArray &key, const QString &version)
{
    const auto added =
            Statement(m_database, u"INSERT INTO put_aside (gateway_id, line, lookup_key, received_at, times, "
                                  "reason, bytes, size, message, version, attempts) "
                                  "VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 1)"_s)
                    .with(event.gateway, event.line.left(kLongestName), key, event.receivedAtMs,
                          event.reason.left(kLongestReason), sealed(m_database, event.bytes), event.bytes.size(),
                          m_database.codec().seal(event.messageId.left(kLongestName)), version)
                    .insertedId();
    if (!added)
        return added;
    auto all = totals(event.gateway);
    if (!all)
        return all.error();
    ++all->rows;
    all->bytes += event.bytes.size();
    if (const Result<> dropped = dropOldest(event.gateway, *all); !dropped)
        return dropped.error();
    if (const Result<> saved = save(event.gateway, *all); !saved)
        return saved.error();
    return added;
}

Result<> PutAsideRepository::setSolved(qint64 id, qint64 nowMs)
{
    return m_database.connection().atomically([this, id, nowMs]() -> Result<> {
        struct Known
        {
            GatewayId gateway;
            qint64 size = 0;
        };
        auto known =
                Statement(m_database, u"SELECT gateway_id, size FROM put_aside WHERE id = ? AND solved_at IS NULL"_s)
                        .with(id)
                        .first([](Statement &row) {
                            return Known{row.id<GatewayId>(0), row.integer(1)};
                        });
        if (!known)
            return known.error();
        if (!*known)
            return {};
        const auto solved = Statement(m_database, u"UPDATE put_aside SET solved_at = ?, bytes = ?, size = 0 "
                                                  "WHERE id = ?"_s)
                                    .with(nowMs, m_database.codec().seal({}), id)
                                    .done();
        if (!solved)
            return solved;
        auto all = totals((*known)->gateway);
        if (!all)
            return all.error();
        all->bytes -= (*known)->size;
        return save((*known)->gateway, *all);
    });
}

Result<> PutAsideRepository::noteTried(qint64 id, const QString &version, const QString &reason)
{
    return Statement(m_database,
                     u"UPDATE put_aside SET attempts = attempts + 1, version = ?, reason = ? WHERE id = ?"_s)
            .with(version, reason.left(kLongestReason), id)
            .done();
}

Result<QVector<PutAsideEvent>> PutAsideRepository::readable(GatewayId gateway, qint64 afterId, int limit,
                                                            qint64 mostBytes, const QString &notTriedBy)
{
    // Sizes first: the rows may be large, and a page has a bound.
    struct Size
    {
        qint64 id = 0;
        qint64 bytes = 0;
    };
    const auto sizes = Statement(m_database, u"SELECT id, size FROM put_aside WHERE gateway_id = ? AND id > ? "
                                             "AND solved_at IS NULL AND size > 0 AND (? = '' OR version <> ?) "
                                             "ORDER BY id LIMIT ?"_s)
                               .with(gateway, afterId, notTriedBy, notTriedBy, limit)
                               .all([](Statement &row) {
                                   return Size{row.integer(0), row.integer(1)};
                               });
    if (!sizes)
        return sizes.error();
    QVector<PutAsideEvent> events;
    qint64 bytes = 0;
    for (const Size &size : *sizes) {
        bytes += size.bytes;
        if (!events.isEmpty() && bytes > mostBytes)
            break;
        auto event = Statement(m_database, u"SELECT line, received_at, reason, bytes, message FROM put_aside "
                                           "WHERE id = ?"_s)
                             .with(size.id)
                             .first([&size, gateway](Statement &row) {
                                 return PutAsideEvent{size.id,        gateway,      row.plain(0),
                                                      row.integer(1), row.plain(2), row.opened(3).toLatin1(),
                                                      row.opened(4)};
                             });
        if (!event)
            return event.error();
        if (*event)
            events.append(**event);
    }
    return events;
}

Result<QVector<PutAsideReason>> PutAsideRepository::reasons(GatewayId gateway, const QString &line)
{
    return Statement(m_database, u"SELECT reason, count(*), sum(size > 0), max(received_at) FROM put_aside "
                                 "WHERE gateway_id = ? AND line = ? AND solved_at IS NULL GROUP BY reason LIMIT ?"_s)
            .with(gateway, line, kMostReasons)
            .all([](Statement &row) {
                return PutAsideReason{row.plain(0), row.integer(1), row.integer(2), row.integer(3)};
            });
}

Result<qint64> PutAsideRepository::countUnsolved(GatewayId gateway, const QString &line)
{
    return orZero(Statement(m_database, u"SELECT count(*) FROM put_aside WHERE gateway_id = ? AND line = ? "
                                        "AND solved_at IS NULL"_s)
                          .with(gateway, line)
                          .first([](Statement &row) { return row.integer(0); }));
}

Result<qint64> PutAsideRepository::countNotKept(GatewayId gateway)
{
    const auto all = totals(gateway);
    if (!all)
        return all.error();
    return all->notKept;
}

} // namespace atalaia
