// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <atomic>
#include <thread>
#include <vector>

namespace atalaia::bench {

/// A WebSocket server that does as little as can be: to each client it writes the same frames as fast as they are
/// taken, from a thread of its own. Asked for anything else by HTTP, it answers with an empty list.
class FrameSource
{
public:
    explicit FrameSource(const std::vector<QByteArray> &texts);
    ~FrameSource();
    FrameSource(const FrameSource &) = delete;
    FrameSource &operator=(const FrameSource &) = delete;

    /// 0: it could not listen.
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    void serve();
    void answer(int client) const;

    QByteArray m_frames;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
    std::vector<std::thread> m_clients; // touched by m_thread only, until it has ended
};

} // namespace atalaia::bench
