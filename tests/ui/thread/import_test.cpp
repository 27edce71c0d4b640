// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/importdialog.h"
#include "models/importmodel.h"
#include "support/catch.h"
#include "text/importwords.h"
#include "text/safetext.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

ImportLine importLine(int line, LineVerdict verdict, const QString &code, const QString &term)
{
    ImportLine made;
    made.line = line;
    made.verdict = verdict;
    made.code = code;
    made.raw = term;
    made.term.text = term;
    made.term.category = u"insult"_s;
    return made;
}

ImportPreview samplePreview()
{
    ImportPreview preview;
    preview.delimiter = u';';
    preview.encoding = TextEncoding::Windows1252;
    preview.lines = {importLine(2, LineVerdict::Ok, {}, u"caloteiro"_s),
                     importLine(3, LineVerdict::Warning, u"short-term"_s, u"ei"_s),
                     importLine(4, LineVerdict::Error, u"invalid-regex"_s, u"(("_s),
                     importLine(5, LineVerdict::Skipped, u"duplicate-after-folding"_s, u"CALOTEIRO"_s)};
    preview.okCount = preview.warningCount = preview.errorCount = preview.skippedCount = 1;
    return preview;
}

template <typename T> QFuture<Result<T>> ready(const Result<T> &result)
{
    return QtFuture::makeReadyFuture(result);
}

/// A service that answers at once, and what it was asked.
struct FakeImport
{
    Result<ImportPreview> preview = samplePreview();
    Result<Lexicon> imported = Lexicon{{9}, u"conduct"_s, 4, true, u"a.csv"_s, {}, 0, QVector<Term>(2)};
    QVector<ImportOptions> options;
    QStringList importedNames;
    QVector<int> liveVersions;
    std::function<void(const QString &)> chosen;

    ImportCalls calls()
    {
        ImportCalls made;
        made.preview = [this](const QByteArray &, const QString &, const ImportOptions &asked) {
            options.append(asked);
            return ready(preview);
        };
        made.import = [this](const QString &name, const QVector<Term> &, const QString &) {
            importedNames.append(name);
            return ready(imported);
        };
        made.setLive = [this](const QString &, int version) {
            liveVersions.append(version);
            return ready(Result<>());
        };
        made.lexicons = [] {
            return ready(Result<QVector<Lexicon>>(QVector<Lexicon>{{{8}, u"conduct"_s, 3, true, {}, {}, 0, {}}}));
        };
        made.chooseFile = [this](QWidget *, std::function<void(const QString &)> then) { chosen = std::move(then); };
        return made;
    }
};

