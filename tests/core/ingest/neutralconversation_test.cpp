// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/neutralconversation.h"
#include "support/catch.h"

#include <QDateTime>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

NeutralConversation conversationFrom(const QByteArray &json)
{
    const auto read = readNeutralConversation(json);
    INFO(json.toStdString());
    INFO((read ? QString() : read.error().context).toStdString());
    REQUIRE(read.has_value());
    return *read;
}

QString errorOf(const QByteArray &json)
{
    const auto read = readNeutralConversation(json);
    INFO(json.toStdString());
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().kind == Error::Kind::InvalidInput);
    return read.error().context;
}

/// A conversation of one message with these members.
QByteArray withMessage(const QByteArray &members)
{
    return R"({"id":"a","messages":[{)" + members + "}]}";
}

const QByteArray kHead = R"("from":"agent","at":"2026-10-06T10:00:00-03:00")";

ObservedMessage messageFrom(const QByteArray &members)
{
    return conversationFrom(withMessage(kHead + ',' + members)).messages.constFirst();
}

} // namespace

TEST_CASE("A conversation is read with what is known of it", "[core]")
{
    const NeutralConversation read = conversationFrom(
            R"({"id":"conv-1","lang":"pt-BR","company":"acme","line":"x","agent":"Ana","agent_id":"ag-1",)"
            R"("customer":"Bia","customer_phone":"+5511900000000","consent":false,"timezone":"America/Manaus",)"
            R"("started_at":"?","future":[1],"labels":"never looked at","messages":[)"
            R"({"n":7,"id":"m","from":"customer","at":"2026-10-06T10:00:00.250-03:00","type":"text","text":"oi"}]})");
    CHECK(read.id == u"conv-1"_s);
    CHECK(read.company == u"acme"_s);
    CHECK(read.facts.language == u"pt-BR"_s);
    CHECK(read.facts.agentName == u"Ana"_s);
    CHECK(read.facts.agentId == u"ag-1"_s);
    CHECK(read.facts.contactName == u"Bia"_s);
    CHECK(read.facts.contactPhone == u"+5511900000000"_s);
    CHECK(read.facts.isRelated == std::optional(false));
    CHECK(read.facts.timeZone == QTimeZone("America/Manaus"));
    CHECK(read.messageZone.offsetFromUtc(QDateTime::currentDateTimeUtc()) == -3 * 3600);
    REQUIRE(read.messages.size() == 1);
    CHECK(read.messages[0].number == 7);
    CHECK(read.messages[0].author == Author::Contact);
    CHECK(read.messages[0].atMs == QDateTime::fromString(u"2026-10-06T13:00:00.250Z"_s, Qt::ISODateWithMs).toMSecsSinceEpoch());
    CHECK(read.messages[0].text == u"oi"_s);
}

TEST_CASE("Only the id and the messages are needed", "[core]")
{
    const NeutralConversation read = conversationFrom(R"({"id":"a","messages":[]})");
    CHECK(read.messages.isEmpty());
    CHECK_FALSE(read.facts.isRelated.has_value());
    CHECK_FALSE(read.facts.timeZone.isValid());
}

TEST_CASE("Messages without a number have their index", "[core]")
{
    const QByteArray one = '{' + kHead + R"(,"type":"text","text":"x"})";
    const QByteArray odd = '{' + kHead + R"(,"type":"text","text":"x","n":1e300})";
    const NeutralConversation read = conversationFrom(R"({"id":"a","messages":[)" + one + ',' + one + ',' + odd + "]}");
    CHECK(read.messages[0].number == 0);
    CHECK(read.messages[1].number == 1);
    CHECK(read.messages[2].number == 2);
}

