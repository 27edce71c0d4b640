// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connection.h"
#include "store/messagerepository.h"
#include "support/catch.h"
#include "support/teststore.h"

#include <QCoreApplication>
#include <QProcess>

#include <cstdio>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRounds = 10;
constexpr int kMessagesPerBatch = 5;
constexpr auto kStoreVariable = "ATALAIA_TEST_STORE";
constexpr auto kRoundVariable = "ATALAIA_TEST_ROUND";

QString messageId(int round, int batch, int message)
{
    return u"r%1-b%2-m%3"_s.arg(round).arg(batch).arg(message);
}

/// Starts a writer, waits for some reported commits, kills it and returns all that it reported.
int killWriterAfter(const QString &storePath, int round, int commits)
{
    QProcess child;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kStoreVariable), storePath);
    environment.insert(QString::fromLatin1(kRoundVariable), QString::number(round));
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {u"[.child]"_s});
    REQUIRE(child.waitForStarted(10'000));
    int reported = 0;
    auto readLines = [&child, &reported] {
        while (child.canReadLine()) {
            const QByteArray line = child.readLine();
            if (line.startsWith("committed "))
                reported = line.mid(10).trimmed().toInt();
        }
    };
    while (reported < commits) {
        REQUIRE(child.waitForReadyRead(20'000));
        readLines();
    }
    child.kill();
    REQUIRE(child.waitForFinished(10'000));
    CHECK(child.exitStatus() == QProcess::CrashExit);
    readLines();
    return reported;
}

} // namespace

// Not a test: the program that is killed. It writes batches and says which are committed.
TEST_CASE("Child that writes until it is killed", "[.child]")
{
    const QString path = qEnvironmentVariable(kStoreVariable);
    const int round = qEnvironmentVariableIntValue(kRoundVariable);
    if (path.isEmpty())
        return;
    const PlainTextCodec codec;
    auto database = Database::open(path, Database::Access::ReadWrite, codec);
    REQUIRE(database);
    const LineId line{1};
    for (int batch = 1;; ++batch) {
        const auto committed = (*database)->inTransaction([&]() -> Result<> {
            MessageRepository messages(**database);
            for (int i = 0; i < kMessagesPerBatch; ++i) {
                const auto change = messages.insert(
                        line, textMessage(ConversationId{1}, messageId(round, batch, i), QString(500, u'x')), false);
                if (!change)
                    return change.error();
            }
            return {};
        });
        REQUIRE(committed);
        std::printf("committed %d\n", batch);
        std::fflush(stdout);
    }
}

TEST_CASE("A writer killed at any instant loses nothing that it reported", "[core][slow]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    const ConversationId conversation = store.addConversation(line);
    for (int round = 0; round < kRounds; ++round) {
        store.close();
        const int reported = killWriterAfter(store.filePath(), round, 3 + round * 7);
        store.reopen(); // takes over the lock of the killed process

        auto &connection = store.database().connection();
        CHECK(*connection.pragma(u"integrity_check"_s) == u"ok"_s);
        MessageRepository messages(store.database());
        int stored = 0;
        for (int batch = 1; batch <= reported; ++batch) {
            for (int i = 0; i < kMessagesPerBatch; ++i)
                stored += messages.find(line, messageId(round, batch, i))->has_value() ? 1 : 0;
        }
        CHECK(stored == reported * kMessagesPerBatch);
        const auto head = ConversationRepository(store.database()).head(conversation);
        REQUIRE(head);
        CHECK(head->messageCount % kMessagesPerBatch == 0);
    }
}
