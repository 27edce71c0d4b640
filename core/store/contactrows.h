// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace atalaia {

class Database;

/// A contact with a fresh pseudonym, known under `lookupKey`. For core/store only; expects a running transaction.
[[nodiscard]] Result<ContactId> addContactRow(Database &database, const QByteArray &lookupKey, const QString &name,
                                              bool isGroup);

} // namespace atalaia
