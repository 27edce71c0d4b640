// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "casting.h"

#include <QMultiMap>
#include <QObject>
#include <QTimer>

#include <vector>

namespace atalaia {

/// Plays the script: one half is history when the program starts, the other half happens live, a few
/// conversations at a time; after that the whole script again and again, with new contacts.
class ScriptPlayer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptPlayer)

public:
    ScriptPlayer(Casting &casting, Exchange &exchange, double speed, QObject *parent = nullptr);

    /// Writes the half that is over, without telling anybody.
    void writeHistory();
    void start();

private:
    struct Part
    {
        int pass = 0;
        int conversation = 0;
        int next = 0; ///< index of the message that is due
        quint32 chat = 0;
        qint64 dueAtMs = 0;
    };
    struct FollowUp
    {
        enum class Kind { Acknowledge, Edit, Revoke, React };
        Kind kind = Kind::Acknowledge;
        quint32 message = 0;
        int ack = 0;
        QString text;
        QByteArray id;
    };

    void rememberConversation(int conversation, int messageCount, qint64 lastAtMs);
    void takeNext(qint64 notBeforeMs);
    [[nodiscard]] int conversationAt(int turn) const;
    void openFirstScene();
    void tick();
    void play(Part &part, qint64 nowMs);
    void planFollowUps(const Part &part, quint32 message, qint64 nowMs);
    void follow(const FollowUp &step);
    [[nodiscard]] qint64 gapBefore(const Part &part) const;
    [[nodiscard]] qint64 scaled(qint64 ms) const;

    Casting &m_casting;
    Exchange &m_exchange;
    double m_speed;
    std::vector<Part> m_parts;
    QMultiMap<qint64, FollowUp> m_followUps;
    QTimer m_timer;
    int m_pass = 0;
    int m_turn = 0;
};

} // namespace atalaia
