// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/phasedot.h"

#include "inbox/flagdelegate.h"
#include "theme/theme.h"

#include <QPainter>

namespace atalaia {

namespace {

constexpr int kDotSize = 8;
constexpr int kFilled = 2; // severity shapes serve here too
constexpr int kTriangle = 3;
constexpr int kRing = 1;

} // namespace

PhaseDot::PhaseDot(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedSize(kDotSize + 2, kDotSize + 2);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PhaseDot::setPhase(ConnectionPhase phase)
{
    m_phase = phase;
    update();
}

void PhaseDot::paintEvent(QPaintEvent *)
{
    int shape = kRing;
    QColor color = m_theme.color(ColorRole::Muted);
    switch (m_phase) {
    case ConnectionPhase::Live:
        shape = kFilled;
        color = m_theme.color(ColorRole::Accent);
        break;
    case ConnectionPhase::CatchingUp:
        color = m_theme.color(ColorRole::Accent);
        break;
    case ConnectionPhase::Connecting:
    case ConnectionPhase::Disabled:
        break;
    case ConnectionPhase::WaitingToRetry:
    case ConnectionPhase::Paused:
        shape = kTriangle;
        color = m_theme.severityColor(3);
        break;
    case ConnectionPhase::KeyRefused:
    case ConnectionPhase::KeyMissing:
    case ConnectionPhase::NotAllowed:
        shape = kTriangle;
        color = m_theme.color(ColorRole::Danger);
        break;
    }
    QPainter painter(this);
    paintSeverityShape(painter, QRectF(1, 1, kDotSize, kDotSize), shape, color);
}

} // namespace atalaia
