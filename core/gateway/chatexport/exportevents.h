// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/chatexport/chatexport.h"
#include "gateway/chatexport/exportcontainer.h"
#include "gateway/gatewayevent.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace atalaia {

/// What a person says about an exported chat, since the file does not.
struct ExportChoice
{
    QString line; ///< the company's number or the agent under whose name the chat is kept
    QSet<QString> companySide; ///< people of the file who speak for the company
    QTimeZone zone; ///< in which the printed times are meant
};

/// Turns printed times into UTC. A time that the clocks skipped or went through twice is one of the two.
class LocalClock
{
public:
    explicit LocalClock(QTimeZone zone) : m_zone(std::move(zone)) {}
    [[nodiscard]] qint64 toUtcMs(const QDateTime &localTime);

private:
    QTimeZone m_zone;
    qint64 m_quarter = -1; // that m_offsetMs is of; asking the zone for each message costs more than all else
    qint64 m_offsetMs = 0;
};

/// Makes of exported messages what a gateway would have told.
class ExportEvents
{
public:
    ExportEvents(const ExportSummary &summary, const ExportChoice &choice,
                 const QVector<ExportAttachment> &attachments = {});

    [[nodiscard]] const QString &line() const { return m_line; }
    [[nodiscard]] const ChatAddress &chat() const { return m_chat; }
    /// Who stands on the other side; the group's title in a group.
    [[nodiscard]] const QString &contactName() const { return m_contactName; }

    [[nodiscard]] GatewayEvent lineEvent() const;
    /// One or two: an attachment whose caption was edited is a message and an edit.
    [[nodiscard]] QVector<GatewayEvent> eventsOf(const ExportedMessage &message);
    [[nodiscard]] Author authorOf(const ExportedMessage &message) const;

private:
    [[nodiscard]] GatewayEvent editOf(const ExportedMessage &message, qint64 atMs) const;

    const QSet<QString> m_companySide;
    const QString m_line;
    QString m_contactName;
    ChatAddress m_chat;
    LocalClock m_clock;
    qint64 m_lastAtMs = 0;
    QHash<QString, ExportAttachment> m_attachments;
};

/// Who of the people is the company's side, as far as the file tells; empty when it does not.
[[nodiscard]] QSet<QString> likelyCompanySide(const ExportSummary &summary);

} // namespace atalaia
