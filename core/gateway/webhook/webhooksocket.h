// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder.
#pragma once

#include "gateway/webhook/webhookhead.h"
#include "gateway/webhook/webhookpost.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>
#include <functional>

namespace atalaia {

/// One connection and how far its present request has come.
class WebhookSocket final : public QTcpSocket
{
    Q_DISABLE_COPY_MOVE(WebhookSocket)

public:
    enum class Phase { Idle, Receiving, Answering, Refused };
    enum class Request { Incomplete, Complete, Unusual, Wrong };
    using Moment = std::chrono::steady_clock::time_point;

    explicit WebhookSocket(QObject *parent) : QTcpSocket(parent), m_since(std::chrono::steady_clock::now()) {}

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] Moment since() const { return m_since; } ///< it is in this phase
    [[nodiscard]] std::chrono::milliseconds age(Moment now) const;
    void enter(Phase phase);

    /// Notes what has arrived and was not read yet. Returns the bytes of the request so far.
    qsizetype noteArrival();

    /// Takes a usual request out of what has arrived; an unusual one stays there for another reader, and so does all
    /// that follows it.
    [[nodiscard]] Request readRequest(WebhookHead &head, qsizetype largestBody);
    [[nodiscard]] bool isReadElsewhere() const { return m_isReadElsewhere; }
    /// From here on somebody else takes out all that arrives, each time it does.
    void leaveToAnother();
    [[nodiscard]] qsizetype received() const { return m_received; }
    [[nodiscard]] bool isNew() const { return m_isNew; } ///< nothing has come over it
    [[nodiscard]] bool isHeadComplete() const { return m_isHeadComplete; }

    /// Sends it; the connection ends after it when the client wants that or `isLast`.
    void sendAnswer(const WebhookAnswer &answer, bool isLast);

    /// Sends it and reads on without looking, because a client that still writes would not see it
    /// otherwise. Whoever reads from this socket does so no more.
    void refuse(int status);

    /// Ends it without a word.
    void drop();

private:
    void lookForHeadEnd(qsizetype arrived);
    [[nodiscard]] Request readHead();

    Phase m_phase = Phase::Idle;
    Moment m_since;
    qsizetype m_received = 0;
    bool m_isNew = true;
    bool m_isHeadComplete = false;
    bool m_isReadElsewhere = false;
    qsizetype m_headSize = 0; ///< of m_head, which is not among the arrived bytes any more
    std::optional<WebhookHead> m_head; ///< its body is awaited
    QByteArray m_headTail; ///< the last bytes before this arrival: the end of the head may be cut by it
};

/// Makes WebhookSockets.
class WebhookListener final : public QTcpServer
{
    Q_DISABLE_COPY_MOVE(WebhookListener)

public:
    using Welcome = std::function<bool(WebhookSocket &)>; ///< false: there is no room for it

    explicit WebhookListener(Welcome welcome, QObject *parent) : QTcpServer(parent), m_welcome(std::move(welcome)) {}

    /// Hands a socket, with what has arrived, to the HTTP server that is bound to this.
    void handOver(WebhookSocket &socket);

protected:
    void incomingConnection(qintptr handle) override;

private:
    const Welcome m_welcome;
};

} // namespace atalaia
