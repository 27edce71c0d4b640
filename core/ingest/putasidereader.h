// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "domain/linehealth.h"
#include "ingest/gatewayservice.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QString>
#include <QVector>

#include <functional>
#include <memory>
#include <unordered_map>

namespace atalaia {

class Connector;
class IngestQueue;
class StoreThread;

/// Lets connectors read once more what was put aside, a page at a time, and hands on what they make of it:
/// it goes through the ingest queue like anything else, and what was put aside is solved in the same
/// transaction. Lives on the gateway thread.
class PutAsideReader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PutAsideReader)

public:
    static constexpr int kPage = 100;
    static constexpr qint64 kPageBytes = 8LL * 1024 * 1024;

    using ConnectorOf = std::function<Connector *(GatewayId)>;

    /// References must outlive this. `version`: of this program.
    PutAsideReader(StoreThread &writer, IngestQueue &queue, ConnectorOf connectorOf, QString version,
                   QObject *parent = nullptr);
    ~PutAsideReader() override;

    /// See GatewayService::readAgain().
    [[nodiscard]] QFuture<Result<ReadAgainOutcome>> read(GatewayId gateway);
    /// Only what this version of the program has not tried. Does nothing when the version is not known.
    void readWhatOthersPutAside(GatewayId gateway);

private:
    struct Run;

    [[nodiscard]] QFuture<Result<ReadAgainOutcome>> begin(GatewayId gateway, const QString &notTriedBy);
    void readPage(GatewayId gateway);
    void takePage(GatewayId gateway, const Result<QVector<PutAsideEvent>> &page);
    void noteTried(qint64 putAsideId, bool isSolved);
    void end(GatewayId gateway, const Result<ReadAgainOutcome> &outcome);

    StoreThread &m_writer;
    IngestQueue &m_queue;
    const ConnectorOf m_connectorOf;
    const QString m_version;
    std::unordered_map<qint64, std::unique_ptr<Run>> m_runs; // by GatewayId::value
};

} // namespace atalaia
