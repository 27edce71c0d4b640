// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/cloudapi/cloudapiparser.h"

#include <QStringList>

namespace atalaia {

[[nodiscard]] inline QString kindWord(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Text:
        return QStringLiteral("text");
    case MessageKind::Image:
        return QStringLiteral("image");
    case MessageKind::Video:
        return QStringLiteral("video");
    case MessageKind::Audio:
        return QStringLiteral("audio");
    case MessageKind::Document:
        return QStringLiteral("document");
    case MessageKind::Sticker:
        return QStringLiteral("sticker");
    case MessageKind::Location:
        return QStringLiteral("location");
    case MessageKind::ContactCard:
        return QStringLiteral("cards");
    case MessageKind::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

/// "in:text", "out:image", "in:unknown!" (unavailable), "out:unknown?" (pending), "h" for history.
[[nodiscard]] inline QString eventWord(const GatewayEvent &event)
{
    const auto by = [](Author author) {
        return author == Author::Agent    ? QStringLiteral("out:")
               : author == Author::System ? QStringLiteral("system:")
                                          : QStringLiteral("in:");
    };
    if (const auto *message = std::get_if<MessageReceived>(&event.body)) {
        const QString state = message->content == ContentState::Pending       ? QStringLiteral("?")
                              : message->content == ContentState::Unavailable ? QStringLiteral("!")
                                                                              : QString();
        return (message->isHistory ? QStringLiteral("h-") : QString()) + by(message->author) + kindWord(message->kind)
               + state;
    }
    if (const auto *edit = std::get_if<MessageEdited>(&event.body))
        return by(edit->author) + (edit->isTextMissing ? QStringLiteral("edit!") : QStringLiteral("edit"));
    if (const auto *revocation = std::get_if<MessageRevoked>(&event.body))
        return by(revocation->author) + QStringLiteral("revoke");
    if (const auto *reaction = std::get_if<MessageReacted>(&event.body))
        return by(reaction->author)
               + (reaction->emoji.isEmpty() ? QStringLiteral("unreaction") : QStringLiteral("reaction"));
    if (const auto *status = std::get_if<StatusChanged>(&event.body))
        return QStringLiteral("status:%1").arg(int(status->status));
    if (const auto *alias = std::get_if<AliasFound>(&event.body))
        return alias->kind == AliasFound::Kind::SamePerson ? QStringLiteral("alias") : QStringLiteral("newnumber");
    if (const auto *alarm = std::get_if<LineAlarmChanged>(&event.body))
        return (alarm->isRaised ? QStringLiteral("alarm+") : QStringLiteral("alarm-"))
               + QString::number(int(alarm->kind));
    return QStringLiteral("other");
}

/// All of it in one line.
[[nodiscard]] inline QString readingWords(const Result<CloudReading> &reading)
{
    if (!reading)
        return QStringLiteral("error");
    QStringList words;
    for (const GatewayEvent &event : reading->events)
        words.append(eventWord(event));
    for (const CloudReading::AccountAlarm &alarm : reading->accountAlarms)
        words.append((alarm.alarm.isRaised ? QStringLiteral("account+") : QStringLiteral("account-"))
                     + QString::number(int(alarm.alarm.kind)));
    for (const RejectedEvent &event : reading->rejected)
        words.append(QStringLiteral("rejected(%1)").arg(event.reason));
    if (!reading->names.isEmpty())
        words.append(QStringLiteral("names:%1").arg(reading->names.size()));
    if (!reading->marks.isEmpty())
        words.append(QStringLiteral("marks:%1").arg(reading->marks.size()));
    if (reading->ignored > 0)
        words.append(QStringLiteral("ignored:%1").arg(reading->ignored));
    return words.join(u' ');
}

} // namespace atalaia
