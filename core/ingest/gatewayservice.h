// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/gatewayconfig.h"
#include "gateway/connector.h"

#include <QByteArray>
#include <QFuture>
#include <QObject>
#include <QVector>

#include <functional>
#include <memory>

namespace atalaia {

class ChangeFeed;
class Database;
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

/// A gateway and what opens it, for this run: from the environment or from a server's file.
struct GivenGateway
{
    GatewayConfig config;
    GatewaySecrets secrets;
};

/// How to make what speaks a gateway's wire format; given by the composition root, so that this
/// service knows no format. Both are called on the gateway thread.
struct GatewayMaker
{
    std::function<std::unique_ptr<Connector>(const GatewayConfig &config, const GatewaySecrets &secrets)> connector;
    std::function<QFuture<Result<GatewayProbe>>(const GatewayConfig &config, const GatewaySecrets &secrets)> probe;
    QString version = {}; ///< of this program: what an earlier one put aside is read again
};

/// What became of what was put aside.
struct ReadAgainOutcome
{
    qint64 tried = 0;
    qint64 solved = 0;
};

/// Runs the connectors of all configured gateways, their ingest and the outbox, on a thread of its
/// own; what the screens and the collector talk to. Lives on the thread that made it (GUI or main).
class GatewayService final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayService)

public:
    /// `mediaFolder` empty: no media is fetched. References must outlive this.
    GatewayService(StoreThread &writer, Detector &detector, SecretStore &secrets, ChangeFeed &feed, const Clock &clock,
                   GatewayMaker maker, QObject *parent = nullptr, const QString &mediaFolder = {});
    /// Stops intake and ends the gateway thread. What was received goes to the writing store thread
    /// before, which commits it while it closes: an edit or a deletion does not come a second time.
    ~GatewayService() override;

    /// Reads the configured gateways from the store and their keys from the SecretStore, and
    /// connects. stateChanged() tells how it goes, one gateway at a time. The gateways of `leftOut`
    /// are not touched: connectForThisRun() brings their secrets.
    [[nodiscard]] QFuture<Result<QVector<GatewayConfig>>> start(const QVector<GivenGateway> &leftOut = {});

    /// Tries address and secrets without keeping either. An empty secret is the stored one, unless it is removed;
    /// InvalidInput unless the server is the one it was stored for.
    [[nodiscard]] QFuture<Result<GatewayProbe>> probe(const GatewayConfig &config, const GatewaySecrets &secrets);

    /// Saves address and secrets, then (re)connects. An empty secret keeps the stored one unless it is
    /// removed, for the server it was stored for only: InvalidInput. Without a broker its password goes. Another server
    /// is another gateway, since lines, history and waiting orders belong to the server they came from: the gateway of
    /// `config.id` is switched off, and the answer names the other one.
    [[nodiscard]] QFuture<Result<SavedGateway>> save(const GatewayConfig &config, const GatewaySecrets &secrets);

    /// Switches a gateway off, which ends its connection, or on again; its secrets stay where they are.
    [[nodiscard]] QFuture<Result<GatewayConfig>> setEnabled(GatewayId gateway, bool isEnabled);

    /// A request that came to our webhook address for this gateway; answered when what it brought is committed.
    [[nodiscard]] QFuture<WebhookAnswer> post(GatewayId gateway, const WebhookPost &post);

    /// Reads once more what of this gateway was put aside and stores what can be read now. By itself this
    /// happens once after each update, when the gateway is connected. NotFound: it is not connected.
    /// Conflict: it is being done.
    [[nodiscard]] QFuture<Result<ReadAgainOutcome>> readAgain(GatewayId gateway);

    [[nodiscard]] QFuture<Result<QVector<GatewayConfig>>> gateways();

    /// Asks the gateway once more for media that had expired or was refused. NotFound, Conflict: it is kept.
    [[nodiscard]] QFuture<Result<>> askForMediaAgain(MessageId message);

    /// Connects with secrets that are kept for this run only. A gateway that is new by this is stored
    /// switched off.
    [[nodiscard]] QFuture<Result<SavedGateway>> connectForThisRun(const GivenGateway &gateway);
    /// Its key is not in the keychain, but works until the program ends.
    [[nodiscard]] bool keepsKeyForThisRun(GatewayId gateway) const;
    /// Which secrets it has, as far as they were needed in this run.
    [[nodiscard]] QVector<GatewaySecrets::Field> heldSecrets(GatewayId gateway) const;

signals:
    void stateChanged(const atalaia::ConnectionState &state);
    /// The store cannot take events (disk full ...): they wait in memory or at the gateway until
    /// storeRecovered().
    void storeFailed(const atalaia::Error &error);
    void storeRecovered();
    /// Media cannot be kept (disk full ...): it is asked for later, until mediaRecovered().
    void mediaFailed(const atalaia::Error &error);
    void mediaRecovered();
    /// A round through the history of a line is in the store: what waited for its end can be read.
    void historyCompleted();

private:
    struct Private;
    struct Placed;

    [[nodiscard]] static Result<Placed> placed(Database &database, const GatewayConfig &config, bool hasSecrets);
    [[nodiscard]] QFuture<Result<GatewaySecrets>> storedSecrets(const GatewayConfig &config);
    [[nodiscard]] QFuture<Result<SavedGateway>> saveWith(const GatewayConfig &config, const GatewaySecrets &secrets);
    void connectStored(const GatewayConfig &config);
    void connectWith(const GatewayConfig &config, const GatewaySecrets &secrets);
    void disconnectGateway(GatewayId gateway, ConnectionPhase phase);
    [[nodiscard]] QFuture<Result<GatewayProbe>> probeWith(const GatewayConfig &config, const GatewaySecrets &secrets);
    [[nodiscard]] static Result<GatewayConfig> stored(Database &database, const GatewayConfig &given);
    [[nodiscard]] QFuture<Result<SavedGateway>> keepSecrets(const GatewayConfig &config, const GatewaySecrets &secrets);

    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
