// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/samplegateway.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

#ifdef Q_OS_LINUX
#include <signal.h>
#include <sys/prctl.h>
#endif

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kPatienceMs = 20'000;

QStringList strings(const QJsonArray &array)
{
    QStringList list;
    list.reserve(array.size());
    for (const QJsonValue &value : array)
        list.append(value.toString());
    return list;
}

} // namespace

SampleGateway::SampleGateway(const QStringList &options) : m_options(options)
{
    m_process.setProgram(program());
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
#ifdef Q_OS_LINUX
    // A test that is killed takes its gateway along.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
}

SampleGateway::~SampleGateway()
{
    stop();
}

bool SampleGateway::start()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ATALAIA_SAMPLE_KEY"_s, apiKey());
    m_process.setProcessEnvironment(environment);
    m_process.setArguments(QStringList{u"--port"_s, QString::number(m_port)} + m_options);
    m_process.start(QIODevice::ReadOnly);
    const QDeadlineTimer deadline(kPatienceMs);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(int(deadline.remainingTime())) || deadline.hasExpired())
            return false;
    }
    m_port = quint16(QJsonDocument::fromJson(m_process.readLine())[u"port"].toInt());
    return m_port != 0;
}

void SampleGateway::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kPatienceMs))
        kill();
}

void SampleGateway::kill()
{
    m_process.kill();
    m_process.waitForFinished(kPatienceMs);
}

QString SampleGateway::program()
{
    return QStringLiteral(ATALAIA_SAMPLE_GATEWAY);
}

QString SampleGateway::apiKey() const
{
    return u"sample-key"_s;
}

QString SampleGateway::baseUrl() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_port);
}

QString SampleGateway::streamUrl(const QString &query) const
{
    return u"ws://127.0.0.1:%1/ws?%2&x-api-key=%3"_s.arg(m_port).arg(query, apiKey());
}

SampleGateway::Answer SampleGateway::get(const QString &path) const
{
    return call("GET", path);
}

SampleGateway::Answer SampleGateway::post(const QString &path, const QByteArray &json) const
{
    return call("POST", path, json);
}

SampleGateway::Answer SampleGateway::call(const QByteArray &method, const QString &path, const QByteArray &body) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    if (!socket.waitForConnected(kPatienceMs))
        return {};
    socket.write(method + ' ' + path.toLatin1() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Api-Key: "
                 + apiKey().toLatin1() + "\r\nContent-Type: application/json\r\nContent-Length: "
                 + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    const QDeadlineTimer deadline(kPatienceMs);
    QByteArray all;
    while (socket.state() == QAbstractSocket::ConnectedState && !deadline.hasExpired()) {
        socket.waitForReadyRead(int(deadline.remainingTime()));
        all += socket.readAll();
    }
    all += socket.readAll();
    const qsizetype end = all.indexOf("\r\n\r\n");
    if (end < 0)
        return {};
    return {all.mid(all.indexOf(' ') + 1, 3).toInt(), all.sliced(end + 4)};
}

QStringList SampleGateway::ids(const QString &session) const
{
    return strings(QJsonDocument::fromJson(get(u"/sample/ids?session="_s + session).body).array());
}

QStringList SampleGateway::sends() const
{
    return strings(QJsonDocument::fromJson(get(u"/sample/stats"_s).body)[u"sends"].toArray());
}

qint64 SampleGateway::messageCount() const
{
    return QJsonDocument::fromJson(get(u"/sample/stats"_s).body)[u"messages"].toInteger(-1);
}

} // namespace atalaia
