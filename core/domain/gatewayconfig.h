// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QByteArray>
#include <QString>
#include <QUrl>
#include <QVector>

namespace atalaia {

/// ChatExport is no server: the conversations of exported chats belong to it.
enum class GatewayKind { Waha, Evolution, CloudApi, ChatExport };

/// A gateway as the admin entered it. Its secrets are not here: they are in the SecretStore under
/// gatewaySecretName().
struct GatewayConfig
{
    GatewayId id;
    GatewayKind kind = GatewayKind::Waha;
    QUrl address; ///< http or https, without path, query or user
    bool isEnabled = true;
    QUrl brokerAddress = {}; ///< Evolution: amqp or amqps with user and vhost, never a password; empty = socket.io
    QString brokerExchange = {}; ///< Evolution: RABBITMQ_EXCHANGE_NAME of its server
    QString brokerQueue = {}; ///< Evolution: our own queue
    QString businessAccount = {}; ///< Cloud API: id of the WhatsApp Business Account
    QString caFile = {}; ///< PEM file with certificates that are trusted beside the system's; empty = none
    bool allowsPlainHttp = false; ///< without TLS to another machine too; to this machine it is always allowed

    friend bool operator==(const GatewayConfig &, const GatewayConfig &) = default;
};

/// Whether both name the same server (and account on it): lines, history and waiting orders belong to it.
[[nodiscard]] bool isSameServer(const GatewayConfig &a, const GatewayConfig &b);

/// What opens a gateway. Never written anywhere but into the SecretStore.
struct GatewaySecrets
{
    using Field = QByteArray GatewaySecrets::*;

    QByteArray key = {}; ///< WAHA, Evolution: API key that may read. Cloud API: access token
    QByteArray actionKey = {}; ///< key for interventions; empty = `key` serves for both
    QByteArray brokerPassword = {}; ///< Evolution: of the user in brokerAddress
    QByteArray webhookSecret = {}; ///< WAHA: HMAC key of its webhooks. Cloud API: the app secret
    QByteArray verifyToken = {}; ///< Cloud API: our own word, entered at Meta for the handshake
    QVector<Field> removed = {}; ///< empty on purpose: what is stored for them goes, too

    /// Nothing is given and nothing removed: all is as it is stored.
    [[nodiscard]] bool isEmpty() const;
    /// Empties a field, in what is stored as well.
    void remove(Field field);
    /// Those that are not empty.
    [[nodiscard]] QVector<Field> held() const;
    /// These, with those of `stored` where a field is empty and not removed.
    [[nodiscard]] GatewaySecrets completedBy(const GatewaySecrets &stored) const;
    [[nodiscard]] const QByteArray &forActions() const { return actionKey.isEmpty() ? key : actionKey; }
    friend bool operator==(const GatewaySecrets &, const GatewaySecrets &) = default;
};

/// One entry of the SecretStore holds all secrets of a gateway.
[[nodiscard]] QByteArray packed(const GatewaySecrets &secrets);
/// What packed() made; other bytes are a key alone.
[[nodiscard]] GatewaySecrets unpackedSecrets(const QByteArray &bytes);

/// Whether a key may go to `address` (http, https, amqp or amqps): over TLS, or to this machine, or where the admin
/// allowed it.
[[nodiscard]] bool mayCarrySecrets(const QUrl &address, bool allowsPlainHttp);

/// How a gateway's connection is doing, as the connector sees it.
enum class ConnectionPhase {
    Disabled, ///< switched off by the admin
    Connecting,
    CatchingUp, ///< connected, backfill still running
    Live,
    WaitingToRetry, ///< unreachable or dropped; retryAtMs says when the next attempt comes
    KeyRefused, ///< wrong key (WebSocket close 1008, HTTP 401/403); retried slowly
    KeyMissing, ///< no key in the SecretStore
    NotAllowed, ///< the key would travel without TLS to another machine, and nobody allowed that
    Paused ///< ingest cannot keep up or the store cannot write; reconnects and backfills later
};

/// A value that travels to the screen each time something changes, at most a few times a second.
struct ConnectionState
{
    GatewayId gateway;
    ConnectionPhase phase = ConnectionPhase::Connecting;
    QString detail; ///< technical, for "details"; no secrets, no text of messages
    qint64 retryAtMs = 0;
    qint64 lastEventAtMs = 0; ///< when the last frame arrived (our clock); 0 = none yet
    qint64 rejectedFrames = 0; ///< frames and events put aside since start: not readable or not usable
    int backfillDone = 0; ///< lines whose backfill is complete, while CatchingUp
    int backfillTotal = 0;
};

/// Name of the gateway's secrets in the SecretStore.
[[nodiscard]] QString gatewaySecretName(GatewayId id);

} // namespace atalaia
