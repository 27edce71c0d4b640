// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the program as a script does: exit status, standard output.
#include "support/catch.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    int status = -1;
    QByteArray output;

    [[nodiscard]] QVector<QJsonObject> objects() const
    {
        QVector<QJsonObject> list;
        for (const QByteArray &line : output.split('\n')) {
            if (!line.isEmpty())
                list.append(QJsonDocument::fromJson(line).object());
        }
        return list;
    }
    [[nodiscard]] QJsonObject summary() const { return objects().value(objects().size() - 1)[u"summary"_s].toObject(); }
};

Answer policy(const QStringList &arguments)
{
    QProcess program;
    // Not the user's cache: that of QStandardPaths in test mode.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CACHE_HOME"_s, QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation));
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(ATALAIA_CTL), QStringList{u"policy"_s} + arguments);
    REQUIRE(program.waitForFinished(60'000));
    REQUIRE(program.exitStatus() == QProcess::NormalExit);
    return {program.exitCode(), program.readAllStandardOutput()};
}

class Folder
{
public:
    Folder() { REQUIRE(m_folder.isValid()); }
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
        return file.fileName();
    }

private:
    QTemporaryDir m_folder;
};

const QByteArray kGood = R"(policy: sample
version: 1
title: A sample
lists:
  sample_secret: {any: [senha]}
rules:
  - id: asks
    category: secrets
    when: "@sample_secret"
    match: me passa a senha
    no_match: me passa o garfo
)";

} // namespace

TEST_CASE("policy check is silent but for the summary about a good file", "[core]")
{
    const Folder folder;
    const Answer answer = policy({u"check"_s, u"--alone"_s, folder.write(u"good.yaml"_s, kGood)});
    CHECK(answer.status == 0);
    CHECK(answer.objects().size() == 1);
    CHECK(answer.summary()
          == QJsonObject{{u"files"_s, 1}, {u"rules"_s, 1}, {u"lists"_s, 1}, {u"errors"_s, 0}, {u"warnings"_s, 0}});
}

TEST_CASE("policy check writes a line for each problem in the order of the files", "[core]")
{
    const Folder folder;
    const QString good = folder.write(u"b-good.yaml"_s, kGood);
    const QString bad = folder.write(
            u"a-bad.yaml"_s,
            "policy: other\nversion: 1\ntitle: t\nrules:\n  - id: one\n    catgory: x\n    when: '\"a\" AND'\n");
    const Answer answer = policy({u"check"_s, u"--alone"_s, folder.path()});
    CHECK(answer.status == 1);
    const auto lines = answer.objects();
    REQUIRE(lines.size() >= 3);
    CHECK(lines[0]
          == QJsonObject{{u"file"_s, bad},
                         {u"line"_s, 5},
                         {u"column"_s, 5},
                         {u"rule"_s, u"one"_s},
                         {u"severity"_s, u"error"_s},
                         {u"reason"_s, u"a rule needs 'category'"_s}});
    CHECK(lines[1][u"reason"_s] == u"unknown key 'catgory', did you mean 'category'?"_s);
    CHECK(lines[1][u"line"_s] == 6);
    CHECK(answer.summary()[u"files"_s] == 2);
    CHECK(answer.summary()[u"errors"_s] == lines.size() - 1);
    CHECK(policy({u"check"_s, u"--alone"_s, good}).status == 0);
}

TEST_CASE("policy check warns of a rule without an example", "[core]")
{
    const Folder folder;
    QByteArray bare = kGood;
    bare.replace("    match: me passa a senha\n", "");
    const Answer answer = policy({u"check"_s, u"--alone"_s, folder.write(u"bare.yaml"_s, bare)});
    CHECK(answer.status == 0);
    REQUIRE(answer.objects().size() == 2);
    CHECK(answer.objects()[0][u"severity"_s] == u"warning"_s);
    CHECK(answer.objects()[0][u"line"_s] == 7);
    CHECK(answer.summary()[u"warnings"_s] == 1);
}

