// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matchercache.h"
#include "detection/matchercompiler.h"
#include "detection/testlexicons.h"
#include "support/catch.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <sys/resource.h>

#include <csignal>
#endif

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QVector<Lexicon> someLexicons(const QString &word = u"propina"_s)
{
    return {lexiconOf({termOf(word), termOf(u"gost"_s, TermKind::Prefix), termOf(u"\\bpix \\d+"_s, TermKind::Regex),
                       termOf(u"(?<=a)b"_s, TermKind::Regex)})};
}

/// Compiles with a cache in `folder` and makes sure that the set works whatever lies there.
void compileAndScan(const QString &folder, const QVector<Lexicon> &lexicons = someLexicons())
{
    const MatcherAids aids{std::make_shared<MatcherCache>(folder), nullptr};
    const auto compiled = MatcherCompiler::compile(lexicons, MatchingEngine::Hyperscan, aids);
    REQUIRE(compiled);
    CHECK(compiled->refused.isEmpty());
    const auto scratch = compiled->matcher->makeScratch();
    const QString text = lexicons.first().terms.first().text + u" gostosa pix 50 ab"_s;
    CHECK(compiled->matcher->scan(text, Author::Agent, *scratch).size() == 4);
}

QFileInfoList entries(const QString &folder)
{
    return QDir(folder).entryInfoList(QDir::Files | QDir::Hidden, QDir::Name);
}

QByteArray contentOf(const QFileInfo &entry)
{
    QFile file(entry.filePath());
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

void overwrite(const QFileInfo &entry, const QByteArray &bytes)
{
    QFile file(entry.filePath());
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    REQUIRE(file.write(bytes) == bytes.size());
}

DatabaseRecipe recipeOf(const QByteArrayList &words)
{
    DatabaseRecipe recipe{true, 0, {words.begin(), words.end()}, {}};
    for (qsizetype i = 0; i < words.size(); ++i)
        recipe.ids.push_back(unsigned(i));
    return recipe;
}

} // namespace

TEST_CASE("Compiled databases are kept for this user and found again", "[core]")
{
    const QTemporaryDir parent;
    const QString folder = parent.filePath(u"cache/databases"_s);
    compileAndScan(folder);
    REQUIRE(entries(folder).size() == 2); // phrases and regexes
    CHECK(QFileInfo(folder).permissions().testFlag(QFile::ReadGroup) == false);
    for (const QFileInfo &file : entries(folder)) {
        CHECK((file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther))
              == QFile::Permissions());
    }
    const QByteArray phrases = contentOf(entries(folder).first());
    compileAndScan(folder);
    CHECK(entries(folder).size() == 2);
    CHECK(contentOf(entries(folder).first()) == phrases);
    compileAndScan(folder, someLexicons(u"suborno"_s));
    CHECK(entries(folder).size() == 3); // other phrases, the same regexes
}

TEST_CASE("A kept database is used and not compiled again", "[core]")
{
    const QTemporaryDir folder;
    const MatcherCache cache(folder.path());
    const DatabaseRecipe recipe = recipeOf({"um", "dois"});
    CHECK_FALSE(cache.find(recipe));
    cache.add(recipe, {ownedDatabase(nullptr), {1}});
    const auto found = cache.find(recipe);
    REQUIRE(found);
    CHECK(found->database == nullptr);
    CHECK(found->leftOut == std::vector<unsigned>{1});

    CHECK_FALSE(cache.find(recipeOf({"um", "dois", "tres"})));
    CHECK_FALSE(cache.find(recipeOf({"dois", "um"})));
    CHECK_FALSE(cache.find(recipeOf({"umd", "ois"})));
    DatabaseRecipe other = recipe;
    other.flags = 1;
    CHECK_FALSE(cache.find(other));
    other = recipe;
    other.isLiteral = false;
    CHECK_FALSE(cache.find(other));
    other = recipe;
    other.ids = {0, 7};
    CHECK_FALSE(cache.find(other));
}

