// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace atalaia {

/// Runs the real sample gateway on a free loopback port for as long as it lives. Blocks while it
/// starts and stops and in get() and post(); needs no event loop for that.
class SampleGateway
{
public:
    struct Answer
    {
        int status = 0; ///< 0: no answer
        QByteArray body;
    };

    /// Options as on the command line, without --port and --api-key.
    explicit SampleGateway(const QStringList &options = {});
    ~SampleGateway();
    Q_DISABLE_COPY_MOVE(SampleGateway)

    /// True when it listens. After stop() it starts afresh, on the same port.
    [[nodiscard]] bool start();
    void stop();
    /// As a crash or a power cut would.
    void kill();

    /// Path of the program.
    [[nodiscard]] static QString program();
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString apiKey() const;
    [[nodiscard]] QString baseUrl() const; ///< "http://127.0.0.1:PORT"
    /// Address of the event stream with key, for all sessions unless said otherwise.
    [[nodiscard]] QString streamUrl(const QString &query = QStringLiteral("session=*&events=*")) const;

    /// `path` with its query, percent-encoded; the key goes along.
    [[nodiscard]] Answer get(const QString &path) const;
    [[nodiscard]] Answer post(const QString &path, const QByteArray &json) const;
    [[nodiscard]] Answer call(const QByteArray &method, const QString &path, const QByteArray &body = {}) const;

    /// Bare ids of all messages of a session ("*": of all), as the gateway has them.
    [[nodiscard]] QStringList ids(const QString &session = QStringLiteral("*")) const;
    /// Bare ids of what came in by sendText, in order.
    [[nodiscard]] QStringList sends() const;
    /// Messages in the gateway's history.
    [[nodiscard]] qint64 messageCount() const;

private:
    QStringList m_options;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace atalaia
