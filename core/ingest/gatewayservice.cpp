// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/gatewayservice.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "base/logging.h"
#include "crypto/secretstore.h"
#include "ingest/gatewayworker.h"
#include "store/gatewayrepository.h"
#include "store/linerepository.h"
#include "store/storethread.h"
#include "store/transaction.h"

#include <QPromise>
#include <QSet>
#include <QThread>

#include <algorithm>

namespace atalaia {

namespace {

using CompleteUntil = QHash<QString, qint64>;

Result<CompleteUntil> completeUntilOf(Database &database, GatewayId gateway)
{
    const auto lines = LineRepository(database).all();
    if (!lines)
        return lines.error();
    CompleteUntil completeUntil;
    for (const Line &line : *lines) {
        if (line.gateway == gateway && line.completeUntilMs > 0)
            completeUntil.insert(line.externalId, line.completeUntilMs);
    }
    return completeUntil;
}

GatewayConfig gatewayWith(const QVector<GatewayConfig> &configs, GatewayId id)
{
    const auto found = std::find_if(configs.cbegin(), configs.cend(),
                                    [id](const GatewayConfig &config) { return config.id == id; });
    return found == configs.cend() ? GatewayConfig() : *found;
}

GatewayConfig gatewayLike(const QVector<GatewayConfig> &configs, const GatewayConfig &wanted)
{
    const auto found = std::find_if(configs.cbegin(), configs.cend(),
                                    [&wanted](const GatewayConfig &config) { return isSameServer(config, wanted); });
    return found == configs.cend() ? GatewayConfig() : *found;
}

Error missingKey()
{
    return {Error::Kind::InvalidInput, QStringLiteral("another server needs its key")};
}

bool isConnectable(const GatewayConfig &config)
{
    return config.isEnabled && config.kind != GatewayKind::ChatExport;
}

} // namespace

struct GatewayService::Private
{
    Private(StoreThread &writerThread, SecretStore &secretStore) : writer(writerThread), secrets(secretStore) {}

