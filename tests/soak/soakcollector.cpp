// SPDX-License-Identifier: GPL-3.0-or-later
#include "soakcollector.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <sys/prctl.h>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;

namespace atalaia::soak {

namespace {

constexpr qsizetype kLogBytes = 64 * 1024;
constexpr int kPatienceMs = 60'000;

} // namespace

QString SoakCollector::storePath(const QString &folder)
{
    return folder + u"/atalaia.db"_s;
}

SoakCollector::SoakCollector(const QString &program, const QString &folder, const SoakGateway &gateway)
    : m_program(program)
{
    const QString path = folder + u"/gateways.json"_s;
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(QJsonDocument(QJsonArray{gateway.entry()}).toJson());
    }
    m_arguments = QStringList{u"--store"_s, storePath(folder), u"--gateways"_s, path} + gateway.collectorOptions();
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

SoakCollector::~SoakCollector()
{
    kill();
}

bool SoakCollector::start()
{
    m_process.start(m_program, m_arguments, QIODevice::ReadOnly);
    return m_process.waitForStarted(kPatienceMs);
}

bool SoakCollector::isRunning()
{
    if (m_process.state() == QProcess::NotRunning)
        return false;
    const bool hasEnded = m_process.waitForFinished(0);
    readLog();
    return !hasEnded;
}

QString SoakCollector::ending() const
{
    return m_process.exitStatus() == QProcess::CrashExit
                   ? u"the collector died of signal %1"_s.arg(m_process.exitCode())
                   : u"the collector ended with exit code %1"_s.arg(m_process.exitCode());
}

void SoakCollector::kill()
{
    if (!isRunning())
        return;
    m_peakMib = peakMib();
    m_process.kill();
    m_process.waitForFinished(kPatienceMs);
    readLog();
}

double SoakCollector::peakMib()
{
    readLog();
    QFile status(u"/proc/%1/status"_s.arg(m_process.processId()));
    if (!isRunning() || !status.open(QIODevice::ReadOnly))
        return m_peakMib;
    static const QRegularExpression peak(u"VmHWM:\\s+(\\d+)"_s);
    const double mib = peak.match(QString::fromLatin1(status.readAll())).captured(1).toDouble() / 1024;
    return std::max(m_peakMib, mib);
}

void SoakCollector::readLog()
{
    m_log += m_process.readAllStandardError();
    m_log = m_log.last(std::min(m_log.size(), kLogBytes));
}

} // namespace atalaia::soak
