// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mediafolder.h"
#include "support/catch.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

constexpr auto kFolderVariable = "ATALAIA_TEST_MEDIA_FOLDER";

QStringList filesIn(const QString &path)
{
    QStringList files;
    QDirIterator it(path, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    return files;
}

mode_t modeOf(const QString &path)
{
    struct stat info = {};
    REQUIRE(::stat(QFile::encodeName(path).constData(), &info) == 0);
    return info.st_mode & 0777;
}

} // namespace

TEST_CASE("A content is kept once under its hash and for its owner only", "[core]")
{
    const QTemporaryDir home;
    const QString path = home.filePath(u"atalaia.db.media"_s);
    const MediaFolder folder(path);
    const auto first = folder.keep("picture");
    REQUIRE(first);
    CHECK(*first == QCryptographicHash::hash("picture", QCryptographicHash::Sha256));
    const auto again = folder.keep("picture");
    REQUIRE(again);
    CHECK(*again == *first);
    REQUIRE(folder.keep(QByteArray("")));
    CHECK(filesIn(path).size() == 2);
    CHECK(folder.read(*first).value() == "picture");
    CHECK(modeOf(path) == 0700);
    CHECK(modeOf(folder.pathOf(*first)) == 0600);
    CHECK(modeOf(QFileInfo(folder.pathOf(*first)).path()) == 0700);
    CHECK(folder.read("short").error().kind == Error::Kind::NotFound);
}

TEST_CASE("A file that is not what its name says is noticed and written anew", "[core]")
{
    const QTemporaryDir home;
    const MediaFolder folder(home.path());
    const auto kept = folder.keep("picture");
    REQUIRE(kept);
    QFile file(folder.pathOf(*kept));
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("half a");
    file.close();
    CHECK(folder.read(*kept).error().kind == Error::Kind::Storage);
    REQUIRE(folder.keep("picture"));
    CHECK(folder.read(*kept).value() == "picture");
}

TEST_CASE("A folder that cannot be written says so and leaves nothing behind", "[core]")
{
    const QTemporaryDir home;
    const QString path = home.filePath(u"media"_s);
    QFile inTheWay(path);
    REQUIRE(inTheWay.open(QIODevice::WriteOnly));
    const auto kept = MediaFolder(path).keep("picture");
    REQUIRE_FALSE(kept);
    CHECK(kept.error().kind == Error::Kind::Storage);
    CHECK_FALSE(kept.error().context.contains(home.path()));
}

TEST_CASE("A file that may not grow is told and leaves nothing half written", "[core]")
{
    const QTemporaryDir home;
    const MediaFolder folder(home.path());
    struct rlimit before = {};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small = {1'000, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto kept = folder.keep(QByteArray(5'000, 'x'));
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, oldHandler);
    REQUIRE_FALSE(kept);
    CHECK(filesIn(home.path()).isEmpty());
}

TEST_CASE("Child that keeps files until it is killed", "[.child]")
{
    const QString path = qEnvironmentVariable(kFolderVariable);
    if (path.isEmpty())
        return;
    const MediaFolder folder(path);
    for (int i = 0;; ++i) {
        const auto kept = folder.keep(QByteArray(200'000, char('a' + i % 26)) + QByteArray::number(i));
        REQUIRE(kept);
        std::printf("kept %s\n", kept->toHex().constData());
        std::fflush(stdout);
    }
}

TEST_CASE("A kill at any instant leaves whole files only", "[core][slow]")
{
    const QTemporaryDir home;
    const MediaFolder folder(home.path());
    for (int round = 0; round < 6; ++round) {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(kFolderVariable), home.path());
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {u"Child that keeps files until it is killed"_s});
        REQUIRE(child.waitForStarted());
        QByteArray told;
        while (told.count("kept") < 2 + round)
            told += child.waitForReadyRead(30'000) ? child.readAllStandardOutput() : QByteArray("kept kept kept kept");
        child.kill();
        REQUIRE(child.waitForFinished());
        for (const QByteArray &line : told.split('\n')) {
            if (line.startsWith("kept ") && line.size() == 5 + 64)
                CHECK(folder.read(QByteArray::fromHex(line.mid(5))));
        }
        folder.removeUnfinished();
        for (const QString &file : filesIn(home.path())) {
            const QString name = QFileInfo(file).dir().dirName() + QFileInfo(file).fileName();
            CHECK(folder.read(QByteArray::fromHex(name.toLatin1())));
        }
    }
}
