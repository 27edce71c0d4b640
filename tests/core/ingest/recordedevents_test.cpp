// SPDX-License-Identifier: GPL-3.0-or-later
// What gateways sent, recorded one event a line, scanned and put into a store.
#include "gateway/evolutionfixtures.h"
#include "ingest/recordedconversations.h"
#include "ingest/scanprogram.h"
#include "support/catch.h"
#include "support/eventbuilder.h"

#include <QJsonObject>

#include <algorithm>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kAsked = "me passa a senha do banco";

/// The agent's own message as each gateway tells it.
QByteArray askedBy(const QString &format)
{
    if (format == u"waha")
        return R"({"event":"message.any","session":"vendas","engine":"WEBJS","payload":{"id":)"
               R"("true_5511990000002@c.us_AAAA01","timestamp":1767610000,"from":"5511900000001@c.us",)"
               R"("to":"5511990000002@c.us","fromMe":true,"hasMedia":false,"body":")"
               + kAsked + "\"}}";
    if (format == u"evolution") {
        QByteArray message = evolutionMessage("AAAA01", R"({"conversation":")" + kAsked + "\"}");
        message.replace(R"("fromMe":false)", R"("fromMe":true)");
        return evolutionEvent("messages.upsert", message);
    }
    return R"({"object":"whatsapp_business_account","entry":[{"id":"800000000000001","time":1767610000,"changes":[)"
           R"({"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"551140000001",)"
           R"("phone_number_id":"900000000000001"},"message_echoes":[{"from":"551140000001","to":"5511990000002",)"
           R"("id":"wamid.A1","timestamp":"1767610000","type":"text","text":{"body":")"
           + kAsked + R"("}}]},"field":"smb_message_echoes"}]}]})";
}

MessageRevoked revocation(const QString &id)
{
    return {id, {}, Author::Agent, 1'767'614'120'000};
}

} // namespace

TEST_CASE("scan and ingest read what each gateway sent", "[core]")
{
    const QString format = GENERATE(u"waha"_s, u"evolution"_s, u"cloudapi"_s);
    INFO(format.toStdString());
    const ScanFolder folder;
    const QString good = folder.write(u"good.jsonl"_s, askedBy(format) + "\n\n" + askedBy(format) + '\n');
    const ScanAnswer answer = runScan({u"--format"_s, format, good});
    INFO(answer.errors.toStdString());
    CHECK(answer.status == 0);
    const QVector<QJsonObject> hits = answer.hits();
    CHECK(std::count_if(hits.cbegin(), hits.cend(),
                        [](const QJsonObject &hit) {
                            return hit[u"rule"_s].toString() == u"secret-requested"
                                   && hit[u"message"_s].toInteger() == 0 && hit[u"direction"_s].toString() == u"agent";
                        })
          == 1);

    const QString broken = folder.write(u"broken.jsonl"_s, "{\"event\":\n" + askedBy(format) + '\n');
    const ScanAnswer partly = runScan({u"--format"_s, format, broken});
    CHECK(partly.status == 2);
    CHECK(partly.errors.contains("broken.jsonl:1: "));
    CHECK(partly.hits().size() == hits.size());

    const QStringList arguments{u"--store"_s, folder.path() + u"/a.db"_s, u"--format"_s, format, good};
    const ScanAnswer stored = runCtl(u"ingest"_s, arguments);
    CHECK(stored.status == 0);
    REQUIRE(stored.hits().size() == 1);
    CHECK(stored.hits().first()[u"new"_s].toInteger() >= 1);
    CHECK(stored.hits().first()[u"flags"_s].toInteger() == 1);
    const ScanAnswer again = runCtl(u"ingest"_s, arguments);
    CHECK(again.hits().first()[u"new"_s].toInteger() == 0);
    CHECK(runCtl(u"ingest"_s, {u"--store"_s, folder.path() + u"/b.db"_s, u"--format"_s, format, broken}).status == 2);
}

TEST_CASE("recorded events in any order are the same conversation", "[core]")
{
    auto second = messageEvent(u"line-01"_s, u"A2"_s, u"pois não"_s, Author::Agent);
    std::get<MessageReceived>(second.body).sentAtMs += 1000;
    QVector<GatewayEvent> events{messageEvent(u"line-01"_s, u"A1"_s, u"bom dia"_s, Author::Contact),
                                 second,
                                 editEvent(u"line-01"_s, u"A1"_s, u"E1"_s, u"boa tarde"_s, Author::Contact),
                                 {u"line-01"_s, revocation(u"A2"_s)},
                                 {u"line-01"_s, revocation(u"A9"_s)}};
    QVector<int> order{0, 1, 2, 3, 4};
    do {
        RecordedConversations recorded;
        for (const int at : std::as_const(order)) {
            recorded.take(events[at]);
            recorded.take(events[at]);
        }
        const auto all = recorded.conversations(QTimeZone::utc());
        REQUIRE(all.size() == 1);
        const NeutralConversation &only = all.first();
        CHECK(only.id == u"line-01/5511900000001@c.us");
        CHECK(only.facts.contactPhone == u"+5511900000001");
        CHECK(only.facts.contactName == u"Clara Exemplo");
        REQUIRE(only.messageIds == QStringList{u"A1"_s, u"A2"_s});
        CHECK(only.messages[0].text == u"boa tarde");
        CHECK(only.messages[0].earlierTexts == QStringList{u"bom dia"_s});
        CHECK(only.messages[0].isEdited);
        CHECK(only.messages[1].isRevoked);
        CHECK(only.messages[1].text.isEmpty());
        CHECK(only.messages[1].earlierTexts == QStringList{u"pois não"_s});
        CHECK(recorded.changesWithoutMessage() == 1);
    } while (std::next_permutation(order.begin(), order.end()));
}
