// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matchercompiler.h"
#include "detection/rulecheck.h"
#include "detection/testlexicons.h"
#include "support/catch.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

using namespace atalaia;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kProgram = QStringLiteral(ATALAIA_RULECHECK);

QString scriptIn(const QTemporaryDir &folder, const QByteArray &commands)
{
    QFile file(folder.filePath(u"program.sh"_s));
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("#!/bin/sh\n" + commands + '\n');
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

/// Costs Hyperscan many seconds. readTermRegex() would never hand it out.
CheckedRegex monster()
{
    QStringList parts;
    for (char16_t c = u'a'; c <= u'p'; ++c)
        parts.append(u"%1.{%2,%3}%4"_s.arg(QChar(c)).arg(400 + c).arg(1'000 + c).arg(QChar(c).toUpper()));
    return {u"abc"_s, parts.join(u'|')};
}

const CheckedRegex kPlain{u"ab+c"_s, u"ab+c"_s};

} // namespace

TEST_CASE("A child process tells which regexes serve", "[core]")
{
    const QTemporaryDir folder;
    const RuleCheck check(kProgram, folder.path());
    const auto verdicts = check.check(
            {kPlain, {u"ab+c"_s, {}}, {u"çã\u0000\n\""_s, u"çã"_s}, {u"a"_s, u"a{40000}"_s}, {u"(a"_s, u"a"_s}});
    REQUIRE(verdicts.size() == 5);
    CHECK(verdicts[0] == RegexVerdict{{}, true});
    CHECK(verdicts[1] == RegexVerdict{{}, false});
    CHECK(verdicts[2].refusal.isEmpty());
    CHECK(verdicts[3] == RegexVerdict{{}, false});
    CHECK(verdicts[4] == RegexVerdict{u"regex is not well formed"_s, false});
}

TEST_CASE("A regex that is too much is refused and the others are taken", "[core]")
{
    const QTemporaryDir folder;
    const RuleCheck check(kProgram, folder.path());
    QElapsedTimer timer;
    timer.start();
    const auto verdicts = check.check({kPlain, monster(), kPlain});
    CHECK(timer.elapsed() < 20'000);
    REQUIRE(verdicts.size() == 3);
    CHECK(verdicts[0] == RegexVerdict{{}, true});
    CHECK(verdicts[1].refusal.startsWith(u"regex "));
    CHECK(verdicts[2] == RegexVerdict{{}, true});
}

TEST_CASE("A child that hangs is killed at the deadline and asked again next time", "[core]")
{
    const QTemporaryDir folder;
    const QByteArray greeting = QByteArray("echo ") + RuleCheck::kGreeting + '\n';
    const QString program = scriptIn(folder, greeting + "exec tail -f /dev/null");
    const RuleCheck hanging(program, folder.path(), 200ms);
    QElapsedTimer timer;
    timer.start();
    const auto verdicts = hanging.check({kPlain});
    CHECK(timer.elapsed() >= 200);
    CHECK(timer.elapsed() < 10'000);
    CHECK(verdicts[0].refusal == u"regex takes longer than 200 ms to compile"_s);
    CHECK(RuleCheck(kProgram, folder.path()).check({kPlain})[0] == RegexVerdict{{}, true});
}

TEST_CASE("What kills the child twice is refused and remembered", "[core]")
{
    const QTemporaryDir folder;
    const QByteArray greeting = QByteArray("echo ") + RuleCheck::kGreeting + '\n';
    const QByteArray answer = "echo '{\"accepted\":true,\"filterable\":true}'\n";
    // Answers one and dies of the next.
    const QString program =
            scriptIn(folder, "echo x >> " + QFile::encodeName(folder.filePath(u"runs"_s)) + '\n' + greeting
                                     + "read line\ncase \"$line\" in *deadly*) kill -9 $$;; esac\n" + answer
                                     + "read line\ncase \"$line\" in *deadly*) kill -9 $$;; esac\n" + answer);
    const CheckedRegex deadly{u"deadly"_s, u"deadly"_s};
    const auto runs = [&folder] {
        QFile file(folder.filePath(u"runs"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
    };
    const RuleCheck check(program, folder.path());
    const auto verdicts = check.check({kPlain, deadly, {u"abc"_s, {}}});
    CHECK(verdicts[0] == RegexVerdict{{}, true});
    CHECK(verdicts[1].refusal == u"regex costs too much to compile"_s);
    CHECK(verdicts[2].refusal.isEmpty());
    CHECK(runs() == 3);
    CHECK(check.check({kPlain, deadly}) == std::vector{verdicts[0], verdicts[1]});
    CHECK(runs() == 3);
}

TEST_CASE("Verdicts are remembered by the whole regex", "[core]")
{
    const QTemporaryDir folder;
    const auto first = RuleCheck(kProgram, folder.path()).check({kPlain, {u"(a"_s, u"a"_s}});
    // Without a program only what is remembered is known.
    const RuleCheck blind(folder.filePath(u"missing"_s), folder.path());
    CHECK(blind.check({kPlain, {u"(a"_s, u"a"_s}}) == first);
    CHECK(blind.check({{u"(a"_s, u"b"_s}})[0].refusal.isEmpty());

    const QString path = folder.filePath(u"regexes.verdicts"_s);
    CHECK((QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther)) == QFile::Permissions());
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    file.seek(0);
    file.write(bytes);
    file.close();
    CHECK(blind.check({{u"(a"_s, u"a"_s}})[0].refusal.isEmpty()); // forgotten, and no harm done
}

TEST_CASE("Without the program regexes are taken as they were read", "[core]")
{
    const QTemporaryDir folder;
    const QVector<Lexicon> lexicons = {
            lexiconOf({termOf(u"ab+c"_s, TermKind::Regex), termOf(u"(a+)+$"_s, TermKind::Regex)})};
    for (const QString &program : {folder.filePath(u"missing"_s), scriptIn(folder, "exit 127"), u"/bin/true"_s}) {
        const auto compiled =
                Matcher::compile(lexicons, {nullptr, std::make_shared<RuleCheck>(program, folder.path())});
        REQUIRE(compiled);
        CHECK(compiled->matcher->termCount() == 1);
        CHECK(compiled->refused.size() == 1);
    }
}

TEST_CASE("A refused regex is named by its line and the others live", "[core]")
{
    const QTemporaryDir folder;
    const QByteArray greeting = QByteArray("echo ") + RuleCheck::kGreeting + '\n';
    const QString program =
            scriptIn(folder, greeting
                                     + "while read line; do case \"$line\" in\n"
                                       "*caro*) echo '{\"accepted\":false,\"reason\":\"too dear\"}';;\n"
                                       "*) echo '{\"accepted\":true,\"filterable\":false}';; esac; done");
    const MatchingEngine engine = GENERATE(MatchingEngine::Hyperscan, MatchingEngine::Fallback);
    const QVector<Lexicon> lexicons = {lexiconOf({termOf(u"bom"_s), termOf(u"ca?ro+"_s, TermKind::Regex),
                                                  termOf(u"caro+"_s, TermKind::Regex), termOf(u""_s)})};
    const auto compiled =
            MatcherCompiler::compile(lexicons, engine, {nullptr, std::make_shared<RuleCheck>(program, folder.path())});
    REQUIRE(compiled);
    REQUIRE(compiled->refused.size() == 2);
    CHECK(compiled->refused[0].line == 3);
    CHECK(compiled->refused[0].reason == u"too dear"_s);
    CHECK(compiled->refused[1].line == 4);
    const auto scratch = compiled->matcher->makeScratch();
    CHECK(compiled->matcher->scan(u"bom e caroo"_s, Author::Agent, *scratch).size() == 2);
}

TEST_CASE("The program takes every regex that is shipped", "[core]")
{
    const QTemporaryDir folder;
    const auto ruleCheck = std::make_shared<RuleCheck>(kProgram, folder.path());
    const auto compiled = Matcher::compile(shippedLexicons(), {nullptr, ruleCheck});
    REQUIRE(compiled);
    CHECK(compiled->refused.isEmpty());
    CHECK(compiled->matcher->termCount() == 1017);
}
