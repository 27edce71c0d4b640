// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QVector>

namespace atalaia::test {

/// What `atalaiactl scan` answered.
struct ScanAnswer
{
    int status = -1;
    QByteArray output;
    QByteArray errors;
    qint64 peakKib = 0; ///< highest resident size of any run until now; 0 = unknown

    /// A line each; fails the test where one is no JSON object.
    [[nodiscard]] QVector<QJsonObject> hits() const;
};

/// Runs the program as a script does.
[[nodiscard]] ScanAnswer runScan(const QStringList &arguments, const QByteArray &input = {},
                                 const QString &outputFile = {});

/// Another command of it.
[[nodiscard]] ScanAnswer runCtl(const QString &command, const QStringList &arguments, const QByteArray &input = {},
                                const QString &outputFile = {});

/// Files of one test.
class ScanFolder
{
public:
    ScanFolder();
    [[nodiscard]] QString path() const { return m_folder.path(); }
    /// The full path of the file.
    QString write(const QString &name, const QByteArray &bytes) const;

private:
    QTemporaryDir m_folder;
};

[[nodiscard]] QByteArray testFile(const QString &name); ///< below tests/data/
[[nodiscard]] QString testPath(const QString &name);
/// JSON objects of a file with one a line.
[[nodiscard]] QVector<QJsonObject> testLines(const QString &name);

} // namespace atalaia::test
