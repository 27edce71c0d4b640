// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soakmessages.h"

#include <QHash>
#include <QMutex>
#include <QObject>
#include <QThread>
#include <QVector>

#include <atomic>

class QHttpServer;

namespace atalaia {
class TcpRelay;
}

namespace atalaia::soak {

/// What an Evolution server answers by REST, on a thread of its own, and the wire to its broker, cut now and then.
class EvolutionServer
{
public:
    EvolutionServer();
    ~EvolutionServer();
    Q_DISABLE_COPY_MOVE(EvolutionServer)

    /// False: no port.
    [[nodiscard]] bool start(quint16 brokerPort, int cutEverySeconds);
    [[nodiscard]] quint16 restPort() const { return m_restPort; }
    [[nodiscard]] quint16 brokerPort() const { return m_brokerPort; }

    [[nodiscard]] int cuts() const { return m_cuts; }
    /// From any thread: the line's history holds these from now on.
    void add(const QString &line, const QVector<SoakMessage> &messages);

private:
    [[nodiscard]] QByteArray instances() const;
    [[nodiscard]] QByteArray page(const QString &line, const QByteArray &request) const;

    QThread m_thread;
    QObject *m_context = nullptr; ///< lives on m_thread; the parent of what serves there
    quint16 m_restPort = 0;
    quint16 m_brokerPort = 0;
    std::atomic<int> m_cuts = 0;
    mutable QMutex m_mutex;
    QHash<QString, QVector<SoakMessage>> m_history; ///< by line, in the order of time
};

/// A message as Evolution writes it, in events and in its history.
[[nodiscard]] QJsonObject evolutionRecord(const SoakMessage &message);

} // namespace atalaia::soak
