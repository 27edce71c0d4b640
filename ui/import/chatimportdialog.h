// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/chatimportcalls.h"
#include "theme/theme.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QStandardItemModel;
class QTableView;

namespace atalaia {

class EmptyState;
class ImportSource;
class KeyButton;
class PlainLabel;

/// Imports exported chats: choose or drop files, see how each is read and why, say who speaks for the
/// company, then store it. Nothing is stored before Import is pressed. Not modal: show() or open() it.
/// Closing it stops an import; what came before is stored, and the same import goes on from there.
class ChatImportDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChatImportDialog)

public:
    /// `theme` must outlive this.
    ChatImportDialog(const Theme &theme, const ChatImportCalls &calls, QWidget *parent = nullptr);
    ~ChatImportDialog() override;

    /// Shows the first one; the others wait for their turn.
    void openFiles(const QStringList &paths);

signals:
    /// The person wants to see what the import flagged.
    void flaggedThreadsWanted();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void buildSource();
    [[nodiscard]] QWidget *buildBusy();
    [[nodiscard]] QWidget *buildDetails();
    [[nodiscard]] QFormLayout *buildFound(QWidget *parent);
    [[nodiscard]] QFormLayout *buildChoices(QWidget *parent);
    [[nodiscard]] QWidget *buildSample();
    [[nodiscard]] QWidget *buildResult();
    void fillZones();
    void chooseFiles();
    void openNext();
    void readAgain();
    void showChat(const OpenedChat &chat);
    void showFound(const ExportSummary &summary);
    void showPeople(const ExportSummary &summary);
    void showSample(const ExportSummary &summary);
    void showFileError(const Error &error);
    void followCompanySide();
    void import();
    void showOutcome(const Result<ChatImportOutcome> &outcome);
    void stop();
    void setBusy(const QString &words);
    void setIdle();
    void showProgress();
    void updateImportButton();
    [[nodiscard]] bool isTitleChanged() const;
    [[nodiscard]] ChatExportOptions options() const;
    [[nodiscard]] ExportChoice choice() const;

    const Theme &m_theme;
    const ChatImportCalls m_calls;
    QStandardItemModel *m_sampleModel;
    EmptyState *m_start = nullptr; ///< until there is a file
    ImportSource *m_source = nullptr;
    PlainLabel *m_fileError = nullptr;
    QWidget *m_busy = nullptr;
    PlainLabel *m_busyWords = nullptr;
    QProgressBar *m_progress = nullptr;
    QWidget *m_details = nullptr;
    QLineEdit *m_title = nullptr;
    PlainLabel *m_counts = nullptr;
    PlainLabel *m_period = nullptr;
    PlainLabel *m_notation = nullptr;
    PlainLabel *m_attachments = nullptr;
    PlainLabel *m_earlier = nullptr;
    PlainLabel *m_warnings = nullptr;
    QComboBox *m_order = nullptr;
    PlainLabel *m_orderReason = nullptr;
    QComboBox *m_zone = nullptr;
    QListWidget *m_people = nullptr;
    QLineEdit *m_line = nullptr;
    QTableView *m_sample = nullptr;
    QWidget *m_result = nullptr;
    PlainLabel *m_resultWords = nullptr;
    KeyButton *m_showFlagged = nullptr;
    KeyButton *m_next = nullptr;
    PlainLabel *m_hint = nullptr;
    KeyButton *m_import = nullptr;
    QTimer m_progressTimer;
    QTimer m_patienceTimer;
    QStringList m_waiting; // paths
    std::shared_ptr<ImportControl> m_control; // of what runs
    std::optional<OpenedChat> m_chat;
    bool m_isImported = false;
    bool m_isBusy = false;
    bool m_isImporting = false;
    bool m_isLineTyped = false;
    bool m_importsWhenRead = false; // Import was pressed after the name was changed
    int m_generation = 0; // answers to older questions are dropped
};

} // namespace atalaia
