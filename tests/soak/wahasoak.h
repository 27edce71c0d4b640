// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soakgateway.h"
#include "support/samplegateway.h"

#include <memory>

namespace atalaia::soak {

/// The sample gateway in load mode, with its faults.
class WahaSoak final : public SoakGateway
{
public:
    [[nodiscard]] QString name() const override { return QStringLiteral("WAHA"); }
    [[nodiscard]] QString prepare(const Plan &plan) override;
    [[nodiscard]] QJsonObject entry() const override;
    void play() override {} // it begins with its first client, or at once where a gap is wanted
    [[nodiscard]] bool hasPlayed() override;
    [[nodiscard]] Faults faults() override;
    [[nodiscard]] Script script() override;

private:
    std::unique_ptr<SampleGateway> m_gateway;
    qint64 m_events = 0;
};

} // namespace atalaia::soak
