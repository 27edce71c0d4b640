// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductrule.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct Nothing final : ConductRule
{
    std::optional<ConductFinding> observe(ConductContext &) const override { return std::nullopt; }
    QStringList references() const override { return {}; }
};

} // namespace

std::optional<ConductFinding> ConductRule::close(ConductContext &) const
{
    return std::nullopt;
}

Result<std::unique_ptr<const ConductRule>> makeConductRule(const PolicyRule &rule)
{
    if (rule.conduct == u"absent"_s && rule.parameters.contains(u"N"_s) && rule.parameters[u"N"_s].toInt() < 1)
        return Error{Error::Kind::InvalidInput, u"parameter N must be 1 or more"_s};
    return std::unique_ptr<const ConductRule>(std::make_unique<Nothing>());
}

QStringList conductNames()
{
    return {u"absent"_s,        u"unanswered"_s,       u"repeated"_s,  u"after-objection"_s,
            u"first-contact"_s, u"similar-outreach"_s, u"off-hours"_s, u"tampering"_s,
            u"late-reply"_s,    u"private-talk"_s,     u"overdue"_s};
}

} // namespace atalaia
