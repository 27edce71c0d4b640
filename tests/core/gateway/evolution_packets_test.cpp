// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/eventsource.h"
#include "gateway/evolution/socketiopackets.h"
#include "support/catch.h"

using namespace atalaia;

TEST_CASE("socket.io packets are taken apart", "[core]")
{
    using Type = SocketIoPacket::Type;
    struct Row
    {
        const char *text;
        Type type;
        int attachments;
        const char *nameSpace;
        const char *json;
    };
    const Row row = GENERATE(Row{"0", Type::Connect, 0, "/", ""},
                             Row{"0{\"sid\":\"x\"}", Type::Connect, 0, "/", "{\"sid\":\"x\"}"},
                             Row{"1/a,", Type::Disconnect, 0, "/a", ""}, Row{"1/a", Type::Disconnect, 0, "/a", ""},
                             Row{"2/a?key=1,12[\"e\",1]", Type::Event, 0, "/a", "[\"e\",1]"},
                             Row{"4/a,{}", Type::ConnectError, 0, "/a", "{}"},
                             Row{"52-/a,[\"e\"]", Type::BinaryEvent, 2, "/a", "[\"e\"]"});
    const auto packet = readSocketIoPacket(row.text);
    REQUIRE(packet);
    CHECK(packet->type == row.type);
    CHECK(packet->attachments == row.attachments);
    CHECK(packet->nameSpace.toByteArray() == row.nameSpace);
    CHECK(packet->json.toByteArray() == row.json);
}

TEST_CASE("text that is no socket.io packet is refused", "[core]")
{
    const char *text = GENERATE("", "7", "x", "5[]", "5", "51", "59999999-[]", "5-1[]");
    CAPTURE(text);
    const auto packet = readSocketIoPacket(text);
    CHECK((!packet || packet->attachments == 0));
}

TEST_CASE("an event without an end has no argument", "[core]")
{
    for (const char *text :
         {"", "[", "[]", "[\"e\"]", "[\"e", "[\"e\",1", "[\"e\",\"x]", "[\"e\",{]", "[\"e\",[1]", "[7,1]"})
        CHECK_FALSE(firstArgument(text));
    CHECK(firstArgument("[\"e\",{\"a\":\"]\\\"\"},2]") == QByteArrayView("{\"a\":\"]\\\"\"}"));
}

TEST_CASE("a binary part that stands in many places does not fill the memory", "[core]")
{
    SocketIoAttachments attachments;
    QByteArray json = "[";
    for (int i = 0; i < 1000; ++i)
        json += "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":9},";
    attachments.begin(json, 1);
    CHECK(attachments.isWaiting());
    attachments.add(QByteArray(100'000, 'x'));
    CHECK_FALSE(attachments.isWaiting());
    CHECK(attachments.take().isEmpty());

    attachments.begin("[{\"_placeholder\":true,\"num\":9},{\"_placeholder\":true,\"num\":0}]", 1);
    attachments.add("abc");
    CHECK(attachments.take() == "[{\"_placeholder\":true,\"num\":9},\"YWJj\"]");
}
