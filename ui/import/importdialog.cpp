// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/importdialog.h"

#include "base/continuation.h"
#include "import/importsource.h"
#include "models/importmodel.h"
#include "text/errorwords.h"
#include "text/safetext.h"
#include "widgets/emptystate.h"
#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QPromise>
#include <QSpinBox>
#include <QTableView>
#include <QThreadPool>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kMaxNameLength = 80;

Result<QByteArray> readBounded(const QString &path)
{
    // Anything else that has a name (a pipe, a device) could keep the reader waiting for ever.
    if (!QFileInfo(path).isFile())
        return Error{Error::Kind::NotFound, u"there is no such file"_s};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, file.errorString()};
    QByteArray bytes = file.read(LexiconImporter::kMaxFileBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Error{Error::Kind::Internal, file.errorString()};
    return bytes;
}

/// A network share may take its time; the screen does not wait for it.
QFuture<Result<QByteArray>> readInBackground(const QString &path)
{
    const auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path] {
        promise->addResult(readBounded(path));
        promise->finish();
    });
    return promise->future();
}

} // namespace

ImportDialog::ImportDialog(const Theme &theme, const ImportCalls &calls, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_calls(calls), m_model(new ImportModel(this))
{
    setObjectName(u"importDialog"_s);
    setWindowTitle(tr("Import a keyword list"));
    setAcceptDrops(true);
    resize(980, 720);
    build();
    askForLexicons();
    updateImportButton();
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::openFile(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    m_source->showPath(path);
    setBusy(tr("Reading %1…").arg(isolated(safeLine(name))));
    continueOn(this, readInBackground(path),
               [this, name, generation = ++m_generation](const Result<QByteArray> &bytes) {
                   if (generation != m_generation)
                       return;
                   if (bytes)
                       openBytes(*bytes, name);
                   else
                       showFileError(tr("%1 could not be read. Nothing was changed.").arg(isolated(safeLine(name))),
                                     bytes.error().context);
               });
}

void ImportDialog::openBytes(const QByteArray &bytes, const QString &fileName)
{
    m_bytes = bytes;
    m_fileName = fileName;
    m_imported.reset();
    m_result->hide();
    for (QComboBox *choice : {m_format, m_encoding, m_delimiter})
        choice->setCurrentIndex(0);
    m_source->showName(fileName);
    if (m_name->currentText().trimmed().isEmpty())
        m_name->setEditText(QFileInfo(fileName).completeBaseName().left(kMaxNameLength));
    requestPreview();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (localPaths(*event->mimeData()).size() == 1)
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    const QStringList paths = localPaths(*event->mimeData());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(paths.constFirst());
}

void ImportDialog::chooseFile()
{
    // The answer may come when this is gone: file dialogs live on their own.
    const QPointer<ImportDialog> self(this);
    m_calls.chooseFile(this, [self](const QString &path) {
        if (self && !path.isEmpty())
            self->openFile(path);
    });
}

void ImportDialog::askForLexicons()
{
    continueOn(this, m_calls.lexicons(), [this](const Result<QVector<Lexicon>> &lexicons) {
        if (!lexicons)
            return; // a new name can be typed all the same
        m_lexicons = *lexicons;
        const QString typed = m_name->currentText();
        m_name->clear();
        for (const Lexicon &lexicon : std::as_const(m_lexicons))
            m_name->addItem(safeLine(lexicon.name, kMaxNameLength), lexicon.name);
        m_name->setEditText(typed);
        updateImportButton();
    });
}

void ImportDialog::requestPreview()
{
    m_preview.reset();
    m_fileError->hide();
    if (m_bytes.size() > LexiconImporter::kMaxFileBytes) {
        showFileError(tr("This file is larger than %1. Split it, or leave out what is not a list of terms.")
                              .arg(QLocale().formattedDataSize(LexiconImporter::kMaxFileBytes)),
                      {});
        return;
    }
    if (m_bytes.trimmed().isEmpty()) {
        showFileError(tr("This file is empty."), {});
        return;
    }
    setBusy(tr("Reading and checking each line…"));
    continueOn(this, m_calls.preview(m_bytes, m_fileName, options()),
               [this, generation = ++m_generation](const Result<ImportPreview> &preview) {
                   if (generation != m_generation)
                       return;
                   if (preview) {
                       showPreview(*preview);
                   } else {
                       showFileError(tr("This is not a list of terms that can be read: it must be text, and a table "
                                        "needs a column named “term”. Nothing was changed."),
                                     preview.error().context);
                   }
               });
}

void ImportDialog::showPreview(const ImportPreview &preview)
{
    m_preview = preview;
    m_busy->hide();
    m_details->show();
    m_model->setLines(preview.lines);
    showDetected(preview);
    const QLocale locale;
    m_counts->setText(tr("%1 ok · %2 to look at · %3 left out · %4 skipped")
                              .arg(locale.toString(preview.okCount), locale.toString(preview.warningCount),
                                   locale.toString(preview.errorCount), locale.toString(preview.skippedCount)));
    m_onlyProblems->setEnabled(preview.warningCount + preview.errorCount > 0);
    if (!m_onlyProblems->isEnabled())
        m_onlyProblems->setChecked(false);
    updateImportButton();
}

void ImportDialog::showFileError(const QString &sentence, const QString &detail)
{
    m_preview.reset();
    m_start->hide();
    m_model->setLines({});
    m_busy->hide();
    // The choices stay within reach when another encoding or format may be the way out.
    m_details->setVisible(!m_bytes.trimmed().isEmpty() && m_bytes.size() <= LexiconImporter::kMaxFileBytes);
    m_sample->setText({});
    m_counts->setText({});
    m_fileError->setText(detail.isEmpty() ? sentence
                                          //: %1 a sentence, %2 the technical reason
                                          : tr("%1\nDetails: %2").arg(sentence, isolated(safeLine(detail, 300))));
    m_fileError->show();
    updateImportButton();
}

void ImportDialog::import()
{
    const QString name = m_name->currentText().trimmed();
    if (!m_preview || name.isEmpty() || !m_import->isEnabled())
        return;
    const auto known = std::find_if(m_lexicons.cbegin(), m_lexicons.cend(),
                                    [&name](const Lexicon &lexicon) { return lexicon.name == name; });
    m_previousVersion = known == m_lexicons.cend() || !known->isLive ? 0 : known->version;
    setBusy(tr("Storing and compiling…"));
    continueOn(this, m_calls.import(name, m_preview->terms(), m_fileName), [this](const Result<Lexicon> &lexicon) {
        m_busy->hide();
        if (lexicon) {
            showImported(*lexicon);
            return;
        }
        m_resultWords->setText(
                tr("Nothing was imported. %1 What was live before still is.").arg(errorSentence(lexicon.error().kind)));
        m_resultWords->setColorRole(ColorRole::Danger);
        m_undo->hide();
        m_result->show();
        updateImportButton();
    });
}

void ImportDialog::showImported(const Lexicon &lexicon)
{
    m_imported = lexicon;
    m_resultWords->setText(tr("Live: %n terms of “%1”, version %2.", nullptr, int(lexicon.terms.size()))
                                   .arg(isolated(safeLine(lexicon.name, kMaxNameLength)))
                                   .arg(lexicon.version));
    m_resultWords->setColorRole(ColorRole::Text);
    m_undo->setText(m_previousVersion > 0 ? tr("Undo, back to version %1").arg(m_previousVersion) : tr("Undo"));
    m_undo->setEnabled(true);
    m_undo->show();
    m_result->show();
    m_undo->setFocus(Qt::OtherFocusReason);
    updateImportButton();
    askForLexicons();
}

void ImportDialog::undo()
{
    if (!m_imported)
        return;
    m_undo->setEnabled(false);
    continueOn(this, m_calls.setLive(m_imported->name, m_previousVersion), [this](const Result<> &result) {
        if (!result) {
            m_undo->setEnabled(true);
            m_resultWords->setText(tr("It is still live: %1").arg(errorSentence(result.error().kind)));
            m_resultWords->setColorRole(ColorRole::Danger);
            return;
        }
        m_resultWords->setText(m_previousVersion > 0
                                       ? tr("Taken back: version %1 is live again.").arg(m_previousVersion)
                                       : tr("Taken back: none of these terms is live."));
        m_resultWords->setColorRole(ColorRole::Text);
        m_undo->hide();
        m_imported.reset();
        updateImportButton();
        askForLexicons();
    });
}

void ImportDialog::noteLive(int termCount, int refusedCount)
{
    if (!m_imported)
        return;
    QString words = tr("Live: “%1”, version %2; %n terms in use over all lists.", nullptr, termCount)
                            .arg(isolated(safeLine(m_imported->name, kMaxNameLength)))
                            .arg(m_imported->version);
    if (refusedCount > 0)
        words += u' ' + tr("%n terms could not be compiled and were left out.", nullptr, refusedCount);
    m_resultWords->setText(words);
}

void ImportDialog::updateImportButton()
{
    const int count = m_preview ? m_preview->okCount + m_preview->warningCount : 0;
    const bool hasName = !m_name->currentText().trimmed().isEmpty();
    m_import->setText(count > 1    ? tr("Import %n terms", nullptr, count)
                      : count == 1 ? tr("Import 1 term")
                                   : tr("Import"));
    m_import->setEnabled(count > 0 && hasName && !m_imported && m_busy->isHidden());
}

void ImportDialog::setBusy(const QString &words)
{
    m_start->hide();
    m_busyWords->setText(words);
    m_fileError->hide();
    m_busy->show();
    m_import->setEnabled(false);
}

ImportOptions ImportDialog::options() const
{
    ImportOptions options;
    if (const QVariant format = m_format->currentData(); format.isValid())
        options.format = TermFileFormat(format.toInt());
    if (const QVariant encoding = m_encoding->currentData(); encoding.isValid())
        options.encoding = TextEncoding(encoding.toInt());
    if (const QVariant delimiter = m_delimiter->currentData(); delimiter.isValid())
        options.delimiter = delimiter.toChar();
    const QVariant category = m_category->currentData();
    options.defaultCategory =
            m_category->currentIndex() >= 0
                            && m_category->currentText() == m_category->itemText(m_category->currentIndex())
                    ? category.toString()
                    : m_category->currentText().trimmed();
    options.defaultLanguage = m_language->text().trimmed();
    options.defaultSeverity = m_severity->value();
    options.defaultDirection = Direction(m_direction->currentData().toInt());
    return options;
}

} // namespace atalaia
