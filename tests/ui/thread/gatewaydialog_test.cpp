// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaydialog.h"
#include "support/catch.h"

#include <QLabel>
#include <QLineEdit>
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
    bool keepsKeyForThisRun = false;

    GatewayCalls calls()
    {
        GatewayCalls made;
        made.probe = [this](const GatewayConfig &config, const GatewaySecrets &secrets) {
            asked.append(config);
            keys.append(secrets.key);
            return QtFuture::makeReadyFuture(probe);
        };
        made.save = [this](const GatewayConfig &config, const GatewaySecrets &secrets) {
            asked.append(config);
            keys.append(secrets.key);
            return QtFuture::makeReadyFuture(saved);
        };
        made.gateways = [this] { return QtFuture::makeReadyFuture(Result<QVector<GatewayConfig>>(stored)); };
        made.keepsKeyForThisRun = [this](GatewayId) { return keepsKeyForThisRun; };
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

    QString resultOf(const QString &button)
    {
        find<QPushButton>(button)->click();
        REQUIRE(QTest::qWaitFor([this] { return find<QPushButton>(u"gatewayTest"_s)->isEnabled(); }, 3'000));
        return find<QLabel>(u"gatewayResult"_s)->text();
    }
};

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
    CHECK(d.resultOf(u"gatewayTest"_s).contains(u"not a WAHA"_s));
    CHECK(d.find<QLabel>(u"gatewayDetails"_s)->text() == u"no version"_s);
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

    d.type(u"https://elsewhere.example"_s, u"its key"_s);
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
