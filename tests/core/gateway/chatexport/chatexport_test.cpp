// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/chatexport.h"
#include "gateway/chatexport/chattitle.h"
#include "gateway/chatexport/exportevents.h"
#include "gateway/chatexport/exportwords.h"
#include "support/catch.h"

#include <QFile>
#include <QSet>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(ATALAIA_TEST_DATA "/exports/") + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

QStringList idsOf(const ChatExport &chat)
{
    QStringList ids;
    for (const ExportedMessage &message : messagesOf(chat))
        ids.append(message.id);
    return ids;
}

qint64 warningOf(const ChatExport &chat, ExportWarning warning)
{
    return chat.summary().warnings.value(warning);
}

} // namespace

TEST_CASE("an Android chat in Portuguese is read", "[core]")
{
    const ChatExport chat = openChat(fixture(u"android-pt.txt"_s), u"Conversa do WhatsApp com Lia Inventada.txt"_s);
    CHECK(messageLines(chat)
          == QStringList{
                  u"03-02T08:59:00 system |As mensagens e as chamadas são protegidas com a criptografia de ponta a "
                  u"ponta. "
                  "Somente as pessoas que fazem parte da conversa podem ler, ouvir e compartilhar esse conteúdo."_s,
                  u"03-02T09:00:00 text Lia Inventada|Bom dia! Sobre o apartamento"_s,
                  u"03-02T09:00:00 text Lia Inventada|Bom dia! Sobre o apartamento"_s,
                  u"03-02T09:01:00 text Rui Corretor|Bom dia, Lia\\ntudo bem?\\n\\nPreço: R$ 350.000,00"_s,
                  u"03-02T09:02:00 file Rui Corretor|A planta|planta do 12.pdf"_s,
                  u"03-02T09:03:00 omitted Lia Inventada|"_s,
                  u"03-02T09:04:00 deleted Rui Corretor|"_s,
                  u"03-02T09:05:00 text Rui Corretor|visita às 14:30 - pode ser? edited"_s,
                  u"03-02T09:06:00 empty Lia Inventada|null"_s,
                  u"03-02T09:07:00 empty Lia Inventada|"_s,
                  u"03-13T18:00:00 location Lia Inventada|localização: https://maps.google.com/?q=-23.5,-46.6"_s,
                  u"03-13T18:01:00 system |Seu código de segurança com Lia Inventada mudou. Toque para saber mais."_s,
                  u"03-13T18:02:00 text Lia Inventada|ele saiu e adicionou outra pessoa"_s,
          });
    const ExportSummary &summary = chat.summary();
    CHECK(summary.title == u"Lia Inventada");
    CHECK(summary.exporter == u"Rui Corretor");
    CHECK_FALSE(summary.isGroup);
    CHECK(summary.warnings.isEmpty());
    CHECK(summary.notation == ExportNotation{HeaderEnding::Dash, '/', false, false});
    CHECK(messagesOf(chat)[3].printedTime == u"02/03/2026 09:01");
}

TEST_CASE("a group of an iPhone keeps notices apart from people", "[core]")
{
    const ChatExport chat = openChat(fixture(u"ios-group-pt.txt"_s), u"_chat.txt"_s);
    CHECK(messageLines(chat)
          == QStringList{
                  u"04-03T10:00:00 system |As mensagens e as chamadas são protegidas com a criptografia de ponta a "
                  "ponta."_s,
                  u"04-03T10:00:01 system |Rui Corretor criou este grupo"_s,
                  u"04-03T10:00:05 text Rui Corretor|Bem-vindos"_s,
                  u"04-03T10:00:09 text ~ Bea Vizinha|obrigada"_s,
                  u"04-03T10:01:00 file Rui Corretor|a fachada|00000007-PHOTO-2026-04-03-10-01-00.jpg"_s,
                  u"04-03T10:02:00 omitted Lia Inventada|"_s,
                  // Typed by hand: without the mark it is what she wrote.
                  u"04-03T10:03:00 text Lia Inventada|imagem ocultada"_s,
                  u"04-13T10:03:00 deleted Lia Inventada|"_s,
                  u"04-13T10:04:00 system |Rui Corretor adicionou Caio Fictício"_s,
                  u"04-13T10:05:00 call ~ Bea Vizinha|Chamada de voz perdida"_s,
                  u"04-13T10:06:00 text Lia Inventada|me passa: o valor edited"_s,
          });
    CHECK(chat.summary().title == u"Obra da Rua Nove");
    CHECK(chat.summary().isGroup);
    CHECK(chat.summary().people.size() == 3);
}

