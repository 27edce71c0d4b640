// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

namespace atalaia {

/// One way over which a gateway's events come: a queue at a broker, or a socket.
///
/// Lives on the gateway thread and never makes it wait. It holds one connection at a time and does not
/// reconnect by itself: after lost() the owner decides when to open() again. It may be opened, closed and
/// paused inside a slot of its own signals, but not destroyed there (deleteLater() is fine).
class EventSource : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventSource)

public:
    explicit EventSource(QObject *parent = nullptr) : QObject(parent) {}

    /// Connects. Closes what was open before.
    virtual void open() = 0;
    /// What the sender does not keep and was held back in a pause is handed on first, also when the connection ends by
    /// itself. Nothing is emitted for this connection afterwards. What was acknowledged stays so.
    virtual void close() = 0;
    /// Everything received up to and including `tag` is stored and need not come again. Tags of earlier
    /// connections are ignored: what was not acknowledged then is delivered once more under a new tag.
    virtual void acknowledge(quint64 tag) = 0;
    /// True: nothing is handed on as long as the connection stays, and the sender is held back by it.
    virtual void setPaused(bool isPaused) = 0;

signals:
    /// Connected and entitled: events come from now on.
    void opened();
    /// The connection ended or never came about; not emitted after close(). `problem` is technical, in
    /// English, without addresses, names of people or secrets. `isRefused`: login or key are not accepted,
    /// so that trying again soon is of no use.
    void lost(const QString &problem, bool isRefused);
    /// One event as it came, JSON unless the other side says otherwise. Empty: there was one of more than
    /// kLargestEvent bytes and its content was not kept; it is to be counted as rejected and, like the
    /// others, acknowledged. Tags rise, also over reconnects; 0 = this source takes no acknowledgements.
    void received(const QByteArray &payload, quint64 tag);
};

/// Bodies over this are not kept.
constexpr qsizetype kLargestEvent = 5 * 1024 * 1024;

} // namespace atalaia
