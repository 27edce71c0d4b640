// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the program as a script does: exit status, standard output.
#include "base/systemuser.h"
#include "store/storethread.h"
#include "store/textcodec.h"
#include "support/catch.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    int status = -1;
    QByteArray output;
    QByteArray messages;

    [[nodiscard]] QVector<QJsonObject> objects() const
    {
        QVector<QJsonObject> list;
        const QByteArrayList lines = output.split('\n');
        for (const QByteArray &line : lines) {
            if (!line.isEmpty())
                list.append(QJsonDocument::fromJson(line).object());
        }
        return list;
    }
};

Answer run(const QStringList &arguments)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"USER"_s, u"somebody else"_s);
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(ATALAIA_CTL), arguments);
    REQUIRE(program.waitForFinished(60'000));
    REQUIRE(program.exitStatus() == QProcess::NormalExit);
    return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
}

class Scene
{
public:
    Scene()
    {
        REQUIRE(m_folder.isValid());
        StoreThread store(storePath(), Database::Access::ReadWrite, m_codec);
        REQUIRE(store.open().result().has_value());
    }
    [[nodiscard]] QString storePath() const { return m_folder.filePath(u"atalaia.db"_s); }
    [[nodiscard]] QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
        return file.fileName();
    }
    [[nodiscard]] Answer lexicon(const QStringList &arguments) const
    {
        return run(QStringList{u"--store"_s, storePath(), u"lexicon"_s} + arguments);
    }

private:
    QTemporaryDir m_folder;
    PlainTextCodec m_codec;
};

} // namespace

TEST_CASE("lexicon check writes a line for each line and a summary", "[core]")
{
    const Scene scene;
    const QString bad = scene.write(u"bad.csv"_s, "termo;severidade\nsenha;4\nSENHA;4\nzap;nove\n");
    const Answer answer = run({u"lexicon"_s, u"check"_s, bad});
    CHECK(answer.status == 1);
    const auto lines = answer.objects();
    REQUIRE(lines.size() == 4);
    CHECK(lines[0]
          == QJsonObject{{u"line"_s, 2},
                         {u"status"_s, u"ok"_s},
                         {u"code"_s, QString()},
                         {u"term"_s, u"senha"_s},
                         {u"detail"_s, QString()}});
    CHECK(lines[1][u"status"_s] == u"warning"_s);
    CHECK(lines[1][u"code"_s] == u"duplicate-after-folding"_s);
    CHECK(lines[1][u"detail"_s] == u"line 2"_s);
    CHECK(lines[2][u"status"_s] == u"error"_s);
    CHECK(lines[2][u"code"_s] == u"invalid-severity"_s);
    const QJsonObject summary = lines[3][u"summary"_s].toObject();
    CHECK(summary[u"ok"_s] == 1);
    CHECK(summary[u"warnings"_s] == 1);
    CHECK(summary[u"errors"_s] == 1);
    CHECK(summary[u"encoding"_s] == u"utf-8"_s);
    CHECK(summary[u"delimiter"_s] == u";"_s);

    const QString good = scene.write(u"good.txt"_s, "senha\nprocon\n");
    CHECK(run({u"lexicon"_s, u"check"_s, good}).status == 0);
    CHECK(run({u"lexicon"_s, u"check"_s, bad, u"--format"_s, u"txt"_s}).status == 0);
    const Answer forced = run({u"lexicon"_s, u"check"_s, good, u"--encoding"_s, u"cp1252"_s});
    CHECK(forced.objects().last()[u"summary"_s].toObject()[u"encoding"_s] == u"windows-1252"_s);
}

TEST_CASE("wrong use and unreadable input exit with 2 and a missing store with 3", "[core]")
{
    const Scene scene;
    const QString list = scene.write(u"list.txt"_s, "senha\n");
    const QString noise = scene.write(u"noise.txt"_s, QByteArray(64, '\0') + "abc");
    CHECK(run({}).status == 2);
    CHECK(run({u"lexicon"_s}).status == 2);
    CHECK(run({u"lexicon"_s, u"check"_s}).status == 2);
    CHECK(run({u"lexicon"_s, u"check"_s, u"/nowhere/list.csv"_s}).status == 2);
    CHECK(run({u"lexicon"_s, u"check"_s, noise}).status == 2);
    CHECK(run({u"lexicon"_s, u"check"_s, list, u"--encoding"_s, u"klingon"_s}).status == 2);
    CHECK(run({u"lexicon"_s, u"import"_s, list}).status == 2);
    CHECK(run({u"lexicon"_s, u"list"_s, u"--profile"_s, u"../other"_s}).status == 2);
    CHECK(run({u"lexicon"_s, u"list"_s, u"--store"_s, u"/nowhere/atalaia.db"_s}).status == 3);
    CHECK(run({u"lexicon"_s, u"import"_s, list, u"--into"_s, u"a"_s, u"--store"_s, u"/nowhere/a.db"_s}).status == 3);
    CHECK(scene.lexicon({u"export"_s, u"nothing"_s}).status == 2);
    for (const QString &command : {u"check"_s, u"import"_s, u"list"_s, u"export"_s, u"diff"_s, u"rollback"_s}) {
        const Answer help = run({u"lexicon"_s, command, u"--help"_s});
        CHECK(help.status == 0);
        CHECK(help.output.startsWith("Usage: atalaiactl lexicon " + command.toUtf8()));
    }
}

