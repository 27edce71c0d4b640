// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/waitingchanges.h"

#include "store/statement.h"

namespace atalaia {

using namespace Qt::StringLiterals;

Result<> WaitingChanges::add(LineId line, const WaitingChange &change, qint64 putAsideId)
{
    // The text of an edit may come after the word that there was one.
    const auto added =
            Statement(m_database,
                      u"INSERT INTO waiting_changes (line_id, message, is_revocation, edit_id, author, at, text, "
                      "is_text_missing, put_aside_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                      "ON CONFLICT (line_id, message, at, is_revocation, edit_id) DO UPDATE SET text = excluded.text, "
                      "is_text_missing = excluded.is_text_missing WHERE is_text_missing = 1"_s)
                    .with(line, change.messageId, change.isRevocation, change.editId, change.author, change.atMs,
                          m_database.codec().seal(change.text), change.isTextMissing, putAsideId)
                    .done();
    if (!added)
        return added;
    // One message that is changed again and again, and never comes, must not fill the store.
    constexpr int kMostOfOneMessage = 50;
    return Statement(m_database,
                     u"DELETE FROM waiting_changes WHERE id IN (SELECT id FROM waiting_changes WHERE line_id = ? "
                     "AND message = ? ORDER BY at DESC, is_revocation DESC LIMIT -1 OFFSET ?)"_s)
            .with(line, change.messageId, kMostOfOneMessage)
            .done();
}

Result<bool> WaitingChanges::isAny()
{
    const auto any = Statement(m_database, u"SELECT 1 FROM waiting_changes LIMIT 1"_s).with().first([](Statement &) {
        return true;
    });
    if (!any)
        return any.error();
    return any->has_value();
}

Result<QVector<WaitingChange>> WaitingChanges::take(LineId line, const QString &messageId)
{
    auto changes =
            Statement(m_database,
                      u"SELECT is_revocation, edit_id, author, at, text, is_text_missing, put_aside_id "
                      "FROM waiting_changes WHERE line_id = ? AND message = ? ORDER BY at, is_revocation, edit_id"_s)
                    .with(line, messageId)
                    .all([&messageId](Statement &row) {
                        return WaitingChange{messageId,      row.isTrue(0), row.plain(1),  row.word<Author>(2),
                                             row.integer(3), row.opened(4), row.isTrue(5), row.integer(6)};
                    });
    if (!changes || changes->isEmpty())
        return changes;
    const auto taken = Statement(m_database, u"DELETE FROM waiting_changes WHERE line_id = ? AND message = ?"_s)
                               .with(line, messageId)
                               .done();
    if (!taken)
        return taken.error();
    return changes;
}

} // namespace atalaia
