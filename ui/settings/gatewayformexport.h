// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QWidget>

namespace atalaia {

/// In the place of a form: exported chats come from files, not from a server.
class GatewayFormExport final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayFormExport)

public:
    /// `theme` must outlive this.
    GatewayFormExport(const Theme &theme, QWidget *parent);

signals:
    void importWanted();
};

} // namespace atalaia
