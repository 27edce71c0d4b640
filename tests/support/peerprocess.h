// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QJsonObject>
#include <QObject>
#include <QProcess>

namespace atalaia {

/// A script of tests/peers run by node, with the packages of build/peers. It says one JSON object a line, the first
/// one with its "port" when it listens, and takes orders the same way.
class PeerProcess final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerProcess)

public:
    /// `script`: name of a file in tests/peers.
    explicit PeerProcess(const QString &script);
    ~PeerProcess() override;

    /// False: node or the packages are missing here.
    [[nodiscard]] static bool isInstalled();
    /// Blocks until it listens. After stop() it starts afresh, on the same port when the script takes one.
    [[nodiscard]] bool start(const QJsonObject &options = {});
    void stop();

    [[nodiscard]] quint16 port() const { return m_port; }
    void order(const QJsonObject &order);
    /// What it said after the first line, as far as the event loop has come round.
    [[nodiscard]] const QList<QJsonObject> &said() const { return m_said; }
    /// Whether it said something whose "say" is this.
    [[nodiscard]] bool hasSaid(const QString &what) const;

private:
    void readLines();

    QString m_script;
    QProcess m_process;
    quint16 m_port = 0;
    QList<QJsonObject> m_said;
};

} // namespace atalaia
