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
#include <QThread>

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

} // namespace

struct GatewayService::Private
{
    Private(StoreThread &writerThread, SecretStore &secretStore) : writer(writerThread), secrets(secretStore) {}

    StoreThread &writer;
    SecretStore &secrets;
    QThread thread;
    GatewayWorker *worker = nullptr; // lives on `thread`, dies when it finishes
};

GatewayService::GatewayService(StoreThread &writer, Detector &detector, SecretStore &secrets, ChangeFeed &feed,
                               const Clock &clock, GatewayMaker maker, QObject *parent) :
    QObject(parent), m_data(std::make_unique<Private>(writer, secrets))
{
    qRegisterMetaType<ConnectionState>();
    qRegisterMetaType<Error>();
    m_data->worker = new GatewayWorker(writer, detector, feed, clock, std::move(maker));
    m_data->worker->moveToThread(&m_data->thread);
    m_data->thread.setObjectName(QStringLiteral("gateway"));
    connect(&m_data->thread, &QThread::finished, m_data->worker, &QObject::deleteLater);
    connect(m_data->worker, &GatewayWorker::stateChanged, this, &GatewayService::stateChanged);
    connect(m_data->worker, &GatewayWorker::storeFailed, this, &GatewayService::storeFailed);
    connect(m_data->worker, &GatewayWorker::storeRecovered, this, &GatewayService::storeRecovered);
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

QFuture<Result<QVector<GatewayConfig>>> GatewayService::start()
{
    GatewayWorker *const worker = m_data->worker;
    QMetaObject::invokeMethod(worker, [worker] { worker->start(); });
    return continueOn(this, gateways(), [this](const Result<QVector<GatewayConfig>> &configs) {
        if (configs) {
            for (const GatewayConfig &config : *configs)
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
    if (!config.isEnabled)
        return;
    continueOn(this, m_data->secrets.read(gatewaySecretName(config.id)), [this, config](const Result<QByteArray> &key) {
        if (key) {
            connectWith(config, *key);
            return;
        }
        qCWarning(lcSecrets) << "key of gateway" << config.id.value << "not readable:" << key.error().context;
        disconnectGateway(config.id, ConnectionPhase::KeyMissing);
    });
}

void GatewayService::connectWith(const GatewayConfig &config, const QByteArray &key)
{
    GatewayWorker *const worker = m_data->worker;
    continueOn(this,
               m_data->writer.submit([id = config.id](Database &database) { return completeUntilOf(database, id); }),
               [worker, config, key](const Result<CompleteUntil> &completeUntil) {
                   if (!completeUntil)
                       qCWarning(lcStore) << "lines not readable:" << completeUntil.error().context;
                   // Without it the connector fetches more history than needed; the store drops what it has.
                   QMetaObject::invokeMethod(worker,
                                             [worker, config, key, until = completeUntil.value_or(CompleteUntil())] {
                                                 worker->connectGateway(config, key, until);
                                             });
               });
}

void GatewayService::disconnectGateway(GatewayId gateway, ConnectionPhase phase)
{
    GatewayWorker *const worker = m_data->worker;
    QMetaObject::invokeMethod(worker, [worker, gateway, phase] { worker->disconnectGateway(gateway, phase); });
}

QFuture<Result<GatewayProbe>> GatewayService::probe(const GatewayConfig &config, const QByteArray &key)
{
    if (key.isEmpty() && config.id.isValid()) {
        return continueOn(this, m_data->secrets.read(gatewaySecretName(config.id)),
                          [this, config](const Result<QByteArray> &stored) {
                              return stored ? probeWith(config, *stored)
                                            : finishedFuture(Result<GatewayProbe>(stored.error()));
                          })
                .unwrap();
    }
    return probeWith(config, key);
}

QFuture<Result<GatewayProbe>> GatewayService::probeWith(const GatewayConfig &config, const QByteArray &key)
{
    auto promise = std::make_shared<QPromise<Result<GatewayProbe>>>();
    QFuture<Result<GatewayProbe>> future = promise->future();
    promise->start();
    GatewayWorker *const worker = m_data->worker;
    QMetaObject::invokeMethod(worker, [worker, config, key, promise] {
        continueOn(worker, worker->probe(config, key), [promise](const Result<GatewayProbe> &probe) {
            promise->addResult(probe);
            promise->finish();
        });
    });
    return future;
}

QFuture<Result<SavedGateway>> GatewayService::save(const GatewayConfig &config, const QByteArray &key)
{
    return continueOn(this, storeConfig(config),
                      [this, key](const Result<GatewayConfig> &stored) {
                          if (!stored)
                              return finishedFuture(Result<SavedGateway>(stored.error()));
                          return keepKey(*stored, key);
                      })
            .unwrap();
}

QFuture<Result<GatewayConfig>> GatewayService::storeConfig(const GatewayConfig &config)
{
    return m_data->writer.submit([config](Database &database) {
        return transacted(database, [&database, &config]() -> Result<GatewayConfig> {
            const auto id = GatewayRepository(database).save(config);
            if (!id)
                return id.error();
            GatewayConfig stored = config;
            stored.id = *id;
            return stored;
        });
    });
}

QFuture<Result<SavedGateway>> GatewayService::keepKey(const GatewayConfig &config, const QByteArray &key)
{
    if (key.isEmpty()) {
        connectStored(config);
        return finishedFuture(Result<SavedGateway>(SavedGateway{config, KeyKept::Keychain}));
    }
    return continueOn(this, m_data->secrets.write(gatewaySecretName(config.id), key),
                      [this, config, key](const Result<> &written) -> Result<SavedGateway> {
                          // The secret store keeps it for this run when there is no keychain: the gateway works
                          // either way, and the person is told which.
                          if (config.isEnabled)
                              connectWith(config, key);
                          else
                              disconnectGateway(config.id, ConnectionPhase::Disabled);
                          return SavedGateway{config, written ? KeyKept::Keychain : KeyKept::ThisRunOnly};
                      });
}

QFuture<Result<SavedGateway>> GatewayService::connectForThisRun(const QUrl &address, const QByteArray &key)
{
    return continueOn(this,
                      continueOn(this, gateways(),
                                 [this, address](const Result<QVector<GatewayConfig>> &configs) {
                                     GatewayConfig config;
                                     config.address = address;
                                     config.isEnabled = false; // in the store: the next start has no key for it
                                     for (const GatewayConfig &known : configs.value_or(QVector<GatewayConfig>())) {
                                         if (known.address == address)
                                             return finishedFuture(Result<GatewayConfig>(known));
                                     }
                                     return storeConfig(config);
                                 })
                              .unwrap(),
                      [this, key](const Result<GatewayConfig> &config) -> Result<SavedGateway> {
                          if (!config)
                              return config.error();
                          connectWith(*config, key);
                          return SavedGateway{*config, KeyKept::ThisRunOnly};
                      });
}

} // namespace atalaia
