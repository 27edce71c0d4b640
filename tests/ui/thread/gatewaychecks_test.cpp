// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaychecks.h"
#include "support/catch.h"

#include <QFile>
#include <QTemporaryDir>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

/// Made for this test, for a hundred years; nobody has its key.
const QByteArray kAuthority = "-----BEGIN CERTIFICATE-----\n"
                              "MIIBpjCCAUugAwIBAgIUd7aMSXFzmDcECpYCxhwQQS4sdQ0wCgYIKoZIzj0EAwIw\n"
                              "JzElMCMGA1UEAwwcSW52ZW50ZWQgYXV0aG9yaXR5IGZvciB0ZXN0czAgFw0yNjEx\n"
                              "MjQxNjIwNTlaGA8yMTI2MTAzMTE2MjA1OVowJzElMCMGA1UEAwwcSW52ZW50ZWQg\n"
                              "YXV0aG9yaXR5IGZvciB0ZXN0czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAZy\n"
                              "Rm+pNb9L0KPsOHppHGDB0mvRyg0AKNRHyRW0lGocizE5v0RLwIISxbXColigE830\n"
                              "hW2F9VE2Yw7oTt6Pb5KjUzBRMB0GA1UdDgQWBBRnKSrCSfN9Dt4HoRCIofpHSCIk\n"
                              "+zAfBgNVHSMEGDAWgBRnKSrCSfN9Dt4HoRCIofpHSCIk+zAPBgNVHRMBAf8EBTAD\n"
                              "AQH/MAoGCCqGSM49BAMCA0kAMEYCIQDGU2A4DO7iGe6YER64iBlppxiiyQBElTtt\n"
                              "nAuvsbb9TwIhAO6w+rLGtVSTKzQneka09CJapu7pVc30YeXqJt7Y6ew4\n"
                              "-----END CERTIFICATE-----\n";

} // namespace

TEST_CASE("Addresses are checked and plain http is warned about", "[ui]")
{
    CHECK(addressProblem(u"https://waha.example:3000"_s).isEmpty());
    CHECK(addressProblem(u" http://localhost:3000/ "_s).isEmpty());
    CHECK_FALSE(addressProblem({}).isEmpty());
    CHECK_FALSE(addressProblem(u"waha.example"_s).isEmpty());
    CHECK_FALSE(addressProblem(u"ftp://waha.example"_s).isEmpty());
    CHECK_FALSE(addressProblem(u"https://"_s).isEmpty());
    CHECK_FALSE(addressProblem(u"https://me:key@waha.example"_s).isEmpty());
    CHECK_FALSE(addressProblem(u"https://waha.example/dashboard"_s).isEmpty());
    CHECK_FALSE(addressProblem(u"https://waha.example?x=1"_s).isEmpty());

    CHECK(addressWarning(u"https://waha.example"_s).isEmpty());
    CHECK(addressWarning(u"http://127.0.0.1:3000"_s).isEmpty());
    CHECK(addressWarning(u"http://[::1]:3000"_s).isEmpty());
    CHECK_FALSE(addressWarning(u"http://waha.example"_s).isEmpty());
    CHECK_FALSE(addressWarning(u"http://127.0.0.1.example"_s).isEmpty());
}

TEST_CASE("The address of a broker is checked and never takes a password", "[ui]")
{
    CHECK(brokerProblem(u"amqps://atalaia@broker.example:5671/evolution"_s).isEmpty());
    CHECK(brokerProblem(u"amqp://atalaia@127.0.0.1"_s).isEmpty());
    CHECK(brokerProblem(u"amqps://atalaia@broker.example/%2Fa"_s).isEmpty());
    CHECK_FALSE(brokerProblem(u"amqps://broker.example"_s).isEmpty());
    CHECK_FALSE(brokerProblem(u"https://atalaia@broker.example"_s).isEmpty());
    CHECK_FALSE(brokerProblem(u"amqps://atalaia@broker.example/a/b"_s).isEmpty());
    CHECK_FALSE(brokerProblem(u"amqps://atalaia@broker.example/a?x=1"_s).isEmpty());
    for (const QString &typed :
         {u"amqps://atalaia:s3cret@broker.example/evolution"_s, u"amqps://atalaia:s3%cret@broker"_s}) {
        const QString problem = brokerProblem(typed);
        CHECK(problem.contains(u"password"_s));
        CHECK_FALSE(problem.contains(u"s3"_s));
    }
}

TEST_CASE("Names and ids for brokers and accounts are checked", "[ui]")
{
    CHECK(brokerNameProblem(u"atalaia.desk-1"_s).isEmpty());
    CHECK_FALSE(brokerNameProblem({}).isEmpty());
    CHECK_FALSE(brokerNameProblem(u"amq.gen-1"_s).isEmpty());
    CHECK_FALSE(brokerNameProblem(u"our queue"_s).isEmpty());
    CHECK_FALSE(brokerNameProblem(u"fila-ação"_s).isEmpty());
    CHECK_FALSE(brokerNameProblem(QString(256, u'a')).isEmpty());
    CHECK(suggestedQueue(u"Desk-07.example.com"_s) == u"atalaia.desk-07"_s);
    CHECK(brokerNameProblem(suggestedQueue({})).isEmpty());

    CHECK(businessAccountProblem(u" 102030405060708 "_s).isEmpty());
    CHECK_FALSE(businessAccountProblem({}).isEmpty());
    CHECK_FALSE(businessAccountProblem(u"+55 11 90000-0001"_s).isEmpty());
    CHECK_FALSE(businessAccountProblem(u"1234"_s).isEmpty());

    CHECK(keyProblem(u" 9f8e7d "_s).isEmpty());
    CHECK_FALSE(keyProblem(u"two words"_s).isEmpty());
    CHECK_FALSE(keyProblem(QString(5000, u'k')).isEmpty());
    CHECK(verifyTokenProblem(freshVerifyToken()).isEmpty());
    CHECK(freshVerifyToken() != freshVerifyToken());
    CHECK_FALSE(verifyTokenProblem(u"atalaia"_s).isEmpty());
    CHECK_FALSE(verifyTokenProblem(u"a word with blanks in it"_s).isEmpty());
}

TEST_CASE("A certificate file must be there and hold a certificate", "[ui]")
{
    const QTemporaryDir folder;
    const auto file = [&folder](const QString &name, const QByteArray &bytes) {
        QFile made(folder.filePath(name));
        REQUIRE(made.open(QIODevice::WriteOnly));
        made.write(bytes);
        return made.fileName();
    };
    CHECK(caFileProblem({}).isEmpty());
    CHECK(caFileProblem(folder.filePath(u"none.pem"_s)).contains(u"cannot be read"_s));
    CHECK(caFileProblem(folder.path()).contains(u"cannot be read"_s));
    CHECK(caFileProblem(file(u"empty.pem"_s, {})).contains(u"no certificate"_s));
    CHECK(caFileProblem(file(u"key.pem"_s, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"))
                  .contains(u"no certificate"_s));
    CHECK(caFileProblem(file(u"large.pem"_s, QByteArray(2 * 1024 * 1024, 'a'))).contains(u"too large"_s));
    CHECK(caFileProblem(file(u"fine.pem"_s, kAuthority)).isEmpty());
}
