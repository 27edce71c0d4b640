// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/observedmessage.h"
#include "domain/message.h"

#include <QString>
#include <QVector>

#include <compare>
#include <limits>

namespace atalaia {

/// A place in all that was said with a person: by time, then by the gateway's ids, so that it says nothing
/// of the order of arrival, then by what happened to the message.
struct ReadingPlace
{
    qint64 atMs = std::numeric_limits<qint64>::min(); ///< the default lies before everything
    QString message; ///< the gateway's id
    QString line; ///< the gateway's name: a group may be on two lines
    int step = 0;

    friend bool operator==(const ReadingPlace &, const ReadingPlace &) = default;
    friend bool operator<(const ReadingPlace &a, const ReadingPlace &b);
};

/// A bubble, a later version of it, or its deletion, at its time.
struct ObservedEvent
{
    ReadingPlace place;
    ConversationId conversation;
    int version = -1; ///< of the text; -1 = none
    qint64 knownAtMs = 0; ///< when the store can have known of it at the earliest
    ObservedMessage message; ///< `number` is the store's
};

/// What is known of a message, as what happened one after the other. Of one that only a reaction named
/// there is nothing.
[[nodiscard]] QVector<ObservedEvent> eventsOf(const Message &message, const QString &line);

} // namespace atalaia
