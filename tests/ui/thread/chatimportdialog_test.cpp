// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/futures.h"
#include "import/chatimportdialog.h"
#include "support/catch.h"
#include "widgets/plainlabel.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 5000;

const QByteArray kChat = "05/03/2026 08:59 - Lia <b>x</b>: bom dia\n"
                         "05/03/2026 09:00 - Rui: Você apagou esta mensagem\n"
                         "05/03/2026 09:01 - Lia <b>x</b>: a.pdf (arquivo anexado)\n";

/// Reads from memory and remembers what it was asked.
struct Fixture
{
    Fixture()
    {
        calls.open = [this](const QString &path, const ChatExportOptions &options, const auto &) {
            opened.append(path);
            return finishedFuture(read(options));
        };
        calls.readAgain = [this](const OpenedChat &, const ChatExportOptions &options) {
            return finishedFuture(read(options));
        };
        calls.import = [this](const OpenedChat &chat, const ExportChoice &choice, const auto &control) {
            imported = choice;
            title = chat.chat->summary().title;
            lastControl = control;
            return finishedFuture(Result<ChatImportOutcome>(outcome));
        };
        calls.chooseFiles = [](QWidget *, const std::function<void(const QStringList &)> &then) {
            then({u"/x/Conversa do WhatsApp com Lia.txt"_s});
        };
        outcome.newMessages = 2;
        outcome.duplicates = 1;
        outcome.newFlags = {FlagId{1}};
    }

    Result<OpenedChat> read(const ChatExportOptions &options)
    {
        asked = options;
        auto chat = ChatExport::open(text, u"Conversa do WhatsApp com Lia.txt"_s, options);
        if (!chat)
            return chat.error();
        OpenedChat value;
        value.container = std::make_shared<const ExportContainer>();
        value.chat = std::make_shared<const ChatExport>(*std::move(chat));
        value.missingAttachments = 1;
        value.earlier = earlier;
        return value;
    }

    template <typename Widget> Widget *find(const QString &name) { return dialog().findChild<Widget *>(name); }
    ChatImportDialog &dialog()
    {
        if (!m_dialog) {
            m_dialog = std::make_unique<ChatImportDialog>(theme, calls);
            m_dialog->show();
        }
        return *m_dialog;
    }
    void openOne()
    {
        dialog().openFiles({u"/x/Conversa do WhatsApp com Lia.txt"_s});
        REQUIRE(QTest::qWaitFor([this] { return find<QWidget>(u"chatImportDetails"_s)->isVisible(); }, kPatienceMs));
    }
    QString words(const QString &name) { return find<PlainLabel>(name)->text(); }

    Theme theme{ThemeMode::Light};
    ChatImportCalls calls;
    QByteArray text = kChat;
    ChatExportOptions asked;
    QStringList opened;
    std::optional<ExportChoice> imported;
    QString title;
    QVector<ImportedFile> earlier;
    std::shared_ptr<ImportControl> lastControl;
    ChatImportOutcome outcome;

private:
    std::unique_ptr<ChatImportDialog> m_dialog;
};

} // namespace

TEST_CASE("the preview of an exported chat says what was found and why", "[ui]")
{
    Fixture fixture;
    CHECK_FALSE(fixture.find<QPushButton>(u"chatImportButton"_s)->isEnabled());
    fixture.openOne();
    CHECK(fixture.find<QLineEdit>(u"chatImportTitle"_s)->text() == u"Lia");
    CHECK(fixture.words(u"chatImportCounts"_s).startsWith(u"3 in all"));
    CHECK(fixture.words(u"chatImportNotation"_s).contains(u"Android"));
    CHECK(fixture.words(u"chatImportOrderReason"_s).contains(u"Nothing in the file"));
    CHECK(fixture.words(u"chatImportWarnings"_s).contains(u"beginning may be missing"));
    CHECK(fixture.words(u"chatImportAttachments"_s).startsWith(u"Named: 1,"));
    auto *sample = fixture.find<QTableView>(u"chatImportSample"_s);
    REQUIRE(sample->model()->rowCount() == 3);
    CHECK(sample->model()->index(0, 1).data().toString() == u"Lia <b>x</b>");
    CHECK(sample->model()->index(1, 2).data().toString() == u"Deleted before the export");
    // Who deleted it exported it.
    auto *people = fixture.find<QListWidget>(u"chatImportPeople"_s);
    REQUIRE(people->count() == 2);
    CHECK(people->item(0)->checkState() == Qt::Unchecked);
    CHECK(people->item(1)->checkState() == Qt::Checked);
    CHECK(fixture.find<QLineEdit>(u"chatImportLine"_s)->text() == u"Rui");
    CHECK(fixture.find<QComboBox>(u"chatImportZone"_s)->currentText() == u"America/Sao_Paulo");
}

