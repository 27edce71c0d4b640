// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaydialog.h"
#include "support/catch.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct FakeGateway
{
    Result<GatewayProbe> probe = GatewayProbe{u"WAHA"_s, u"2025.1"_s, u"NOWEB"_s, {u"vendas"_s}, {u"suporte"_s}};
    Result<SavedGateway> saved = SavedGateway{};
    QVector<GatewayConfig> stored;
    QVector<GatewayConfig> asked;
    QByteArrayList keys;
    QVector<GatewaySecrets> secrets;
    QVector<std::pair<GatewayId, bool>> switched;
    QString chosenFile;
    QVector<GatewaySecrets::Field> held;
    bool keepsKeyForThisRun = false;

    GatewayCalls calls()
    {
        GatewayCalls made;
        made.probe = [this](const GatewayConfig &config, const GatewaySecrets &typed) {
            asked.append(config);
            keys.append(typed.key);
            secrets.append(typed);
            return QtFuture::makeReadyFuture(probe);
        };
        made.save = [this](const GatewayConfig &config, const GatewaySecrets &typed) {
            asked.append(config);
            keys.append(typed.key);
            secrets.append(typed);
            return QtFuture::makeReadyFuture(saved);
        };
        made.gateways = [this] { return QtFuture::makeReadyFuture(Result<QVector<GatewayConfig>>(stored)); };
        made.setEnabled = [this](GatewayId id, bool isEnabled) {
            switched.append({id, isEnabled});
            GatewayConfig config;
            for (const GatewayConfig &known : std::as_const(stored))
                config = known.id == id ? known : config;
            config.isEnabled = isEnabled;
            return QtFuture::makeReadyFuture(Result<GatewayConfig>(config));
        };
        made.chooseFile = [this](QWidget *, const std::function<void(const QString &)> &then) { then(chosenFile); };
        made.keepsKeyForThisRun = [this](GatewayId) { return keepsKeyForThisRun; };
        made.heldSecrets = [this](GatewayId) { return held; };
        return made;
    }
};

struct Dialog
{
    Theme theme{ThemeMode::Light};
    FakeGateway fake;
    std::unique_ptr<GatewayDialog> dialog;

    void show()
    {
        dialog = std::make_unique<GatewayDialog>(theme, fake.calls());
        dialog->show();
    }

    template <typename T> T *find(const QString &name) { return dialog->findChild<T *>(name); }

    void type(const QString &address, const QString &key)
    {
        find<QLineEdit>(u"gatewayAddress"_s)->setText(address);
        find<QLineEdit>(u"gatewayKey"_s)->setText(key);
    }

    void chooseKind(GatewayKind kind)
    {
        auto *kinds = find<QComboBox>(u"gatewayKind"_s);
        kinds->setCurrentIndex(kinds->findData(int(kind)));
        emit kinds->activated(kinds->currentIndex());
    }

    void put(const QString &field, const QString &value) { find<QLineEdit>(field)->setText(value); }
    QString note(const QString &field) { return find<QLabel>(field + u"Note"_s)->text(); }
    bool mayTest() { return find<QPushButton>(u"gatewayTest"_s)->isEnabled(); }

