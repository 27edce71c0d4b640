// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/chatimportcalls.h"

#include "import/chatimportdialog.h"

#include <QFileDialog>

namespace atalaia {

ChatImportCalls chatImportCalls(ChatImport &import)
{
    ChatImportCalls calls;
    calls.open = [&import](const QString &path, const ChatExportOptions &options,
                           const std::shared_ptr<ImportControl> &control) {
        return import.open(path, options, control);
    };
    calls.readAgain = [&import](const OpenedChat &chat, const ChatExportOptions &options) {
        return import.readAgain(chat, options);
    };
    calls.import = [&import](const OpenedChat &chat, const ExportChoice &choice,
                             const std::shared_ptr<ImportControl> &control) {
        return import.import(chat, choice, control);
    };
    calls.chooseFiles = &chooseChatFiles;
    return calls;
}

void chooseChatFiles(QWidget *parent, const std::function<void(const QStringList &paths)> &then)
{
    auto *dialog = new QFileDialog(parent, ChatImportDialog::tr("Choose exported chats"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
            {ChatImportDialog::tr("Exported chats (*.txt *.zip)"), ChatImportDialog::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog, then);
    dialog->open();
}

} // namespace atalaia
