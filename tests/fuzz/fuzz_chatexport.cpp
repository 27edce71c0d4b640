// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an exported chat: an error or messages with ids of their own and times that exist, the same
// when read again, never a crash or a stall.
#include "gateway/chatexport/chatexport.h"
#include "gateway/chatexport/exportevents.h"

#include <QSet>

#include <cstdlib>

using namespace atalaia;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(bytes), qsizetype(size));
    const auto chat = ChatExport::open(text, QStringLiteral("WhatsApp Chat - Fuzz.txt"));
    if (!chat)
        return 0;
    const ExportSummary &summary = chat->summary();
    QSet<QString> side;
    if (!summary.people.isEmpty())
        side.insert(summary.people.constFirst().name);
    ExportEvents events(summary, {QStringLiteral("line"), side, QTimeZone::utc()});
    QSet<QString> ids;
    qint64 count = 0;
    const bool isComplete = chat->read([&ids, &count, &events](const ExportedMessage &message) {
        ++count;
        ids.insert(message.id);
        if (message.id.size() != 64 || !message.localTime.isValid() || events.eventsOf(message).isEmpty())
            std::abort();
        if (message.text.size() > ExportLines::kMostTextUnits)
            std::abort();
        return true;
    });
    if (!isComplete || count != summary.messageCount || ids.size() != count || summary.first > summary.last)
        std::abort();
    const auto again = chat->readAgain(QStringLiteral("WhatsApp Chat - Fuzz.txt"), {});
    if (!again || again->summary().messageCount != count)
        std::abort();
    return 0;
}
