// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportcontainer.h"
#include "support/catch.h"
#include "support/zipfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <utility>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kChat = "13/02/2026 09:00 - A: oi\n";

struct Folder
{
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
        return file.fileName();
    }
    Result<ExportContainer> open(const QVector<ZipEntry> &entries, const ExportLimits &limits = {}) const
    {
        return openExportContainer(write(u"WhatsApp Chat - Lia.zip"_s, zipOf(entries)), limits);
    }
    QString refusal(const QVector<ZipEntry> &entries, const ExportLimits &limits = {}) const
    {
        const auto opened = open(entries, limits);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().kind == Error::Kind::InvalidInput);
        return opened.error().context;
    }

    QTemporaryDir folder;
};

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

} // namespace

TEST_CASE("an archive gives the chat and lists what lies beside it", "[core]")
{
    const Folder folder;
    const QVector<ZipEntry> entries{{u"00000002-PHOTO.jpg"_s, "photo"},
                                    {u"_chat.txt"_s, kChat},
                                    {u"pasta/"_s, {}},
                                    {u"nota.txt"_s, "nota"},
                                    {u"outro.zip"_s, zipOf({{u"x"_s, "y"}})},
                                    {u"__MACOSX/._chat.txt"_s, "mac"}};
    const auto opened = folder.open(entries);
    REQUIRE(opened);
    CHECK(opened->chatText == kChat);
    CHECK(opened->chatName == u"WhatsApp Chat - Lia.zip");
    CHECK(opened->isArchive);
    CHECK(opened->sha256 == sha256(zipOf(entries)));
    REQUIRE(opened->attachments.size() == 3);
    CHECK(opened->attachments[0].name == u"00000002-PHOTO.jpg");
    CHECK(opened->attachments[0].size == 5);
    CHECK(opened->attachments[0].sha256 == sha256("photo"));
    CHECK(opened->attachments[1].name == u"nota.txt");
    // Nothing was unpacked.
    CHECK(QDir(folder.folder.path()).entryList(QDir::Files).size() == 1);
}

TEST_CASE("the chat in an archive is found by its name", "[core]")
{
    const Folder folder;
    CHECK(folder.open({{u"a.txt"_s, "nota"}, {u"Conversa do WhatsApp com Zoé.txt"_s, kChat}})->chatName
          == u"Conversa do WhatsApp com Zoé.txt");
    CHECK(folder.open({{u"sub/WhatsApp Chat - Lia.txt"_s, kChat}})->chatText == kChat);
    const auto only = folder.open({{u"qualquer.txt"_s, kChat}});
    REQUIRE(only);
    CHECK(only->chatText == kChat);
    CHECK(only->attachments.isEmpty());
}

TEST_CASE("a text file is opened as it is", "[core]")
{
    const Folder folder;
    const auto opened = openExportContainer(folder.write(u"Conversa do WhatsApp com Lia.txt"_s, kChat));
    REQUIRE(opened);
    CHECK(opened->chatText == kChat);
    CHECK_FALSE(opened->isArchive);
    CHECK(opened->sha256 == sha256(kChat));
    const auto missing = openExportContainer(folder.folder.filePath(u"fehlt.txt"_s));
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == Error::Kind::NotFound);
    CHECK_FALSE(openExportContainer(folder.folder.path()).has_value());
    CHECK_FALSE(openExportContainer(u"/dev/zero"_s).has_value());
}

TEST_CASE("archives that mean harm are refused with their reason", "[core]")
{
    const Folder folder;
    const ZipEntry chat{u"_chat.txt"_s, kChat};
    for (const QString &name :
         {u"../_chat.txt"_s, u"a/../../b.jpg"_s, u"/etc/passwd"_s, u"C:/x.jpg"_s, u"a\\..\\b.jpg"_s}) {
        INFO(name.toStdString());
        CHECK(folder.refusal({chat, {name, "x"}}).contains(u"leads out"));
    }
    CHECK(folder.refusal({chat, {u"foto.jpg"_s, "/etc/passwd", true}}).contains(u"link"));
    CHECK(folder.refusal({{u"_chat.txt"_s, kChat, false, true}}).contains(u"encrypted"));
    CHECK(folder.refusal({{u"dentro.zip"_s, zipOf({chat})}}).contains(u"other archives"));
    CHECK(folder.refusal({{u"foto.jpg"_s, "x"}}).contains(u"no text"));
    CHECK(folder.refusal({{u"a.txt"_s, kChat}, {u"b.txt"_s, kChat}}).contains(u"2 texts"));
    CHECK(folder.refusal({}).contains(u"no text"));
    ExportLimits limits;
    limits.entries = 3;
    CHECK(folder.refusal({chat, {u"1"_s, {}}, {u"2"_s, {}}, {u"3"_s, {}}}, limits).contains(u"more than 3 files"));
    limits = {};
    limits.textBytes = 10;
    CHECK(folder.refusal({chat}, limits).contains(u"text is larger"));
    limits = {};
    limits.unpackedBytes = 1000;
    CHECK(folder.refusal({chat, {u"a.jpg"_s, QByteArray(2000, 'x')}}, limits).contains(u"larger than 1000"));
}