    QString resultOf(const QString &button)
    {
        find<QPushButton>(button)->click();
        REQUIRE(QTest::qWaitFor([this] { return find<QPushButton>(u"gatewayTest"_s)->isEnabled(); }, 3'000));
        return find<QLabel>(u"gatewayResult"_s)->text();
    }
};

} // namespace

TEST_CASE("Test and save wait for an address and a key", "[ui]")
{
    Dialog d;
    d.show();
    CHECK_FALSE(d.find<QPushButton>(u"gatewayTest"_s)->isEnabled());
    d.type(u"http://waha.example:3000"_s, {});
    CHECK_FALSE(d.find<QPushButton>(u"gatewaySave"_s)->isEnabled());
    CHECK(d.find<QLabel>(u"gatewayAddressNote"_s)->isVisible());
    d.type(u"https://waha.example:3000"_s, u"secret"_s);
    CHECK(d.find<QPushButton>(u"gatewaySave"_s)->isEnabled());
    CHECK(d.find<QLineEdit>(u"gatewayKey"_s)->echoMode() == QLineEdit::Password);
}

TEST_CASE("A test says in words what it found", "[ui]")
{
    Dialog d;
    d.show();
    d.type(u"https://waha.example:3000/"_s, u"secret"_s);
    const QString found = d.resultOf(u"gatewayTest"_s);
    CHECK(found.contains(u"WAHA 2025.1, engine NOWEB"_s));
    CHECK(found.contains(u"vendas"_s));
    CHECK(found.contains(u"not working"_s));
    CHECK(d.fake.asked.constLast().address == QUrl(u"https://waha.example:3000"_s));
    CHECK(d.fake.keys.constLast() == "secret");

    d.fake.probe = Error{Error::Kind::Unauthorized, u"401"_s};
    CHECK(d.resultOf(u"gatewayTest"_s).contains(u"refuses this key"_s));
    d.fake.probe = Error{Error::Kind::Unreachable, u"connection refused"_s};
    CHECK(d.resultOf(u"gatewayTest"_s).contains(u"Nothing answers"_s));
    d.fake.probe = Error{Error::Kind::InvalidInput, u"no version"_s};
    CHECK(d.resultOf(u"gatewayTest"_s).contains(u"not a gateway of the kind WAHA"_s));
    CHECK(d.find<QLabel>(u"gatewayDetails"_s)->text() == u"no version"_s);
}

TEST_CASE("After a test the focus is where it was and not on Close", "[ui]")
{
    Dialog d;
    d.show();
    d.type(u"https://waha.example:3000"_s, u"secret"_s);
    d.fake.probe = Error{Error::Kind::Unreachable, u"connection refused"_s};
    auto *test = d.find<QPushButton>(u"gatewayTest"_s);
    test->setFocus();
    std::ignore = d.resultOf(u"gatewayTest"_s);
    CHECK(d.dialog->focusWidget() == test);
}

TEST_CASE("After saving it says where the key is kept", "[ui]")
{
    Dialog d;
    d.show();
    QSignalSpy saved(d.dialog.get(), &GatewayDialog::saved);
    d.type(u"https://waha.example:3000"_s, u"secret"_s);
    SavedGateway gateway;
    gateway.config.id = {1};
    gateway.config.address = QUrl(u"https://waha.example:3000"_s);
    d.fake.saved = gateway;
    CHECK(d.resultOf(u"gatewaySave"_s).contains(u"keyring"_s));
    CHECK(d.find<QLineEdit>(u"gatewayKey"_s)->text().isEmpty());
    gateway.keyKept = KeyKept::ThisRunOnly;
    d.fake.keepsKeyForThisRun = true;
    d.fake.saved = gateway;
    CHECK(d.resultOf(u"gatewaySave"_s).contains(u"this run only"_s));
    CHECK(saved.size() == 2);
    CHECK(d.fake.asked.constLast().id == GatewayId{1}); // the same one again, not a second
    d.fake.saved = Error{Error::Kind::SecretStoreLocked, {}};
    CHECK(d.resultOf(u"gatewaySave"_s).contains(u"It was not saved."_s));
}

TEST_CASE("A stored gateway is shown and its key is not", "[ui]")
{
    Dialog d;
    GatewayConfig stored;
    stored.id = {4};
    stored.address = QUrl(u"https://waha.example:3000"_s);
    d.fake.stored = {stored};
    d.show();
    auto *key = d.find<QLineEdit>(u"gatewayKey"_s);
    REQUIRE(QTest::qWaitFor([key] { return !key->placeholderText().isEmpty(); }, 3'000));
    CHECK(d.find<QLineEdit>(u"gatewayAddress"_s)->text() == u"https://waha.example:3000"_s);
    CHECK(key->text().isEmpty());
    CHECK(d.find<QPushButton>(u"gatewaySave"_s)->isEnabled());
}

TEST_CASE("Another address needs its own key and says what happens to the old gateway", "[ui]")
{
    Dialog d;
    GatewayConfig stored;
    stored.id = {4};
    stored.address = QUrl(u"https://waha.example:3000"_s);
    d.fake.stored = {stored};
    d.show();
    auto *key = d.find<QLineEdit>(u"gatewayKey"_s);
    auto *note = d.find<QLabel>(u"gatewayOtherNote"_s);
    REQUIRE(QTest::qWaitFor([key] { return !key->placeholderText().isEmpty(); }, 3'000));
    CHECK_FALSE(note->isVisible());

    d.type(u"https://elsewhere.example"_s, {});
    CHECK_FALSE(d.find<QPushButton>(u"gatewayTest"_s)->isEnabled());
    CHECK_FALSE(d.find<QPushButton>(u"gatewaySave"_s)->isEnabled());
    CHECK(key->placeholderText().isEmpty());
    CHECK(note->isVisible());
    CHECK(note->text().contains(u"waha.example:3000"_s));

    d.type(u"https://elsewhere.example"_s, u"its-key"_s);
    CHECK(d.find<QPushButton>(u"gatewaySave"_s)->isEnabled());
    d.type(u"https://waha.example:3000/"_s, {});
    CHECK(d.find<QPushButton>(u"gatewayTest"_s)->isEnabled());
    CHECK_FALSE(note->isVisible());
}

TEST_CASE("A gateway whose key came with the program can be tested without typing it", "[ui]")
{
    Dialog d;
    GatewayConfig demo;
    demo.id = {4};
    demo.address = QUrl(u"http://127.0.0.1:3900"_s);
    demo.isEnabled = false;
    const bool hasKey = GENERATE(false, true);
    d.fake.keepsKeyForThisRun = hasKey;
    d.fake.stored = {demo};
    d.show();
    auto *address = d.find<QLineEdit>(u"gatewayAddress"_s);
    REQUIRE(QTest::qWaitFor([address] { return !address->text().isEmpty(); }, 3'000));
    CHECK(d.find<QPushButton>(u"gatewayTest"_s)->isEnabled() == hasKey);
}

TEST_CASE("Of several gateways the one in use is shown", "[ui]")
{
    Dialog d;
    GatewayConfig left;
    left.id = {3};
    left.address = QUrl(u"https://left.example"_s);
    left.isEnabled = false;
    GatewayConfig used = left;
    used.id = {4};
    used.address = QUrl(u"https://used.example"_s);
    used.isEnabled = true;
    d.fake.stored = {left, used};
    d.show();
    auto *address = d.find<QLineEdit>(u"gatewayAddress"_s);
    REQUIRE(QTest::qWaitFor([address] { return !address->text().isEmpty(); }, 3'000));
    CHECK(address->text() == u"https://used.example"_s);
}

TEST_CASE("A key does not go without encryption unless somebody allows it", "[ui]")
{
    Dialog d;
    d.show();
    auto *allow = d.find<QCheckBox>(u"gatewayPlainHttp"_s);
    d.type(u"http://127.0.0.1:3000"_s, u"secret"_s);
    CHECK(d.mayTest());
    CHECK_FALSE(allow->isEnabled());
    d.type(u"http://waha.example:3000"_s, u"secret"_s);
    CHECK_FALSE(d.mayTest());
    CHECK(d.note(u"gatewayAddress"_s).contains(u"https://"_s));
    CHECK(allow->isEnabled());
    allow->setChecked(true);
    CHECK(d.mayTest());
    CHECK(d.note(u"gatewayAddress"_s).contains(u"can be read"_s));
    std::ignore = d.resultOf(u"gatewayTest"_s);
    CHECK(d.fake.asked.constLast().allowsPlainHttp);
}

TEST_CASE("WAHA may have a second key and one for its webhooks", "[ui]")
{
    Dialog d;
    d.show();
    d.type(u"https://waha.example:3000"_s, u" reader "_s);
    d.put(u"gatewayActionKey"_s, u"actor"_s);
    d.put(u"gatewayWebhookKey"_s, u"hook"_s);
    std::ignore = d.resultOf(u"gatewayTest"_s);
    CHECK(d.fake.secrets.constLast() == GatewaySecrets{"reader", "actor", {}, "hook", {}});
    CHECK(d.find<QLineEdit>(u"gatewayActionKey"_s)->echoMode() == QLineEdit::Password);
    d.put(u"gatewayActionKey"_s, u"two words"_s);
    CHECK_FALSE(d.mayTest());
    CHECK_FALSE(d.note(u"gatewayActionKey"_s).isEmpty());
}

TEST_CASE("Evolution listens to a broker or over socket.io", "[ui]")
{
    Dialog d;
    d.show();
    d.chooseKind(GatewayKind::Evolution);
    d.put(u"evolutionAddress"_s, u"https://evolution.example:8080"_s);
    d.put(u"evolutionKey"_s, u"api"_s);
    CHECK(d.mayTest());
    CHECK(d.find<QLabel>(u"evolutionBrokerHelp"_s)->text().contains(u"lost"_s));
    CHECK_FALSE(d.find<QLineEdit>(u"evolutionQueue"_s)->isVisible());
    std::ignore = d.resultOf(u"gatewayTest"_s);
    CHECK(d.fake.asked.constLast().kind == GatewayKind::Evolution);
    CHECK(d.fake.asked.constLast().brokerAddress.isEmpty());
    CHECK(d.fake.asked.constLast().brokerQueue.isEmpty());

    d.put(u"evolutionBroker"_s, u"amqps://atalaia@broker.example/evolution"_s);
    CHECK_FALSE(d.mayTest()); // the password is missing
    CHECK(d.find<QLabel>(u"gatewayMissing"_s)->text().contains(u"Password"_s));
    CHECK(d.find<QLineEdit>(u"evolutionQueue"_s)->isVisible());
    d.put(u"evolutionBrokerPassword"_s, u"s3cret"_s);
    CHECK(d.mayTest());
    std::ignore = d.resultOf(u"gatewayTest"_s);
    const GatewayConfig &asked = d.fake.asked.constLast();
    CHECK(asked.brokerAddress == QUrl(u"amqps://atalaia@broker.example/evolution"_s));
    CHECK(asked.brokerExchange == u"evolution"_s);
    CHECK(asked.brokerQueue.startsWith(u"atalaia."_s));
    CHECK(d.fake.secrets.constLast().brokerPassword == "s3cret");

    d.put(u"evolutionBroker"_s, u"amqp://atalaia@broker.example"_s);
    CHECK_FALSE(d.mayTest()); // in the clear, to another machine
    d.find<QCheckBox>(u"evolutionPlainHttp"_s)->setChecked(true);
    CHECK(d.mayTest());
    d.put(u"evolutionBroker"_s, u"amqps://atalaia:s3cret@broker.example"_s);
    CHECK(d.note(u"evolutionBroker"_s).contains(u"password"_s));
    CHECK_FALSE(d.mayTest());
}

TEST_CASE("The stored password of a broker is for no other broker", "[ui]")
{
    Dialog d;
    GatewayConfig stored;
    stored.id = {4};
    stored.kind = GatewayKind::Evolution;
    stored.address = QUrl(u"https://evolution.example"_s);
    stored.brokerAddress = QUrl(u"amqps://atalaia@broker.example/evolution"_s);
    stored.brokerExchange = u"evolution"_s;
    stored.brokerQueue = u"atalaia.desk"_s;
    d.fake.stored = {stored};
    d.show();
    REQUIRE(QTest::qWaitFor([&d] { return d.mayTest(); }, 3'000));
    CHECK_FALSE(d.find<QLineEdit>(u"evolutionBrokerPassword"_s)->placeholderText().isEmpty());
    d.put(u"evolutionBroker"_s, u"amqps://atalaia@elsewhere.example/evolution"_s);
    CHECK_FALSE(d.mayTest());
    CHECK(d.find<QLineEdit>(u"evolutionBrokerPassword"_s)->placeholderText().isEmpty());
}

TEST_CASE("A stored secret that is optional can be removed and kept after all", "[ui]")
{
    Dialog d;
    GatewayConfig stored;
    stored.id = {4};
    stored.address = QUrl(u"https://waha.example:3000"_s);
    d.fake.stored = {stored};
    d.fake.held = {&GatewaySecrets::key, &GatewaySecrets::actionKey};
    d.fake.saved = SavedGateway{stored};
    d.show();
    REQUIRE(QTest::qWaitFor([&d] { return d.mayTest(); }, 3'000));
    auto *remove = d.find<QPushButton>(u"gatewayActionKeyRemove"_s);
    REQUIRE(remove);
    CHECK(remove->isVisible());
    CHECK(remove->accessibleName().size() > remove->text().size()); // which of them it is
    CHECK_FALSE(d.find<QPushButton>(u"gatewayKeyRemove"_s)); // without it nothing can be read
    CHECK_FALSE(d.find<QPushButton>(u"gatewayWebhookKeyRemove"_s)); // there is none
    CHECK(d.find<QLineEdit>(u"gatewayWebhookKey"_s)->placeholderText().isEmpty());

    d.put(u"gatewayActionKey"_s, u"typed"_s);
    remove->click();
    CHECK(d.note(u"gatewayActionKey"_s).contains(u"removed when you save"_s));
    CHECK(d.find<QLineEdit>(u"gatewayActionKey"_s)->text().isEmpty());
    CHECK(d.find<QLineEdit>(u"gatewayActionKey"_s)->placeholderText().isEmpty());
    std::ignore = d.resultOf(u"gatewayTest"_s);
    GatewaySecrets wanted;
    wanted.remove(&GatewaySecrets::actionKey);
    CHECK(d.fake.secrets.constLast() == wanted);

    remove->click();
    CHECK(d.note(u"gatewayActionKey"_s).isEmpty());
    CHECK(d.find<QLineEdit>(u"gatewayActionKey"_s)->isEnabled());
    std::ignore = d.resultOf(u"gatewayTest"_s);
    CHECK(d.fake.secrets.constLast().isEmpty());

    remove->click();
    d.type(u"https://elsewhere.example"_s, u"its-key"_s); // nothing of it is stored
    CHECK_FALSE(remove->isVisible());
    CHECK(d.find<QLineEdit>(u"gatewayActionKey"_s)->isEnabled());
    std::ignore = d.resultOf(u"gatewayTest"_s);
    CHECK(d.fake.secrets.constLast() == GatewaySecrets{"its-key"});

    d.type(u"https://waha.example:3000"_s, {});
    remove->click();
    d.fake.held = {&GatewaySecrets::key};
    std::ignore = d.resultOf(u"gatewaySave"_s);
    CHECK(d.fake.secrets.constLast() == wanted);
    CHECK_FALSE(remove->isVisible());
    CHECK(d.note(u"gatewayActionKey"_s).isEmpty());
}

TEST_CASE("With the broker goes its password", "[ui]")
{
    Dialog d;
    GatewayConfig stored;
    stored.id = {4};
    stored.kind = GatewayKind::Evolution;
    stored.address = QUrl(u"https://evolution.example"_s);
    stored.brokerAddress = QUrl(u"amqps://atalaia@broker.example/evolution"_s);
    stored.brokerExchange = u"evolution"_s;
    stored.brokerQueue = u"atalaia.desk"_s;
    d.fake.stored = {stored};
    d.show();
    REQUIRE(QTest::qWaitFor([&d] { return d.mayTest(); }, 3'000));
    d.put(u"evolutionBrokerPassword"_s, u"typed"_s);
    d.put(u"evolutionBroker"_s, {});
    CHECK(d.note(u"evolutionBroker"_s).contains(u"removed when you save"_s));
    std::ignore = d.resultOf(u"gatewayTest"_s);
    GatewaySecrets wanted;
    wanted.remove(&GatewaySecrets::brokerPassword);
    CHECK(d.fake.secrets.constLast() == wanted);
    d.put(u"evolutionBroker"_s, stored.brokerAddress.toString());
    CHECK(d.note(u"evolutionBroker"_s).isEmpty());
}

TEST_CASE("The Cloud API wants its account and four secrets and says the webhook address", "[ui]")
{
    Dialog d;
    d.show();
    d.chooseKind(GatewayKind::CloudApi);
    CHECK(d.find<QLineEdit>(u"cloudGraph"_s)->text() == u"https://graph.facebook.com"_s);
    CHECK(d.find<QLineEdit>(u"cloudWebhook"_s)->text().isEmpty());
    d.put(u"cloudToken"_s, u"EAAtoken"_s);
    d.put(u"cloudAccount"_s, u"102030405060708"_s);
    d.put(u"cloudAppSecret"_s, u"0123456789abcdef"_s);
    CHECK_FALSE(d.mayTest());
    d.find<QPushButton>(u"cloudGenerate"_s)->click();
    const QString word = d.find<QLineEdit>(u"cloudVerifyToken"_s)->text();
    CHECK(word.size() >= 16);
    CHECK(d.mayTest());
    SavedGateway gateway;
    gateway.config.id = {7};
    gateway.config.kind = GatewayKind::CloudApi;
    gateway.config.address = QUrl(u"https://graph.facebook.com"_s);
    gateway.config.businessAccount = u"102030405060708"_s;
    d.fake.saved = gateway;
    std::ignore = d.resultOf(u"gatewaySave"_s);
    CHECK(d.fake.secrets.constLast() == GatewaySecrets{"EAAtoken", {}, {}, "0123456789abcdef", word.toUtf8()});
    CHECK(d.find<QLineEdit>(u"cloudWebhook"_s)->text().endsWith(u"/webhooks/7"_s));
    for (const QString &field : {u"cloudToken"_s, u"cloudAppSecret"_s, u"cloudVerifyToken"_s}) {
        CHECK(d.find<QLineEdit>(field)->text().isEmpty());
        CHECK(d.find<QLineEdit>(field)->placeholderText().contains(u"stored"_s));
    }
    CHECK(d.mayTest()); // with what is stored
}

TEST_CASE("What belongs into another program can be copied", "[ui]")
{
    Dialog d;
    d.show();
    d.chooseKind(GatewayKind::CloudApi);
    auto *copyWord = d.find<QPushButton>(u"cloudVerifyTokenCopy"_s);
    CHECK_FALSE(copyWord->isEnabled());
    d.find<QPushButton>(u"cloudGenerate"_s)->click();
    copyWord->click();
    CHECK(QGuiApplication::clipboard()->text() == d.find<QLineEdit>(u"cloudVerifyToken"_s)->text());
    CHECK(copyWord->text() == u"Copied"_s);
    CHECK_FALSE(d.find<QPushButton>(u"cloudWebhookCopy"_s)->isEnabled()); // no address before it is saved

    d.chooseKind(GatewayKind::Evolution);
    d.find<QPushButton>(u"evolutionServerCopy"_s)->click();
    CHECK(QGuiApplication::clipboard()->text() == u"WEBSOCKET_ENABLED=true\nWEBSOCKET_GLOBAL_EVENTS=true"_s);
    d.put(u"evolutionBroker"_s, u"amqps://atalaia@broker.example/evolution"_s);
    d.put(u"evolutionExchange"_s, u"front-desk"_s);
    d.find<QPushButton>(u"evolutionServerCopy"_s)->click();
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    CHECK(lines.contains(u"RABBITMQ_GLOBAL_ENABLED=true"_s));
    CHECK(lines.contains(u"RABBITMQ_EXCHANGE_NAME=front-desk"_s));
    CHECK(lines.contains(u"RABBITMQ_EVENTS_MESSAGES_EDITED=true"_s));
    for (const QPushButton *button : d.dialog->findChildren<QPushButton *>())
        if (button->objectName().endsWith(u"Copy"_s))
            CHECK(button->accessibleName().size() > button->text().size()); // which of them it is
}

TEST_CASE("A gateway that runs for this run only offers no switch", "[ui]")
{
    Dialog d;
    GatewayConfig stored;
    stored.id = {4};
    stored.address = QUrl(u"http://127.0.0.1:3000"_s);
    stored.isEnabled = false;
    d.fake.stored = {stored};
    d.fake.keepsKeyForThisRun = true;
    d.show();
    auto *change = d.find<QPushButton>(u"gatewaySwitch"_s);
    REQUIRE(QTest::qWaitFor([change] { return change->isVisible(); }, 3'000)); // nothing was heard of it yet
    ConnectionState state;
    state.gateway = {4};
    state.phase = ConnectionPhase::Live;
    d.dialog->showConnection(state);
    CHECK_FALSE(change->isVisible());
}

TEST_CASE("Without any gateway the list says what to do first", "[ui]")
{
    Dialog d;
    d.show();
    auto *hint = d.find<QLabel>(u"gatewayListHint"_s);
    REQUIRE(QTest::qWaitFor([hint] { return hint->isVisible(); }, 3'000));
    CHECK(hint->text().contains(u"First"_s));
    d.type(u"https://waha.example"_s, u"key"_s);
    SavedGateway gateway;
    gateway.config.id = {1};
    gateway.config.address = QUrl(u"https://waha.example"_s);
    d.fake.saved = gateway;
    std::ignore = d.resultOf(u"gatewaySave"_s);
    CHECK_FALSE(hint->isVisible());
    CHECK(d.find<QListWidget>(u"gatewayList"_s)->isVisible());
    CHECK(d.find<QListWidget>(u"gatewayList"_s)->y() == 0); // the hint leaves no gap
    CHECK(d.find<QLabel>(u"gatewayHookLines"_s)->text().contains(u"/webhooks/1"_s));
}

TEST_CASE("Exported chats are no server and lead to their import", "[ui]")
{
    Dialog d;
    d.show();
    QSignalSpy wanted(d.dialog.get(), &GatewayDialog::chatImportWanted);
    d.chooseKind(GatewayKind::ChatExport);
    CHECK_FALSE(d.find<QPushButton>(u"gatewaySave"_s)->isVisible());
    CHECK_FALSE(d.find<QPushButton>(u"gatewayTest"_s)->isVisible());
    d.find<QPushButton>(u"gatewayImportChats"_s)->click();
    CHECK(wanted.size() == 1);
}

TEST_CASE("Several gateways are listed with how they are and can be switched off", "[ui]")
{
    Dialog d;
    GatewayConfig first;
    first.id = {3};
    first.address = QUrl(u"https://one.example"_s);
    GatewayConfig second = first;
    second.id = {4};
    second.address = QUrl(u"http://two.example"_s);
    d.fake.stored = {first, second};
    d.show();
    auto *list = d.find<QListWidget>(u"gatewayList"_s);
    REQUIRE(QTest::qWaitFor([list] { return list->count() == 2; }, 3'000));
    ConnectionState state;
    state.gateway = {4};
    state.phase = ConnectionPhase::NotAllowed;
    d.dialog->showConnection(state);
    CHECK(list->item(1)->data(Qt::AccessibleTextRole).toString().contains(u"two.example"_s));
    list->setCurrentRow(1);
    CHECK(d.find<QLineEdit>(u"gatewayAddress"_s)->text() == u"http://two.example"_s);
    CHECK(d.find<QLabel>(u"gatewayLead"_s)->text().contains(u"unencrypted"_s));

    auto *button = d.find<QPushButton>(u"gatewaySwitch"_s);
    CHECK(button->text() == u"Switch off"_s);
    button->click();
    REQUIRE(QTest::qWaitFor([button] { return button->text() == u"Switch on"_s; }, 3'000));
    CHECK(d.fake.switched == QVector<std::pair<GatewayId, bool>>{{GatewayId{4}, false}});
    CHECK(d.find<QLabel>(u"gatewayResult"_s)->text().contains(u"Switched off"_s));

    d.find<QPushButton>(u"gatewayAdd"_s)->click();
    CHECK(d.find<QLineEdit>(u"gatewayAddress"_s)->text().isEmpty());
    CHECK(d.find<QComboBox>(u"gatewayKind"_s)->isVisible());
    d.type(u"https://three.example"_s, u"key"_s);
    std::ignore = d.resultOf(u"gatewayTest"_s);
    CHECK_FALSE(d.fake.asked.constLast().id.isValid()); // a new one, not another address of the second
}

TEST_CASE("What was typed as a key is said nowhere", "[ui]")
{
    Dialog d;
    d.show();
    d.type(u"https://waha.example:3000"_s, u"s3cret-key"_s);
    d.fake.probe = Error{Error::Kind::Unauthorized, u"401 Unauthorized"_s};
    std::ignore = d.resultOf(u"gatewayTest"_s);
    d.put(u"gatewayActionKey"_s, u"s3cret key"_s);
    for (const QLabel *label : d.dialog->findChildren<QLabel *>())
        CHECK_FALSE(label->text().contains(u"s3cret"_s));
    for (const QLineEdit *edit : d.dialog->findChildren<QLineEdit *>()) {
        CHECK_FALSE(edit->accessibleDescription().contains(u"s3cret"_s));
        CHECK((edit->echoMode() == QLineEdit::Password || !edit->text().contains(u"s3cret"_s)));
    }
    CHECK_FALSE(d.dialog->windowTitle().contains(u"s3cret"_s));
}

TEST_CASE("The dialog can be used by keyboard and by ear", "[ui]")
{
    Dialog d;
    d.show();
    for (const GatewayKind kind : {GatewayKind::Waha, GatewayKind::Evolution, GatewayKind::CloudApi}) {
        d.chooseKind(kind);
        for (const QLineEdit *edit : d.dialog->findChildren<QLineEdit *>()) {
            CHECK_FALSE(edit->accessibleName().isEmpty());
            CHECK_FALSE(edit->objectName().isEmpty());
            if (edit->isVisible())
                CHECK_FALSE(edit->accessibleDescription().isEmpty());
        }
    }
    CHECK(d.find<QPushButton>(u"gatewaySave"_s)->isDefault());
    QSignalSpy closed(d.dialog.get(), &QDialog::rejected);
    QTest::keyClick(d.dialog.get(), Qt::Key_Escape);
    CHECK(closed.size() == 1);
}
