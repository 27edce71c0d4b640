// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures for people: tests_ui "[.shot]" saves them into $ATALAIA_SHOTS, or the temporary folder.
#include "conversation/actionbar.h"
#include "conversation/factspane.h"
#include "conversation/reasonpopup.h"
#include "conversation/threadpane.h"
#include "import/importdialog.h"
#include "settings/gatewaydialog.h"
#include "support/catch.h"
#include "thread_sample.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTranslator>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

void shoot(QWidget &widget, const QString &name)
{
    CHECK_FALSE(QTest::qWaitFor([] { return false; }, 60)); // lets layouts and answers settle
    const QString folder = qEnvironmentVariable("ATALAIA_SHOTS", QDir::tempPath());
    CHECK(widget.grab().save(folder + u'/' + name + u".png"_s));
}

struct Window
{
    explicit Window(ThemeMode mode) : theme(mode)
    {
        const auto name = [](QAction &action, const QString &text, const QString &key) {
            action.setText(text);
            action.setShortcut(QKeySequence(key));
        };
        name(confirm, u"Confirm"_s, u"1"_s);
        name(dismiss, u"Dismiss"_s, u"2"_s);
        name(escalate, u"Escalate"_s, u"S"_s);
        name(take, u"Assign to me"_s, u"A"_s);
        name(undo, u"Undo"_s, u"Z"_s);
        bar = new ActionBar(theme, {&confirm, &dismiss, &escalate, &take, &undo, &message, &remove, &suspend, &resume,
                                    &block, &unblock});
        pane = new ThreadPane(theme);
        facts = new FactsPane(theme);
        facts->setFixedWidth(320);
        auto *left = new QVBoxLayout;
        left->setSpacing(0);
        left->addWidget(pane, 1);
        left->addWidget(bar);
        auto *row = new QHBoxLayout(&window);
        row->setContentsMargins({});
        row->setSpacing(1);
        row->addLayout(left, 1);
        row->addWidget(facts);
        window.resize(1000, 760);
        window.show();
        pane->setThread(sampleThread(), sampleFlag());
        ThreadView known = sampleThread();
        known.merges = {{{5}, {1}, {2}, MergeKind::SamePerson, 1'767'614'400'000, 0, {}},
                        {{6}, {1}, {3}, MergeKind::NumberChanged, 1'767'614'400'000, 1'767'700'800'000, u"ana"_s}};
        facts->setThread(known, sampleFlag());
        Decision decision;
        decision.kind = DecisionKind::Confirmed;
        bar->setNextUndo(UndoStep{decision});
    }

    Theme theme;
    QAction confirm, dismiss, escalate, take, undo, message, remove, suspend, resume, block, unblock;
    QWidget window;
    ActionBar *bar;
    ThreadPane *pane;
    FactsPane *facts;
};

ImportPreview shotPreview()
{
    ImportPreview preview;
    preview.delimiter = u';';
    preview.encoding = TextEncoding::Windows1252;
    const auto add = [&preview](LineVerdict verdict, const QString &code, const QString &text,
                                const QString &detail = {}) {
        ImportLine line;
        line.line = int(preview.lines.size()) + 2;
        line.verdict = verdict;
        line.code = code;
        line.detail = detail;
        line.raw = text + u";literal;pt-BR;insult;4;agent;"_s;
        line.term.text = text;
        line.term.category = u"insult"_s;
        line.term.severity = 4;
        preview.lines.append(line);
    };
    add(LineVerdict::Ok, {}, u"caloteiro"_s);
    add(LineVerdict::Ok, {}, u"seu nome vai ficar sujo"_s);
    add(LineVerdict::Warning, u"short-term"_s, u"ei"_s, u"2 letters"_s);
    add(LineVerdict::Skipped, u"duplicate-after-folding"_s, u"CALOTEIRO"_s, u"line 2"_s);
    add(LineVerdict::Error, u"invalid-regex"_s, u"((abc"_s, u"missing closing parenthesis at 5"_s);
    add(LineVerdict::Warning, u"invisible-removed"_s, u"gol\u202Epe"_s, u"U+202E"_s);
    for (int i = 0; i < 12; ++i)
        add(LineVerdict::Ok, {}, u"frase inventada número %1"_s.arg(i));
    preview.okCount = 14;
    preview.warningCount = 2;
    preview.errorCount = preview.skippedCount = 1;
    return preview;
}

