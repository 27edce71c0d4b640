// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/connector.h"
#include "gateway/http/restclient.h"

#include <QFuture>
#include <QObject>

namespace atalaia {

class EvolutionParser;

/// Lets the gateway decrypt media. It does so by the message's id alone, as long as WhatsApp or the phone still have
/// the file, which is some weeks.
///
/// `context` lives as long as `rest` and `parser`; the future is cancelled when it dies.
[[nodiscard]] QFuture<Result<MediaContent>> fetchEvolutionMedia(QObject *context, RestClient &rest,
                                                                EvolutionParser &parser, const MediaRequest &request);

} // namespace atalaia