    StoreThread &writer;
    SecretStore &secrets;
    QThread thread;
    GatewayWorker *worker = nullptr; // lives on `thread`, dies when it finishes
    // A key or a cursor may be read for long; what was decided meanwhile must not be undone by it.
    QHash<GatewayId, quint64> lastDecision;
    QSet<GatewayId> keptForThisRun;
    QHash<GatewayId, QVector<GatewaySecrets::Field>> heldSecrets;
};

/// Where a gateway was put in the store.
struct GatewayService::Placed
{
    GatewayConfig config;
    GatewayId switchedOff; ///< the one it took the place of; invalid = none
};

GatewayService::GatewayService(StoreThread &writer, Detector &detector, SecretStore &secrets, ChangeFeed &feed,
                               const Clock &clock, GatewayMaker maker, QObject *parent, const QString &mediaFolder)
    : QObject(parent), m_data(std::make_unique<Private>(writer, secrets))
{
    qRegisterMetaType<ConnectionState>();
    qRegisterMetaType<Error>();
    m_data->worker = new GatewayWorker(writer, detector, feed, clock, std::move(maker), mediaFolder);
    m_data->worker->moveToThread(&m_data->thread);
    m_data->thread.setObjectName(QStringLiteral("gateway"));
    connect(&m_data->thread, &QThread::finished, m_data->worker, &QObject::deleteLater);
    connect(m_data->worker, &GatewayWorker::stateChanged, this, &GatewayService::stateChanged);
    connect(m_data->worker, &GatewayWorker::storeFailed, this, &GatewayService::storeFailed);
    connect(m_data->worker, &GatewayWorker::storeRecovered, this, &GatewayService::storeRecovered);
    connect(m_data->worker, &GatewayWorker::historyCompleted, this, &GatewayService::historyCompleted);
    connect(m_data->worker, &GatewayWorker::mediaFailed, this, &GatewayService::mediaFailed);
    connect(m_data->worker, &GatewayWorker::mediaRecovered, this, &GatewayService::mediaRecovered);
    m_data->thread.start();
}

GatewayService::~GatewayService()
{
    GatewayWorker *const worker = m_data->worker;
    // From inside: quit() from here would end the loop before stop() had its turn.
    QMetaObject::invokeMethod(worker, [worker, thread = &m_data->thread] {
        worker->stop();
        thread->quit();
    });
    m_data->thread.wait();
}

QFuture<Result<QVector<GatewayConfig>>> GatewayService::start(const QVector<GivenGateway> &leftOut)
{
    GatewayWorker *const worker = m_data->worker;
    QMetaObject::invokeMethod(worker, [worker] { worker->start(); });
    return continueOn(this, gateways(), [this, leftOut](const Result<QVector<GatewayConfig>> &configs) {
        for (const GatewayConfig &config : configs.value_or(QVector<GatewayConfig>())) {
            const bool isLeftOut = std::any_of(leftOut.cbegin(), leftOut.cend(), [&config](const GivenGateway &given) {
                return isSameServer(given.config, config);
            });
            if (!isLeftOut)
                connectStored(config);
        }
        return configs;
    });
}

QFuture<Result<QVector<GatewayConfig>>> GatewayService::gateways()
{
    return m_data->writer.submit([](Database &database) { return GatewayRepository(database).all(); });
}

void GatewayService::connectStored(const GatewayConfig &config)
{
    if (!isConnectable(config))
        return;
    const quint64 decision = ++m_data->lastDecision[config.id];
    continueOn(this, m_data->secrets.read(gatewaySecretName(config.id)),
               [this, config, decision](const Result<QByteArray> &key) {
                   if (m_data->lastDecision.value(config.id) != decision)
                       return;
                   if (key) {
                       connectWith(config, unpackedSecrets(*key));
                       return;
                   }
                   qCWarning(lcSecrets) << "key of gateway" << config.id.value
                                        << "not readable:" << key.error().context;
                   disconnectGateway(config.id, ConnectionPhase::KeyMissing);
               });
}

void GatewayService::connectWith(const GatewayConfig &config, const GatewaySecrets &secrets)
{
    m_data->heldSecrets.insert(config.id, secrets.held());
    if (!mayCarrySecrets(config.address, config.allowsPlainHttp)
        || (!config.brokerAddress.isEmpty() && !mayCarrySecrets(config.brokerAddress, config.allowsPlainHttp))) {
        disconnectGateway(config.id, ConnectionPhase::NotAllowed);
        return;
    }
    GatewayWorker *const worker = m_data->worker;
    const quint64 decision = ++m_data->lastDecision[config.id];
    continueOn(this,
               m_data->writer.submit([id = config.id](Database &database) { return completeUntilOf(database, id); }),
               [this, worker, config, secrets, decision](const Result<CompleteUntil> &completeUntil) {
                   if (m_data->lastDecision.value(config.id) != decision)
                       return;
                   if (!completeUntil)
                       qCWarning(lcStore) << "lines not readable:" << completeUntil.error().context;
                   // Without it the connector fetches more history than needed; the store drops what it has.
                   QMetaObject::invokeMethod(
                           worker, [worker, config, secrets, until = completeUntil.value_or(CompleteUntil())] {
                               worker->connectGateway(config, secrets, until);
                           });
               });
}

void GatewayService::disconnectGateway(GatewayId gateway, ConnectionPhase phase)
{
    ++m_data->lastDecision[gateway];
    GatewayWorker *const worker = m_data->worker;
    QMetaObject::invokeMethod(worker, [worker, gateway, phase] { worker->disconnectGateway(gateway, phase); });
}

QFuture<Result<GatewayProbe>> GatewayService::probe(const GatewayConfig &config, const GatewaySecrets &secrets)
{
    return continueOn(this, storedSecrets(config),
                      [this, config, secrets](const Result<GatewaySecrets> &stored) {
                          if (!stored && secrets.key.isEmpty())
                              return finishedFuture(Result<GatewayProbe>(stored.error()));
                          return probeWith(config, secrets.completedBy(stored.value_or(GatewaySecrets())));
                      })
            .unwrap();
}

QFuture<Result<GatewaySecrets>> GatewayService::storedSecrets(const GatewayConfig &config)
{
    const auto isSameBroker = std::make_shared<bool>(false);
    const auto packedSecrets =
            continueOn(this, gateways(), [this, config, isSameBroker](const Result<QVector<GatewayConfig>> &configs) {
                if (!configs)
                    return finishedFuture(Result<QByteArray>(configs.error()));
                const GatewayConfig known = gatewayWith(*configs, config.id);
                if (!known.id.isValid() || !isSameServer(known, config))
                    return finishedFuture(Result<QByteArray>(missingKey()));
                *isSameBroker = known.brokerAddress == config.brokerAddress && !known.brokerAddress.isEmpty();
                return m_data->secrets.read(gatewaySecretName(config.id));
            }).unwrap();
    return continueOn(this, packedSecrets, [isSameBroker](const Result<QByteArray> &bytes) -> Result<GatewaySecrets> {
        if (!bytes)
            return bytes.error();
        GatewaySecrets secrets = unpackedSecrets(*bytes);
        if (!*isSameBroker)
            secrets.brokerPassword.clear(); // what opens one broker is not sent to another
        return secrets;
    });
}

QFuture<Result<GatewayProbe>> GatewayService::probeWith(const GatewayConfig &config, const GatewaySecrets &secrets)
{
    if (!mayCarrySecrets(config.address, config.allowsPlainHttp))
        return finishedFuture(
                Result<GatewayProbe>(Error{Error::Kind::InvalidInput, QStringLiteral("a key needs https")}));
    auto promise = std::make_shared<QPromise<Result<GatewayProbe>>>();
    QFuture<Result<GatewayProbe>> future = promise->future();
    promise->start();
    GatewayWorker *const worker = m_data->worker;
    QMetaObject::invokeMethod(worker, [worker, config, secrets, promise] {
        continueOn(worker, worker->probe(config, secrets), [promise](const Result<GatewayProbe> &probe) {
            promise->addResult(probe);
            promise->finish();
        });
    });
    return future;
}

QFuture<Result<SavedGateway>> GatewayService::save(const GatewayConfig &config, const GatewaySecrets &secrets)
{
    if (secrets.isEmpty() && !keepsKeyForThisRun(config.id))
        return saveWith(config, secrets);
    // Saved means kept: secrets that were for this run only go to the keychain, too, if there is one.
    return continueOn(this, storedSecrets(config),
                      [this, config, secrets](const Result<GatewaySecrets> &stored) {
                          // Without the key, what was stored would be lost by writing the rest.
                          if (!stored && secrets.key.isEmpty())
                              return finishedFuture(Result<SavedGateway>(stored.error()));
                          return saveWith(config, secrets.completedBy(stored.value_or(GatewaySecrets())));
                      })
            .unwrap();
}

QFuture<Result<SavedGateway>> GatewayService::saveWith(const GatewayConfig &config, const GatewaySecrets &secrets)
{
    const auto stored = m_data->writer.submit([config, hasSecrets = !secrets.isEmpty()](Database &database) {
        return transacted(database, [&database, &config, hasSecrets] { return placed(database, config, hasSecrets); });
    });
    return continueOn(this, stored,
                      [this, secrets](const Result<Placed> &placed) {
                          if (!placed)
                              return finishedFuture(Result<SavedGateway>(placed.error()));
                          if (placed->switchedOff.isValid())
                              disconnectGateway(placed->switchedOff, ConnectionPhase::Disabled);
                          return keepSecrets(placed->config, secrets);
                      })
            .unwrap();
}

QFuture<Result<GatewayConfig>> GatewayService::setEnabled(GatewayId gateway, bool isEnabled)
{
    const auto stored = m_data->writer.submit([gateway, isEnabled](Database &database) {
        return transacted(database, [&database, gateway, isEnabled]() -> Result<GatewayConfig> {
            GatewayRepository repository(database);
            const auto known = repository.all();
            if (!known)
                return known.error();
            GatewayConfig config = gatewayWith(*known, gateway);
            if (!config.id.isValid())
                return Error{Error::Kind::NotFound, QStringLiteral("gateway %1").arg(gateway.value)};
            config.isEnabled = isEnabled;
            const auto saved = repository.save(config);
            return saved ? Result<GatewayConfig>(config) : Result<GatewayConfig>(saved.error());
        });
    });
    return continueOn(this, stored, [this](const Result<GatewayConfig> &config) {
        if (config && isConnectable(*config))
            connectStored(*config);
        else if (config)
            disconnectGateway(config->id, ConnectionPhase::Disabled);
        return config;
    });
}

QFuture<Result<>> GatewayService::askForMediaAgain(MessageId message)
{
    auto promise = std::make_shared<QPromise<Result<>>>();
    QFuture<Result<>> future = promise->future();
    promise->start();
    GatewayWorker *const worker = m_data->worker;
    QMetaObject::invokeMethod(worker, [worker, message, promise] {
        continueOn(worker, worker->askForMediaAgain(message), [promise](const Result<> &asked) {
            promise->addResult(asked);
            promise->finish();
        });
    });
    return future;
}

QFuture<WebhookAnswer> GatewayService::post(GatewayId gateway, const WebhookPost &post)
{
    auto promise = std::make_shared<QPromise<WebhookAnswer>>();
    QFuture<WebhookAnswer> future = promise->future();
    promise->start();
    GatewayWorker *const worker = m_data->worker;
    QMetaObject::invokeMethod(worker, [worker, gateway, post, promise] {
        continueOn(worker, worker->post(gateway, post), [promise](const WebhookAnswer &answer) {
            promise->addResult(answer);
            promise->finish();
        });
    });
    return future;
}

QFuture<Result<ReadAgainOutcome>> GatewayService::readAgain(GatewayId gateway)
{
    auto promise = std::make_shared<QPromise<Result<ReadAgainOutcome>>>();
    QFuture<Result<ReadAgainOutcome>> future = promise->future();
    promise->start();
    GatewayWorker *const worker = m_data->worker;
    QMetaObject::invokeMethod(worker, [worker, gateway, promise] {
        continueOn(worker, worker->readAgain(gateway), [promise](const Result<ReadAgainOutcome> &outcome) {
            promise->addResult(outcome);
            promise->finish();
        });
    });
    return future;
}

Result<GatewayService::Placed> GatewayService::placed(Database &database, const GatewayConfig &config, bool hasSecrets)
{
    GatewayRepository repository(database);
    const auto known = repository.all();
    if (!known)
        return known.error();
    GatewayConfig named = gatewayWith(*known, config.id);
    if (config.id.isValid() && !named.id.isValid())
        return Error{Error::Kind::NotFound, QStringLiteral("gateway %1").arg(config.id.value)};
    Placed placed{config, {}};
    if (!named.id.isValid() || !isSameServer(named, config)) {
        if (!hasSecrets)
            return missingKey();
        placed.config.id = gatewayLike(*known, config).id;
        placed.switchedOff = named.id;
    }
    // What opens one broker is not sent to another: its password must come along.
    if (!hasSecrets && !named.brokerAddress.isEmpty() && named.brokerAddress != config.brokerAddress
        && !config.brokerAddress.isEmpty())
        return missingKey();
    if (placed.switchedOff.isValid()) {
        named.isEnabled = false;
        if (const auto saved = repository.save(named); !saved)
            return saved.error();
    }
    const auto id = repository.save(placed.config);
    if (!id)
        return id.error();
    placed.config.id = *id;
    return placed;
}

/// Its row, made when there is none. What is given is how it is reached in this run, too.
Result<GatewayConfig> GatewayService::stored(Database &database, const GatewayConfig &given)
{
    GatewayRepository repository(database);
    const auto known = repository.all();
    if (!known)
        return known.error();
    const GatewayConfig before = gatewayLike(*known, given);
    GatewayConfig now = given;
    now.id = before.id;
    now.isEnabled = before.id.isValid() && before.isEnabled; // new: the next start has no key for it
    const auto id = repository.save(now);
    if (!id)
        return id.error();
    now.id = *id;
    return now;
}

QFuture<Result<SavedGateway>> GatewayService::keepSecrets(const GatewayConfig &config, const GatewaySecrets &secrets)
{
    if (secrets.isEmpty()) {
        if (isConnectable(config))
            connectStored(config);
        else
            disconnectGateway(config.id, ConnectionPhase::Disabled);
        return finishedFuture(Result<SavedGateway>(SavedGateway{config, KeyKept::Keychain}));
    }
    return continueOn(this, m_data->secrets.write(gatewaySecretName(config.id), packed(secrets)),
                      [this, config, secrets](const Result<> &written) -> Result<SavedGateway> {
                          // The secret store keeps it for this run when there is no keychain: the gateway works
                          // either way, and the person is told which.
                          if (written)
                              m_data->keptForThisRun.remove(config.id);
                          else
                              m_data->keptForThisRun.insert(config.id);
                          if (isConnectable(config))
                              connectWith(config, secrets);
                          else
                              disconnectGateway(config.id, ConnectionPhase::Disabled);
                          return SavedGateway{config, written ? KeyKept::Keychain : KeyKept::ThisRunOnly};
                      });
}

QFuture<Result<SavedGateway>> GatewayService::connectForThisRun(const GivenGateway &gateway)
{
    const auto known = m_data->writer.submit([config = gateway.config](Database &database) {
        return transacted(database, [&database, &config] { return stored(database, config); });
    });
    return continueOn(this, known,
                      [this, secrets = gateway.secrets](const Result<GatewayConfig> &config) -> Result<SavedGateway> {
                          if (!config)
                              return config.error();
                          m_data->keptForThisRun.insert(config->id);
                          connectWith(*config, secrets);
                          return SavedGateway{*config, KeyKept::ThisRunOnly};
                      });
}

bool GatewayService::keepsKeyForThisRun(GatewayId gateway) const
{
    return m_data->keptForThisRun.contains(gateway);
}

QVector<GatewaySecrets::Field> GatewayService::heldSecrets(GatewayId gateway) const
{
    return m_data->heldSecrets.value(gateway);
}

} // namespace atalaia