TEST_CASE("a list is imported and exported and rolled back from the command line", "[core]")
{
    const Scene scene;
    const QString first = scene.write(u"first.csv"_s, "term,severity\nsenha,4\nprocon,3\n");
    const QString second = scene.write(u"second.csv"_s, "term,severity\nsenha,4\nzap,nove\n");

    const Answer draft = scene.lexicon({u"import"_s, first, u"--into"_s, u"bank"_s});
    CHECK(draft.status == 0);
    CHECK(draft.objects().last()[u"state"_s] == u"draft"_s);
    CHECK(scene.lexicon({u"list"_s}).objects().value(0)[u"live_version"_s] == 0);
    CHECK(scene.lexicon({u"list"_s}).objects().value(0)[u"imported_by"_s] == operatingSystemUser());
    CHECK(scene.lexicon({u"rollback"_s, u"bank"_s, u"1"_s}).status == 0);
    CHECK(scene.lexicon({u"list"_s}).objects().value(0)[u"live_terms"_s] == 2);

    CHECK(scene.lexicon({u"import"_s, second, u"--into"_s, u"bank"_s, u"--state"_s, u"live"_s}).status == 1);
    CHECK(scene.lexicon({u"list"_s}).objects().value(0)[u"version"_s] == 1);
    const Answer live =
            scene.lexicon({u"import"_s, second, u"--into"_s, u"bank"_s, u"--state"_s, u"live"_s, u"--skip-errors"_s});
    CHECK(live.status == 0);
    CHECK(live.objects().last()[u"version"_s] == 2);
    CHECK(scene.lexicon({u"list"_s}).objects().value(0)[u"live_version"_s] == 2);

    CHECK(scene.lexicon({u"rollback"_s, u"bank"_s, u"1"_s}).status == 0);
    CHECK(scene.lexicon({u"list"_s}).objects().value(0)[u"live_version"_s] == 1);
    CHECK(scene.lexicon({u"rollback"_s, u"bank"_s, u"7"_s}).status == 2);

    const Answer csv = scene.lexicon({u"export"_s, u"bank"_s, u"--version"_s, u"1"_s});
    CHECK(csv.status == 0);
    CHECK(csv.output.contains("\"procon\",\"literal\""));
    const Answer back = run({u"lexicon"_s, u"check"_s, scene.write(u"back.csv"_s, csv.output)});
    CHECK(back.status == 0);
    CHECK(back.objects().last()[u"summary"_s].toObject()[u"encoding"_s] == u"utf-8-bom"_s);
}

TEST_CASE("two versions of a list are compared term by term", "[core]")
{
    const Scene scene;
    const QString first = scene.write(u"first.csv"_s, "term,severity\nsenha,4\nprocon,3\nigual,2\n");
    const QString second = scene.write(u"second.csv"_s, "term,severity\nigual,2\nsenha,5\nzap,3\n");
    REQUIRE(scene.lexicon({u"import"_s, first, u"--into"_s, u"bank"_s}).status == 0);
    REQUIRE(scene.lexicon({u"import"_s, second, u"--into"_s, u"bank"_s}).status == 0);

    const Answer answer = scene.lexicon({u"diff"_s, u"bank"_s, u"1"_s, u"2"_s});
    CHECK(answer.status == 0);
    const auto changes = answer.objects();
    REQUIRE(changes.size() == 3);
    CHECK(changes[0][u"change"_s] == u"removed"_s);
    CHECK(changes[0][u"term"_s] == u"procon"_s);
    CHECK(changes[1][u"change"_s] == u"changed"_s);
    CHECK(changes[1][u"term"_s] == u"senha"_s);
    CHECK(changes[1][u"severity"_s] == 5);
    CHECK(changes[1][u"before"_s].toObject()[u"severity"_s] == 4);
    CHECK(changes[2][u"change"_s] == u"added"_s);
    CHECK(changes[2][u"term"_s] == u"zap"_s);
    CHECK(changes[2][u"kind"_s] == u"literal"_s);
    CHECK(scene.lexicon({u"diff"_s, u"bank"_s, u"2"_s, u"2"_s}).output.isEmpty());
    CHECK(scene.lexicon({u"diff"_s, u"bank"_s, u"1"_s, u"9"_s}).status == 2);
    CHECK(scene.lexicon({u"diff"_s, u"bank"_s, u"1"_s, u"two"_s}).status == 2);
}
