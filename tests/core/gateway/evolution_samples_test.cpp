// SPDX-License-Identifier: GPL-3.0-or-later
// Published samples of the gateway's vendor and users; not part of these sources.
#include "gateway/evolution/evolutionparser.h"
#include "support/catch.h"

#include <QDirIterator>
#include <QFile>
#include <QMap>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReceivedAtMs = 1'767'614'400'000;

QString samplesFolder()
{
    return qEnvironmentVariable("ATALAIA_SAMPLES") + u"/evolution/"_s;
}

QByteArray sample(const QString &name)
{
    QFile file(samplesFolder() + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// "Message Alias", "aside", "ignored".
QString outcomeOf(const EvolutionReading &reading)
{
    static constexpr std::array<const char *, 9> kNames{"Message", "Edit",  "Revocation", "Reaction", "Status",
                                                        "Line",    "Alias", "Gap",        "Alarm"};
    QStringList words;
    for (const GatewayEvent &event : reading.events)
        words.append(QString::fromLatin1(kNames.at(event.body.index())));
    for (qsizetype i = 0; i < reading.rejected.size(); ++i)
        words.append(u"aside"_s);
    if (words.isEmpty() && !reading.ignored.isEmpty())
        words.append(u"ignored"_s);
    return words.join(u' ');
}

/// What each sample comes to as an event.
const QMap<QString, QString> &expectedOutcomes()
{
    static const QMap<QString, QString> table{
            {u"connection.update-rabbitmq.json"_s, u"Line Alarm Alarm"_s},
            {u"contacts.update-array-group.json"_s, u"ignored"_s},
            {u"contacts.update-object.json"_s, u"ignored"_s},
            {u"contacts.upsert.json"_s, u"ignored"_s},
            {u"doc-sample/chats.upsert.json"_s, u"ignored"_s},
            {u"doc-sample/group-participants.update.json"_s, u"ignored"_s},
            {u"doc-sample/groups.upsert.json"_s, u"ignored"_s},
            {u"doc-sample/messages.delete.json"_s, u"Revocation"_s},
            {u"doc-sample/messages.update-nested-key.json"_s, u"Status"_s},
            {u"doc-sample/send.message.json"_s, u"Message"_s},
            {u"encrypted-edit-as-reported-2545.json"_s, u"aside"_s}, // a paraphrase without an envelope
            {u"imageMessage-fragment.json"_s, u"aside"_s},
            {u"legacy-shape/connection_update.json"_s, u"Line Alarm Alarm"_s},
            {u"legacy-shape/group_participants_update.json"_s, u"ignored"_s},
            {u"legacy-shape/messages_update.json"_s, u"Status"_s},
            {u"legacy-shape/messages_upsert.json"_s, u"Message"_s},
            {u"legacy-shape/response-connection_state_close.json"_s, u"aside"_s},
            {u"legacy-shape/response-not_found.json"_s, u"aside"_s},
            {u"legacy-shape/response-unauthorized.json"_s, u"aside"_s},
            {u"messages.update-no-status.json"_s, u"ignored"_s},
            {u"messages.update-status-deleted.json"_s, u"ignored"_s}, // it was an edit
            {u"messages.upsert-quoted-data-fragment.json"_s, u"aside"_s},
            {u"messages.upsert-rabbitmq-lid-text.json"_s, u"Message"_s},
            {u"messages.upsert-webhook-fromMe-ios.json"_s, u"Message"_s},
            {u"messages.upsert-webhook-lid-bytemaps.json"_s, u"Alias Message"_s},
            {u"qrcode.updated-rabbitmq.json"_s, u"Line"_s},
            {u"rest/connectionState.response.json"_s, u"aside"_s},
            {u"rest/deleteMessageForEveryone.response.json"_s, u"aside"_s},
            {u"rest/fetchInstances.response.json"_s, u"aside"_s},
            {u"rest/logout.response.json"_s, u"aside"_s},
            {u"rest/rabbitmq-set-docs.request.json"_s, u"aside"_s},
            {u"rest/sendText.response.json"_s, u"aside"_s},
            {u"rest/webhook-set.request.json"_s, u"aside"_s}};
    return table;
}

template <typename Body> Body last(const QByteArray &bytes)
{
    EvolutionParser parser;
    const EvolutionReading reading = parser.event(bytes, kReceivedAtMs);
    REQUIRE_FALSE(reading.events.isEmpty());
    return std::get<Body>(reading.events.last().body);
}

QByteArray asData(const QByteArray &fragment)
{
    return R"({"event":"messages.upsert","instance":"i","data":)" + fragment + '}';
}

} // namespace

TEST_CASE("every published Evolution sample comes to what it came to before", "[core]")
{
    if (qEnvironmentVariableIsEmpty("ATALAIA_SAMPLES")) {
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
        return;
    }
    EvolutionParser parser;
    QMap<QString, QString> outcomes;
    QDirIterator files(samplesFolder(), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = QDir(samplesFolder()).relativeFilePath(files.next());
        const EvolutionReading reading = parser.event(sample(name), kReceivedAtMs);
        outcomes.insert(name, outcomeOf(reading));
        for (const RejectedEvent &rejected : reading.rejected)
            CHECK_FALSE(rejected.bytes.contains("00000000-0000-0000-0000-000000000000"));
    }
    for (auto outcome = outcomes.cbegin(); outcome != outcomes.cend(); ++outcome) {
        INFO(outcome.key().toStdString());
        CHECK(outcome.value().toStdString()
              == expectedOutcomes().value(outcome.key(), u"not in the table"_s).toStdString());
    }
    CHECK(outcomes.size() == expectedOutcomes().size());
}

TEST_CASE("published Evolution samples say what they say", "[core]")
{
    if (qEnvironmentVariableIsEmpty("ATALAIA_SAMPLES")) {
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
        return;
    }
    const auto text = last<MessageReceived>(sample(u"messages.upsert-rabbitmq-lid-text.json"_s));
    CHECK(text.text == u"Mensagem de teste");
    CHECK(text.chat == u"5511900000001@s.whatsapp.net");
    CHECK(text.author == Author::Contact);
    CHECK(text.sentAtMs == 1'785'100'386'000);

    const auto own = last<MessageReceived>(sample(u"messages.upsert-webhook-fromMe-ios.json"_s));
    CHECK(own.author == Author::Agent);
    CHECK_FALSE(own.isAutomatic);
    CHECK(own.sentAtMs == 1'763'771'103'000); // not the local clock of date_time
    CHECK(own.status == DeliveryStatus::Server);

    EvolutionParser parser;
    const EvolutionReading hidden = parser.event(sample(u"messages.upsert-webhook-lid-bytemaps.json"_s), kReceivedAtMs);
    CHECK(std::get<AliasFound>(hidden.events.first().body).first == u"10000000000002@lid");
    CHECK(std::get<AliasFound>(hidden.events.first().body).second == u"558800000002@s.whatsapp.net");
    CHECK(std::get<MessageReceived>(hidden.events.last().body).chat == u"558800000002@s.whatsapp.net");

    CHECK(last<MessageReceived>(sample(u"doc-sample/send.message.json"_s)).isAutomatic);
    CHECK(last<MessageRevoked>(sample(u"doc-sample/messages.delete.json"_s)).messageId == u"3A9EB01234567890");
    CHECK(last<StatusChanged>(sample(u"doc-sample/messages.update-nested-key.json"_s)).status == DeliveryStatus::Read);
    CHECK(last<StatusChanged>(sample(u"legacy-shape/messages_update.json"_s)).status == DeliveryStatus::Device);

    const QByteArray key = R"("key":{"remoteJid":"5511990000002@s.whatsapp.net","fromMe":false,"id":"M1"},)";
    const auto reply = last<MessageReceived>(
            asData(sample(u"messages.upsert-quoted-data-fragment.json"_s).trimmed().replace(0, 1, '{' + key)));
    CHECK(reply.replyToMessageId == u"A5C6199A603479DA189DBC0EB1FE83D7");
    const auto image =
            last<MessageReceived>(asData('{' + key + "\"message\":" + sample(u"imageMessage-fragment.json"_s) + '}'));
    CHECK(image.kind == MessageKind::Image);
    CHECK(image.mediaSize == 439'195);
    const auto edit = last<MessageEdited>(
            asData('{' + key + "\"message\":" + sample(u"encrypted-edit-as-reported-2545.json"_s) + '}'));
    CHECK(edit.messageId == u"3A39EDCAADA4107FA4A4");
    CHECK(edit.isTextMissing);

    const auto lines = parser.lines(sample(u"rest/fetchInstances.response.json"_s));
    REQUIRE(lines.has_value());
    CHECK(lines->lines.first().name == u"example-name");
    CHECK(lines->lines.first().state == LineState::Working);
    CHECK(lines->lines.first().ownAddress == u"553100000007@s.whatsapp.net");
    CHECK(parser.lineState(sample(u"rest/connectionState.response.json"_s)).value_or(LineState::Unknown)
          == LineState::Working);
    CHECK(parser.lineState(sample(u"legacy-shape/response-connection_state_close.json"_s)).value_or(LineState::Unknown)
          == LineState::NeedsPairing);
    CHECK(parser.complaint(sample(u"legacy-shape/response-unauthorized.json"_s)) == u"Unauthorized: Invalid API key");
    CHECK(parser.complaint(sample(u"legacy-shape/response-not_found.json"_s)).startsWith(u"Instance not found"));
}
