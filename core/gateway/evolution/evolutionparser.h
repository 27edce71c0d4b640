// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/gatewayevent.h"

#include <QByteArray>
#include <QString>
#include <QVector>

#include <memory>

namespace atalaia {

/// What one event or one page of messages came to.
struct EvolutionReading
{
    QVector<GatewayEvent> events;
    int items = 0; ///< how many the bytes held; a page of 0 is the end of the list
    QVector<RejectedEvent> rejected; ///< items that could not be read; the others are in `events`
    QString ignored; ///< why something gave no event though it could be read; no values
};

/// An instance: a line.
struct EvolutionLine
{
    QString name;
    LineState state = LineState::Unknown;
    QString displayName;
    ChatAddress ownAddress;
    GatewayCapabilities capabilities;
};

struct EvolutionLineList
{
    QVector<EvolutionLine> lines;
    int rejected = 0; ///< instances that could not be read
    QString reason; ///< why; no values
};

struct EvolutionPage
{
    EvolutionReading reading;
    qint64 total = -1; ///< messages in the window, as the gateway counts them now; -1 = it does not say
};

struct EvolutionMedia
{
    QByteArray bytes;
    QString mediaType;
};

/// Bytes of Evolution's events and REST answers to values. Pure; keeps only a buffer between calls, so use one per
/// thread. Nothing over kLargestBytes is looked at.
class EvolutionParser
{
    Q_DISABLE_COPY_MOVE(EvolutionParser)

public:
    static constexpr qsizetype kLargestBytes = 5 * 1024 * 1024;

    EvolutionParser();
    ~EvolutionParser();

    /// One event as it came over a broker, socket.io or a webhook, or as it was put aside. `receivedAtMs` dates what
    /// carries no time: an event's own date_time is a local clock that claims to be UTC.
    [[nodiscard]] EvolutionReading event(const QByteArray &bytes, qint64 receivedAtMs);

    /// Answer of findMessages. InvalidInput when it is none; records that cannot be read are put aside.
    [[nodiscard]] Result<EvolutionPage> page(const QByteArray &bytes, const QString &line, qint64 receivedAtMs);

    /// Answer of fetchInstances, flat as in 2.3 or nested as before. An error when not one can be read.
    [[nodiscard]] Result<EvolutionLineList> lines(const QByteArray &bytes);

    /// Answer of connectionState.
    [[nodiscard]] Result<LineState> lineState(const QByteArray &bytes);

    /// Version out of the greeting at "/"; InvalidInput when it is not Evolution's.
    [[nodiscard]] Result<QString> version(const QByteArray &bytes);

    /// What an error answer says; empty when it says nothing.
    [[nodiscard]] QString complaint(const QByteArray &bytes);

    /// Answer of getBase64FromMediaMessage, of any size.
    [[nodiscard]] static Result<EvolutionMedia> media(const QByteArray &bytes);

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
