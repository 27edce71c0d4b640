// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "base/error.h"
#include "gateway/gatewayevent.h"
#include "gateway/json/jsonfields.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

namespace atalaia::cloudapi {

using json::descend;
using json::Element;
using json::Fields;
using json::isTrue;
using json::MaybeElement;
using json::member;
using json::textOf;
using json::timeOf;
using json::wordOf;

[[nodiscard]] Error malformed(const char *field);

/// An id written as text or as a whole number; empty when it is neither or too long for one.
[[nodiscard]] QString idOf(MaybeElement element);

/// "5511990000001" of "+55 11 99000-0001"; what holds other characters stays as it is.
[[nodiscard]] QString plainNumber(const QString &number);

/// 32 bytes out of base64 or hex, or none.
[[nodiscard]] QByteArray sha256Of(MaybeElement element);

/// A group's id as an address that is told from a person's; and back.
[[nodiscard]] ChatAddress groupAddress(const QString &groupId);
[[nodiscard]] QString groupIdOf(const ChatAddress &address);

/// The number of the customer that Meta writes into its message ids; empty when the id has another form.
/// Not documented: for messages that do not name their chat otherwise.
[[nodiscard]] QString numberInsideId(const QString &messageId);

/// sent, delivered, read, played, failed, in either case; Unknown for any other.
[[nodiscard]] DeliveryStatus statusOf(QStringView word);

/// The "code" of the first entry of an "errors" list; 0 = none.
[[nodiscard]] qint64 errorCodeOf(MaybeElement errors);

} // namespace atalaia::cloudapi