// Continuations with a context object arrive through the event loop.
void settle(const std::function<bool()> &isDone)
{
    REQUIRE(QTest::qWaitFor(isDone, 3'000));
}

struct Dialog
{
    Theme theme{ThemeMode::Light};
    FakeImport fake;
    ImportDialog dialog{theme, fake.calls()};
    QPushButton &button = *dialog.findChild<QPushButton *>(u"importButton"_s);
    QComboBox &name = *dialog.findChild<QComboBox *>(u"importName"_s);

    Dialog()
    {
        dialog.show();
        settle([this] { return name.count() > 0; });
    }

    QString label(const QString &objectName) { return dialog.findChild<QLabel *>(objectName)->text(); }

    void open()
    {
        dialog.openBytes("term\nx", u"palavras.csv"_s);
        settle([this] { return button.isEnabled(); });
    }
};

} // namespace

TEST_CASE("The import model filters to problems by itself", "[ui][model]")
{
    ImportModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setLines(samplePreview().lines);
    CHECK(model.rowCount() == 4);
    model.setOnlyProblems(true);
    REQUIRE(model.rowCount() == 2);
    CHECK(model.index(0, ImportModel::LineColumn).data().toString() == u"3"_s);
    CHECK(model.index(1, ImportModel::TermColumn).data().toString().isEmpty());
    CHECK(model.index(1, ImportModel::RawColumn).data().toString() == u"(("_s);
    CHECK(model.index(1, ImportModel::VerdictColumn).data(Qt::AccessibleTextRole).toString() == u"left out"_s);
    model.setLines({});
    CHECK(model.rowCount() == 0);
}

TEST_CASE("A code has a sentence and an unknown one falls back to its detail", "[ui]")
{
    ImportLine line;
    CHECK(importSentence(line).isEmpty());
    line.code = u"empty-term"_s;
    CHECK(importSentence(line) == u"There is no term in this line."_s);
    line.code = u"duplicate"_s;
    line.detail = u"line 3"_s;
    CHECK(importSentence(line).contains(isolated(u"line 3"_s)));
    line.code = u"from-the-future"_s;
    CHECK(importSentence(line) == u"line 3"_s);
    line.detail.clear();
    CHECK(importSentence(line) == u"from-the-future"_s);
}

TEST_CASE("A file is previewed and nothing is applied before import is pressed", "[ui]")
{
    Dialog d;
    CHECK_FALSE(d.button.isEnabled());
    d.open();
    CHECK(d.button.text() == u"Import 2 terms"_s);
    CHECK(d.label(u"importCounts"_s) == u"1 ok · 1 to look at · 1 left out · 1 skipped"_s);
    CHECK(d.dialog.findChild<QComboBox *>(u"importEncoding"_s)->currentText().contains(u"1252"_s));
    CHECK(d.dialog.findChild<QComboBox *>(u"importDelimiter"_s)->currentText().contains(u"semicolon"_s));
    CHECK(d.label(u"importSample"_s).contains(u"caloteiro"_s));
    CHECK(d.name.currentText() == u"palavras"_s);
    CHECK(d.fake.importedNames.isEmpty());

    d.dialog.findChild<QCheckBox *>(u"importOnlyProblems"_s)->click();
    CHECK(d.dialog.findChild<QTableView *>(u"importTable"_s)->model()->rowCount() == 2);
}

TEST_CASE("What was detected can be overridden", "[ui]")
{
    Dialog d;
    d.open();
    auto *encoding = d.dialog.findChild<QComboBox *>(u"importEncoding"_s);
    encoding->setCurrentIndex(encoding->findData(int(TextEncoding::Utf16LE)));
    emit encoding->activated(encoding->currentIndex());
    REQUIRE(d.fake.options.size() == 2);
    CHECK_FALSE(d.fake.options.at(0).encoding);
    CHECK(d.fake.options.at(1).encoding == TextEncoding::Utf16LE);
    CHECK_FALSE(d.fake.options.at(1).delimiter);
}

TEST_CASE("An import goes live and can be undone to the version before", "[ui]")
{
    Dialog d;
    d.open();
    d.name.setEditText(u"conduct"_s);
    d.button.click();
    auto *undo = d.dialog.findChild<QPushButton *>(u"importUndo"_s);
    settle([undo] { return undo->isVisible(); });
    CHECK(d.fake.importedNames == QStringList{u"conduct"_s});
    CHECK(d.label(u"importResultWords"_s).startsWith(u"Live: 2 terms"_s));
    CHECK_FALSE(d.button.isEnabled()); // not twice
    undo->click();
    settle([undo] { return !undo->isVisible(); });
    CHECK(d.fake.liveVersions == QVector<int>{3});
    CHECK(d.label(u"importResultWords"_s).startsWith(u"Taken back"_s));
}

TEST_CASE("A new list is undone to none", "[ui]")
{
    Dialog d;
    d.open();
    d.name.setEditText(u"outra"_s);
    d.button.click();
    auto *undo = d.dialog.findChild<QPushButton *>(u"importUndo"_s);
    settle([undo] { return undo->isVisible(); });
    undo->click();
    settle([&d] { return !d.fake.liveVersions.isEmpty(); });
    CHECK(d.fake.liveVersions == QVector<int>{0});
}

TEST_CASE("A failed import says that nothing changed", "[ui]")
{
    Dialog d;
    d.open();
    d.fake.imported = Error{Error::Kind::StorageFull, u"disk"_s};
    d.button.click();
    settle([&d] { return d.dialog.findChild<QWidget *>(u"importResult"_s)->isVisible(); });
    CHECK(d.label(u"importResultWords"_s).startsWith(u"Nothing was imported."_s));
    CHECK_FALSE(d.dialog.findChild<QPushButton *>(u"importUndo"_s)->isVisible());
    CHECK(d.button.isEnabled());
}

TEST_CASE("Empty huge and unreadable files are told apart", "[ui]")
{
    Dialog d;
    d.dialog.openBytes({}, u"a.csv"_s);
    CHECK(d.label(u"importFileError"_s) == u"This file is empty."_s);
    CHECK(d.fake.options.isEmpty());
    d.dialog.openBytes(QByteArray(LexiconImporter::kMaxFileBytes + 1, 'x'), u"a.csv"_s);
    CHECK(d.label(u"importFileError"_s).startsWith(u"This file is larger than"_s));
    CHECK(d.fake.options.isEmpty());
    d.fake.preview = Error{Error::Kind::InvalidInput, u"not text"_s};
    d.dialog.openBytes("\x7F\x45\x4C\x46", u"a.csv"_s);
    settle([&d] { return d.label(u"importFileError"_s).startsWith(u"This is not a list"_s); });
    CHECK(d.label(u"importFileError"_s).contains(u"not text"_s));
    CHECK_FALSE(d.button.isEnabled());
    d.dialog.openFile(u"/nowhere/a.csv"_s);
    settle([&d] { return d.label(u"importFileError"_s).contains(u"could not be read"_s); });
}

TEST_CASE("The chooser is asked and its file is read", "[ui]")
{
    Dialog d;
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"lista.txt"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("caloteiro\n");
    file.close();
    d.dialog.findChild<QPushButton *>(u"importChoose"_s)->click();
    REQUIRE(d.fake.chosen);
    d.fake.chosen(path);
    settle([&d] { return d.button.isEnabled(); });
    CHECK(d.dialog.findChild<QLineEdit *>(u"importPath"_s)->text() == QDir::toNativeSeparators(path));
}

TEST_CASE("A typed path is read at Enter and a pipe is not", "[ui]")
{
    Dialog d;
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"lista.txt"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("caloteiro\n");
    file.close();
    auto *path = d.dialog.findChild<QLineEdit *>(u"importPath"_s);
    REQUIRE(path);
    path->setText(u"/dev/zero"_s);
    QTest::keyClick(path, Qt::Key_Return);
    settle([&d] { return d.label(u"importFileError"_s).contains(u"could not be read"_s); });
    CHECK_FALSE(d.button.isEnabled());
    path->setText(QUrl::fromLocalFile(file.fileName()).toString());
    QTest::keyClick(path, Qt::Key_Return);
    settle([&d] { return d.button.isEnabled(); });
}
