// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewayconfig.h"
#include "domain/hit.h"
#include "domain/message.h"
#include "store/conversationrepository.h"
#include "store/database.h"
#include "store/gatewayrepository.h"
#include "store/linerepository.h"
#include "store/storethread.h"
#include "support/catch.h"

#include <QTemporaryDir>

#include <memory>

namespace atalaia {

/// A store of its own in a temporary folder, opened for writing on the test's thread.
class TestStore
{
public:
    TestStore() { reopen(); }

    [[nodiscard]] Database &database() { return *m_database; }
    [[nodiscard]] QString filePath() const { return m_folder.filePath(QStringLiteral("store/atalaia.db")); }
    [[nodiscard]] const TextCodec &codec() const { return m_codec; }
    void close() { m_database.reset(); }
    void reopen()
    {
        m_database.reset();
        auto opened = Database::open(filePath(), Database::Access::ReadWrite, m_codec);
        INFO((opened ? std::string() : opened.error().context.toStdString()));
        REQUIRE(opened);
        m_database = std::move(opened).value();
    }

    /// A gateway at an address of its own.
    [[nodiscard]] GatewayId addGateway(const QString &address = QStringLiteral("http://127.0.0.1:3000"))
    {
        GatewayConfig config;
        config.address = QUrl(address);
        const auto id = GatewayRepository(*m_database).save(config);
        REQUIRE(id);
        return *id;
    }
    [[nodiscard]] LineId addLine(GatewayId gateway, const QString &name = QStringLiteral("sales-1"))
    {
        const auto line = LineRepository(*m_database).ensure(gateway, name);
        REQUIRE(line);
        return line->id;
    }
    /// `number` tells contacts apart: 1, 2, 3 ...
    [[nodiscard]] ConversationId addConversation(LineId line, int number = 1)
    {
        const QString address = QStringLiteral("55119%1@c.us").arg(number, 8, 10, QLatin1Char('0'));
        const QString key = QStringLiteral("phone:5511-%1").arg(number, 8, 10, QLatin1Char('0'));
        const auto id = ConversationRepository(*m_database).ensure(line, key, address, QStringLiteral("Invented"));
        REQUIRE(id);
        return *id;
    }

private:
    QTemporaryDir m_folder;
    PlainTextCodec m_codec;
    std::unique_ptr<Database> m_database;
};

/// The same with a writing and a reading StoreThread, both open. For what talks to threads.
class TestStoreThreads
{
public:
    TestStoreThreads()
        : m_writer(filePath(), Database::Access::ReadWrite, m_codec),
          m_reader(filePath(), Database::Access::ReadOnly, m_codec)
    {
        auto opened = m_writer.open();
        opened.waitForFinished();
        REQUIRE(opened.result());
        opened = m_reader.open();
        opened.waitForFinished();
        REQUIRE(opened.result());
    }

    [[nodiscard]] StoreThread &writer() { return m_writer; }
    [[nodiscard]] StoreThread &reader() { return m_reader; }
    [[nodiscard]] QString filePath() const { return m_folder.filePath(QStringLiteral("store/atalaia.db")); }

    /// Runs `job(Database &)` on the writer and waits for its Result.
    template <typename Job> auto write(Job job)
    {
        auto future = m_writer.submit(std::move(job));
        future.waitForFinished();
        return future.result();
    }

private:
    QTemporaryDir m_folder;
    PlainTextCodec m_codec;
    StoreThread m_writer;
    StoreThread m_reader;
};

/// A text bubble as ingest hands it to MessageRepository::insert.
[[nodiscard]] inline Message textMessage(ConversationId conversation, const QString &externalId, const QString &text,
                                         qint64 sentAtMs = 1'767'614'400'000)
{
    Message message;
    message.conversation = conversation;
    message.externalId = externalId;
    message.author = Author::Agent;
    message.status = DeliveryStatus::Server;
    message.sentAtMs = sentAtMs;
    message.receivedAtMs = sentAtMs + 250;
    message.versions = {{0, sentAtMs, text}};
    return message;
}

/// A hit of an invented rule on the code points [start, end) of `message`; severity 3 and above opens flags.
[[nodiscard]] inline RuleHit ruleHit(MessageId message, const QString &category, int severity, int start = 0,
                                     int end = 4)
{
    RuleHit hit;
    hit.message = message.value;
    hit.rule = QStringLiteral("%1-%2").arg(category).arg(severity);
    hit.category = category;
    hit.policy = QStringLiteral("invented");
    hit.policyVersion = 1;
    hit.severity = severity;
    hit.confidence = 0.9;
    hit.opensFlag = severity >= 3;
    hit.spans = {{message.value, {start, end}}};
    hit.explanation = {{ExplanationStep::Kind::Matched, QStringLiteral("@invented"), category, 0, hit.spans}};
    return hit;
}

} // namespace atalaia
