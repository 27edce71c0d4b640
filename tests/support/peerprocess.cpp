// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peerprocess.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <signal.h>
#include <sys/prctl.h>
#endif

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kPatienceMs = 30'000;

QString packagesFolder()
{
    return QStringLiteral(ATALAIA_PEER_PACKAGES);
}

} // namespace

PeerProcess::PeerProcess(const QString &script) : m_script(QStringLiteral(ATALAIA_PEER_SCRIPTS "/") + script)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
#ifdef Q_OS_LINUX
    // A test that is killed takes it along.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PeerProcess::readLines);
}

PeerProcess::~PeerProcess()
{
    stop();
}

bool PeerProcess::isInstalled()
{
    return QFileInfo::exists(packagesFolder()) && !QStandardPaths::findExecutable(u"node"_s).isEmpty();
}

bool PeerProcess::start(const QJsonObject &options)
{
    QJsonObject all = options;
    all.insert(u"port"_s, m_port);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"NODE_PATH"_s, packagesFolder());
    m_process.setProcessEnvironment(environment);
    m_port = 0;
    m_process.start(u"node"_s, {m_script, QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact))});
    const QDeadlineTimer deadline(kPatienceMs);
    while (m_port == 0) {
        // Emits readyReadStandardOutput().
        if (!m_process.waitForReadyRead(int(deadline.remainingTime())))
            return false;
    }
    return true;
}

void PeerProcess::stop()
{
    m_process.kill(); // scripts keep nothing
    m_process.waitForFinished(kPatienceMs);
}

void PeerProcess::order(const QJsonObject &order)
{
    m_process.write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n');
}

bool PeerProcess::hasSaid(const QString &what) const
{
    return std::any_of(m_said.cbegin(), m_said.cend(),
                       [&what](const QJsonObject &line) { return line[u"say"].toString() == what; });
}

void PeerProcess::readLines()
{
    while (m_process.canReadLine()) {
        const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
        if (m_port == 0)
            m_port = quint16(line[u"port"].toInt());
        else
            m_said.append(line);
    }
}

} // namespace atalaia