TEST_CASE("What is wrong with a kept database only costs a compile", "[core]")
{
    const QTemporaryDir folder;
    compileAndScan(folder.path());
    const QFileInfoList files = entries(folder.path());
    REQUIRE(files.size() == 2);
    const QByteArray phrases = contentOf(files[0]);
    const QByteArray regexes = contentOf(files[1]);

    QVector<QPair<QByteArray, QByteArray>> damages = {
            {{}, {}},
            {regexes, phrases}, // sound, but of another recipe
            {phrases + 'x', regexes + 'x'},
            {QByteArray(1'000, 'x'), QByteArray(100'000, '\0')},
    };
    for (const qsizetype kept : {1, 17, 20, 40, 60, 100, 200, 1'000, 4'000})
        damages.append({phrases.left(kept), regexes.left(kept)});
    for (qsizetype at = 0; at < phrases.size(); at += 1 + phrases.size() / 60) {
        QByteArray first = phrases;
        QByteArray second = regexes;
        first[at] = char(first[at] ^ 0x10);
        second[at % second.size()] = char(second[at % second.size()] ^ 0x40);
        damages.append({first, second});
    }
    for (const auto &[first, second] : std::as_const(damages)) {
        CAPTURE(damages.indexOf({first, second}));
        overwrite(files[0], first);
        overwrite(files[1], second);
        compileAndScan(folder.path());
        CHECK(contentOf(files[0]) != first); // compiled and written again
        CHECK(contentOf(files[1]) != second);
    }
}

TEST_CASE("A kept database that others could have written is not used", "[core]")
{
    const QTemporaryDir folder;
    const MatcherCache cache(folder.path());
    const DatabaseRecipe recipe = recipeOf({"um"});
    cache.add(recipe, {ownedDatabase(nullptr), {0}});
    REQUIRE(cache.find(recipe));
    const QString path = entries(folder.path()).first().filePath();
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::WriteOther);
    CHECK_FALSE(cache.find(recipe));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    REQUIRE(cache.find(recipe));

    const QString elsewhere = folder.filePath(u"elsewhere"_s);
    REQUIRE(QFile::rename(path, elsewhere));
    REQUIRE(QFile::link(elsewhere, path));
    CHECK_FALSE(cache.find(recipe));
}

TEST_CASE("Databases that nobody used for thirty days go", "[core]")
{
    const QTemporaryDir folder;
    const MatcherCache cache(folder.path());
    const auto age = [](const QString &path, int days) {
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadWrite));
        REQUIRE(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-days), QFileDevice::FileModificationTime));
    };
    cache.add(recipeOf({"um"}), {ownedDatabase(nullptr), {0}});
    const QString unused = entries(folder.path()).first().filePath();
    const QString leftBehind = unused + u".k3jd72"_s;
    const QString stranger = folder.filePath(u"notes.txt"_s);
    REQUIRE(QFile::copy(unused, leftBehind));
    REQUIRE(QFile::copy(unused, stranger));
    age(unused, 29);
    cache.add(recipeOf({"dois"}), {ownedDatabase(nullptr), {0}});
    CHECK(QFile::exists(unused));
    for (const QString &path : {unused, leftBehind, stranger})
        age(path, 31);
    REQUIRE(cache.find(recipeOf({"um"}))); // used again
    cache.add(recipeOf({"tres"}), {ownedDatabase(nullptr), {0}});
    CHECK(QFile::exists(unused));
    CHECK_FALSE(QFile::exists(leftBehind));
    age(unused, 31);
    cache.add(recipeOf({"quatro"}), {ownedDatabase(nullptr), {0}});
    CHECK_FALSE(QFile::exists(unused));
    CHECK(QFile::exists(stranger));
}

TEST_CASE("A folder that cannot be written costs nothing but the cache", "[core]")
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    compileAndScan(file.fileName());
    compileAndScan(u"/proc/self/nothing"_s);
    compileAndScan(QString());

    const QString sealed = folder.filePath(u"sealed"_s);
    REQUIRE(QDir().mkpath(sealed));
    QFile::setPermissions(sealed, QFile::ReadOwner | QFile::ExeOwner);
    compileAndScan(sealed);
    QFile::setPermissions(sealed, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

#ifdef Q_OS_UNIX
TEST_CASE("A full disk leaves no half of a database", "[core]")
{
    const QTemporaryDir folder;
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{2'000, before.rlim_max}; // as on a disk that has no more
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    compileAndScan(folder.path());
    REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, handler);
    for (const QFileInfo &entry : entries(folder.path()))
        CHECK(entry.size() < 2'000); // a whole one
    compileAndScan(folder.path());
    CHECK(entries(folder.path()).size() == 2);
}
#endif
