// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/secretstore.h"
#include "ingest/gatewayservice.h"
#include "review/interventionservice.h"
#include "store/statistics.h"
#include "support/fakeconnector.h"
#include "support/reviewfixture.h"

#include <QMutex>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <map>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

class ScriptedSecretStore final : public SecretStore
{
public:
    QFuture<Result<QByteArray>> read(const QString &name) override
    {
        ++reads;
        if (pending)
            return pending->future();
        const auto found = secrets.find(name);
        if (found == secrets.end())
            return finishedFuture(Result<QByteArray>(Error{Error::Kind::NotFound, name}));
        return finishedFuture(Result<QByteArray>(found->second));
    }
    QFuture<Result<>> write(const QString &name, const QByteArray &secret) override
    {
        if (isMissing)
            return finishedFuture(Result<>(Error{Error::Kind::SecretStoreMissing, u"no service"_s}));
        secrets[name] = secret;
        return finishedFuture(Result<>());
    }
    QFuture<Result<>> erase(const QString &name) override
    {
        secrets.erase(name);
        return finishedFuture(Result<>());
    }

    std::map<QString, QByteArray> secrets;
    bool isMissing = false;
    int reads = 0;
    std::unique_ptr<QPromise<Result<QByteArray>>> pending; ///< set: the keyring waits for its person
};

/// Says where it was started from, in a state; delivers one message.
class TellingConnector final : public Connector
{
    Q_OBJECT

public:
    TellingConnector(GatewayConfig config, QByteArray key) : m_config(std::move(config)), m_key(std::move(key)) {}
    void start(const QHash<QString, qint64> &completeUntil) override
    {
        ConnectionState state;
        state.gateway = m_config.id;
        state.phase = ConnectionPhase::Live;
        state.detail = u"%1 %2"_s.arg(QString::fromLatin1(m_key)).arg(completeUntil.value(u"line-01"_s));
        emit stateChanged(state);
        emit batchReady({m_config.id, {messageEvent(u"line-01"_s, u"B1"_s, u"oi"_s, Author::Contact)}, {}});
    }
    void stop() override {}
    void setPaused(bool) override {}
    void noteCommitted(const LineCursor &) override {}
    QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &) override
    {
        return finishedFuture(Result<GatewayAnswer>(GatewayAnswer{u"200 OK"_s}));
    }

private:
    const GatewayConfig m_config;
    const QByteArray m_key;
};

GivenGateway given(const QUrl &address, const QByteArray &key)
{
    GivenGateway gateway;
    gateway.config.address = address;
    gateway.secrets.key = key;
    return gateway;
}

struct ServiceFixture : ReviewFixture
{
    static GatewayMaker maker()
    {
        GatewayMaker maker;
        maker.connector = [](const GatewayConfig &config, const GatewaySecrets &secrets) {
            return std::make_unique<TellingConnector>(config, secrets.key);
        };
        maker.probe = [](const GatewayConfig &, const GatewaySecrets &secrets) {
            GatewayProbe probe;
            probe.product = QString::fromLatin1(secrets.key);
            return finishedFuture(Result<GatewayProbe>(probe));
        };
        return maker;
    }

    ScriptedSecretStore secrets;
    GatewayService service{thread, detector, secrets, feed, clock, maker()};
    QSignalSpy states{&service, &GatewayService::stateChanged};

    [[nodiscard]] ConnectionState lastState(GatewayId id)
    {
        ConnectionState last;
        for (const auto &arguments : states) {
            if (const auto state = arguments.at(0).value<ConnectionState>(); state.gateway == id)
                last = state;
        }
        return last;
    }
    [[nodiscard]] GatewayConfig stored(GatewayId id)
    {
        const auto configs = answerOf(service.gateways());
        for (const GatewayConfig &config : *configs) {
            if (config.id == id)
                return config;
        }
        return {};
    }
    [[nodiscard]] ConnectionState lastState() { return states.constLast().at(0).value<ConnectionState>(); }
};

} // namespace

