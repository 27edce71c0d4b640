// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/chatimportdialog.h"

#include "base/continuation.h"
#include "import/importsource.h"
#include "text/chatimportwords.h"
#include "text/errorwords.h"
#include "text/safetext.h"
#include "widgets/emptystate.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMimeData>
#include <QPointer>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QTableView>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kProgressIntervalMs = 100;
constexpr int kPatienceMs = 300; // what is done by then shows no wait, and nothing moves
constexpr int kPersonRole = Qt::UserRole; // the name as in the file

QString timeWords(const QDateTime &localTime)
{
    return QLocale().toString(localTime, QLocale::ShortFormat);
}

} // namespace

ChatImportDialog::ChatImportDialog(const Theme &theme, const ChatImportCalls &calls, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_calls(calls), m_sampleModel(new QStandardItemModel(this))
{
    setObjectName(u"chatImportDialog"_s);
    setWindowTitle(tr("Import exported chats"));
    setAcceptDrops(true);
    resize(1000, 760);
    build();
    fillZones();
    m_progressTimer.setInterval(kProgressIntervalMs);
    connect(&m_progressTimer, &QTimer::timeout, this, &ChatImportDialog::showProgress);
    m_patienceTimer.setSingleShot(true);
    m_patienceTimer.setInterval(kPatienceMs);
    connect(&m_patienceTimer, &QTimer::timeout, m_busy, &QWidget::show);
    updateImportButton();
}

ChatImportDialog::~ChatImportDialog()
{
    stop();
}

void ChatImportDialog::openFiles(const QStringList &paths)
{
    m_waiting = paths;
    openNext();
}

void ChatImportDialog::openNext()
{
    if (m_waiting.isEmpty())
        return;
    stop();
    const QString path = m_waiting.takeFirst();
    m_source->showPath(path);
    m_chat.reset();
    m_isImported = false;
    m_importsWhenRead = false;
    m_isLineTyped = false;
    m_result->hide();
    {
        const QSignalBlocker blocker(m_order); // nobody chose it
        m_order->setCurrentIndex(0);
    }
    m_title->clear();
    m_people->clear();
    setBusy(tr("Reading %1…").arg(isolated(safeLine(QFileInfo(path).fileName()))));
    continueOn(this, m_calls.open(path, {}, m_control),
               [this, generation = ++m_generation](const Result<OpenedChat> &chat) {
                   if (generation != m_generation)
                       return;
                   setIdle();
                   if (chat)
                       showChat(*chat);
                   else
                       showFileError(chat.error());
               });
}

void ChatImportDialog::readAgain()
{
    if (!m_chat || m_isImporting || m_isImported)
        return;
    setBusy(tr("Reading the file again…"));
    continueOn(this, m_calls.readAgain(*m_chat, options()),
               [this, generation = ++m_generation](const Result<OpenedChat> &chat) {
                   if (generation != m_generation)
                       return;
                   setIdle();
                   if (chat)
                       showChat(*chat);
                   else
                       showFileError(chat.error());
               });
}

void ChatImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localPaths(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ChatImportDialog::dropEvent(QDropEvent *event)
{
    const QStringList paths = localPaths(*event->mimeData());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    openFiles(paths);
}

void ChatImportDialog::chooseFiles()
{
    // The answer may come when this is gone: file dialogs live on their own.
    const QPointer<ChatImportDialog> self(this);
    m_calls.chooseFiles(this, [self](const QStringList &paths) {
        if (self && !paths.isEmpty())
            self->openFiles(paths);
    });
}

void ChatImportDialog::showChat(const OpenedChat &chat)
{
    m_chat = chat;
    m_start->hide();
    m_fileError->hide();
    m_details->show();
    const ExportSummary &summary = chat.chat->summary();
    const QString earlier = earlierImportSentence(chat.earlier);
    m_earlier->setText(earlier.isEmpty() ? QString() : u"● "_s + earlier);
    m_earlier->setVisible(!earlier.isEmpty());
    showFound(summary);
    showPeople(summary);
    showSample(summary);
    updateImportButton();
    if (std::exchange(m_importsWhenRead, false) && !isTitleChanged())
        import();
}

bool ChatImportDialog::isTitleChanged() const
{
    return m_chat
           && m_title->text().normalized(QString::NormalizationForm_C).trimmed() != m_chat->chat->summary().title;
}

void ChatImportDialog::showFound(const ExportSummary &summary)
{
    const QLocale locale;
    if (m_title->text().isEmpty())
        m_title->setText(summary.title);
    m_counts->setText(tr("%1 in all · from WhatsApp itself: %2 · edited: %3 · deleted before the export: %4")
                              .arg(locale.toString(summary.messageCount), locale.toString(summary.systemCount),
                                   locale.toString(summary.editedCount), locale.toString(summary.deletedCount)));
    m_period->setText(tr("%1 to %2").arg(timeWords(summary.first), timeWords(summary.last)));
    m_notation->setText(notationWords(summary.notation));
    m_attachments->setText(
            m_chat->container->isArchive
                    ? tr("Found: %1 · missing: %2 · left out by the phone: %3")
                              .arg(locale.toString(m_chat->foundAttachments),
                                   locale.toString(m_chat->missingAttachments), locale.toString(summary.omittedCount))
                    : tr("Named: %1, none in a text file · left out by the phone: %2")
                              .arg(locale.toString(m_chat->missingAttachments), locale.toString(summary.omittedCount)));
    m_order->setItemText(0, tr("%1 · detected").arg(dateOrderWords(summary.dateOrder.order)));
    m_orderReason->setText(dateOrderReasonSentence(summary.dateOrder));
    QList<ExportWarning> kinds = summary.warnings.keys();
    std::sort(kinds.begin(), kinds.end());
    QStringList sentences;
    for (const ExportWarning kind : kinds)
        sentences.append(u"▲ "_s + exportWarningSentence(kind, summary.warnings.value(kind)));
    m_warnings->setText(sentences.join(u'\n'));
    m_warnings->setVisible(!sentences.isEmpty());
}

void ChatImportDialog::showPeople(const ExportSummary &summary)
{
    const QSet<QString> before = choice().companySide;
    const QSignalBlocker blocker(m_people); // followed once, below
    m_people->clear();
    const QSet<QString> likely = before.isEmpty() ? likelyCompanySide(summary) : before;
    for (const ExportedPerson &person : summary.people) {
        const QString name = isolated(safeLine(person.name, 80));
        auto *item =
                new QListWidgetItem(tr("%1 · %n message(s)", nullptr, int(person.messageCount)).arg(name), m_people);
        item->setData(kPersonRole, person.name);
        item->setSizeHint({0, space::kHitTarget});
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(likely.contains(person.name) ? Qt::Checked : Qt::Unchecked);
    }
    if (m_people->count() > 0)
        m_people->setCurrentRow(0);
    followCompanySide();
}

void ChatImportDialog::showSample(const ExportSummary &summary)
{
    m_sampleModel->removeRows(0, m_sampleModel->rowCount());
    for (const ExportedMessage &message : summary.sample) {
        QList<QStandardItem *> row{
                new QStandardItem(timeWords(message.localTime)),
                new QStandardItem(message.sender.isEmpty() ? tr("WhatsApp") : safeLine(message.sender, 60)),
                new QStandardItem(exportedMessageWords(message)),
        };
        for (QStandardItem *item : row)
            item->setEditable(false);
        m_sampleModel->appendRow(row);
    }
    m_sample->scrollToTop();
}

void ChatImportDialog::showFileError(const Error &error)
{
    m_chat.reset();
    m_start->hide();
    m_details->hide();
    const QString sentence = chatFileSentence(error.kind);
    m_fileError->setText(error.kind == Error::Kind::Cancelled
                                 ? sentence
                                 //: %1 a sentence, %2 the technical reason
                                 : tr("%1\nDetails: %2").arg(sentence, isolated(safeLine(error.context, 300))));
    m_fileError->show();
    m_resultWords->setText({});
    m_showFlagged->hide();
    m_next->setVisible(!m_waiting.isEmpty());
    m_result->setVisible(!m_waiting.isEmpty());
    updateImportButton();
}

/// Until somebody types a name, the line is called after the first who speaks for the company.
void ChatImportDialog::followCompanySide()
{
    if (!m_isLineTyped) {
        QString name;
        for (int i = 0; i < m_people->count() && name.isEmpty(); ++i) {
            if (m_people->item(i)->checkState() == Qt::Checked)
                name = m_people->item(i)->data(kPersonRole).toString();
        }
        m_line->setText(safeLine(name, 80));
    }
    updateImportButton();
}

void ChatImportDialog::import()
{
    if (!m_chat || !m_import->isEnabled())
        return;
    // The name of the chat is a part of what messages are recognised by: the file is read again first.
    if (isTitleChanged()) {
        m_importsWhenRead = true;
        readAgain();
        return;
    }
    setBusy(tr("Storing and checking the messages…"));
    m_isImporting = true;
    m_details->setEnabled(false);
    continueOn(this, m_calls.import(*m_chat, choice(), m_control),
               [this, generation = ++m_generation](const Result<ChatImportOutcome> &outcome) {
                   if (generation != m_generation)
                       return;
                   setIdle();
                   showOutcome(outcome);
               });
}

void ChatImportDialog::showOutcome(const Result<ChatImportOutcome> &outcome)
{
    m_result->show();
    m_showFlagged->setVisible(outcome && !outcome->newFlags.isEmpty());
    m_next->setVisible(!m_waiting.isEmpty());
    m_resultWords->setColorRole(outcome ? ColorRole::Text : ColorRole::Danger);
    if (!outcome) {
        m_resultWords->setText(tr("The import ended early. %1 What was stored before is kept; importing the file again "
                                  "goes on from there.")
                                       .arg(errorSentence(outcome.error().kind)));
    } else {
        const QLocale locale;
        const QString counts =
                tr("%1 new, %2 already known · %n flag(s) raised", nullptr, int(outcome->newFlags.size()))
                        .arg(locale.toString(outcome->newMessages), locale.toString(outcome->duplicates));
        m_isImported = !outcome->wasStopped;
        m_resultWords->setText(outcome->wasStopped
                                       ? tr("Stopped: %1. Importing the file again goes on from there.").arg(counts)
                                       //: %1 counts of messages and threads
                                       : tr("Stored: %1.").arg(counts));
    }
    updateImportButton();
}

void ChatImportDialog::stop()
{
    if (m_control)
        m_control->isStopped = true;
}

void ChatImportDialog::setBusy(const QString &words)
{
    m_control = std::make_shared<ImportControl>();
    m_isBusy = true;
    m_start->hide();
    m_fileError->hide();
    m_result->hide();
    m_busyWords->setText(words);
    m_progress->setRange(0, 0);
    m_patienceTimer.start();
    m_progressTimer.start();
    updateImportButton();
}

void ChatImportDialog::setIdle()
{
    m_isBusy = false;
    m_isImporting = false;
    m_patienceTimer.stop();
    m_progressTimer.stop();
    m_busy->hide();
    m_details->setEnabled(true);
    updateImportButton();
}

void ChatImportDialog::showProgress()
{
    const int permille = m_control ? m_control->permille.load() : 0;
    if (permille > 0)
        m_progress->setRange(0, 1000);
    m_progress->setValue(permille);
}

void ChatImportDialog::updateImportButton()
{
    const ExportChoice now = choice();
    const QString missing = !m_chat                               ? QString()
                            : m_title->text().trimmed().isEmpty() ? tr("Give the chat a name.")
                            : now.companySide.isEmpty()           ? tr("Say who speaks for the company.")
                            : now.line.isEmpty()                  ? tr("Give the number or the agent.")
                            : !now.zone.isValid()                 ? tr("Choose the time zone.")
                                                                  : QString();
    m_hint->setText(missing.isEmpty() ? tr("Nothing is stored before you press Import.") : missing);
    const bool isReady = m_chat && missing.isEmpty();
    m_import->setText(m_chat ? tr("Import %n message(s)", nullptr, int(m_chat->chat->summary().messageCount))
                             : tr("Import"));
    m_import->setEnabled(isReady && !m_isBusy && !m_isImported);
}

ChatExportOptions ChatImportDialog::options() const
{
    ChatExportOptions options;
    options.title = m_title->text().trimmed();
    if (const QVariant order = m_order->currentData(); order.isValid())
        options.dateOrder = DateOrder(order.toInt());
    return options;
}

ExportChoice ChatImportDialog::choice() const
{
    ExportChoice choice;
    choice.line = m_line->text().trimmed();
    for (int i = 0; i < m_people->count(); ++i) {
        if (m_people->item(i)->checkState() == Qt::Checked)
            choice.companySide.insert(m_people->item(i)->data(kPersonRole).toString());
    }
    if (const QByteArray zone = m_zone->currentText().trimmed().toUtf8(); QTimeZone::isTimeZoneIdAvailable(zone))
        choice.zone = QTimeZone(zone);
    return choice;
}

} // namespace atalaia
