// SPDX-License-Identifier: GPL-3.0-or-later
// Published samples of exported chats; not part of these sources.
#include "gateway/chatexport/chattitle.h"
#include "gateway/chatexport/exportstrings.h"
#include "gateway/chatexport/exportwords.h"
#include "support/catch.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

QString exportFolder()
{
    const QString samples = qEnvironmentVariable("ATALAIA_SAMPLES");
    return samples.isEmpty() ? QString() : samples + u"/export"_s;
}

QByteArray sample(const QString &name)
{
    QFile file(exportFolder() + u'/' + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// What each file must read as: a change here is a change for everybody's chats.
QHash<QString, QString> expectedSummaries()
{
    return {
            {u"ambiguous-order.txt"_s,
             u"3 messages 0 system; A=3; 2024-01-02T10:00:00 to 2024-03-01T10:00:00; mdy decreases"_s},
            {u"arabic-digits.txt"_s,
             u"1 messages 0 system; Nur Mock=1; 2023-12-25T21:05:00 to 2023-12-25T21:05:00; dmy above-12"_s},
            {u"bom-crlf-leading-junk.txt"_s,
             u"1 messages 0 system; Ana=1; 2023-12-25T21:05:00 to 2023-12-25T21:05:00; dmy above-12"_s},
            {u"chat-miner/test_[mmddyy]_24hrs.txt"_s,
             u"9 messages 2 system; John Doe=3, Jahn Doe=1, John Doe 🤓=1, John-John Doe=1, 🤓=1; 2019-01-01T11:25:00 to 2021-12-30T22:01:00; mdy above-12; group"_s},
            {u"chat-miner/test_ddmmyy_24hrs.txt"_s,
             u"9 messages 2 system; John Doe=3, Jahn Doe=1, John Doe 🤓=1, John-John Doe=1, 🤓=1; 2019-01-01T11:25:00 to 2021-12-30T22:01:00; dmy above-12; group"_s},
            {u"chat-miner/test_mmddyy_24hrs.txt"_s,
             u"9 messages 2 system; John Doe=3, Jahn Doe=1, John Doe 🤓=1, John-John Doe=1, 🤓=1; 2019-01-01T11:25:00 to 2021-12-30T22:01:00; mdy above-12; group"_s},
            {u"chat-miner/test_mmddyyyy_12hrs.txt"_s,
             u"9 messages 2 system; John Doe=3, Jahn Doe=1, John Doe 🤓=1, John-John Doe=1, 🤓=1; 2019-01-01T11:25:00 to 2021-12-30T22:01:00; mdy above-12; group"_s},
            {u"chat-miner/test_yyyymmdd_24hrs.txt"_s,
             u"9 messages 2 system; John Doe=3, Jahn Doe=1, John Doe 🤓=1, John-John Doe=1, 🤓=1; 2019-01-01T11:25:00 to 2021-12-30T22:01:00; ymd year-first; group"_s},
            {u"de.android.dot.txt"_s,
             u"3 messages 0 system; Kim Test=2, Jan Probe=1; 2021-03-05T18:30:00 to 2021-03-05T18:32:00; dmy hint"_s},
            {u"duplicates-same-minute.txt"_s,
             u"3 messages 0 system; Ana=2, Bia=1; 2024-02-01T10:00:00 to 2024-02-01T10:01:00; dmy hint"_s},
            {u"en-US.android.dash-12h-nnbsp.txt"_s,
             u"4 messages 0 system; Hal Fake=2, Ivy Mock=2; 2022-12-25T21:05:00 to 2022-12-26T07:01:00; mdy above-12"_s},
            {u"en-US.ios.bracket-12h-nnbsp.txt"_s,
             u"5 messages 0 system; Eli Mock=3, Dana Sample=2; 2024-01-02T21:05:12 to 2024-01-13T08:00:00; mdy above-12"_s},
            {u"es-CO.ios-and-android.txt"_s,
             u"10 messages 1 system; Luma Sleep=5, María G=2, Andrés P=1, Sofía R=1; 2025-03-12T09:10:00 to 2025-03-13T10:01:00; dmy above-12; group"_s},
            {u"es.android.dash-12h.txt"_s,
             u"2 messages 0 system; Lu Prueba=2; 2021-04-07T15:15:00 to 2021-04-07T15:16:00; dmy hint"_s},
            {u"ja-iso.txt"_s,
             u"2 messages 0 system; Mio Kari=2; 2022-08-09T23:10:00 to 2022-08-10T07:05:00; ymd year-first"_s},
            {u"pt-BR.android.dash-no-comma.txt"_s,
             u"7 messages 1 system; Fabio Teste=4, Gabi Exemplo=2; 2023-02-14T08:01:00 to 2023-02-14T08:07:00; dmy above-12"_s},
            {u"pt-BR.android.documents-with-spaces.txt"_s,
             u"6 messages 0 system; Helen=2, Maria Gabi=2, Mayra=2; 2026-10-05T14:20:00 to 2026-10-06T09:10:00; dmy varies; group"_s},
            {u"pt-BR.ios.attached.txt"_s,
             u"3 messages 0 system; Maria Gabi=3; 2026-10-05T14:33:10 to 2026-10-05T16:00:00; dmy hint"_s},
            {u"pt-BR.ios.bracket-24h.txt"_s,
             u"8 messages 2 system; Ana Exemplo=3, Bruno Ficticio=3; 2024-01-03T09:15:02 to 2024-01-13T21:02:00; dmy above-12; group"_s},
            {u"whats-reader/asian-ampm-format-test.txt"_s,
             u"5 messages 0 system; Alice=3, Bob=2; 2024-12-01T22:04:00 to 2024-12-01T22:08:00; ymd year-first"_s},
            {u"whats-reader/bracketed-year-first-test.txt"_s,
             u"3 messages 0 system; Ana=2, Bruno=1; 2018-06-13T01:56:00 to 2018-06-13T21:25:15; ymd year-first"_s},
            {u"whats-reader/dash-format-test.txt"_s,
             u"5 messages 0 system; Alice=3, Bob=2; 2024-12-10T14:30:00 to 2024-12-10T14:36:00; dmy hint"_s},
            {u"whats-reader/dot-time-klo-format-test.txt"_s,
             u"3 messages 0 system; Mika=2, Laura=1; 2018-06-13T21:25:00 to 2018-06-13T21:25:15; dmy above-12"_s},
            {u"whats-reader/european-ampm-format-test.txt"_s,
             u"4 messages 0 system; Loris=2, Luke=2; 2018-06-23T01:58:00 to 2018-06-23T13:57:00; dmy above-12"_s},
            {u"whats-reader/german-format-test.txt"_s,
             u"6 messages 0 system; Jane Smith=3, John Doe=2, System=1; 2024-12-10T14:30:00 to 2024-12-10T14:36:00; dmy hint; group"_s},
            {u"whats-reader/ios-private-chat_head.txt"_s,
             u"32 messages 2 system; Alice=16, Bob=14; 2024-12-01T10:00:00 to 2024-12-03T21:25:35; dmy varies"_s},
            {u"whats-reader/spanish-format-test.txt"_s,
             u"6 messages 0 system; María García=3, Juan Pérez=2, Sistema=1; 2024-12-10T14:30:00 to 2024-12-10T14:36:00; dmy hint; group"_s},
    };
}

bool isMissing()
{
    if (exportFolder().isEmpty())
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
    return exportFolder().isEmpty();
}

} // namespace

TEST_CASE("published exports are read as they were before", "[core]")
{
    if (isMissing())
        return;
    const QHash<QString, QString> expected = expectedSummaries();
    QDirIterator files(exportFolder(), {u"*.txt"_s}, QDir::Files, QDirIterator::Subdirectories);
    int count = 0;
    while (files.hasNext()) {
        const QString name = QDir(exportFolder()).relativeFilePath(files.next());
        INFO(name.toStdString());
        const ChatExport chat = openChat(sample(name), QFileInfo(name).fileName());
        CHECK(summaryLine(chat.summary()) == expected.value(name));
        QSet<QString> ids;
        for (const ExportedMessage &message : messagesOf(chat))
            ids.insert(message.id);
        CHECK(ids.size() == chat.summary().messageCount);
        ++count;
    }
    CHECK(count == expected.size());
}

TEST_CASE("published chats keep system lines and messages apart", "[core]")
{
    if (isMissing())
        return;
    CHECK(messageLines(openChat(sample(u"pt-BR.ios.bracket-24h.txt"_s), u"_chat.txt"_s))
          == QStringList{
                  u"01-03T09:15:02 system |As mensagens e as chamadas são protegidas com a criptografia de ponta a "
                  "ponta."_s,
                  u"01-03T09:15:10 text Ana Exemplo|Bom dia!"_s,
                  u"01-03T09:16:00 text Bruno Ficticio|Linha 1\\nLinha 2\\n\\nLinha 4"_s,
                  u"01-03T09:17:30 file Ana Exemplo||00000003-PHOTO-2024-01-03-09-17-30.jpg"_s,
                  u"01-03T09:18:00 omitted Bruno Ficticio|"_s,
                  u"01-13T21:00:00 deleted Ana Exemplo|"_s,
                  u"01-13T21:01:00 text Bruno Ficticio|texto corrigido edited"_s,
                  u"01-13T21:02:00 system |Ana Exemplo adicionou Carla Inventada"_s,
          });
    const ChatExport android =
            openChat(sample(u"pt-BR.android.dash-no-comma.txt"_s), u"Conversa do WhatsApp com Gabi Exemplo.txt"_s);
    CHECK(android.summary().exporter == u"Fabio Teste");
    CHECK_FALSE(android.summary().isGroup);
}

TEST_CASE("published header notations are read", "[core]")
{
    if (isMissing())
        return;
    for (const QJsonValue &value : QJsonDocument::fromJson(sample(u"pustur-header-formats.json"_s)).array()) {
        const QJsonObject row = value.toObject();
        INFO(row[u"line"_s].toString().toStdString());
        const auto messages = messagesOf(openChat(row[u"line"_s].toString().toUtf8()));
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].localTime.toString(u"yyyy-MM-ddTHH:mm:ss"_s) == row[u"local_time"_s].toString());
        CHECK(messages[0].sender == row[u"author"_s].toString());
        CHECK(messages[0].text == row[u"text"_s].toString());
    }
    for (const QJsonValue &value : QJsonDocument::fromJson(sample(u"pustur-attachments.json"_s)).array()) {
        const QJsonObject row = value.toObject();
        INFO(row[u"line"_s].toString().toStdString());
        const auto messages = messagesOf(openChat(row[u"line"_s].toString().toUtf8()));
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].attachmentName == row[u"file"_s].toString());
    }
}

