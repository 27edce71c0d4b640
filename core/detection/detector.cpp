// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"

#include "detection/policyengine.h"

namespace atalaia {

Detector::Detector(std::shared_ptr<const PolicyEngine> engine, CompanyProfile company)
    : m_company(std::make_shared<const CompanyProfile>(std::move(company))), m_next(std::move(engine))
{}

Detector::~Detector() = default;

void Detector::setEngine(std::shared_ptr<const PolicyEngine> engine)
{
    const std::lock_guard lock(m_mutex);
    m_next.swap(engine); // the old one, if it was never used, is freed after the lock
}

PolicyScanner *Detector::scanner()
{
    std::shared_ptr<const PolicyEngine> engine;
    {
        const std::lock_guard lock(m_mutex);
        engine = m_next;
    }
    if (engine != m_engine) {
        m_scanner = engine ? std::make_unique<PolicyScanner>(engine) : nullptr;
        m_engine = std::move(engine);
        m_firstUses.clear();
        m_areFirstUsesLasting = false;
    }
    return m_scanner.get();
}

void Detector::setCompany(const CompanyProfile &company)
{
    auto next = std::make_shared<const CompanyProfile>(company);
    const std::lock_guard lock(m_mutex);
    m_company.swap(next);
}

std::shared_ptr<const CompanyProfile> Detector::company() const
{
    const std::lock_guard lock(m_mutex);
    return m_company;
}

void Detector::setFirstUses(const FirstUses &uses, bool areLasting)
{
    m_firstUses = uses;
    m_areFirstUsesLasting = areLasting;
}

std::optional<Detector::FirstUse> Detector::firstUseOf(const QString &policy, int version) const
{
    const auto found = m_firstUses.constFind({policy, version});
    return found == m_firstUses.cend() ? std::nullopt : std::optional(*found);
}

} // namespace atalaia
