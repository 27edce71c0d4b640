// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/gatewayevent.h"

#include <QByteArray>
#include <QString>
#include <QVector>

#include <memory>
#include <optional>

namespace atalaia {

/// What one socket frame or one page of messages came to.
struct WahaReading
{
    QVector<GatewayEvent> events;
    int items = 0; ///< how many the bytes held; a page of 0 is the end of the list
    QVector<RejectedEvent> rejected; ///< items of a page that could not be read; the others are in `events`
    QString reason; ///< why an item was ignored; no values
};

/// A WAHA session: a line.
struct WahaSession
{
    QString name;
    LineState state = LineState::Unknown;
    QString displayName;
    ChatAddress ownAddress;
    QString engine; ///< WEBJS, WPP, NOWEB, GOWS; empty in old versions
    ChatAddress ownHiddenId; ///< the line's own "...@lid"; may be empty
    bool keepsMessages = true; ///< false: its settings say that the gateway stores none
};

struct WahaSessionList
{
    QVector<WahaSession> sessions;
    int rejected = 0; ///< sessions that could not be read
    QString reason; ///< why; no values
};

struct WahaChat
{
    ChatAddress address;
    qint64 lastMessageMs = 0; ///< 0 = the gateway does not say
};

/// A hidden id and the number behind it, which may not be known: then `phone` is empty.
struct WahaHiddenId
{
    ChatAddress hidden;
    ChatAddress phone;
};

struct WahaHiddenIdList
{
    QVector<WahaHiddenId> ids;
    int items = 0; ///< 0 = the end of the list
};

struct WahaVersion
{
    QString version;
    QString engine;
};

/// Bytes of WAHA's socket and REST answers to values. Pure; keeps only a buffer between calls, so
/// use one per thread. What has the wrong shape is an Error InvalidInput that names the field and
/// never its value; nothing over kLargestBytes is looked at.
class WahaParser
{
    Q_DISABLE_COPY_MOVE(WahaParser)

public:
    static constexpr qsizetype kLargestBytes = 5 * 1024 * 1024;

    WahaParser();
    ~WahaParser();

    /// One event of the socket. `receivedAtMs` dates events that carry no time. Events that are
    /// not used give no events and no error.
    [[nodiscard]] Result<WahaReading> frame(const QByteArray &bytes, qint64 receivedAtMs);

    /// A frame that frame() could not read, as it is kept: with its line where that much can be read. The bytes
    /// still hold what secrets they came with.
    [[nodiscard]] RejectedEvent rejectedFrame(const QByteArray &bytes, const QString &reason, qint64 receivedAtMs);

    /// A list of messages. Items that cannot be read do not spoil the page; frame() can read them again.
    [[nodiscard]] Result<WahaReading> messages(const QByteArray &bytes, const QString &line, qint64 receivedAtMs = 0);

    /// One message object; no items when the answer is empty or null.
    [[nodiscard]] Result<WahaReading> message(const QByteArray &bytes, const QString &line);

    /// Sessions that cannot be read are counted; an error when that is all of them.
    [[nodiscard]] Result<WahaSessionList> sessions(const QByteArray &bytes);
    [[nodiscard]] Result<WahaSession> session(const QByteArray &bytes);
    [[nodiscard]] Result<QVector<WahaChat>> chats(const QByteArray &bytes);
    [[nodiscard]] Result<WahaHiddenIdList> hiddenIds(const QByteArray &bytes);
    [[nodiscard]] Result<WahaHiddenId> hiddenId(const QByteArray &bytes);
    /// The number in an answer like {"count": 7}.
    [[nodiscard]] std::optional<qint64> count(const QByteArray &bytes);
    /// Where a message's media is now, as the gateway says, presigned query and all: to be used at once and kept
    /// nowhere. Empty when the message has none that can be fetched.
    [[nodiscard]] Result<QString> mediaUrl(const QByteArray &bytes);
    [[nodiscard]] Result<WahaVersion> version(const QByteArray &bytes);

    /// What an error answer says in its "message" or "error"; empty when it says nothing.
    [[nodiscard]] QString complaint(const QByteArray &bytes);

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