TEST_CASE("policy check sees files together", "[core]")
{
    const Folder folder;
    const QString lists = folder.write(u"lists.yaml"_s,
                                       "policy: lists\nversion: 1\ntitle: t\nlists: {sample_base: {any: [senha]}}\n");
    QByteArray user = kGood;
    user.replace("{any: [senha]}", "{include: sample_base}");
    const QString file = folder.write(u"user.yaml"_s, user);
    CHECK(policy({u"check"_s, u"--alone"_s, file, lists}).status == 0);
    const Answer alone = policy({u"check"_s, u"--alone"_s, file});
    CHECK(alone.status == 1);
    CHECK(alone.objects().value(0)[u"reason"_s]
          == u"list 'sample_secret' includes 'sample_base', which is not there"_s);
    CHECK(alone.objects().value(0)[u"file"_s] == file);

    QByteArray twice = kGood;
    twice.replace("policy: sample", "policy: second");
    const QString other = folder.write(u"second.yaml"_s, twice);
    const Answer both = policy({u"check"_s, u"--alone"_s, folder.write(u"good.yaml"_s, kGood), other});
    CHECK(both.status == 1);
    CHECK(both.objects().value(0)[u"reason"_s] == u"list 'sample_secret' is in policy 'sample' too"_s);
    CHECK(both.objects().value(0)[u"file"_s] == other);
}

TEST_CASE("a file replaces the shipped policy of its name and may not take the lists of others", "[core]")
{
    const Folder folder;
    QJsonObject shipped;
    for (const QJsonObject &line : policy({u"list"_s}).objects()) {
        if (line[u"lists"_s].toInt() > 0)
            shipped = line;
    }
    QFile original(QStringLiteral(ATALAIA_POLICIES "/") + shipped[u"file"_s].toString());
    REQUIRE(original.open(QIODevice::ReadOnly));
    QByteArray bytes = original.readAll();
    CHECK(policy({u"check"_s, folder.write(u"new.yaml"_s, bytes)}).status == 0);

    bytes.replace("policy: " + shipped[u"policy"_s].toString().toUtf8() + "\n", "policy: a-copy\n");
    const QString copy = folder.write(u"copy.yaml"_s, bytes);
    const Answer answer = policy({u"check"_s, copy});
    CHECK(answer.status == 1);
    CHECK(answer.objects().value(0)[u"file"_s] == copy);
}

TEST_CASE("the shipped policies pass their own check", "[core]")
{
    const Answer together = policy({u"check"_s, u"--alone"_s, QStringLiteral(ATALAIA_POLICIES)});
    INFO(together.output.toStdString());
    CHECK(together.status == 0);
    const Answer list = policy({u"list"_s});
    CHECK(list.status == 0);
    REQUIRE_FALSE(list.objects().isEmpty());
    CHECK(list.objects().size() == together.summary()[u"files"_s].toInt());
    for (const QJsonObject &line : list.objects()) {
        CHECK_FALSE(line[u"policy"_s].toString().isEmpty());
        // What only lights lamps or is measured opens no flag.
        const QString policy = line[u"policy"_s].toString();
        const bool isBackground = policy == u"lamps"_s || policy == u"measures"_s || policy == u"quiet-time"_s;
        CHECK(line[u"state"_s].toString() == (isBackground ? u"background"_s : u"live"_s));
    }
}

TEST_CASE("wrong use of the policy commands exits with 2", "[core]")
{
    const Folder folder;
    CHECK(policy({}).status == 2);
    CHECK(policy({u"check"_s}).status == 2);
    CHECK(policy({u"check"_s, u"/nowhere/policy.yaml"_s}).status == 2);
    CHECK(policy({u"list"_s, u"one"_s}).status == 2);
    for (const QString &command : {u"check"_s, u"list"_s}) {
        const Answer help = policy({command, u"--help"_s});
        CHECK(help.status == 0);
        CHECK(help.output.startsWith("Usage: atalaiactl policy " + command.toUtf8()));
    }
}
