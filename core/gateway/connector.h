// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/gatewayconfig.h"
#include "domain/intervention.h"
#include "gateway/gatewayevent.h"
#include "gateway/webhook/webhookpost.h"

#include <QFuture>
#include <QHash>
#include <QObject>

namespace atalaia {

/// What the outbox asks of a gateway. Everything is resolved to the gateway's own names.
struct GatewayOrder
{
    InterventionKind kind = InterventionKind::MessageToContact;
    QString lineExternalId;
    ChatAddress chat;
    QString messageId; ///< DeleteForEveryone: bare id of the target. MessageToContact: bare id to send under
    QString text;
    /// No trace of the order's message is older than this: when the target was sent, or the order given.
    /// How far back to look; 0 = not known.
    qint64 notBeforeMs = 0;
    /// True when an earlier attempt may have reached the gateway: look first whether it is done
    /// already (message with that id exists, message revoked, line in the wanted state).
    bool mayHaveRun = false;
};

/// The gateway's answer in a line for people's eyes: HTTP status and what it said, no secrets.
struct GatewayAnswer
{
    QString summary;
};

/// Media of a message that is in the store.
struct MediaRequest
{
    QString lineExternalId;
    ChatAddress chat;
    QString messageId;
    QString reference; ///< MessageReceived::mediaReference
    qint64 largestBytes = 0; ///< more is refused with Rejected
};

struct MediaContent
{
    QByteArray bytes;
    QString mediaType; ///< as the gateway says now; empty = it does not
};

/// What a "test" of address and key found.
struct GatewayProbe
{
    QString product; ///< "WAHA", "Evolution API", "WhatsApp Cloud API"
    QString version;
    QString engine;
    QVector<QString> workingLines; ///< external ids of lines in state Working
    QVector<QString> otherLines;
};

/// Knows one wire format and nothing else: turns bytes into EventBatch values and orders into calls.
///
/// Lives on the gateway thread with an event loop; all functions are called there. Not started until
/// start(). Never throws events away silently: what cannot be read is counted in
/// ConnectionState::rejectedFrames with the reason in the log.
class Connector : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Connector)

public:
    explicit Connector(QObject *parent = nullptr) : QObject(parent) {}

    /// Connects and keeps connected, with exponential back-off and jitter. `completeUntil` maps
    /// known lines to the time up to which their history is in the store.
    virtual void start(const QHash<QString, qint64> &completeUntil) = 0;

    /// Closes the connection and hands on what was received; nothing is emitted afterwards.
    virtual void stop() = 0;

    /// True: ingest cannot take more. The connector closes its stream and stops fetching history;
    /// on false it reconnects and fills the gap by backfill. Memory stays bounded either way.
    virtual void setPaused(bool isPaused) = 0;

    /// Ingest committed a cursor; the next backfill of that line may start there.
    virtual void noteCommitted(const LineCursor &cursor) = 0;

    /// The batch that carried `receipt` is committed: what it came from need not be kept by the sender any more.
    virtual void noteStored(quint64 receipt) { Q_UNUSED(receipt) }

    /// Reads once more what was put aside; the batch's `rejected` says what still cannot be read.
    [[nodiscard]] virtual EventBatch readAgain(const RejectedEvent &event)
    {
        EventBatch batch;
        batch.rejected = {event};
        return batch;
    }

    /// A request that came to our webhook address for this gateway. Finishes when it may be answered: with 200
    /// only after what it brought is committed.
    [[nodiscard]] virtual QFuture<WebhookAnswer> acceptPost(const WebhookPost &post);

    /// Finishes exactly once. Errors: NotFound (expired at the gateway and at WhatsApp), Rejected (too large),
    /// Unreachable, Unauthorized, Unsupported.
    [[nodiscard]] virtual QFuture<Result<MediaContent>> fetchMedia(const MediaRequest &request);

    /// Carries out one order. Finishes exactly once; cancelled, without an answer, when the connector
    /// is destroyed first. Errors: Unreachable (unknown whether it ran, or
    /// not sent at all: ask again with mayHaveRun), Rejected, Unauthorized, Unsupported, NotFound.
    [[nodiscard]] virtual QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order) = 0;

signals:
    void batchReady(const atalaia::EventBatch &batch);
    void stateChanged(const atalaia::ConnectionState &state);
};

} // namespace atalaia
