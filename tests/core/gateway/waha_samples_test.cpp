// SPDX-License-Identifier: GPL-3.0-or-later
// Published samples of the gateway's vendor and users; not part of these sources.
#include "gateway/waha/wahaparser.h"
#include "support/catch.h"

#include <QDir>
#include <QFile>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReceivedAtMs = 1'767'614'400'000;

QString samplesFolder()
{
    return qEnvironmentVariable("ATALAIA_SAMPLES");
}

QByteArray sample(const QString &name)
{
    QFile file(samplesFolder() + u"/waha/"_s + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

template <typename Body> Body bodyOf(const QString &name)
{
    WahaParser parser;
    const auto reading = parser.frame(sample(name), kReceivedAtMs);
    REQUIRE(reading.has_value());
    REQUIRE(reading->events.size() == 1);
    return std::get<Body>(reading->events.first().body);
}

} // namespace

TEST_CASE("published samples are read", "[core]")
{
    if (samplesFolder().isEmpty()) {
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
        return;
    }
    WahaParser parser;
    const QStringList names = QDir(samplesFolder() + u"/waha"_s).entryList({u"*.json"_s}, QDir::Files);
    REQUIRE_FALSE(names.isEmpty());
    for (const QString &name : names) {
        INFO(name.toStdString());
        const auto reading = parser.frame(sample(name), kReceivedAtMs);
        const auto page = parser.messages(sample(name), u"default"_s);
        if (name.startsWith(u"captured-") && reading)
            CHECK(reading->events.size() <= 1);
        static_cast<void>(page); // must only not crash
    }

    const auto text = bodyOf<MessageReceived>(u"message-text.json"_s);
    CHECK(text.author == Author::Agent);
    CHECK(text.chat == u"11111111111@c.us");
    CHECK(text.text == u"Hi there!");
    CHECK(text.sentAtMs == 1'667'561'485'000);
    CHECK(text.status == DeliveryStatus::Server);

    const auto edit = bodyOf<MessageEdited>(u"message.edited.json"_s);
    CHECK(edit.messageId == u"AAAAAAAAAAAAAAAA");
    CHECK(edit.chat == u"1231243123@c.us");
    CHECK(edit.text == u"New body");

    const auto revocation = bodyOf<MessageRevoked>(u"message.revoked.json"_s);
    CHECK(revocation.messageId == u"AAAAAAAAAAAAAAAA");
    CHECK(revocation.author == Author::Contact);

    const auto reaction = bodyOf<MessageReacted>(u"message.reaction.json"_s);
    CHECK(reaction.messageId == u"11111111111111111111111111111111");
    CHECK(reaction.emoji == u"🙏");
    CHECK(reaction.reactedAtMs == 1'710'481'111'853);

    const auto status = bodyOf<StatusChanged>(u"message.ack.json"_s);
    CHECK(status.messageId == u"4CC5EDD64BC22EBA6D639F2AF571346C");
    CHECK(status.status == DeliveryStatus::Read);
}