ImportCalls shotCalls()
{
    ImportCalls calls;
    calls.preview = [](const QByteArray &, const QString &, const ImportOptions &) {
        return QtFuture::makeReadyFuture(Result<ImportPreview>(shotPreview()));
    };
    calls.import = [](const QString &name, const QVector<Term> &terms, const QString &) {
        return QtFuture::makeReadyFuture(Result<Lexicon>(Lexicon{{1}, name, 4, true, {}, {}, 0, terms}));
    };
    calls.setLive = [](const QString &, int) { return QtFuture::makeReadyFuture(Result<>()); };
    calls.lexicons = [] {
        return QtFuture::makeReadyFuture(
                Result<QVector<Lexicon>>(QVector<Lexicon>{{{8}, u"conduct"_s, 3, true, {}, {}, 0, {}}}));
    };
    calls.chooseFile = [](QWidget *, std::function<void(const QString &)>) {};
    return calls;
}

} // namespace

TEST_CASE("Pictures of the conversation", "[.shot]")
{
    const bool isDark = GENERATE(false, true);
    const QString tail = isDark ? u"-dark"_s : u"-light"_s;
    Window w(isDark ? ThemeMode::Dark : ThemeMode::Light);
    shoot(w.window, u"thread-hit"_s + tail);
    w.pane->showMessage({14});
    shoot(w.window, u"thread-end"_s + tail);
    w.pane->openCompose();
    w.pane->findChild<QPlainTextEdit *>(u"composeText"_s)->setPlainText(u"Pedimos desculpas pelo contato."_s);
    shoot(w.window, u"thread-compose"_s + tail);
    Intervention pending;
    pending.id = {7};
    pending.conversation = {1};
    pending.dueAtMs = 8'000;
    w.pane->showOrdered(pending, 0);
    w.pane->askSuspend();
    shoot(w.window, u"thread-toast"_s + tail);
    auto *popup = w.bar->findChild<ReasonPopup *>(u"reasonPopup"_s);
    w.dismiss.trigger();
    shoot(*popup, u"reasons"_s + tail);
    popup->hide();
    w.facts->ensureVisible(0, w.facts->widget()->height());
    shoot(w.window, u"thread-facts"_s + tail);
    w.pane->showEmpty(u"No thread is open"_s, u"Choose one in the list to read it here."_s);
    shoot(w.window, u"thread-empty"_s + tail);
}

TEST_CASE("Pictures of the dialogs", "[.shot]")
{
    const bool isDark = GENERATE(false, true);
    const QString tail = isDark ? u"-dark"_s : u"-light"_s;
    const Theme theme(isDark ? ThemeMode::Dark : ThemeMode::Light);
    ImportDialog import(theme, shotCalls());
    import.show();
    shoot(import, u"import-start"_s + tail);
    import.openBytes("x", u"palavras-proibidas-2025.csv"_s);
    shoot(import, u"import-preview"_s + tail);
    import.findChild<QPushButton *>(u"importButton"_s)->click();
    shoot(import, u"import-live"_s + tail);
}

