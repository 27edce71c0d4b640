// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/threadwords.h"

#include "text/explanationwords.h"
#include "text/safetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kSpokenCharacters = 1'000;

struct ThreadWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::ThreadWords)
};

} // namespace

QString authorWords(Author author)
{
    switch (author) {
    case Author::Agent:
        return ThreadWords::tr("Agent");
    case Author::Contact:
        return ThreadWords::tr("Contact");
    case Author::System:
        break;
    }
    //: Author of a notice by WhatsApp itself
    return ThreadWords::tr("System");
}

QString mediaWords(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Text:
        return {};
    case MessageKind::Image:
        return ThreadWords::tr("Image");
    case MessageKind::Video:
        return ThreadWords::tr("Video");
    case MessageKind::Audio:
        return ThreadWords::tr("Voice message");
    case MessageKind::Document:
        return ThreadWords::tr("Document");
    case MessageKind::Sticker:
        return ThreadWords::tr("Sticker");
    case MessageKind::Location:
        return ThreadWords::tr("Location");
    case MessageKind::ContactCard:
        return ThreadWords::tr("Contact card");
    case MessageKind::Unknown:
        break;
    }
    return ThreadWords::tr("Something Atalaia cannot show");
}

QString deliveryWords(DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Unknown:
        return {};
    case DeliveryStatus::Error:
        return ThreadWords::tr("not sent");
    case DeliveryStatus::Pending:
        return ThreadWords::tr("waiting to be sent");
    case DeliveryStatus::Server:
        return ThreadWords::tr("sent");
    case DeliveryStatus::Device:
        return ThreadWords::tr("delivered");
    case DeliveryStatus::Read:
        return ThreadWords::tr("read");
    case DeliveryStatus::Played:
        return ThreadWords::tr("played");
    }
    return {};
}

QString timeWords(qint64 atMs, const QTimeZone &zone)
{
    //: Time of a message, in QTime's format letters: 14:05
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(atMs, zone).time(), ThreadWords::tr("HH:mm"));
}

QString dayWords(const QDate &day, int currentYear)
{
    //: Date of a day separator, in QDate's format letters: Tue 18 Nov
    const QString thisYear = ThreadWords::tr("ddd d MMM");
    //: Date of a day separator in another year, in QDate's format letters: Tue 18 Nov 2025
    const QString otherYear = ThreadWords::tr("ddd d MMM yyyy");
    return QLocale().toString(day, day.year() == currentYear ? thisYear : otherYear);
}

QString tombstoneWords(const Message &message, const QTimeZone &zone)
{
    const QString at = timeWords(message.revokedAtMs, zone);
    switch (message.author) {
    case Author::Agent:
        return ThreadWords::tr("deleted by agent %1 · kept").arg(at);
    case Author::Contact:
        return ThreadWords::tr("deleted by contact %1 · kept").arg(at);
    case Author::System:
        break;
    }
    return ThreadWords::tr("deleted %1 · kept").arg(at);
}

QString contentWords(ContentState content)
{
    switch (content) {
    case ContentState::Present:
        return {};
    case ContentState::Pending:
        return ThreadWords::tr("Waiting for the gateway to decrypt this message");
    case ContentState::Unavailable:
        break;
    }
    return ThreadWords::tr("WhatsApp did not hand this message on; it is only on the phone");
}

QString unreadableEditWords()
{
    return ThreadWords::tr("Edited; the gateway could not read the new text");
}

QString keptWords(const MessageMedia &media)
{
    constexpr qsizetype kShownDigits = 12;
    const QString size = QLocale().formattedDataSize(media.sizeBytes);
    switch (media.state) {
    case MediaState::Wanted:
        return {};
    case MediaState::Kept:
        return (media.isOtherContent
                        //: %1 is a size, %2 the beginning of a fingerprint of the file
                        ? ThreadWords::tr("kept · %1 · SHA-256 %2… · not what the gateway announced")
                        //: %1 is a size, %2 the beginning of a fingerprint of the file
                        : ThreadWords::tr("kept · %1 · SHA-256 %2…"))
                .arg(size, QString::fromLatin1(media.sha256.toHex().first(kShownDigits)));
    case MediaState::Expired:
        return ThreadWords::tr("not kept: the gateway does not have it any more");
    case MediaState::Refused:
        return ThreadWords::tr("not kept: the gateway does not hand it out");
    case MediaState::TooLarge:
        break;
    }
    return ThreadWords::tr("not kept: too large");
}

QString currentText(const Message &message)
{
    return message.versions.isEmpty() ? QString() : message.versions.constLast().text;
}

QString spokenMessage(const Message &message, const QVector<Hit> &hits, const QTimeZone &zone)
{
    QStringList parts{authorWords(message.author), timeWords(message.sentAtMs, zone)};
    if (message.kind != MessageKind::Text && message.content == ContentState::Present) {
        parts << mediaWords(message.kind);
        if (!message.mediaName.isEmpty())
            parts << safeLine(message.mediaName);
    }
    if (message.content != ContentState::Present)
        parts << contentWords(message.content);
    else if (!message.versions.isEmpty() && message.versions.constLast().isTextMissing)
        parts << unreadableEditWords();
    else if (!message.versions.isEmpty())
        parts << safeLine(currentText(message), kSpokenCharacters);
    else if (message.kind == MessageKind::Text)
        parts << ThreadWords::tr("no text was captured");
    for (const Hit &hit : hits) {
        if (!hit.what.isBackground)
            parts << ThreadWords::tr("marked: %1, severity %2").arg(ruleWords(hit.what)).arg(hit.what.severity);
    }
    if (message.versions.size() > 1)
        parts << ThreadWords::tr("edited %1").arg(timeWords(message.versions.constLast().atMs, zone));
    if (message.isFirstVersionMissing)
        parts << ThreadWords::tr("first version not captured");
    if (message.revokedAtMs != 0)
        parts << tombstoneWords(message, zone);
    for (const Reaction &reaction : message.reactions)
        parts << ThreadWords::tr("reaction %1 by %2").arg(safeLine(reaction.emoji, 16), authorWords(reaction.author));
    if (message.author == Author::Agent && message.status != DeliveryStatus::Unknown)
        parts << deliveryWords(message.status);
    return parts.join(u", ");
}

} // namespace atalaia
