// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/importcalls.h"

#include "import/importdialog.h"
#include "policy/lexiconservice.h"

#include <QFileDialog>

namespace atalaia {

ImportCalls importCalls(LexiconService &service)
{
    ImportCalls calls;
    calls.preview = &LexiconService::preview;
    calls.import = [&service](const QString &name, const QVector<Term> &terms, const QString &source) {
        return service.import(name, terms, source);
    };
    calls.setLive = [&service](const QString &name, int version) { return service.setLive(name, version); };
    calls.lexicons = [&service] { return service.lexicons(); };
    calls.chooseFile = &chooseTermFile;
    return calls;
}

void chooseTermFile(QWidget *parent, const std::function<void(const QString &path)> &then)
{
    auto *dialog = new QFileDialog(parent, ImportDialog::tr("Choose a keyword list"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({ImportDialog::tr("Keyword lists (*.csv *.txt)"), ImportDialog::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, then);
    dialog->open();
}

ImportDialog::ImportDialog(const Theme &theme, LexiconService &service, QWidget *parent)
    : ImportDialog(theme, importCalls(service), parent)
{
    connect(&service, &LexiconService::liveChanged, this,
            [this](int termCount, const QVector<PolicyProblem> &problems) { noteLive(termCount, int(problems.size())); });
}

} // namespace atalaia