TEST_CASE("published examples of day and month decide as published", "[core]")
{
    if (isMissing())
        return;
    const QJsonObject groups = QJsonDocument::fromJson(sample(u"pustur-day-month-inference.json"_s)).object();
    for (const QString &group : groups.keys()) {
        const QJsonObject kinds = groups[group].toObject();
        for (const QString &kind : kinds.keys()) {
            INFO((group + u' ' + kind).toStdString());
            DateOrderInference dates;
            for (const QJsonValue &value : kinds[kind].toArray()) {
                const QJsonArray date = value.toArray();
                ExportHeader header;
                header.date = {date[0].toInt(), date[1].toInt(), date[2].toInt()};
                header.isYearLong = true;
                dates.note(header, "");
            }
            // "Unknown" there is one step's answer alone: ours go on to the next one.
            if (kind != u"unknown"_s)
                CHECK(dates.decide(DateOrder::YearFirst).order
                      == (kind == u"days_first"_s ? DateOrder::DayFirst : DateOrder::MonthFirst));
        }
    }
}

TEST_CASE("published file names give the title", "[core]")
{
    if (isMissing())
        return;
    const QJsonObject names = QJsonDocument::fromJson(sample(u"file-titles.json"_s)).object();
    CHECK_FALSE(names.isEmpty());
    for (const QString &name : names.keys()) {
        INFO(name.toStdString());
        CHECK(chatTitleOf(name).text == names[name].toString());
    }
}

