// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QMimeData;

namespace atalaia {

/// Where an import dialog asks for its file: a path to type or paste, and a button that opens a choice.
class ImportSource final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ImportSource)

public:
    struct Words
    {
        QString objectName; ///< beginning of the names of the parts: "...Path", "...Choose"
        QString placeholder;
        QString choose; ///< what the button is for, for people who do not see it
    };

    /// `theme` must outlive this.
    ImportSource(const Theme &theme, const Words &words, QWidget *parent);

    void showPath(const QString &path);
    /// Of a file that has no path: unless its path is shown already.
    void showName(const QString &fileName);

signals:
    /// A path, one below the home folder, or a file's address was entered; this is the path.
    void pathEntered(const QString &path);
    void choiceWanted();

private:
    QLineEdit *m_path;
};

/// The files on this computer that are dragged over a dialog.
[[nodiscard]] QStringList localPaths(const QMimeData &data);

} // namespace atalaia