TEST_CASE("a stored gateway connects with its key and goes on where history is complete", "[core]")
{
    ServiceFixture fixture;
    fixture.secrets.secrets[gatewaySecretName(fixture.gateway)] = "k1";
    REQUIRE(fixture.thread
                    .submit([line = fixture.line](Database &database) {
                        return LineRepository(database).setCompleteUntil(line, 7000);
                    })
                    .result());
    REQUIRE(answerOf(fixture.service.start()));
    REQUIRE(QTest::qWaitFor([&] { return !fixture.states.isEmpty(); }, 5'000));
    CHECK(fixture.lastState().phase == ConnectionPhase::Live);
    CHECK(fixture.lastState().detail == u"k1 7000"_s);
    CHECK(QTest::qWaitFor(
            [&] {
                return answerOf(fixture.thread.submit([](Database &database) { return storeTotals(database, 0); }))
                               .value()
                               .messages
                       == 2;
            },
            5'000));
}

TEST_CASE("an order leaves from the gateway thread when its time has come", "[core]")
{
    ServiceFixture fixture;
    fixture.secrets.secrets[gatewaySecretName(fixture.gateway)] = "k1";
    REQUIRE(answerOf(fixture.service.start()));
    REQUIRE(QTest::qWaitFor([&] { return !fixture.states.isEmpty(); }, 5'000));

    InterventionService interventions(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    const auto ordered = answerOf(interventions.messageContact(fixture.conversation, u"Boa tarde"_s));
    REQUIRE(ordered);
    fixture.clock.advance(InterventionService::kTakeBackMs);
    StoreChange change;
    change.hasOutboxChanged = true; // so that it looks at the clock again
    fixture.feed.announce(change);
    CHECK(QTest::qWaitFor([&] { return fixture.intervention(ordered->id).state == InterventionState::Done; }, 5'000));
}

TEST_CASE("a gateway without a key says so", "[core]")
{
    ServiceFixture fixture;
    REQUIRE(answerOf(fixture.service.start()));
    REQUIRE(QTest::qWaitFor([&] { return !fixture.states.isEmpty(); }, 5'000));
    CHECK(fixture.lastState().phase == ConnectionPhase::KeyMissing);
}

TEST_CASE("saving a gateway tells where its key is kept and connects either way", "[core]")
{
    ServiceFixture fixture;
    fixture.secrets.isMissing = GENERATE(false, true);
    GatewayConfig config;
    config.address = QUrl(u"https://gateway.example.com"_s);
    const auto saved = answerOf(fixture.service.save(config, GatewaySecrets{"k2"}));
    REQUIRE(saved);
    CHECK(saved->config.id.isValid());
    CHECK(saved->keyKept == (fixture.secrets.isMissing ? KeyKept::ThisRunOnly : KeyKept::Keychain));
    REQUIRE(QTest::qWaitFor([&] { return !fixture.states.isEmpty(); }, 5'000));
    CHECK(fixture.lastState().detail == u"k2 0"_s);
}

TEST_CASE("a gateway for this run is one row however often it comes", "[core]")
{
    ServiceFixture fixture;
    const QUrl address(u"http://127.0.0.1:3900"_s);
    const auto first = answerOf(fixture.service.connectForThisRun(given(address, "k3")));
    const auto second = answerOf(fixture.service.connectForThisRun(given(address, "k4")));
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->config.id == second->config.id);
    CHECK(answerOf(fixture.service.gateways())->size() == 2);
}

TEST_CASE("a probe with an empty key uses the stored one", "[core]")
{
    ServiceFixture fixture;
    fixture.secrets.secrets[gatewaySecretName(fixture.gateway)] = "k5";
    const GatewayConfig config = fixture.stored(fixture.gateway);
    CHECK(answerOf(fixture.service.probe(config, {}))->product == u"k5"_s);
    CHECK(answerOf(fixture.service.probe(config, GatewaySecrets{"typed"}))->product == u"typed"_s);
}

TEST_CASE("a stored key never goes to another address", "[core]")
{
    ServiceFixture fixture;
    fixture.secrets.secrets[gatewaySecretName(fixture.gateway)] = "k6";
    const GatewayConfig before = fixture.stored(fixture.gateway);
    GatewayConfig config = before;
    config.address = QUrl(u"https://elsewhere.example.com"_s);
    if (GENERATE(false, true))
        config.id = {};

    const auto probed = answerOf(fixture.service.probe(config, {}));
    REQUIRE_FALSE(probed);
    CHECK(probed.error().kind == Error::Kind::InvalidInput);
    const auto saved = answerOf(fixture.service.save(config, {}));
    REQUIRE_FALSE(saved);
    CHECK(saved.error().kind == Error::Kind::InvalidInput);
    CHECK(fixture.secrets.reads == 0);
    CHECK(answerOf(fixture.service.gateways()).value() == QVector<GatewayConfig>{before});
}

TEST_CASE("another address is another gateway and the old one is switched off", "[core]")
{
    ServiceFixture fixture;
    fixture.secrets.secrets[gatewaySecretName(fixture.gateway)] = "old";
    REQUIRE(fixture.thread
                    .submit([line = fixture.line](Database &database) {
                        return LineRepository(database).setCompleteUntil(line, 7000);
                    })
                    .result());
    REQUIRE(answerOf(fixture.service.start()));
    REQUIRE(QTest::qWaitFor([&] { return fixture.lastState(fixture.gateway).phase == ConnectionPhase::Live; }, 5'000));
    GatewayConfig config = fixture.stored(fixture.gateway);
    const QUrl oldAddress = config.address;
    config.address = QUrl(u"https://elsewhere.example.com"_s);
    const auto saved = answerOf(fixture.service.save(config, GatewaySecrets{"new"}));
    REQUIRE(saved);
    const GatewayId other = saved->config.id;
    CHECK(other != fixture.gateway);
    CHECK(fixture.stored(fixture.gateway).address == oldAddress);
    CHECK_FALSE(fixture.stored(fixture.gateway).isEnabled);
    REQUIRE(QTest::qWaitFor([&] { return fixture.lastState(other).phase == ConnectionPhase::Live; }, 5'000));
    CHECK(fixture.lastState(other).detail == u"new 0"_s); // from the beginning of its own history
    CHECK(fixture.lastState(fixture.gateway).phase == ConnectionPhase::Disabled);
    CHECK(fixture.secrets.secrets[gatewaySecretName(fixture.gateway)] == "old");

    config = saved->config;
    config.address = oldAddress;
    const auto back = answerOf(fixture.service.save(config, GatewaySecrets{"old"}));
    REQUIRE(back);
    CHECK(back->config.id == fixture.gateway);
    CHECK(fixture.stored(fixture.gateway).isEnabled);
    CHECK_FALSE(fixture.stored(other).isEnabled);
}

TEST_CASE("a key that the keyring gives late does not replace a newer one", "[core]")
{
    ServiceFixture fixture;
    fixture.secrets.pending = std::make_unique<QPromise<Result<QByteArray>>>();
    fixture.secrets.pending->start();
    REQUIRE(answerOf(fixture.service.start()));
    REQUIRE(fixture.secrets.reads == 1);
    const QUrl address = fixture.stored(fixture.gateway).address;
    REQUIRE(answerOf(fixture.service.connectForThisRun(given(address, "typed"))));
    REQUIRE(QTest::qWaitFor([&] { return fixture.lastState(fixture.gateway).detail.startsWith(u"typed"_s); }, 5'000));
    fixture.states.clear();
    if (GENERATE(false, true))
        fixture.secrets.pending->addResult(Error{Error::Kind::NotFound, u"locked"_s});
    else
        fixture.secrets.pending->addResult(QByteArray("old"));
    fixture.secrets.pending->finish();
    REQUIRE(answerOf(fixture.service.connectForThisRun(given(address, "typed again"))));
    REQUIRE(QTest::qWaitFor([&] { return !fixture.states.isEmpty(); }, 5'000));
    for (const auto &arguments : std::as_const(fixture.states))
        CHECK(arguments.at(0).value<ConnectionState>().detail.startsWith(u"typed again"_s));
}

TEST_CASE("a gateway whose key comes with the program is not connected with the stored one", "[core]")
{
    ServiceFixture fixture;
    fixture.secrets.secrets[gatewaySecretName(fixture.gateway)] = "k7";
    REQUIRE(answerOf(fixture.service.start({{fixture.stored(fixture.gateway), {}}})));
    CHECK(fixture.secrets.reads == 0);
}

TEST_CASE("a key for this run is kept in the keyring when its gateway is saved", "[core]")
{
    ServiceFixture fixture;
    const auto added = answerOf(fixture.service.connectForThisRun(given(QUrl(u"http://127.0.0.1:3900"_s), "k8")));
    REQUIRE(added);
    CHECK(fixture.service.keepsKeyForThisRun(added->config.id));
    const QString name = gatewaySecretName(added->config.id);
    fixture.secrets.secrets[name] = "k8"; // where the program keeps it
    fixture.secrets.isMissing = GENERATE(false, true);
    GatewayConfig config = added->config;
    config.isEnabled = true;
    const auto saved = answerOf(fixture.service.save(config, {}));
    REQUIRE(saved);
    CHECK(saved->config.id == added->config.id);
    CHECK(saved->keyKept == (fixture.secrets.isMissing ? KeyKept::ThisRunOnly : KeyKept::Keychain));
    CHECK(fixture.service.keepsKeyForThisRun(config.id) == fixture.secrets.isMissing);
}

TEST_CASE("a gateway is switched off and on again with its secrets where they were", "[core]")
{
    ServiceFixture fixture;
    fixture.secrets.secrets[gatewaySecretName(fixture.gateway)] = "k1";
    REQUIRE(answerOf(fixture.service.start()));
    const auto phaseIs = [&fixture](ConnectionPhase phase) {
        return QTest::qWaitFor([&] { return fixture.lastState(fixture.gateway).phase == phase; }, 5'000);
    };
    REQUIRE(phaseIs(ConnectionPhase::Live));
    const auto off = answerOf(fixture.service.setEnabled(fixture.gateway, false));
    REQUIRE(off);
    CHECK_FALSE(off->isEnabled);
    CHECK(phaseIs(ConnectionPhase::Disabled));
    CHECK_FALSE(fixture.stored(fixture.gateway).isEnabled);
    CHECK(fixture.secrets.secrets.at(gatewaySecretName(fixture.gateway)) == "k1");
    REQUIRE(answerOf(fixture.service.setEnabled(fixture.gateway, true)));
    CHECK(phaseIs(ConnectionPhase::Live));
    CHECK(answerOf(fixture.service.setEnabled(GatewayId{99}, true)).error().kind == Error::Kind::NotFound);
}

TEST_CASE("a secret that was removed leaves the keyring and the others stay", "[core]")
{
    ServiceFixture fixture;
    const QString name = gatewaySecretName(fixture.gateway);
    fixture.secrets.secrets[name] = packed(GatewaySecrets{"reader", "actor", {}, "hook"});
    REQUIRE(answerOf(fixture.service.start()));
    REQUIRE(QTest::qWaitFor([&] { return !fixture.states.isEmpty(); }, 5'000));
    CHECK(fixture.service.heldSecrets(fixture.gateway).contains(&GatewaySecrets::webhookSecret));

    GatewaySecrets typed;
    typed.remove(&GatewaySecrets::webhookSecret);
    REQUIRE(answerOf(fixture.service.save(fixture.stored(fixture.gateway), typed)));
    CHECK(unpackedSecrets(fixture.secrets.secrets[name]) == GatewaySecrets{"reader", "actor"});
    CHECK_FALSE(fixture.service.heldSecrets(fixture.gateway).contains(&GatewaySecrets::webhookSecret));
    CHECK(fixture.service.heldSecrets(fixture.gateway).contains(&GatewaySecrets::actionKey));
}

TEST_CASE("without its broker a gateway keeps no password of one", "[core]")
{
    ServiceFixture fixture;
    GatewayConfig config;
    config.kind = GatewayKind::Evolution;
    config.address = QUrl(u"https://evolution.example"_s);
    config.brokerAddress = QUrl(u"amqps://atalaia@broker.example/evolution"_s);
    const auto saved = answerOf(fixture.service.save(config, GatewaySecrets{"key", "actor", "s3cret"}));
    REQUIRE(saved);
    config = saved->config;
    config.brokerAddress.clear();
    GatewaySecrets typed;
    typed.remove(&GatewaySecrets::brokerPassword);
    REQUIRE(answerOf(fixture.service.save(config, typed)));
    CHECK(unpackedSecrets(fixture.secrets.secrets[gatewaySecretName(config.id)]) == GatewaySecrets{"key", "actor"});
}

TEST_CASE("the password of one broker does not go to another", "[core]")
{
    ReviewFixture base;
    ScriptedSecretStore secrets;
    std::atomic<bool> hasPassword{false};
    GatewayMaker maker = ServiceFixture::maker();
    maker.probe = [&hasPassword](const GatewayConfig &, const GatewaySecrets &given) {
        hasPassword = !given.brokerPassword.isEmpty();
        return finishedFuture(Result<GatewayProbe>(GatewayProbe()));
    };
    GatewayService service(base.thread, base.detector, secrets, base.feed, base.clock, maker);
    GatewayConfig config;
    config.kind = GatewayKind::Evolution;
    config.address = QUrl(u"https://evolution.example"_s);
    config.brokerAddress = QUrl(u"amqps://atalaia@broker.example/evolution"_s);
    config.isEnabled = false;
    const auto saved = answerOf(service.save(config, GatewaySecrets{"key", {}, "s3cret", {}, {}}));
    REQUIRE(saved);
    config = saved->config;
    REQUIRE(answerOf(service.probe(config, {})));
    CHECK(hasPassword);
    config.brokerAddress = QUrl(u"amqps://atalaia@elsewhere.example/evolution"_s);
    REQUIRE(answerOf(service.probe(config, {})));
    CHECK_FALSE(hasPassword);
    const auto refused = answerOf(service.save(config, {}));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == Error::Kind::InvalidInput);
}

namespace {

QtMessageHandler previousHandler = nullptr;
QMutex loggedMutex;
QString logged; // guarded by loggedMutex

void collectLog(QtMsgType, const QMessageLogContext &, const QString &message)
{
    const QMutexLocker locker(&loggedMutex);
    logged += message + u'\n';
}

} // namespace

TEST_CASE("what opens a gateway is in no log and in no error", "[core]")
{
    const GatewaySecrets given{"s3cret-key", "s3cret-act", "s3cret-pass", "s3cret-hook", "s3cret-word"};
    previousHandler = qInstallMessageHandler(&collectLog);
    QStringList contexts;
    {
        ReviewFixture base;
        ScriptedSecretStore secrets;
        secrets.isMissing = true;
        GatewayMaker maker = ServiceFixture::maker();
        maker.probe = [](const GatewayConfig &, const GatewaySecrets &) {
            return finishedFuture(Result<GatewayProbe>(Error{Error::Kind::Unauthorized, u"401 Unauthorized"_s}));
        };
        GatewayService service(base.thread, base.detector, secrets, base.feed, base.clock, maker);
        GatewayConfig config;
        for (const QString &address : {u"https://one.example"_s, u"http://two.example"_s}) {
            config.address = QUrl(address);
            const auto probe = answerOf(service.probe(config, given));
            REQUIRE_FALSE(probe);
            contexts << probe.error().context;
            REQUIRE(answerOf(service.save(config, given)));
        }
        config.address = QUrl(u"https://me:s3cret-url@three.example"_s);
        const auto refused = answerOf(service.save(config, given));
        REQUIRE_FALSE(refused);
        contexts << refused.error().context;
    }
    qInstallMessageHandler(std::exchange(previousHandler, nullptr));
    const QMutexLocker locker(&loggedMutex);
    CHECK_FALSE(logged.isEmpty());
    CHECK_FALSE(logged.contains(u"s3cret"_s));
    CHECK_FALSE(contexts.join(u' ').contains(u"s3cret"_s));
}

#include "gatewayservice_test.moc"
