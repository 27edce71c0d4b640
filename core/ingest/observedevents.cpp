// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/observedevents.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

namespace {

ObservedEvent beginningOf(const Message &message, const QString &line)
{
    ObservedEvent event;
    event.place = {message.sentAtMs, message.externalId, line, 0};
    event.conversation = message.conversation;
    event.knownAtMs = message.receivedAtMs;
    event.message.number = message.id.value;
    event.message.author = message.author;
    event.message.isAutomatic = message.isAutomatic;
    event.message.kind = message.kind;
    return event;
}

} // namespace

bool operator<(const ReadingPlace &a, const ReadingPlace &b)
{
    return std::tie(a.atMs, a.message, a.line, a.step) < std::tie(b.atMs, b.message, b.line, b.step);
}

QVector<ObservedEvent> eventsOf(const Message &message, const QString &line)
{
    QVector<ObservedEvent> events;
    const ObservedEvent beginning = beginningOf(message, line);
    const auto add = [&events, &beginning](qint64 atMs) -> ObservedEvent & {
        ObservedEvent event = beginning;
        event.place.atMs = events.isEmpty() ? atMs : std::max(atMs, events.constLast().place.atMs);
        event.place.step = int(events.size());
        event.knownAtMs = std::max(event.knownAtMs, event.place.atMs);
        event.message.atMs = event.place.atMs;
        event.message.isUpdate = !events.isEmpty();
        events.append(event);
        return events.last();
    };
    QVector<MessageVersion> versions = message.versions;
    // What such an edit says is not known, so neither is whether anything was taken back by it.
    versions.removeIf([](const MessageVersion &version) { return version.isTextMissing; });
    if (versions.isEmpty() && !message.isFirstVersionMissing)
        add(message.sentAtMs); // a picture and the like
    // Versions are numbered as they arrived.
    std::sort(versions.begin(), versions.end(), [](const MessageVersion &a, const MessageVersion &b) {
        return std::tuple(a.version > 0, a.atMs, a.text) < std::tuple(b.version > 0, b.atMs, b.text);
    });
    for (const MessageVersion &version : std::as_const(versions)) {
        ObservedEvent &event = add(version.version == 0 ? message.sentAtMs : version.atMs);
        event.version = version.version;
        event.message.text = version.text;
        event.message.isEdited = version.version > 0;
        event.message.changedAtMs = event.message.isEdited ? event.place.atMs : 0;
    }
    if (message.revokedAtMs != 0) {
        // Without a text: what it said was observed when it was said.
        ObservedEvent &event = add(message.revokedAtMs);
        event.message.isRevoked = true;
        event.message.changedAtMs = event.place.atMs;
    }
    return events;
}

} // namespace atalaia