TEST_CASE("English Spanish and Ukrainian chats are read", "[core]")
{
    const ChatExport english = openChat(fixture(u"android-en.txt"_s), u"WhatsApp Chat with +55 11 90000-0001.txt"_s);
    CHECK(messageLines(english).mid(1)
          == QStringList{
                  u"03-14T21:06:00 text +55 11 90000-0001|hello"_s,
                  u"03-14T21:07:00 file Ned Agent||IMG-20260314-WA0001.jpg"_s,
                  u"03-14T21:08:00 system |Ned Agent changed the subject from \"prices: old\" to \"prices: new\""_s,
                  u"03-14T21:09:00 deleted Ned Agent|"_s,
          });
    CHECK(english.summary().dateOrder.order == DateOrder::MonthFirst);
    CHECK(english.summary().exporter == u"Ned Agent");
    CHECK(messageLines(openChat(fixture(u"android-es.txt"_s))).mid(1)
          == QStringList{u"04-07T15:16:00 text Eva Ficticia|Hola"_s, u"04-28T00:16:00 omitted Teo Agente|"_s});
    CHECK(messageLines(openChat(fixture(u"android-uk.txt"_s))).mid(1)
          == QStringList{u"03-05T18:31:00 text Оля Вигадана|привіт"_s, u"03-15T18:32:00 omitted Оля Вигадана|"_s});
}

TEST_CASE("a chat in UTF-16 reads as in UTF-8 and with other line ends", "[core]")
{
    const QByteArray little = fixture(u"utf16le.txt"_s);
    const QStringList expected{u"03-02T09:00:00 text Lia Inventada|olá"_s, u"03-13T09:01:00 text Rui Corretor|tchau"_s};
    QByteArray big = little;
    for (qsizetype i = 0; i + 1 < big.size(); i += 2)
        std::swap(big[i], big[i + 1]);
    QByteArray windows =
            "\xEF\xBB\xBF"
            + QString::fromUtf16(reinterpret_cast<const char16_t *>(little.constData() + 2), (little.size() - 2) / 2)
                      .toUtf8()
                      .replace("\n", "\r\n");
    const ChatExport first = openChat(little);
    CHECK(first.summary().encoding == ExportEncoding::Utf16LE);
    CHECK(openChat(big).summary().encoding == ExportEncoding::Utf16BE);
    for (const QByteArray &bytes : {little, big, little.sliced(2), big.sliced(2), windows}) {
        CHECK(messageLines(openChat(bytes)) == expected);
        CHECK(idsOf(openChat(bytes)) == idsOf(first));
    }
    // Cut in the middle of a character.
    CHECK(messageLines(openChat(little.chopped(5)))[0] == expected[0]);
    CHECK(warningOf(openChat(little.chopped(5)), ExportWarning::DamagedText) == 1);
}

TEST_CASE("a longer export of a chat has the same ids for what was there", "[core]")
{
    const QByteArray all = fixture(u"android-pt.txt"_s);
    const ChatExport whole = openChat(all, u"Conversa do WhatsApp com Lia Inventada.txt"_s);
    const QStringList ids = idsOf(whole);
    CHECK(QSet<QString>(ids.cbegin(), ids.cend()).size() == ids.size());
    CHECK(ids[0].size() == 64);

    const qsizetype middle = all.indexOf("02/03/2026 09:03");
    const ChatExport shorter = openChat(all.first(middle), u"WhatsApp Chat - Lia Inventada (1).zip"_s);
    CHECK(idsOf(shorter) == ids.mid(0, shorter.summary().messageCount));
    const ChatExport later = openChat(all.sliced(middle), u"Conversa do WhatsApp com Lia Inventada.txt"_s);
    CHECK(idsOf(later) == ids.mid(shorter.summary().messageCount));
    CHECK(warningOf(later, ExportWarning::BeginningMayBeCut) == 1);
    // Another chat with the same words is another chat.
    CHECK(idsOf(openChat(all, u"Conversa do WhatsApp com Eva.txt"_s))[1] != ids[1]);
}

