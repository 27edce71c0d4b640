// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gatewayevent.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <deque>
#include <optional>

namespace atalaia {

/// Which messages came lately, so that history can be compared with what the connection brought: a gateway whose
/// connection stalls keeps its lines working and answers pings.
class MessageRecall
{
public:
    /// More are forgotten, oldest first, and nothing as old as they is compared any more.
    static constexpr size_t kMostMessages = 65'536;

    struct Missed
    {
        qint64 fromMs = 0;
        qint64 toMs = 0;
        int count = 0;
    };

    /// The connection brought it, or history did before the connection could.
    void note(const QString &line, const MessageReceived &message);

    /// What history says. A message from between the two times that is not known was missed; each counts once. Of what
    /// is younger no note is taken.
    void compare(const QString &line, const MessageReceived &message, qint64 sinceMs, qint64 untilMs);

    /// What was missed of the line since it was asked last.
    [[nodiscard]] std::optional<Missed> takeMissed(const QString &line);

private:
    struct Known
    {
        quint64 key = 0;
        qint64 sentAtMs = 0;
    };

    /// False when it was known already.
    bool remember(const QString &line, const MessageReceived &message);

    std::deque<Known> m_order;
    QSet<quint64> m_keys;
    QHash<QString, Missed> m_missed;
    qint64 m_forgottenUntilMs = 0;
};

} // namespace atalaia
