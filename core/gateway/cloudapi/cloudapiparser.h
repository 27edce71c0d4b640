// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/gatewayevent.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QVector>

#include <memory>

namespace atalaia {

/// What one notification of Meta came to.
struct CloudReading
{
    /// An alarm for all numbers of a business account, whose names are not in the notification.
    struct AccountAlarm
    {
        QString businessAccount;
        QString ownNumber; ///< of the only number that it is about, as digits; empty = all
        LineAlarmChanged alarm;
    };

    /// A status of a message that was sent with a mark of ours.
    struct MarkedStatus
    {
        QString mark; ///< biz_opaque_callback_data
        QString messageId;
        DeliveryStatus status = DeliveryStatus::Unknown;
    };

    struct Line
    {
        QString id; ///< phone_number_id
        QString number; ///< digits; may be empty
        QString businessAccount;
    };

    QVector<GatewayEvent> events;
    QVector<RejectedEvent> rejected; ///< items that could not be read; the others are in `events`
    QVector<AccountAlarm> accountAlarms;
    QVector<MarkedStatus> marks;
    QVector<Line> lines; ///< of all changes, each once
    QHash<QString, QString> names; ///< digits -> name in the employee's address book (state_sync)
    int ignored = 0; ///< changes and items that are of no use to us
    QString reason; ///< why one was ignored; no values
};

/// A number of the account as the Graph API lists it.
struct CloudNumber
{
    QString id; ///< phone_number_id: the line
    QString number; ///< digits
    QString name; ///< verified_name
    LineState state = LineState::Unknown;
};

struct CloudNumberList
{
    QVector<CloudNumber> numbers;
    QString after; ///< cursor of the next page; empty = this was the last
    int rejected = 0;
};

/// What the Graph API says when it refuses.
struct CloudError
{
    qint64 code = 0; ///< 0 = it does not say
    qint64 subcode = 0;
    QString message;
};

/// What it says about media; the address is good for five minutes and opens with the token only.
struct CloudMedia
{
    QByteArray address;
    QString mediaType;
    qint64 size = 0;
};

/// Bytes of Meta's webhooks and of Graph API answers to values. Pure; keeps only buffers between calls,
/// so use one per thread. What has the wrong shape is an Error InvalidInput that names the field and
/// never its value; nothing over kLargestBytes is looked at.
class CloudApiParser
{
    Q_DISABLE_COPY_MOVE(CloudApiParser)

public:
    static constexpr qsizetype kLargestBytes = 5 * 1024 * 1024;
    static constexpr qint64 kHistoryDeclined = 2593109;

    CloudApiParser();
    ~CloudApiParser();

    /// One notification. An error when it is none at all.
    [[nodiscard]] Result<CloudReading> notification(const QByteArray &bytes, qint64 receivedAtMs);

    [[nodiscard]] Result<CloudNumberList> numbers(const QByteArray &bytes);
    /// The id under which a message was sent.
    [[nodiscard]] Result<QString> sentMessage(const QByteArray &bytes);
    /// Nothing = all of them were done; else why the first was not.
    [[nodiscard]] Result<std::optional<CloudError>> blocked(const QByteArray &bytes);
    [[nodiscard]] Result<CloudMedia> media(const QByteArray &bytes);
    [[nodiscard]] CloudError problem(const QByteArray &bytes);

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
