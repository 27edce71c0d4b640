// SPDX-License-Identifier: GPL-3.0-or-later
// What a generator writes in every notation is read back as it was; then beside another reader.
#include "gateway/chatexport/exportwords.h"
#include "gateway/chatexport/exportwriter.h"
#include "support/catch.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QStringEncoder>
#include <QTemporaryDir>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

QString lineOf(const QDateTime &time, const QString &sender, const QString &text)
{
    return time.toString(u"yyyy-MM-ddTHH:mm:ss "_s) + sender + u'|' + text;
}

QStringList written(const QVector<WrittenMessage> &messages)
{
    QStringList lines;
    for (const WrittenMessage &message : messages)
        lines.append(lineOf(message.localTime, message.sender, message.text));
    return lines;
}

QStringList readBack(const ChatExport &chat)
{
    QStringList lines;
    for (const ExportedMessage &message : messagesOf(chat))
        lines.append(lineOf(message.localTime, message.sender, message.text));
    return lines;
}

} // namespace

TEST_CASE("what is written in any notation is read back", "[core]")
{
    std::mt19937 random(20'261'124);
    const QVector<ExportStyle> styles = allExportStyles();
    REQUIRE(styles.size() >= 100);
    for (const ExportStyle &style : styles) {
        INFO(style.name().toStdString());
        const QVector<WrittenMessage> messages = inventedChat(random, 120, style.hasSeconds);
        const QString text = writeExport(messages, style);
        const ChatExport chat = openChat(text.toUtf8(), u"Conversa do WhatsApp com Todos.txt"_s);
        CHECK(readBack(chat) == written(messages));
        CHECK(chat.summary().dateOrder.order == style.order);
        // Another encoding changes nothing, nor its ids.
        QStringEncoder encoder(QStringEncoder::Utf16LE, QStringEncoder::Flag::WriteBom);
        const ChatExport wide = openChat(encoder(text), u"Conversa do WhatsApp com Todos.txt"_s);
        CHECK(readBack(wide) == readBack(chat));
        CHECK(messagesOf(wide).constLast().id == messagesOf(chat).constLast().id);
    }
}

TEST_CASE("every beginning and end of a chat has the ids of the whole", "[core]")
{
    std::mt19937 random(7);
    const ExportStyle style = allExportStyles().constFirst();
    const QVector<WrittenMessage> messages = inventedChat(random, 200, style.hasSeconds);
    const auto idsOf = [&style](const QVector<WrittenMessage> &some) {
        QStringList ids;
        const ChatExport chat = openChat(writeExport(some, style).toUtf8(), u"Conversa do WhatsApp com Todos.txt"_s,
                                         {{}, DateOrder::DayFirst, DateOrder::DayFirst});
        for (const ExportedMessage &message : messagesOf(chat))
            ids.append(message.id);
        return ids;
    };
    const QStringList all = idsOf(messages);
    CHECK(QSet<QString>(all.cbegin(), all.cend()).size() == all.size());
    for (int from = 0; from < 200; from += 23) {
        CHECK(idsOf(messages.mid(0, from + 1)) == all.mid(0, from + 1));
        // A cut between two equal messages of one minute is the one that nobody can see.
        const bool isBetweenEquals = from > 0 && messages[from - 1].localTime == messages[from].localTime;
        if (!isBetweenEquals)
            CHECK(idsOf(messages.mid(from)) == all.mid(from));
    }
}

TEST_CASE("two hundred thousand messages are read whole", "[core][slow]")
{
    constexpr int kParts = 200; // what grows with the square of the length would not come to an end here
    std::mt19937 random(11);
    const ExportStyle style = allExportStyles().constFirst();
    const QByteArray part = writeExport(inventedChat(random, 1000, false), style).toUtf8();
    const ChatExport chat = openChat(part.repeated(kParts), u"Conversa do WhatsApp com Todos.txt"_s);
    CHECK(chat.summary().messageCount == kParts * 1000);
}

TEST_CASE("another reader of exports sees the same chat", "[core]")
{
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    const QString package = QStringLiteral(ATALAIA_PEERS "/node_modules/whatsapp-chat-parser");
    if (node.isEmpty() || !QFileInfo::exists(package)) {
        WARN("SKIPPED HERE: node and the packages of tests/peers are not installed");
        return;
    }
    QTemporaryDir folder;
    std::mt19937 random(4711);
    int compared = 0;
    for (const ExportStyle &style : allExportStyles()) {
        // Differences with a reason: the other reader knows neither the digits nor the halves of the day of
        // Arabic.
        if (style.hasArabicDigits || style.morning == u"ص")
            continue;
        INFO(style.name().toStdString());
        const QVector<WrittenMessage> messages = inventedChat(random, 60, style.hasSeconds);
        QFile file(folder.filePath(u"chat.txt"_s));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(writeExport(messages, style).toUtf8());
        file.close();
        QProcess process;
        process.start(node, {QStringLiteral(ATALAIA_PEERS_SCRIPT), QStringLiteral(ATALAIA_PEERS), file.fileName(),
                             style.order == DateOrder::DayFirst ? u"days-first"_s : u"months-first"_s});
        REQUIRE(process.waitForFinished(60'000));
        INFO(process.readAllStandardError().toStdString());
        REQUIRE(process.exitCode() == 0);
        QStringList theirs;
        for (const QJsonValue &value : QJsonDocument::fromJson(process.readAllStandardOutput()).array()) {
            const QJsonObject message = value.toObject();
            theirs.append(message[u"date"_s].toString() + u' ' + message[u"author"_s].toString() + u'|'
                          + message[u"message"_s].toString());
        }
        // The other reader splits the text into lines at its very end too and sees one more, empty: it
        // belongs to the last message there, and to nobody here.
        if (!theirs.isEmpty() && theirs.constLast().endsWith(u'\n'))
            theirs.last().chop(1);
        QFile again(file.fileName());
        REQUIRE(again.open(QIODevice::ReadOnly));
        CHECK(readBack(openChat(again.readAll(), u"Conversa do WhatsApp com Todos.txt"_s)) == theirs);
        ++compared;
    }
    CHECK(compared >= 70);
}