TEST_CASE("Pictures of the gateway dialog", "[.shot]")
{
    const bool isDark = GENERATE(false, true);
    const QString tail = (isDark ? u"-dark"_s : u"-light"_s) + qEnvironmentVariable("ATALAIA_SHOT_TAIL");
    const Theme theme(isDark ? ThemeMode::Dark : ThemeMode::Light);
    QTranslator translator;
    if (translator.load(qEnvironmentVariable("ATALAIA_SHOT_QM")))
        QCoreApplication::installTranslator(&translator);
    GatewayCalls calls;
    calls.probe = [](const GatewayConfig &, const GatewaySecrets &) {
        return QtFuture::makeReadyFuture(Result<GatewayProbe>(
                GatewayProbe{u"WAHA"_s, u"2025.11.2"_s, u"NOWEB"_s, {u"vendas-01"_s, u"vendas-02"_s}, {u"suporte"_s}}));
    };
    calls.save = [](const GatewayConfig &config, const GatewaySecrets &) {
        return QtFuture::makeReadyFuture(Result<SavedGateway>(SavedGateway{config}));
    };
    QVector<GatewayConfig> stored;
    calls.gateways = [&stored] { return QtFuture::makeReadyFuture(Result<QVector<GatewayConfig>>(stored)); };
    calls.heldSecrets = [](GatewayId) {
        return QVector<GatewaySecrets::Field>{&GatewaySecrets::key, &GatewaySecrets::actionKey};
    };
    GatewayDialog fresh(theme, calls);
    fresh.show();
    auto *kind = fresh.findChild<QComboBox *>(u"gatewayKind"_s);
    const auto shootKind = [&](int at, const QString &name, const QString &advanced) {
        kind->setCurrentIndex(at);
        emit kind->activated(at);
        shoot(fresh, name + tail);
        if (auto *fold = fresh.findChild<QPushButton *>(advanced)) {
            fold->click();
            fresh.resize(860, 1000);
            shoot(fresh, name + u"-advanced"_s + tail);
            fresh.resize(860, 640);
        }
    };
    shootKind(0, u"gateway-waha"_s, u"gatewayAdvanced"_s);
    shootKind(1, u"gateway-evolution"_s, u"evolutionAdvanced"_s);
    fresh.findChild<QLineEdit *>(u"evolutionAddress"_s)->setText(u"http://evolution.example:8080"_s);
    fresh.findChild<QLineEdit *>(u"evolutionBroker"_s)->setText(u"amqps://atalaia@broker.example/evolution"_s);
    fresh.findChild<QLineEdit *>(u"evolutionCaFile"_s)->setText(u"/etc/hostname"_s);
    fresh.resize(860, 1300);
    shoot(fresh, u"gateway-evolution-broker"_s + tail);
    fresh.resize(860, 640);
    shootKind(2, u"gateway-cloud"_s, u"cloudAdvanced"_s);
    shootKind(3, u"gateway-export"_s, u"none"_s);

    const auto add = [&stored](GatewayKind which, const QString &address, bool isEnabled) {
        GatewayConfig config;
        config.id = {stored.size() + 1};
        config.kind = which;
        config.address = QUrl(address);
        config.isEnabled = isEnabled;
        config.businessAccount = which == GatewayKind::CloudApi ? u"102030405060708"_s : QString();
        stored.append(config);
    };
    add(GatewayKind::Waha, u"https://waha.example:3000"_s, true);
    add(GatewayKind::Evolution, u"http://evolution.example:8080"_s, true);
    add(GatewayKind::CloudApi, u"https://graph.facebook.com"_s, true);
    add(GatewayKind::Waha, u"https://an-old-gateway-with-a-long-name.example:3000"_s, false);
    add(GatewayKind::ChatExport, {}, true);
    GatewayDialog several(theme, calls);
    several.show();
    ConnectionState state;
    for (const auto &[id, phase] : {std::pair{1, ConnectionPhase::Live}, std::pair{2, ConnectionPhase::NotAllowed},
                                    std::pair{3, ConnectionPhase::KeyRefused}}) {
        state.gateway = {id};
        state.phase = phase;
        several.showConnection(state);
    }
    shoot(several, u"gateway-several"_s + tail);
    several.findChild<QPushButton *>(u"gatewayTest"_s)->click();
    shoot(several, u"gateway-tested"_s + tail);
    auto *list = several.findChild<QListWidget *>(u"gatewayList"_s);
    for (const int at : {1, 2, 3, 4}) {
        list->setCurrentRow(at);
        shoot(several, u"gateway-stored-%1"_s.arg(at) + tail);
    }
    list->setCurrentRow(0);
    several.findChild<QPushButton *>(u"gatewayActionKeyRemove"_s)->click();
    shoot(several, u"gateway-remove"_s + tail);
    QCoreApplication::removeTranslator(&translator);
}