TEST_CASE("Kinds and authors and versions of a message", "[core]")
{
    CHECK(messageFrom(R"("type":"text","text":"x")").kind == MessageKind::Text);
    CHECK(messageFrom(R"("type":"image","text":null)").kind == MessageKind::Image);
    CHECK(messageFrom(R"("type":"document")").kind == MessageKind::Document);
    CHECK(messageFrom(R"("type":"contact","text":"")").kind == MessageKind::ContactCard);
    CHECK(messageFrom(R"("type":"location","text":"")").kind == MessageKind::Location);
    CHECK(messageFrom(R"("type":"sticker","text":"")").kind == MessageKind::Sticker);
    const ObservedMessage heard = messageFrom(R"("type":"audio","text":"x","forwarded":true,"agent_id":"ag-2")");
    CHECK(heard.isTranscript);
    CHECK(heard.isForwarded);
    CHECK(heard.agentId == u"ag-2"_s);
    const ObservedMessage edited = messageFrom(R"("type":"edited","text":"c","edited_from":["a","b"])");
    CHECK(edited.isEdited);
    CHECK(edited.earlierTexts == QStringList{u"a"_s, u"b"_s});
    const ObservedMessage deleted = messageFrom(R"("type":"deleted","text":null,"captured_text":"b","edited_from":["a"])");
    CHECK(deleted.isRevoked);
    CHECK(deleted.text.isEmpty());
    CHECK(deleted.earlierTexts == QStringList{u"a"_s, u"b"_s});
    CHECK(messageFrom(R"("type":"auto","text":"x")").isAutomatic);
    const QByteArray at = R"("at":"2026-10-06T10:00:00Z","type":"text","text":"x","from":)";
    const ObservedMessage bot = conversationFrom(withMessage(at + R"("auto")")).messages.constFirst();
    CHECK(bot.isAutomatic);
    CHECK(bot.author == Author::Agent);
    CHECK(conversationFrom(withMessage(at + R"("system")")).messages.constFirst().author == Author::System);
}

TEST_CASE("A time without an offset is of the conversation or UTC and never of this machine", "[core]")
{
    const QByteArray message = R"("messages":[{"from":"agent","at":"2026-10-06T10:00:00","type":"text","text":"x"}]})";
    const qint64 utcMs = QDateTime::fromString(u"2026-10-06T10:00:00Z"_s, Qt::ISODate).toMSecsSinceEpoch();
    CHECK(conversationFrom(R"({"id":"a",)" + message).messages.constFirst().atMs == utcMs);
    CHECK(conversationFrom(R"({"id":"a","timezone":"America/Sao_Paulo",)" + message).messages.constFirst().atMs
          == utcMs + 3 * 3'600'000);
}

TEST_CASE("What is wrong with a conversation is told with its place", "[core]")
{
    CHECK(errorOf("").startsWith(u"column 1: "_s));
    CHECK(errorOf("[]") == u"column 1: not an object"_s);
    CHECK(errorOf(R"({"id":)").startsWith(u"column "_s));
    CHECK(errorOf(R"({"messages":[]})") == u"id: missing"_s);
    CHECK(errorOf(R"({"id":7,"messages":[]})") == u"id: missing"_s);
    CHECK(errorOf(R"({"id":"a"})") == u"messages: not a list"_s);
    CHECK(errorOf(R"({"id":"a","messages":[7]})") == u"messages[0]: from: not agent, customer, system or auto"_s);
    CHECK(errorOf(withMessage(R"("from":"bot")")) == u"messages[0]: from: not agent, customer, system or auto"_s);
    CHECK(errorOf(withMessage(R"("from":"agent","at":"yesterday")")) == u"messages[0]: at: not a time in ISO 8601"_s);
    CHECK(errorOf(withMessage(R"("from":"agent")")) == u"messages[0]: at: not a time in ISO 8601"_s);
    CHECK(errorOf(withMessage(kHead + R"(,"type":"text")")) == u"messages[0]: text: not a string"_s);
    CHECK(errorOf(withMessage(kHead + R"(,"type":"text","text":null)")) == u"messages[0]: text: not a string"_s);
    CHECK(errorOf(withMessage(kHead + R"(,"type":"image","text":7)")) == u"messages[0]: text: not a string"_s);
}
