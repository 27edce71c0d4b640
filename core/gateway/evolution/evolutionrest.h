// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/restclient.h"

#include <QString>

namespace atalaia {

/// How Evolution wants its key.
[[nodiscard]] RestAccess evolutionAccess(const QUrl &address, const QByteArray &key, const QString &caFile);

/// Which records of a line findMessages is to list.
struct EvolutionWindow
{
    qint64 fromMs = 0; ///< both ends are needed, or the gateway ignores them
    qint64 toMs = 0;
    QString chat = {}; ///< empty = all. The gateway may ignore it
    QString messageId = {}; ///< empty = all
};

/// One page of the window, the newest first; `page` counts from 1.
[[nodiscard]] RestRequest findMessages(const QString &line, const EvolutionWindow &window, int page, int pageSize);

/// "/chat/findMessages" and the line's name, encoded.
[[nodiscard]] QByteArray evolutionPath(const char *call, const QString &line);

} // namespace atalaia
