// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewayconfig.h"

#include <QWidget>

namespace atalaia {

class Theme;

/// How the connection is, as colour and shape: filled = live, ring = on its way, triangle = needs
/// somebody. Words always stand beside it.
class PhaseDot final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PhaseDot)

public:
    /// `theme` must outlive this.
    explicit PhaseDot(const Theme &theme, QWidget *parent = nullptr);

    void setPhase(ConnectionPhase phase);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ConnectionPhase m_phase = ConnectionPhase::Connecting;
};

} // namespace atalaia
