// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accounts.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace atalaia {

/// Media type and default extension of a bubble.
struct MediaForm
{
    QString type;
    QString extension;
};
[[nodiscard]] MediaForm mediaFormOf(const SampleMessage &message);

/// Files of messages, each there for a while only, as on the real gateway.
class MediaShelf
{
public:
    struct File
    {
        QString type;
        QByteArray bytes;
    };

    explicit MediaShelf(int lifetimeSeconds) : m_lifetimeMs(qint64(lifetimeSeconds) * 1000) {}

    /// Puts the message's file there, or keeps it longer. Returns its name.
    QString put(const SampleMessage &message, qint64 nowMs);
    /// Name of the message's file, whether or not it is still there.
    [[nodiscard]] static QString nameOf(const SampleMessage &message);
    [[nodiscard]] std::optional<File> take(const QString &name, qint64 nowMs) const;

private:
    struct Entry
    {
        QString type;
        BubbleKind kind = BubbleKind::Image;
        qint64 goneAtMs = 0;
    };

    void sweep(qint64 nowMs);

    qint64 m_lifetimeMs;
    QHash<QString, Entry> m_entries;
    qint64 m_nextSweepAtMs = 0;
};

} // namespace atalaia
