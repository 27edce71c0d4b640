// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soakgateway.h"
#include "soakmessages.h"

#include <QVector>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace atalaia::soak {

/// Meta's side of webhooks: signed posts, sent again until they are answered with 200.
class CloudApiSoak final : public SoakGateway
{
public:
    CloudApiSoak() = default;
    ~CloudApiSoak() override;

    [[nodiscard]] QString name() const override { return QStringLiteral("Cloud API"); }
    [[nodiscard]] QString prepare(const Plan &plan) override;
    [[nodiscard]] QJsonObject entry() const override;
    [[nodiscard]] QStringList collectorOptions() const override;
    void play() override;
    /// Everything has been posted once: what was not answered waits for its next attempt.
    [[nodiscard]] bool hasPlayed() override { return m_hasPlayed; }
    [[nodiscard]] Faults faults() override;
    [[nodiscard]] Script script() override;

private:
    struct Post
    {
        qint64 block = 0; ///< whose messages it holds; made when it goes out, as 200 000 messages are many bytes
        qint64 dueMs = 0; ///< since the start
        int attempts = 0;
    };

    void makePosts();
    [[nodiscard]] QVector<SoakMessage> messagesOf(qint64 block) const;
    void deliver();
    [[nodiscard]] bool takeNext(Post &post);
    void giveBack(Post post);
    void end();

    Plan m_plan;
    quint16 m_port = 0;
    std::mutex m_mutex;
    std::vector<Post> m_posts; ///< a heap, the first due on top
    size_t m_fresh = 0; ///< posts without an attempt
    std::vector<std::thread> m_senders;
    std::atomic<bool> m_isEnding = false;
    std::atomic<bool> m_hasPlayed = false;
    std::chrono::steady_clock::time_point m_start;
    qint64 m_startSecond = 0; ///< UTC
    Faults m_faults; ///< as planned; what happens by itself is counted in m_drops
    std::atomic<int> m_drops = 0;
    Script m_script;
};

} // namespace atalaia::soak
