// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/detector.h"
#include "ingest/ingestwriter.h"
#include "review/changefeed.h"
#include "store/conversationrepository.h"
#include "store/flagrepository.h"
#include "store/gatewayrepository.h"
#include "store/linerepository.h"
#include "store/messagerepository.h"
#include "store/outboxrepository.h"
#include "store/storethread.h"
#include "support/catch.h"
#include "support/eventbuilder.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QTest>

namespace atalaia {

/// A store on its thread with one line, one conversation and one flagged message of the agent.
struct ReviewFixture
{
    ReviewFixture()
    {
        REQUIRE(thread.open().result());
        auto seeded = thread.submit([this](Database &database) -> Result<> {
            GatewayConfig config;
            config.address = QUrl(QStringLiteral("http://127.0.0.1:3000"));
            gateway = GatewayRepository(database).save(config).value();
            const auto event = messageEvent(QStringLiteral("line-01"), QStringLiteral("A1"),
                                            QStringLiteral("e a propina?"), Author::Agent);
            const auto outcome = writer.write(database, {EventBatch{gateway, {event}, {}}});
            if (!outcome)
                return outcome.error();
            flag = outcome->change.newFlags.value(0);
            conversation = outcome->change.conversations.value(0);
            line = LineRepository(database).all().value().constFirst().id;
            message = MessageRepository(database).find(line, QStringLiteral("A1")).value()->id;
            return {};
        });
        REQUIRE(seeded.result());
    }

    FlagRow flagRow()
    {
        return thread.submit([id = flag](Database &database) { return FlagRepository(database).rows({id}); })
                .result()
                .value()
                .constFirst();
    }

    Intervention intervention(InterventionId id)
    {
        return thread.submit([id](Database &database) { return OutboxRepository(database).find(id); }).result().value();
    }

    QTemporaryDir folder;
    PlainTextCodec codec;
    ManualClock clock;
    Detector detector{engineFor({QStringLiteral("propina")})};
    IngestWriter writer{detector, clock};
    ChangeFeed feed;
    StoreThread thread{folder.filePath(QStringLiteral("a.db")), Database::Access::ReadWrite, codec};
    GatewayId gateway;
    LineId line;
    ConversationId conversation;
    MessageId message;
    FlagId flag;
};

/// Waits for a future that finishes on another thread or through this thread's event loop.
template <typename T> [[nodiscard]] T answerOf(QFuture<T> future)
{
    REQUIRE(QTest::qWaitFor([&future] { return future.isFinished(); }, 10'000));
    return future.result();
}

} // namespace atalaia
