// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/hit.h"
#include "domain/message.h"
#include "domain/messagemedia.h"

#include <QDate>
#include <QString>
#include <QTimeZone>
#include <QVector>

namespace atalaia {

/// The words of a conversation, shared by what is painted and what a screen reader says.
[[nodiscard]] QString authorWords(Author author);
[[nodiscard]] QString mediaWords(MessageKind kind);
/// Empty for Unknown.
[[nodiscard]] QString deliveryWords(DeliveryStatus status);
/// "14:05", in the reader's zone.
[[nodiscard]] QString timeWords(qint64 atMs, const QTimeZone &zone);
/// "Tue 18 Nov", with the year when it is not this one.
[[nodiscard]] QString dayWords(const QDate &day, int currentYear);
/// "Deleted by the agent at 14:09, kept here".
[[nodiscard]] QString tombstoneWords(const Message &message, const QTimeZone &zone);

/// In place of a text that is not there: not decrypted yet, never handed on. Empty where it is.
[[nodiscard]] QString contentWords(ContentState content);
[[nodiscard]] QString unreadableEditWords();
/// What is kept of a picture or file; empty while it is on its way.
[[nodiscard]] QString keptWords(const MessageMedia &media);

/// The text a bubble shows, as received; empty for media and for what was deleted before capture.
[[nodiscard]] QString currentText(const Message &message);

/// One bubble as a screen reader says it: author, time, text, marks.
[[nodiscard]] QString spokenMessage(const Message &message, const QVector<Hit> &hits, const QTimeZone &zone);

} // namespace atalaia