TEST_CASE("phrases of published languages are recognised", "[core]")
{
    if (isMissing())
        return;
    const QJsonObject languages = QJsonDocument::fromJson(sample(u"locale-strings.json"_s)).object();
    const auto phrasesOf = [&languages](const QString &language, const QString &kind) {
        QStringList phrases;
        for (const QJsonValue &value : languages[language].toObject()[kind].toArray())
            phrases.append(value.toArray()[0].toString());
        return phrases;
    };
    QStringList unknown;
    for (const QString &language : {u"pt-BR"_s, u"pt-PT"_s, u"es"_s, u"en"_s, u"uk"_s, u"ru"_s}) {
        for (const QString &kind :
             {u"media_omitted"_s, u"image_omitted"_s, u"video_omitted"_s, u"audio_omitted"_s, u"sticker_omitted"_s,
              u"gif_omitted"_s, u"document_omitted"_s, u"contact_omitted"_s, u"deleted_by_other"_s, u"deleted_by_me"_s,
              u"missed_voice"_s, u"missed_video"_s, u"encryption"_s}) {
            for (const QString &phrase : phrasesOf(language, kind)) {
                if (!exportPhrase(QChar(0x200E) + phrase))
                    unknown.append(language + u' ' + kind + u' ' + phrase);
            }
        }
        for (const QString &phrase : phrasesOf(language, u"attached_android"_s)) {
            if (!namedAttachment(u"a b.pdf "_s + phrase))
                unknown.append(language + u' ' + phrase);
        }
        for (QString phrase : phrasesOf(language, u"attached_ios"_s)) {
            phrase.replace(u"F>"_s, u"a.pdf>"_s);
            if (!namedAttachment(phrase))
                unknown.append(language + u' ' + phrase);
        }
        for (const QString &phrase : phrasesOf(language, u"edited_suffix"_s)) {
            if (!withoutEditedSuffix(u"x "_s + phrase))
                unknown.append(language + u' ' + phrase);
        }
    }
    CHECK(unknown.join(u"; "_s) == QString());
}
