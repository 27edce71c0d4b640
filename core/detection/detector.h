// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/companyprofile.h"

#include <memory>
#include <mutex>

namespace atalaia {

class PolicyEngine;
class PolicyScanner;

/// The seam between ingest and detection. Ingest asks for the scanner on the store's writing thread;
/// setEngine() may come from any thread at any time and the next message is scanned with the new set,
/// none is skipped.
class Detector
{
public:
    explicit Detector(std::shared_ptr<const PolicyEngine> engine, CompanyProfile company = {});
    ~Detector();
    Q_DISABLE_COPY_MOVE(Detector)

    void setEngine(std::shared_ptr<const PolicyEngine> engine);

    /// Of the engine that is live now; null while there is none. Detecting thread only; valid until the next call.
    [[nodiscard]] PolicyScanner *scanner();
    [[nodiscard]] const CompanyProfile &company() const { return m_company; }

private:
    const CompanyProfile m_company;
    std::mutex m_engineMutex; // guards m_next
    std::shared_ptr<const PolicyEngine> m_next;
    std::shared_ptr<const PolicyEngine> m_engine; // of m_scanner; detecting thread alone
    std::unique_ptr<PolicyScanner> m_scanner;
};

} // namespace atalaia
