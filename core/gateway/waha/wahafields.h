// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "domain/line.h"
#include "gateway/chataddress.h"
#include "gateway/gatewayevent.h"
#include "gateway/json/jsonfields.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <string_view>

namespace atalaia::waha {

using atalaia::withoutDevice;
using json::descend;
using json::Element;
using json::Fields;
using json::isTrue;
using json::MaybeElement;
using json::member;
using json::textOf;
using json::textOfUtf8;
using json::timeOf;
using json::wordOf;

/// The parts of "{true|false}_{chat}_{bare id}[_{participant}]".
struct FullId
{
    bool isFromMe = false;
    ChatAddress chat;
    QString bareId;
    ChatAddress participant;
};

[[nodiscard]] std::optional<FullId> fullIdOf(std::string_view id); ///< UTF-8
[[nodiscard]] std::optional<FullId> fullIdOf(MaybeElement element);
/// The full id as it came, for asking by it; empty when it is none.
[[nodiscard]] QString fullIdTextOf(MaybeElement element);

/// The bare id of a full or bare id.
[[nodiscard]] QString bareIdOf(std::string_view id); ///< UTF-8

/// UTF-8, as withoutDevice() of a QStringView.
[[nodiscard]] ChatAddress addressOf(std::string_view address);

[[nodiscard]] LineState lineStateOf(QStringView status);

} // namespace atalaia::waha
