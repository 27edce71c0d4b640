// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "gateway/gatewayevent.h"
#include "gateway/waha/wahamessagefields.h"

namespace atalaia::waha {

/// Kind, type, name, size, hash and reference of what a message carries. `event` has its text already.
void readMedia(const MessageFields &message, MessageReceived &event);

/// Whether the text was not decrypted yet, or never will be for us.
[[nodiscard]] ContentState contentStateOf(const MessageFields &message);

/// What the gateway wants to hear to hand out a message's media: where its file lies, if it has one now, and
/// the full id to ask by when the file is gone.
struct MediaPlace
{
    QByteArray path; ///< "/api/files/..."; percent-encoded, without host and query; may be empty
    QString fullId;
};
[[nodiscard]] QString referenceOf(const MediaPlace &place);
[[nodiscard]] MediaPlace mediaPlaceOf(const QString &reference);

/// The path of a file that the gateway itself keeps; empty for every other address.
[[nodiscard]] QByteArray ownFilePath(const QString &url);

} // namespace atalaia::waha
