// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QVector>

namespace atalaia {

class Database;

/// One import of a file with an exported chat.
struct ImportedFile
{
    qint64 id = 0;
    QByteArray sha256; ///< of the whole file, raw
    qint64 size = 0;
    LineId line; ///< under which the chat is kept
    QString zone; ///< in which its times were read
    QString dateOrder; ///< "day_first", "month_first", "year_first"
    bool isOrderChosen = false; ///< by a person; else the file says it
    qint64 firstAtMs = 0; ///< of its messages; 0 = none
    qint64 lastAtMs = 0;
    qint64 messages = 0; ///< in the file
    QString importedBy;
    qint64 importedAtMs = 0; ///< when it began
    // Known when it has ended.
    qint64 events = 0;
    qint64 newMessages = 0;
    qint64 duplicates = 0;
    qint64 putAside = 0;
    qint64 endedAtMs = 0; ///< 0 = not known: the store or the program failed first
    bool wasStopped = false;

    friend bool operator==(const ImportedFile &, const ImportedFile &) = default;
};

/// Who imported what and when. Rows are never removed.
class ImportedFiles
{
public:
    static constexpr int kMostOfOneFile = 100;

    explicit ImportedFiles(Database &database) : m_database(database) {}

    /// An import begins; the id of its row. Only a key of the file's name is kept: it says whose chat it is.
    [[nodiscard]] Result<qint64> add(const ImportedFile &file, const QString &name);
    /// Writes what is known when `file.id` has ended.
    [[nodiscard]] Result<> setEnded(const ImportedFile &file);

    /// Imports of a file with these contents, newest first.
    [[nodiscard]] Result<QVector<ImportedFile>> of(const QByteArray &sha256);
    /// Of files with this name, whatever their contents were; newest first.
    [[nodiscard]] Result<QVector<ImportedFile>> named(const QString &name);
    [[nodiscard]] Result<QVector<ImportedFile>> newest(int limit);

private:
    Database &m_database;
};

} // namespace atalaia