TEST_CASE("a file that was imported before says when and by whom", "[ui]")
{
    Fixture fixture;
    ImportedFile broken;
    broken.importedBy = u"rita"_s;
    broken.importedAtMs = 1'772'800'000'000;
    ImportedFile complete = broken;
    complete.importedBy = u"ana\u202e"_s;
    complete.importedAtMs = 1'772'700'000'000; // 5 March 2026
    complete.endedAtMs = complete.importedAtMs + 1;
    complete.newMessages = 3;
    fixture.earlier = {broken};
    fixture.openOne();
    auto *label = fixture.find<PlainLabel>(u"chatImportEarlier"_s);
    CHECK(label->isVisible());
    CHECK(label->text().contains(u"by \u2068rita"));
    CHECK(label->text().contains(u"goes on from there"));
    CHECK(fixture.find<QPushButton>(u"chatImportButton"_s)->isEnabled());

    fixture.earlier = {broken, complete};
    fixture.dialog().openFiles({u"/x/Conversa do WhatsApp com Lia.txt"_s});
    REQUIRE(QTest::qWaitFor([&] { return label->text().contains(u"already imported"); }, kPatienceMs));
    CHECK(label->text().contains(u"by \u2068ana"));
    CHECK_FALSE(label->text().contains(u'\u202e'));
    CHECK(label->text().contains(u": 3 new."));
    CHECK(label->text().contains(
            QLocale().toString(QDateTime::fromMSecsSinceEpoch(complete.importedAtMs), QLocale::ShortFormat)));

    fixture.earlier = {};
    fixture.dialog().openFiles({u"/x/Conversa do WhatsApp com Lia.txt"_s});
    REQUIRE(QTest::qWaitFor([&] { return !label->isVisible(); }, kPatienceMs));
}

TEST_CASE("another order of day and month is read again", "[ui]")
{
    Fixture fixture;
    fixture.openOne();
    auto *order = fixture.find<QComboBox>(u"chatImportOrder"_s);
    order->setFocus();
    QTest::keyClick(order, Qt::Key_Down);
    QTest::keyClick(order, Qt::Key_Down);
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.asked.dateOrder == DateOrder::MonthFirst; }, kPatienceMs));
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.words(u"chatImportOrderReason"_s).contains(u"Chosen"); },
                            kPatienceMs));
    CHECK(fixture.find<QTableView>(u"chatImportSample"_s)->model()->index(0, 0).data().toString().contains(u"3"));
}

TEST_CASE("an exported chat is imported with what the person said", "[ui]")
{
    Fixture fixture;
    QSignalSpy wanted(&fixture.dialog(), &ChatImportDialog::flaggedThreadsWanted);
    fixture.openOne();
    auto *people = fixture.find<QListWidget>(u"chatImportPeople"_s);
    auto *import = fixture.find<QPushButton>(u"chatImportButton"_s);
    people->item(1)->setCheckState(Qt::Unchecked);
    CHECK_FALSE(import->isEnabled());
    CHECK(fixture.words(u"chatImportHint"_s).contains(u"Who speaks", Qt::CaseInsensitive));
    people->item(0)->setCheckState(Qt::Checked);
    CHECK(fixture.find<QLineEdit>(u"chatImportLine"_s)->text() == u"Lia <b>x</b>");
    fixture.find<QLineEdit>(u"chatImportLine"_s)->setFocus();
    fixture.find<QLineEdit>(u"chatImportLine"_s)->clear();
    QTest::keyClicks(fixture.find<QLineEdit>(u"chatImportLine"_s), u"line-07"_s);
    REQUIRE(import->isEnabled());
    // The name was changed last: the file is read again under it, then imported.
    fixture.find<QLineEdit>(u"chatImportTitle"_s)->setText(u"Lia Nova"_s);
    QTest::mouseClick(import, Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.imported.has_value(); }, kPatienceMs));
    CHECK(fixture.title == u"Lia Nova");
    CHECK(fixture.imported->line == u"line-07");
    CHECK(fixture.imported->companySide == QSet<QString>{u"Lia <b>x</b>"_s});
    CHECK(fixture.imported->zone.id() == "America/Sao_Paulo");
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.find<QWidget>(u"chatImportResult"_s)->isVisible(); },
                            kPatienceMs));
    CHECK(fixture.words(u"chatImportResultWords"_s).contains(u"2 new, 1 already known"));
    CHECK_FALSE(import->isEnabled());
    QTest::mouseClick(fixture.find<QPushButton>(u"chatImportShowFlagged"_s), Qt::LeftButton);
    CHECK(wanted.size() == 1);
}

TEST_CASE("files that are no chats say so and the next one follows", "[ui]")
{
    Fixture fixture;
    fixture.text = "no chat";
    fixture.dialog().openFiles({u"/x/a.txt"_s, u"/x/b.txt"_s}); // as dropping two does
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.find<QWidget>(u"chatImportFileError"_s)->isVisible(); },
                            kPatienceMs));
    CHECK(fixture.words(u"chatImportFileError"_s).contains(u"no line begins"));
    CHECK_FALSE(fixture.find<QPushButton>(u"chatImportButton"_s)->isEnabled());
    fixture.text = kChat;
    QTest::mouseClick(fixture.find<QPushButton>(u"chatImportNext"_s), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.find<QWidget>(u"chatImportDetails"_s)->isVisible(); },
                            kPatienceMs));
    CHECK(fixture.opened == QStringList{u"/x/a.txt"_s, u"/x/b.txt"_s});
    CHECK_FALSE(fixture.find<QWidget>(u"chatImportFileError"_s)->isVisible());
}

TEST_CASE("the dialog for exported chats works by keyboard and says its names", "[ui]")
{
    Fixture fixture;
    fixture.openOne();
    for (const auto *widget : fixture.dialog().findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->objectName().startsWith(u"qt_"))
            continue;
        const bool isInner =
                qobject_cast<const QLineEdit *>(widget) && qobject_cast<const QComboBox *>(widget->parent());
        const auto *button = qobject_cast<const QPushButton *>(widget);
        INFO(widget->metaObject()->className() << ' ' << widget->objectName().toStdString());
        CHECK((isInner || !widget->objectName().isEmpty()));
        CHECK((isInner || !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())));
    }
    QTest::keyClick(&fixture.dialog(), Qt::Key_Escape);
    CHECK_FALSE(fixture.dialog().isVisible());
}
