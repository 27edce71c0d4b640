// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/gatewayconfig.h"
#include "gateway/connector.h"

#include <QByteArray>
#include <QFuture>
#include <QObject>
#include <QThread>
#include <QVector>

#include <memory>

namespace atalaia {

class ChangeFeed;
class Detector;
class SecretStore;
class StoreThread;

/// Where a gateway's key is kept after saving.
enum class KeyKept {
    Keychain,
    ThisRunOnly ///< no Secret Service here: forgotten when the program ends
};

struct SavedGateway
{
    GatewayConfig config;
    KeyKept keyKept = KeyKept::Keychain;
};

/// Runs the connectors of all configured gateways, their ingest and the outbox, on a thread of its
/// own; what the screens and the collector talk to. Lives on the thread that made it (GUI or main).
class GatewayService final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayService)

public:
    /// References must outlive this.
    GatewayService(StoreThread &writer, Detector &detector, SecretStore &secrets, ChangeFeed &feed,
                   const Clock &clock, QObject *parent = nullptr);
    /// Stops intake, commits what was received, ends the thread.
    ~GatewayService() override;

    /// Reads the configured gateways from the store and their keys from the SecretStore, and
    /// connects. stateChanged() tells how it goes, one gateway at a time.
    [[nodiscard]] QFuture<Result<QVector<GatewayConfig>>> start();

    /// Tries address and key without keeping either.
    [[nodiscard]] QFuture<Result<GatewayProbe>> probe(const GatewayConfig &config, const QByteArray &key);

    /// Saves address and key, then (re)connects. An empty key keeps the stored one.
    [[nodiscard]] QFuture<Result<SavedGateway>> save(const GatewayConfig &config, const QByteArray &key);

    [[nodiscard]] QFuture<Result<QVector<GatewayConfig>>> gateways();

    /// For the demo and for tests: connects with a key that is kept for this run only.
    [[nodiscard]] QFuture<Result<SavedGateway>> connectForThisRun(const QUrl &address, const QByteArray &key);

signals:
    void stateChanged(const atalaia::ConnectionState &state);
    /// The store cannot take events (disk full ...): they wait in memory or at the gateway.
    /// Kind of the problem, then Result-less recovery is announced by storeRecovered().
    void storeFailed(const atalaia::Error &error);
    void storeRecovered();

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
