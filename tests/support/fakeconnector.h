// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/futures.h"
#include "gateway/connector.h"

#include <QPromise>

#include <functional>
#include <memory>

namespace atalaia {

/// A connector that records what is asked of it and answers as the test says.
class FakeConnector final : public Connector
{
    Q_OBJECT

public:
    using Connector::Connector;

    void start(const QHash<QString, qint64> &completeUntil) override
    {
        startedWith = completeUntil;
        isStarted = true;
    }
    void stop() override { isStarted = false; }
    void setPaused(bool paused) override { isPaused = paused; }
    void noteCommitted(const LineCursor &cursor) override { committed.append(cursor); }

    QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order) override
    {
        orders.append(order);
        if (holdsAnswers) {
            held = std::make_shared<QPromise<Result<GatewayAnswer>>>();
            held->start();
            return held->future();
        }
        return finishedFuture(answer);
    }

    QFuture<Result<MediaContent>> fetchMedia(const MediaRequest &request) override
    {
        mediaRequests.append(request);
        if (!holdsMedia)
            return finishedFuture(media);
        heldMedia.append(std::make_shared<QPromise<Result<MediaContent>>>());
        heldMedia.last()->start();
        return heldMedia.last()->future();
    }
    void releaseMedia()
    {
        const auto promise = heldMedia.takeFirst();
        promise->addResult(media);
        promise->finish();
    }

    void release()
    {
        held->addResult(answer);
        held->finish();
    }

    QHash<QString, qint64> startedWith;
    QVector<LineCursor> committed;
    QVector<GatewayOrder> orders;
    QVector<MediaRequest> mediaRequests;
    Result<MediaContent> media = MediaContent{QByteArrayLiteral("picture"), QStringLiteral("image/png")};
    QVector<std::shared_ptr<QPromise<Result<MediaContent>>>> heldMedia;
    bool holdsMedia = false;
    Result<GatewayAnswer> answer = GatewayAnswer{QStringLiteral("201 Created")};
    std::shared_ptr<QPromise<Result<GatewayAnswer>>> held;
    bool holdsAnswers = false;
    bool isStarted = false;
    bool isPaused = false;
};

} // namespace atalaia
