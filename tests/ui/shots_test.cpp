// SPDX-License-Identifier: GPL-3.0-or-later
// Not a check: pictures of the window to look at. Hidden, so that ctest does not run it; run it with
//   ATALAIA_SHOTS=/some/folder tests_ui "[.shot]"
#include "inbox/inboxpane.h"
#include "support/catch.h"
#include "ui/windowfixture.h"

#include <QAction>
#include <QDir>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QVector<FlagRow> inventedRows(qint64 nowMs)
{
    struct Invented
    {
        const char16_t *category;
        int severity;
        const char16_t *snippet;
    };
    static constexpr Invented kInvented[] = {
            {u"secret_request", 5, u"me passa o código que chegou por SMS que eu confirmo aqui pra você"},
            {u"threat", 5, u"se não pagar até sexta eu vou aí na sua casa"},
            {u"harassment", 4, u"vi sua foto no cadastro, você é linda 😍 posso te chamar fora daqui?"},
            {u"off_channel", 4, u"me chama no meu número pessoal que resolvo mais rápido"},
            {u"opt_out", 4, u"já pedi pra parar de mandar mensagem"},
            {u"insult", 3, u"deixa de ser burro\u202Eoãn\u202C"},
            {u"complaint_legal", 3, u"vou abrir reclamação no Procon ainda hoje"},
            {u"data_request", 3,
             u"preciso do CPF completo, da data de nascimento e do nome da sua mãe para continuar o atendimento"},
            {u"loan_sharks", 3, u"<b>oferta</b>\nsó hoje"},
            {u"sensitive_data", 3, u"ele está em tratamento, segue o laudo"},
    };
    QVector<FlagRow> rows;
    for (int i = 0; i < 30; ++i) {
        const Invented &invented = kInvented[i % 10];
        FlagRow row;
        row.id = {i + 1};
        row.conversation = {i + 1};
        row.category = QString::fromUtf16(invented.category);
        row.severity = invented.severity;
        row.snippet = QString::fromUtf16(invented.snippet);
        row.agentPseudonym = u"A-%1"_s.arg(1 + i * 7 % 23, 2, 10, QLatin1Char('0'));
        row.contactPseudonym = u"C-%1"_s.arg((i * 7919 + 4242) % 65536, 4, 16, QLatin1Char('0')).toUpper();
        row.lineName = u"line-%1"_s.arg(1 + i % 4, 2, 10, QLatin1Char('0'));
        row.hitCount = 1 + i % 4;
        row.openedAtMs = nowMs - (i * i + 1) * 60'000;
        row.lastHitAtMs = row.openedAtMs + 30'000;
        if (i % 6 == 2)
            row.status.assignee = u"ana.souza"_s;
        rows.append(row);
    }
    return rows;
}

void save(QWidget &window, const QString &name)
{
    QTest::qWait(50); // lets polish and layout settle before the picture
    window.grab().save(QDir(qEnvironmentVariable("ATALAIA_SHOTS")).filePath(name + u".png"_s));
}

void fill(WindowFixture &fixture)
{
    const qint64 nowMs = fixture.clock.nowMs();
    fixture.model.resetRows(FlagList::Inbox, inventedRows(nowMs), false);
    ConnectionState state;
    state.gateway = {1};
    state.phase = ConnectionPhase::Live;
    state.lastEventAtMs = nowMs - 2'000;
    fixture.window.showGatewayCount(1);
    fixture.window.showConnection(state);
    fixture.window.showCounts({1'130, 3, 41});
    StoreTotals totals;
    totals.messagesSince = 1'204;
    totals.conversations = 87;
    fixture.window.showTotals(totals);
    fixture.window.inbox().selectNext();
    fixture.window.inbox().selectNext();
    FlagRow newest = fixture.model.flagAt(0);
    for (const qint64 id : {901, 902, 903}) {
        newest.id = {id};
        fixture.model.applyChanged({newest});
    }
    QTest::qWait(2 * InboxModel::kFlushDelayMs);
}

} // namespace

TEST_CASE("Pictures of the window", "[.shot]")
{
    REQUIRE(QDir().mkpath(qEnvironmentVariable("ATALAIA_SHOTS")));
    const auto [mode, name] =
            GENERATE(table<ThemeMode, QString>({{ThemeMode::Light, u"light"_s}, {ThemeMode::Dark, u"dark"_s}}));
    WindowFixture fixture(mode);
    REQUIRE(fixture.show());
    fixture.window.showLoading(false);
    fixture.window.showGatewayCount(0);
    save(fixture.window, u"empty-"_s + name);
    fill(fixture);
    fixture.window.inbox().focusList();
    save(fixture.window, u"1280-"_s + name);
    fixture.window.actionSet().action(ActionId::Palette).trigger();
    save(fixture.window, u"palette-"_s + name);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    fixture.window.actionSet().action(ActionId::Help).trigger();
    save(fixture.window, u"keys-"_s + name);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    fixture.window.resize(1920, 1080);
    fixture.window.showStoreError({Error::Kind::StorageFull, u"disk full"_s});
    save(fixture.window, u"1920-"_s + name);
}
