// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QByteArray>
#include <QString>

namespace atalaia {

enum class MediaState {
    Wanted, ///< not here yet
    Kept,
    Expired, ///< the gateway does not have it any more; it can be asked again
    Refused, ///< the gateway does not hand out media, or not this
    TooLarge
};

/// What is kept of the picture, recording or file of a message. Nothing here ever opens it.
struct MessageMedia
{
    MessageId message;
    MediaState state = MediaState::Wanted;
    qint64 sizeBytes = 0; ///< of what is kept; before that what the gateway says, 0 = not known
    QByteArray sha256; ///< of what is kept; empty = nothing is
    QString mediaType;
    bool isOtherContent = false; ///< what came is not what the gateway had told the hash of

    friend bool operator==(const MessageMedia &, const MessageMedia &) = default;
};

} // namespace atalaia
