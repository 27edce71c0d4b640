// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "domain/message.h"

#include <QString>
#include <QVector>

namespace atalaia {

class Database;

/// An edit or revocation whose message is not in the store, and of which nobody said in which chat it is.
struct WaitingChange
{
    QString messageId; ///< that it means
    bool isRevocation = false; ///< else an edit
    QString editId;
    Author author = Author::Contact;
    qint64 atMs = 0;
    QString text;
    bool isTextMissing = false;
    qint64 putAsideId = 0; ///< under which it is shown until its message comes
    friend bool operator==(const WaitingChange &, const WaitingChange &) = default;
};

/// Changes that came before their message. Each belongs to a row of PutAsideRepository, and goes with it when
/// too much is put aside.
class WaitingChanges
{
public:
    static constexpr qsizetype kLongestText = 65'536; ///< what WhatsApp lets anybody write

    explicit WaitingChanges(Database &database) : m_database(database) {}

    /// The same change once more adds nothing.
    [[nodiscard]] Result<> add(LineId line, const WaitingChange &change, qint64 putAsideId);
    [[nodiscard]] Result<bool> isAny();
    /// What waits for the message, in the order in which it was done; it waits no longer.
    [[nodiscard]] Result<QVector<WaitingChange>> take(LineId line, const QString &messageId);

private:
    Database &m_database;
};

} // namespace atalaia
