// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/enginerun.h"
#include "support/fakewaha.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct HostileText
{
    QString id;
    QByteArray json; ///< the body as it stands in the frame, with quotes
    QString expected;
};

QByteArray quoted(const QString &text)
{
    const QByteArray object = QJsonDocument(QJsonObject{{u"t"_s, text}}).toJson(QJsonDocument::Compact);
    return object.sliced(5, object.size() - 6); // {"t":"..."}
}

HostileText plain(const QString &id, const QString &text)
{
    return {id, quoted(text), text};
}

QVector<HostileText> hostileTexts()
{
    QString zalgo(u"a"_s);
    for (int i = 0; i < 100'000; ++i)
        zalgo.append(QChar(0x0300 + i % 0x70));
    return {
            plain(u"HTML"_s, u"<b>negrito</b><script>alert(1)</script><img src=http://127.0.0.1/x onerror=y>&amp;"_s),
            plain(u"RTL"_s, u"fatura \u202Egpj.exe\u202C \u2066isolado\u2069 \u200F"_s),
            {u"NUL"_s, R"("antes\u0000depois")", u"antes"_s + QChar(u'\0') + u"depois"_s},
            {u"HIGH"_s, R"("meia \ud83d figura")", u"meia \uFFFD figura"_s},
            {u"LOW"_s, R"("outra \ude00")", u"outra \uFFFD"_s},
            {u"PAIR"_s, R"("inteira \ud83d\ude00")", u"inteira 😀"_s},
            plain(u"CONTROL"_s, u"linha\r\noutra\ttab\u001B[31m vermelho\u0007"_s),
            plain(u"LONG"_s, u"palavra comprida "_s.repeated(1024 * 1024 / 17)),
            plain(u"UNBROKEN"_s, u"x"_s.repeated(1024 * 1024)),
            plain(u"ZALGO"_s, zalgo),
            plain(u"INVISIBLE"_s, u"se\u200Bn\u200Dha\uFEFF"_s),
            plain(u"SQL"_s, u"'); DROP TABLE messages; -- %1 %2 ?"_s),
            plain(u"LAST"_s, u"e depois de tudo isso uma mensagem comum"_s),
    };
}

QByteArray frame(const QString &id, const QByteArray &body, const QByteArray &name)
{
    return R"({"id":"evt","timestamp":1767614400000,"event":"message.any","session":"vendas","payload":{"id":"false_5511900000777@c.us_)"
           + id.toLatin1() + R"(","timestamp":1767614400,"fromMe":false,"body":)" + body
           + R"(,"_data":{"Info":{"PushName":)" + name + R"(}}}})";
}

/// Shows the first place where two long texts differ instead of all of both.
QString difference(const QString &left, const QString &right)
{
    if (left == right)
        return {};
    const auto [a, b] = std::mismatch(left.cbegin(), left.cend(), right.cbegin(), right.cend());
    return u"sizes %1 and %2, different from %3 on"_s.arg(left.size()).arg(right.size()).arg(a - left.cbegin());
}

} // namespace

TEST_CASE("hostile texts are stored and returned exactly and stall nothing", "[engine]")
{
    FaultBench bench;
    FakeWaha waha;
    waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(waha.address(), u"sample-key"_s);
    REQUIRE(run.reaches(id, ConnectionPhase::Live));
    const QVector<HostileText> texts = hostileTexts();
    for (const HostileText &text : texts)
        waha.sendFrame(frame(text.id, text.json, quoted(u"<i>Nome</i>\r\ncom linhas\u202E e mais"_s)));

    REQUIRE(bench.storesAtLeast(texts.size()));
    const qint64 conversation = bench.store().number(u"SELECT id FROM conversations"_s);
    const auto view = EngineRun::answerOf(run.engine().queries().thread(ConversationId{conversation}, {}));
    REQUIRE(view);
    REQUIRE(*view);
    const ThreadView &thread = **view;
    REQUIRE(thread.messages.size() == texts.size());
    for (const HostileText &text : texts) {
        CAPTURE(text.id);
        const auto stored = std::find_if(thread.messages.cbegin(), thread.messages.cend(),
                                         [&text](const Message &message) { return message.externalId == text.id; });
        REQUIRE(stored != thread.messages.cend());
        REQUIRE(stored->versions.size() == 1);
        CHECK(difference(stored->versions.first().text, text.expected) == QString());
    }
    CHECK(thread.head.contactName == u"<i>Nome</i>\r\ncom linhas\u202E e mais"_s);
    CHECK(run.state(id).rejectedFrames == 0);
    CHECK(bench.store().hitDifferences() == QStringList());
    CHECK(bench.tellingLogLines() == QStringList());
}

TEST_CASE("frames of the wrong shape are put aside and the connection stays", "[engine]")
{
    const QVector<QByteArray> wrong{
            "",
            "null",
            "[]",
            "{}",
            "\"text\"",
            R"({"event":"message.any"})",
            R"({"event":"message.any","session":"vendas","payload":[]})",
            R"({"event":"message.any","session":"vendas","payload":{"id":{"a":1},"timestamp":1,"body":"x"}})",
            R"({"event":"message.any","session":"vendas","payload":{"id":"false_5511900000777@c.us_W1","timestamp":1767614400,"body":{"a":1}}})",
            R"({"event":"message.any","session":{"a":1},"payload":{"id":"false_5511900000777@c.us_W2","timestamp":1767614400,"body":"x"}})",
            R"({"event":"message.edited","session":"vendas","payload":{"id":"false_5511900000777@c.us_W3"}})",
            R"({"event":"session.status","session":"vendas","payload":{"status":7}})",
            QByteArray(100'000, '['),
            QByteArray(6 * 1024 * 1024, 'x'),
    };
    FaultBench bench;
    FakeWaha waha;
    waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(waha.address(), u"sample-key"_s);
    REQUIRE(run.reaches(id, ConnectionPhase::Live));
    for (const QByteArray &bytes : wrong)
        waha.sendFrame(bytes);
    // Right in shape, with values that no person would send.
    waha.sendFrame(frame(u"A"_s.repeated(300), "\"x\"", "\"Nome\""));
    waha.sendFrame(
            R"({"event":"message.any","session":")" + QByteArray(5000, 's')
            + R"(","payload":{"id":"false_5511900000777@c.us_L1","timestamp":1767614400,"body":"linha comprida"}})");
    waha.sendFrame(
            R"({"event":"message.any","session":"ven\u0000das","payload":{"id":"false_55\u000011@c.us_N1","timestamp":-9e99,"body":"zero"}})");
    waha.sendFrame(
            R"({"event":"message.ack","session":"vendas","payload":{"id":"false_5511900000777@c.us_A1","ack":99999999999999999999}})");
    waha.sendFrame(
            R"({"event":"message.reaction","session":"vendas","payload":{"id":"false_5511900000777@c.us_R1","timestamp":1767614400,"reaction":{"text":"\ud83d","messageId":"false_5511900000777@c.us_GOOD"}}})");
    waha.sendFrame(frame(u"GOOD"_s, "\"uma mensagem comum\"", "\"Nome\""));

    REQUIRE(waitUntil([&bench] { return bench.store().versions(u"GOOD"_s).size() == 1; }));
    CHECK(waitUntil([&run, id, &wrong] { return run.state(id).rejectedFrames >= wrong.size(); }));
    CHECK(run.state(id).phase == ConnectionPhase::Live);
    CHECK(run.timesIn(id, ConnectionPhase::WaitingToRetry) == 0);
    CHECK(run.storeFailures().isEmpty());
    CHECK(bench.tellingLogLines() == QStringList());
}
