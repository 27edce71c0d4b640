// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "domain/line.h"
#include "gateway/gatewayevent.h"

#include <QString>
#include <QStringView>

#include <simdjson.h>

#include <initializer_list>
#include <optional>
#include <string_view>

namespace atalaia::waha {

using Element = simdjson::dom::element;
using MaybeElement = std::optional<Element>;

/// The parts of "{true|false}_{chat}_{bare id}[_{participant}]".
struct FullId
{
    bool isFromMe = false;
    ChatAddress chat;
    QString bareId;
    ChatAddress participant;
};

/// Nothing when the member is missing or null, or the parent is no object.
[[nodiscard]] MaybeElement member(MaybeElement parent, std::string_view name);
[[nodiscard]] MaybeElement descend(MaybeElement parent, std::initializer_list<std::string_view> names);

/// Empty when the element is missing or no string.
[[nodiscard]] QString textOf(MaybeElement element);
[[nodiscard]] bool isTrue(MaybeElement element);

/// UTC milliseconds out of seconds (whole, fractional, as a string), milliseconds, protobuf longs
/// ({low, high}) or ISO 8601. 0 when it is none of these or absurd.
[[nodiscard]] qint64 timeOf(MaybeElement element);

/// "5511900000001:12@s.whatsapp.net" without ":12".
[[nodiscard]] ChatAddress withoutDevice(QStringView address);

[[nodiscard]] std::optional<FullId> fullIdOf(QStringView id);
[[nodiscard]] std::optional<FullId> fullIdOf(MaybeElement element);

/// The bare id of a full or bare id.
[[nodiscard]] QString bareIdOf(const QString &id);

[[nodiscard]] LineState lineStateOf(QStringView status);

} // namespace atalaia::waha
