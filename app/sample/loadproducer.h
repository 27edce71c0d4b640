// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "casting.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace atalaia {

/// Load mode: a fixed number of new messages a second, in slices of a few milliseconds, out of
/// clones of the script's conversations. Nothing but message.any, so that counts are exact.
class LoadProducer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LoadProducer)

public:
    /// `count` < 0: without end.
    LoadProducer(Casting &casting, Exchange &exchange, double rate, qint64 count, QObject *parent = nullptr);

    void start();

private:
    struct Part
    {
        int pass = 0;
        int conversation = 0;
        int next = 0;
        quint32 chat = 0;
    };

    void tick();
    /// False when no line works.
    [[nodiscard]] bool produceOne();
    /// Puts the next conversation of a working line there; false when no line works.
    [[nodiscard]] bool open(Part &part);

    Casting &m_casting;
    Exchange &m_exchange;
    double m_rate;
    qint64 m_count;
    qint64 m_producedCount = 0;
    std::vector<Part> m_parts;
    size_t m_turn = 0;
    int m_pass = 0;
    int m_nextConversation = 0;
    QElapsedTimer m_since;
    QTimer m_timer;
};

} // namespace atalaia
