// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/importcalls.h"
#include "theme/theme.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;
class QTableView;

namespace atalaia {

class EmptyState;
class ImportModel;
class ImportSource;
class KeyButton;
class PlainLabel;

/// Imports a keyword list: choose or drop a file, see what each line becomes, override what was
/// detected, then make it live and take it back. Nothing is applied before Import is pressed. Not
/// modal: show() or open() it.
class ImportDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ImportDialog)

public:
    /// `theme` and `service` must outlive this.
    ImportDialog(const Theme &theme, LexiconService &service, QWidget *parent = nullptr);
    ImportDialog(const Theme &theme, const ImportCalls &calls, QWidget *parent = nullptr);
    ~ImportDialog() override;

    /// Reads a file and shows what it holds; also what dropping one does.
    void openFile(const QString &path);
    void openBytes(const QByteArray &bytes, const QString &fileName);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void buildSource();
    [[nodiscard]] QWidget *buildDetection();
    void buildDefaults(QFormLayout &form);
    [[nodiscard]] QWidget *buildTable();
    [[nodiscard]] QWidget *buildResult();
    void chooseFile();
    void askForLexicons();
    void requestPreview();
    void showPreview(const ImportPreview &preview);
    void showDetected(const ImportPreview &preview);
    void showFileError(const QString &sentence, const QString &detail);
    void import();
    void showImported(const Lexicon &lexicon);
    void undo();
    void noteLive(int termCount, int refusedCount);
    void updateImportButton();
    void setBusy(const QString &words);
    [[nodiscard]] ImportOptions options() const;

    const Theme &m_theme;
    const ImportCalls m_calls;
    ImportModel *m_model;
    EmptyState *m_start = nullptr; ///< until there is a file
    ImportSource *m_source = nullptr;
    PlainLabel *m_fileError = nullptr;
    QWidget *m_busy = nullptr;
    PlainLabel *m_busyWords = nullptr;
    QWidget *m_details = nullptr;
    QComboBox *m_format = nullptr;
    QComboBox *m_encoding = nullptr;
    QComboBox *m_delimiter = nullptr;
    PlainLabel *m_sample = nullptr;
    QComboBox *m_name = nullptr;
    QComboBox *m_category = nullptr;
    QSpinBox *m_severity = nullptr;
    QLineEdit *m_language = nullptr;
    QComboBox *m_direction = nullptr;
    PlainLabel *m_counts = nullptr;
    QCheckBox *m_onlyProblems = nullptr;
    QTableView *m_table = nullptr;
    QWidget *m_result = nullptr;
    PlainLabel *m_resultWords = nullptr;
    KeyButton *m_undo = nullptr;
    KeyButton *m_import = nullptr;
    QVector<Lexicon> m_lexicons;
    QByteArray m_bytes;
    QString m_fileName;
    std::optional<ImportPreview> m_preview;
    std::optional<Lexicon> m_imported;
    int m_previousVersion = 0; // of the list before the import; 0 = there was none
    int m_generation = 0; // answers to older questions are dropped
};

} // namespace atalaia