TEST_CASE("nobody makes words invisible by writing them like notices", "[core]")
{
    const QByteArray mark = "\u200E";
    const ChatExport chat = openChat("02/03/2026 09:00 - Lia: oi\n"
                                     "02/03/2026 09:01 - Rui: "
                                             + mark
                                             + "Lia adicionou a senha 1234\n"
                                               "02/03/2026 09:02 - Rui: ele saiu do grupo: agora\n"
                                               "02/03/2026 09:03 - Rui: Mensagem apagada e paga por fora\n"
                                               "02/03/2026 09:04 - Rui: veja (arquivo anexado)\n"
                                               "02/03/2026 09:05 - Rui: a/b.pdf (arquivo anexado)\n"
                                               "02/03/2026 09:06 - Rui: ele disse \"a: b\"\n"
                                               "02/03/2026 09:07 - Rui \"o: chefe\"\n"
                                               "02/03/2026 09:08 - Rui \"o: chefe\"\n"
                                               "02/03/2026 09:09 - Rui: <Mensagem editada>x\n",
                                     u"Conversa do WhatsApp com Lia.txt"_s);
    for (const ExportedMessage &message : messagesOf(chat)) {
        INFO(message.text.toStdString());
        CHECK(message.kind == ExportedKind::Text);
    }
}

TEST_CASE("what is wrong with a file is counted", "[core]")
{
    const ChatExport chat = openChat("lixo\nlixo\n"
                                     "13/02/2026 09:00 - A: oi\n"
                                     "[13/02/2026, 09:05:00] B: citado\n"
                                     "13/02/2026 08:00 - A: antes\n"
                                     "02/13/2026 10:00 - A: trocado\n"
                                     "31/02/2026 10:00 - A: sem dia\n",
                                     u"renomeado.txt"_s);
    CHECK(warningOf(chat, ExportWarning::LinesBeforeFirst) == 2);
    CHECK(warningOf(chat, ExportWarning::OtherNotation) == 1);
    CHECK(warningOf(chat, ExportWarning::TimesGoBack) == 1);
    CHECK(warningOf(chat, ExportWarning::DatesAgainstOrder) == 2);
    CHECK(warningOf(chat, ExportWarning::TitleGuessed) == 1);
    CHECK(warningOf(chat, ExportWarning::DateOrderUncertain) == 0);
    CHECK(chat.summary().messageCount == 5);
    // A person decides otherwise.
    const auto again = chat.readAgain(u"renomeado.txt"_s, {u"Título"_s, DateOrder::MonthFirst, DateOrder::DayFirst});
    REQUIRE(again);
    CHECK(again->summary().dateOrder.reason == DateOrderReason::Chosen);
    CHECK(again->summary().title == u"Título");
    CHECK(warningOf(*again, ExportWarning::TitleGuessed) == 0);
}

TEST_CASE("bytes that are no chat are refused and hostile ones are survived", "[core]")
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("\xEF\xBB\xBF"), QByteArray("\xFF\xFE"),
                                    QByteArray("oi\n"), QByteArray(100'000, '\0'),
                                    QByteArray("\x7F"
                                               "ELF\x02\x01\x01\0\0\0",
                                               10),
                                    QByteArray(1000, '\xFF'), QByteArray("%PDF-1.7\n1 0 obj\n")}) {
        const auto chat = ChatExport::open(bytes, u"x.txt"_s);
        REQUIRE_FALSE(chat);
        CHECK(chat.error().kind == Error::Kind::InvalidInput);
    }
    const QByteArray header = "13/02/2026 09:00 - A: ";
    const ChatExport nulls = openChat(header + QByteArray("a\0b", 3) + "\n" + header + "\xC3(\xFF\n");
    CHECK(messagesOf(nulls)[0].text == QString::fromUtf16(u"a\0b", 3));
    CHECK(messagesOf(nulls)[1].text == u"\uFFFD(\uFFFD");

    const ChatExport longLine = openChat(header + QByteArray(10 * 1024 * 1024, 'x') + "\n" + header + "fim\n");
    REQUIRE(longLine.summary().messageCount == 2);
    CHECK(messagesOf(longLine)[0].text.size() == ExportLines::kMostTextUnits);
    CHECK(warningOf(longLine, ExportWarning::TextCut) == 1);
    CHECK(openChat(header + QByteArray(3'000'000, '\n') + header + "b").summary().messageCount == 2);
    CHECK(openChat(QByteArray(2'000'000, '[') + "\n" + header + "b").summary().messageCount == 1);
}