TEST_CASE("a zip bomb is refused before it has unpacked", "[core]")
{
    const Folder folder;
    const QByteArray bomb = zipOf({{u"_chat.txt"_s, kChat}, {u"a.jpg"_s, QByteArray(300 * 1024 * 1024, '\0')}});
    REQUIRE(bomb.size() < 1024 * 1024);
    const auto opened = openExportContainer(folder.write(u"bomba.zip"_s, bomb));
    REQUIRE_FALSE(opened);
    CHECK(opened.error().context.contains(u"times its size"));
}

TEST_CASE("damaged archives are refused whatever is damaged", "[core]")
{
    const Folder folder;
    QByteArray noise;
    for (int i = 0; i < 3000; ++i)
        noise += char((i * 7919) >> 3);
    const QByteArray good = zipOf({{u"_chat.txt"_s, kChat}, {u"a.jpg"_s, noise}});
    const auto whole = openExportContainer(folder.write(u"x.zip"_s, good));
    REQUIRE(whole);
    for (qsizetype size = 4; size < good.size(); size += 97) {
        const auto cut = openExportContainer(folder.write(u"x.zip"_s, good.first(size)));
        // What can still be read is right.
        if (cut)
            CHECK(cut->chatText == kChat);
    }
    for (qsizetype at = 0; at < good.size(); at += 3) {
        QByteArray broken = good;
        broken[at] = char(broken[at] ^ 0x55);
        static_cast<void>(openExportContainer(folder.write(u"x.zip"_s, broken))); // must only not crash
    }
}

TEST_CASE("reading an archive can be stopped", "[core]")
{
    const Folder folder;
    const QString path = folder.write(u"x.zip"_s, zipOf({{u"_chat.txt"_s, kChat}}));
    double last = 0;
    const auto opened = openExportContainer(path, {}, [&last](double fraction) {
        CHECK(fraction >= last);
        last = fraction;
        return fraction < 0.4;
    });
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == Error::Kind::Cancelled);
}

TEST_CASE("hash and contents are of one file even when another takes its name", "[core]")
{
    const Folder folder;
    const QByteArray first = zipOf({{u"_chat.txt"_s, kChat}, {u"foto.jpg"_s, "first"}});
    const QString path = folder.write(u"WhatsApp Chat - Lia.zip"_s, first);
    const QString other = folder.write(u"other"_s, zipOf({{u"_chat.txt"_s, kChat + kChat}, {u"foto.jpg"_s, "second"}}));
    bool isReplaced = false;
    const auto opened = openExportContainer(path, {}, [&path, &other, &isReplaced](double) {
        if (!std::exchange(isReplaced, true)) { // its hash is taken, its files are not read
            REQUIRE(QFile::remove(path));
            REQUIRE(QFile::rename(other, path));
        }
        return true;
    });
    REQUIRE(isReplaced);
    REQUIRE(opened);
    CHECK(opened->sha256 == sha256(first));
    CHECK(opened->chatText == kChat);
    REQUIRE(opened->attachments.size() == 1);
    CHECK(opened->attachments.first().sha256 == sha256("first"));
}

TEST_CASE("a file that is written to while it is read is refused", "[core]")
{
    const Folder folder;
    const bool isArchive = GENERATE(true, false);
    const QByteArray bytes = isArchive ? zipOf({{u"_chat.txt"_s, kChat}}) : kChat;
    const QString path = folder.write(u"WhatsApp Chat - Lia"_s, bytes);
    int calls = 0;
    const auto opened = openExportContainer(path, {}, [&path, &calls](double) {
        QFile file(path); // grows for ever
        REQUIRE(file.open(QIODevice::Append));
        file.write(QByteArray(64, 'x'));
        return ++calls < 100;
    });
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == Error::Kind::InvalidInput);
    CHECK(opened.error().context.contains(u"changed"));
    CHECK(calls < 10);
}

TEST_CASE("a file that is cut short while it is read is refused", "[core]")
{
    const Folder folder;
    const QString path = folder.write(u"WhatsApp Chat - Lia.txt"_s, kChat.repeated(200'000));
    const auto opened = openExportContainer(path, {}, [&path](double) {
        QFile::resize(path, 10);
        return true;
    });
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == Error::Kind::InvalidInput);
}

TEST_CASE("a text that is larger than allowed is refused before it is read", "[core]")
{
    const Folder folder;
    const QString path = folder.write(u"WhatsApp Chat - Lia.txt"_s, kChat);
    REQUIRE(QFile::resize(path, ExportLimits().textBytes + 1)); // a hole: nothing is on disk
    int calls = 0;
    const auto opened = openExportContainer(path, {}, [&calls](double) {
        ++calls;
        return true;
    });
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == Error::Kind::InvalidInput);
    CHECK(calls == 0);
}
