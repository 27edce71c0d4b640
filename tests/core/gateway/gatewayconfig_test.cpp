// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/gatewayconfig.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("All secrets of a gateway come back from one entry", "[core]")
{
    const GatewaySecrets secrets{"read \"me\"", "act", "b&ker", "hook", QByteArray("verif\xC3\xAD" "ca")};
    CHECK(unpackedSecrets(packed(secrets)) == secrets);
    CHECK(unpackedSecrets(packed(GatewaySecrets{"only"})) == GatewaySecrets{"only"});
}

TEST_CASE("An entry that is no object is a key alone", "[core]")
{
    CHECK(unpackedSecrets("an-older-key") == GatewaySecrets{"an-older-key"});
    CHECK(unpackedSecrets("12345") == GatewaySecrets{"12345"});
    CHECK(unpackedSecrets("").isEmpty());
}

TEST_CASE("What was not typed is taken from what is stored", "[core]")
{
    const GatewaySecrets stored{"read", "act"};
    const GatewaySecrets all = GatewaySecrets{"new"}.completedBy(stored);
    CHECK(all == GatewaySecrets{"new", "act"});
    CHECK(all.forActions() == "act");
    CHECK(GatewaySecrets{"new"}.forActions() == "new");
}

TEST_CASE("A secret that was removed is not taken from what is stored", "[core]")
{
    const GatewaySecrets stored{"read", "act", "broker", "hook"};
    GatewaySecrets typed;
    CHECK(typed.isEmpty());
    typed.remove(&GatewaySecrets::actionKey);
    CHECK_FALSE(typed.isEmpty());
    const GatewaySecrets all = typed.completedBy(stored);
    CHECK(all == GatewaySecrets{"read", {}, "broker", "hook"});
    CHECK(all.forActions() == "read");
    CHECK(unpackedSecrets(packed(all)) == all);
    CHECK(all.held()
          == QVector<GatewaySecrets::Field>{&GatewaySecrets::key, &GatewaySecrets::brokerPassword,
                                            &GatewaySecrets::webhookSecret});
}

TEST_CASE("A key travels without TLS only to this machine or where it was allowed", "[core]")
{
    for (const char *address : {"https://waha.example", "amqps://mq.example",
                                "http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"}) {
        CAPTURE(address);
        CHECK(mayCarrySecrets(QUrl(QString::fromLatin1(address)), false));
    }
    for (const char *address : {"http://waha.example", "amqp://10.0.0.7", "http://127.0.0.1.example",
                                "http://localhost.example"}) {
        CAPTURE(address);
        CHECK_FALSE(mayCarrySecrets(QUrl(QString::fromLatin1(address)), false));
        CHECK(mayCarrySecrets(QUrl(QString::fromLatin1(address)), true));
    }
}

TEST_CASE("A key goes to no address of another kind", "[core]")
{
    for (const char *address : {"wss://waha.example", "ws://127.0.0.1", "ftp://waha.example", "waha.example", ""}) {
        CAPTURE(address);
        CHECK_FALSE(mayCarrySecrets(QUrl(QString::fromLatin1(address)), true));
    }
}

TEST_CASE("The same address with another account is another server", "[core]")
{
    GatewayConfig a;
    a.kind = GatewayKind::CloudApi;
    a.address = QUrl(u"https://graph.facebook.com"_s);
    a.businessAccount = u"1001"_s;
    GatewayConfig b = a;
    b.caFile = u"/etc/ssl/own.pem"_s;
    CHECK(isSameServer(a, b));
    b.businessAccount = u"1002"_s;
    CHECK_FALSE(isSameServer(a, b));
}
