// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/companyprofile.h"

#include <QHash>
#include <QString>

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

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

    /// When a policy scanned for the first time.
    struct FirstUse
    {
        qint64 versionAtMs = 0;
        qint64 policyAtMs = 0; ///< in any version
    };
    using FirstUses = QHash<std::pair<QString, int>, FirstUse>; ///< by name and version

    /// Of the engine that is live now; null while there is none. Detecting thread only; valid until the next call.
    [[nodiscard]] PolicyScanner *scanner();
    /// That of the scanner; null while there is none. Detecting thread only.
    [[nodiscard]] const PolicyEngine *engine() const { return m_engine.get(); }
    /// As the store told of the live policies; whether they need not be asked for again until there are
    /// others. Detecting thread only.
    void setFirstUses(const FirstUses &uses, bool areLasting);
    [[nodiscard]] bool areFirstUsesKnown() const { return m_areFirstUsesLasting; }
    /// nullopt: no such policy is live.
    [[nodiscard]] std::optional<FirstUse> firstUseOf(const QString &policy, int version) const;
    /// From any thread, as setEngine().
    void setCompany(const CompanyProfile &company);
    /// Never null; the same one for as long as somebody holds it.
    [[nodiscard]] std::shared_ptr<const CompanyProfile> company() const;

private:
    mutable std::mutex m_mutex; // guards m_company and m_next
    std::shared_ptr<const CompanyProfile> m_company;
    std::shared_ptr<const PolicyEngine> m_next;
    std::shared_ptr<const PolicyEngine> m_engine; // of m_scanner; detecting thread alone
    std::unique_ptr<PolicyScanner> m_scanner;
    FirstUses m_firstUses;
    bool m_areFirstUsesLasting = false;
};

} // namespace atalaia
