// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/policyengine.h"

namespace atalaia {

struct PolicyEngine::Private
{};

PolicyEngine::PolicyEngine(std::unique_ptr<Private> data) : m_data(std::move(data)) {}
PolicyEngine::~PolicyEngine() = default;

PolicyEngine::Compiled PolicyEngine::compile(const QVector<Policy> &, const QVector<Lexicon> &)
{
    return {};
}

int PolicyEngine::ruleCount() const
{
    return 0;
}

} // namespace atalaia