TEST_CASE("titles come from the names of files", "[core]")
{
    const std::pair<QString, QString> rows[] = {
            {u"Conversa do WhatsApp com Lia.txt"_s, u"Lia"_s},
            {u"WhatsApp Chat - Lia (2).zip"_s, u"Lia"_s},
            {u"WhatsApp Chat with Team (1).zip"_s, u"Team"_s},
            {u"WhatsApp_Chat_-_Obra_9.zip"_s, u"Obra 9"_s},
            {u"1700000000_WhatsApp Chat - Lia.zip"_s, u"Lia"_s},
            {u"Chat WhatsApp con Zoe\u0301.txt"_s, u"Zo\u00E9"_s},
            {u"_chat.txt"_s, QString()},
            {u"outra coisa.txt"_s, u"outra coisa"_s},
    };
    for (const auto &[name, title] : rows) {
        INFO(name.toStdString());
        CHECK(chatTitleOf(name).text == title);
    }
    CHECK_FALSE(chatTitleOf(u"outra coisa.txt"_s).isFromName);
}

TEST_CASE("exported messages become what a gateway tells", "[core]")
{
    const ChatExport chat = openChat(fixture(u"android-pt.txt"_s), u"Conversa do WhatsApp com Lia Inventada.txt"_s);
    ExportChoice choice{u"Rui Corretor"_s, {u"Rui Corretor"_s}, QTimeZone("America/Sao_Paulo")};
    ExportEvents events(chat.summary(), choice, {{u"planta do 12.pdf"_s, 77, QByteArray(32, 'h')}});
    CHECK(events.contactName() == u"Lia Inventada");
    CHECK(events.chat().endsWith(u"@chat-export"));
    const QVector<ExportedMessage> messages = messagesOf(chat);
    QVector<GatewayEvent> all;
    for (const ExportedMessage &message : messages)
        all += events.eventsOf(message);
    REQUIRE(all.size() == messages.size());
    const auto received = [&all](qsizetype i) { return std::get<MessageReceived>(all[i].body); };
    CHECK(received(0).author == Author::System);
    CHECK(received(1).author == Author::Contact);
    CHECK(received(1).isHistory);
    CHECK(received(1).sentAtMs == QDateTime({2026, 3, 2}, {12, 0}, Qt::UTC).toMSecsSinceEpoch());
    CHECK(received(3).author == Author::Agent);
    CHECK(received(4).kind == MessageKind::Document);
    CHECK(received(4).mediaType == u"application/pdf");
    CHECK(received(4).mediaHash == QByteArray(32, 'h'));
    CHECK(received(4).mediaSize == 77);
    CHECK(received(5).content == ContentState::Unavailable);
    CHECK(received(6).isRevoked);
    CHECK_FALSE(received(6).hasText);
    CHECK(std::get<MessageEdited>(all[7].body).text == u"visita às 14:30 - pode ser?");
    CHECK(received(8).content == ContentState::Unavailable);
    CHECK(received(10).kind == MessageKind::Location);

    // Who is named by a number is the same person as on a live line.
    const ChatExport english = openChat(fixture(u"android-en.txt"_s), u"WhatsApp Chat with +55 11 90000-0001.txt"_s);
    CHECK(ExportEvents(english.summary(), {u"Ned"_s, {u"Ned Agent"_s}, QTimeZone::utc()}).chat()
          == u"5511900000001@c.us");
    // One name on two lines may be two people.
    choice.line = u"Outra"_s;
    CHECK(ExportEvents(chat.summary(), choice).chat() != events.chat());
}

TEST_CASE("times that the clocks skip or repeat stay within an hour", "[core]")
{
    LocalClock clock(QTimeZone("Europe/Kyiv"));
    const auto at = [&clock](int month, int day, int hour, int minute) {
        return clock.toUtcMs(QDateTime({2026, month, day}, {hour, minute}, Qt::UTC));
    };
    CHECK(at(1, 10, 12, 0) == QDateTime({2026, 1, 10}, {10, 0}, Qt::UTC).toMSecsSinceEpoch());
    CHECK(at(7, 10, 12, 0) == QDateTime({2026, 7, 10}, {9, 0}, Qt::UTC).toMSecsSinceEpoch());
    CHECK(at(3, 29, 2, 59) == QDateTime({2026, 3, 29}, {0, 59}, Qt::UTC).toMSecsSinceEpoch());
    CHECK(at(3, 29, 4, 1) == QDateTime({2026, 3, 29}, {1, 1}, Qt::UTC).toMSecsSinceEpoch());
}
