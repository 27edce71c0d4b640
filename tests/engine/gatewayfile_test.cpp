// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gatewayfile.h"
#include "support/catch.h"

#include <QFile>
#include <QTemporaryDir>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

Result<QVector<GivenGateway>> read(const QByteArray &json,
                                   QFileDevice::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"gateways.json"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(json);
    file.close();
    REQUIRE(file.setPermissions(permissions));
    return readGatewayFile(file.fileName());
}

} // namespace

TEST_CASE("A server's file names gateways of every kind with their secrets", "[core]")
{
    const auto gateways = read(R"([
        {"kind": "waha", "address": "https://waha.example", "key": "k1", "action_key": "a1", "ca_file": "/etc/own.pem"},
        {"kind": "evolution", "address": "http://10.0.0.7:8080", "allows_plain_http": true, "key": "k2",
         "broker_address": "amqps://atalaia@mq.example:5671/evo", "broker_password": "b2",
         "broker_exchange": "evolution", "broker_queue": "atalaia.main"},
        {"kind": "cloud-api", "address": "https://graph.facebook.com", "business_account": "1001", "key": "k3",
         "webhook_secret": "w3", "verify_token": "v3"}])");
    REQUIRE(gateways);
    REQUIRE(gateways->size() == 3);
    CHECK(gateways->at(0).secrets == GatewaySecrets{"k1", "a1"});
    CHECK(gateways->at(0).config.caFile == u"/etc/own.pem"_s);
    CHECK(gateways->at(1).config.kind == GatewayKind::Evolution);
    CHECK(gateways->at(1).config.allowsPlainHttp);
    CHECK(gateways->at(1).config.brokerAddress == QUrl(u"amqps://atalaia@mq.example:5671/evo"_s));
    CHECK(gateways->at(1).secrets == GatewaySecrets{"k2", {}, "b2"});
    CHECK(gateways->at(2).config.businessAccount == u"1001"_s);
    CHECK(gateways->at(2).secrets == GatewaySecrets{"k3", {}, {}, "w3", "v3"});
}

TEST_CASE("A gateway that only collects Meta's webhooks needs no access token", "[core]")
{
    const auto gateways = read(R"([{"kind": "cloud-api", "address": "https://graph.facebook.com",
        "business_account": "1001", "webhook_secret": "w3", "verify_token": "v3"}])");
    REQUIRE(gateways);
    CHECK(gateways->first().secrets == GatewaySecrets{{}, {}, {}, "w3", "v3"});
}

TEST_CASE("A file with keys that others may read is refused", "[core]")
{
    const QByteArray json = R"([{"kind": "waha", "address": "https://waha.example", "key": "k1"}])";
    CHECK(read(json));
    const auto refused = read(json, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == Error::Kind::Unauthorized);
}

TEST_CASE("A mistake in the file names the entry and the member and no value", "[core]")
{
    const auto [json, word] = GENERATE(table<const char *, const char *>({
            {R"([{"kind": "waha", "address": "https://w.example", "key": 77}])", "key"},
            {R"([{"kind": "telex", "address": "https://w.example", "key": "s3cret"}])", "kind"},
            {R"([{"kind": "waha", "address": "https://w.example", "key": "s3cret", "brokr": "x"}])", "brokr"},
            {R"([{"kind": "waha", "address": "https://me:s3cret@w.example", "key": "s3cret"}])", "password"},
            {R"([{"kind": "waha", "address": "w.example", "key": "s3cret"}])", "address"},
            {R"([{"address": "https://w.example", "key": "s3cret"}])", "kind"},
            {R"([{"kind": "waha", "address": "https://w.example"}])", "key"},
            {R"([{"kind": "waha", "address": "wss://w.example", "key": "s3cret"}])", "address"},
            {R"([{"kind": "waha", "address": "https://w.example", "key": "s3cret\n"}])", "line break"},
            {R"([{"kind": "waha", "address": "https://w.example", "EAAs3cretX": "key"}])", "a member"},
            {R"([{"kind": "cloud-api", "address": "https://g.example", "webhook_secret": "s3cret"}])", "verify_token"},
            {R"([{"kind": "cloud-api", "address": "https://g.example", "verify_token": "s3cret"}])", "webhook_secret"},
            {R"([{"kind": "evolution", "address": "https://e.example", "webhook_secret": "s3cret", "verify_token": "v"}])",
             "key"},
            {R"([{"kind": "waha", "address": "https://s3cret@w.example", "key": "k"}])", "user"},
            {R"([{"kind": "waha", "address": "https://w.example/?x-api-key=s3cret", "key": "k"}])", "query"},
            {R"([{"kind": "waha", "address": "https://w.example", "key": "s3cret"},)"
             R"({"kind": "waha", "address": "https://w.example/", "key": "s3cret2"}])",
             "another entry"},
            {R"([7])", "kind"},
            {R"({"kind": "waha"})", "array"},
            {R"([{"kind": "waha)", "array"},
    }));
    CAPTURE(json);
    const auto refused = read(json);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == Error::Kind::InvalidInput);
    CHECK(refused.error().context.contains(QString::fromLatin1(word)));
    CHECK_FALSE(refused.error().context.contains(u"s3cret"_s));
}
