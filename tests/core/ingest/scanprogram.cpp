// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/scanprogram.h"

#include "support/catch.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

#include <sys/resource.h>

namespace atalaia::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 100'000;

QVector<QJsonObject> objectsIn(const QByteArray &lines)
{
    QVector<QJsonObject> list;
    for (const QByteArray &line : lines.split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        INFO(line.toStdString());
        REQUIRE(document.isObject());
        list.append(document.object());
    }
    return list;
}

} // namespace

QVector<QJsonObject> ScanAnswer::hits() const
{
    return objectsIn(output);
}

ScanAnswer runScan(const QStringList &arguments, const QByteArray &input, const QString &outputFile)
{
    return runCtl(u"scan"_s, arguments, input, outputFile);
}

ScanAnswer runCtl(const QString &command, const QStringList &arguments, const QByteArray &input,
                  const QString &outputFile)
{
    QProcess program;
    // Not the user's cache: that of QStandardPaths in test mode.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CACHE_HOME"_s, QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation));
    program.setProcessEnvironment(environment);
    if (!outputFile.isEmpty())
        program.setStandardOutputFile(outputFile);
    program.start(QStringLiteral(ATALAIA_CTL), QStringList{command} + arguments);
    REQUIRE(program.waitForStarted(kPatienceMs));
    program.write(input);
    program.closeWriteChannel();
    REQUIRE(program.waitForFinished(kPatienceMs));
    REQUIRE(program.exitStatus() == QProcess::NormalExit);
    rusage usage{};
    const bool isKnown = getrusage(RUSAGE_CHILDREN, &usage) == 0;
    return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError(),
            isKnown ? usage.ru_maxrss : 0};
}

ScanFolder::ScanFolder()
{
    REQUIRE(m_folder.isValid());
}

QString ScanFolder::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_folder.filePath(name));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
    return file.fileName();
}

QString testPath(const QString &name)
{
    return QStringLiteral(ATALAIA_TEST_DATA "/") + name;
}

QByteArray testFile(const QString &name)
{
    QFile file(testPath(name));
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

QVector<QJsonObject> testLines(const QString &name)
{
    return objectsIn(testFile(name));
}

} // namespace atalaia::test
