// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks as other programs send them: signed by openssl, posted by curl, taken by the collector.
#include "engine/enginerun.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpSocket>

#include <sys/prctl.h>

#include <csignal>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QByteArray notificationOf(int first, int count)
{
    QByteArray json =
            R"({"object":"whatsapp_business_account","entry":[{"id":"800000000000001","changes":[{"field":"messages","value":{)"
            R"("messaging_product":"whatsapp","metadata":{"display_phone_number":"551140000001","phone_number_id":"900000000000001"},)"
            R"("contacts":[{"profile":{"name":"Cliente"},"wa_id":"5511990000002"}],"messages":[)";
    for (int i = first; i < first + count; ++i)
        json += (i > first ? "," : "") + QByteArray(R"({"from":"5511990000002","id":"wamid.T)") + QByteArray::number(i)
                + R"(","timestamp":"1767610000","type":"text","text":{"body":"Ol\u00e1 )" + QByteArray::number(i)
                + R"("}})";
    return json + "]}}]}]}";
}

QByteArray run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments, QIODevice::ReadOnly);
    REQUIRE(process.waitForFinished(30'000));
    return process.readAllStandardOutput();
}

/// A collector that takes webhooks of one Cloud API gateway.
class WebhookCollector
{
public:
    explicit WebhookCollector(const FaultBench &bench) : m_folder(bench.folder())
    {
        QFile file(m_folder + u"/gateways.json"_s);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(R"([{"kind":"cloud-api","address":"http://127.0.0.1:9","business_account":"800000000000001",)"
                   R"("key":"token","webhook_secret":"app secret","verify_token":"our word"}])");
        file.close();
        REQUIRE(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        m_process.setProgram(QStringLiteral(ATALAIA_COLLECTOR));
        m_process.setArguments({u"--store"_s, bench.storePath(), u"--gateways"_s, file.fileName(), u"--webhooks"_s,
                                u"127.0.0.1:0"_s, u"--summary"_s});
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start(QIODevice::ReadOnly);
        REQUIRE(QTest::qWaitFor([this] { return findAddress(); }, EngineRun::kPatienceMs));
    }
    ~WebhookCollector() { kill(); }
    Q_DISABLE_COPY_MOVE(WebhookCollector)

    [[nodiscard]] QString address() const { return u"http://127.0.0.1:%1/webhooks/%2"_s.arg(m_port, m_gateway); }
    [[nodiscard]] quint16 port() const { return m_port.toUShort(); }

    /// The status that curl is answered, for a body that openssl signs with `secret`.
    [[nodiscard]] QByteArray post(const QByteArray &body, const QString &secret)
    {
        const QString path = m_folder + u"/body.json"_s;
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(body);
        file.close();
        const QByteArray digest = run(u"openssl"_s, {u"dgst"_s, u"-sha256"_s, u"-hmac"_s, secret, u"-hex"_s, path});
        const QByteArray signature = digest.mid(digest.lastIndexOf(' ') + 1).trimmed();
        return run(u"curl"_s, {u"--silent"_s, u"--output"_s, u"/dev/null"_s, u"--write-out"_s, u"%{http_code}"_s,
                               u"--max-time"_s, u"20"_s, u"--header"_s, u"Content-Type: application/json"_s,
                               u"--header"_s, u"X-Hub-Signature-256: sha256="_s + QString::fromLatin1(signature),
                               u"--data-binary"_s, u'@' + path, address()});
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(EngineRun::kPatienceMs);
    }

private:
    bool findAddress()
    {
        m_said += m_process.readAllStandardError();
        static const QRegularExpression port(u"takes webhooks at \\S+ port (\\d+)"_s);
        static const QRegularExpression path(u"/webhooks/(\\d+)"_s);
        m_port = port.match(QString::fromUtf8(m_said)).captured(1);
        m_gateway = path.match(QString::fromUtf8(m_said)).captured(1);
        return !m_port.isEmpty() && !m_gateway.isEmpty();
    }

    QString m_folder;
    QProcess m_process;
    QByteArray m_said;
    QString m_port;
    QString m_gateway;
};

bool hasTools()
{
    const bool found = !QStandardPaths::findExecutable(u"curl"_s).isEmpty()
                       && !QStandardPaths::findExecutable(u"openssl"_s).isEmpty();
    if (!found)
        WARN("SKIPPED HERE: curl or openssl is not installed");
    return found;
}

} // namespace

TEST_CASE("a collector stores what curl posts with the signature of openssl", "[engine]")
{
    if (!hasTools())
        return;
    FaultBench bench;
    WebhookCollector collector(bench);
    CHECK(run(u"curl"_s,
              {u"--silent"_s, u"--max-time"_s, u"20"_s,
               collector.address() + u"?hub.mode=subscribe&hub.verify_token=our%20word&hub.challenge=1158201444"_s})
          == "1158201444");
    CHECK(collector.post(notificationOf(0, 3), u"app secret"_s) == "200");
    CHECK(bench.store().messageCount() == 3); // stored before it was answered
    CHECK(collector.post(notificationOf(3, 1), u"a guess"_s) == "403");
    CHECK(collector.post(notificationOf(0, 3), u"app secret"_s) == "200");
    CHECK(collector.post(notificationOf(2, 2), u"app secret"_s) == "200");
    CHECK(bench.store().messageCount() == 4);
    // A thousand at once, and more than is taken.
    CHECK(collector.post(notificationOf(100, 1'000), u"app secret"_s) == "200");
    CHECK(bench.store().messageCount() == 1'004);
    CHECK(collector.post(QByteArray(5 * 1024 * 1024, ' '), u"app secret"_s) == "413");
    CHECK(run(u"curl"_s, {u"--silent"_s, u"--output"_s, u"/dev/null"_s, u"--write-out"_s, u"%{http_code}"_s,
                          collector.address() + u"99"_s, u"--data"_s, u"x"_s})
          == "503"); // no such gateway now
}

TEST_CASE("a collector takes webhooks from other machines only when it is told to", "[engine]")
{
    FaultBench bench;
    const auto statusOf = [&bench](const QStringList &options, QByteArray &said) {
        QProcess process;
        process.start(QStringLiteral(ATALAIA_COLLECTOR),
                      QStringList{u"--store"_s, bench.storePath(), u"--seconds"_s, u"1"_s} + options,
                      QIODevice::ReadOnly);
        REQUIRE(process.waitForFinished(EngineRun::kPatienceMs));
        said = process.readAllStandardError();
        return process.exitCode();
    };
    QByteArray said;
    for (const QString &place : {u"0.0.0.0:0"_s, u"[::]:0"_s, u"192.0.2.7:8900"_s}) {
        CHECK(statusOf({u"--webhooks"_s, place}, said) == 2);
        CHECK(said.contains("--webhooks-beyond-loopback"));
    }
    CHECK(statusOf({u"--webhooks"_s, u"0.0.0.0:0"_s, u"--webhooks-beyond-loopback"_s}, said) == 0);
    CHECK(said.contains("takes webhooks at"));
    CHECK(statusOf({u"--webhooks"_s, u"[::1]:0"_s}, said) == 0);
}

TEST_CASE("a collector that is killed has what it said it has", "[engine]")
{
    if (!hasTools())
        return;
    FaultBench bench;
    for (int round = 0; round < 3; ++round) {
        WebhookCollector collector(bench);
        CHECK(collector.post(notificationOf(round * 10, 10), u"app secret"_s) == "200");
        collector.kill();
        CHECK(bench.store().messageCount() == (round + 1) * 10);
    }
}

TEST_CASE("clients that send one byte now and then do not keep a collector from its work", "[engine]")
{
    if (!hasTools())
        return;
    FaultBench bench;
    WebhookCollector collector(bench);
    std::vector<std::unique_ptr<QTcpSocket>> slow;
    for (int i = 0; i < 100; ++i) {
        slow.push_back(std::make_unique<QTcpSocket>());
        slow.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), collector.port());
        slow.back()->write("POST /webhooks/1 HTTP/1.1\r\nContent-Length: 4000000\r\n\r\n");
    }
    for (int i = 0; i < 5; ++i) {
        CHECK(collector.post(notificationOf(i, 1), u"app secret"_s) == "200");
        for (const auto &socket : slow)
            socket->write("x");
    }
    CHECK(bench.store().messageCount() == 5);
}
