// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// Makes something that is only remembered visible where it was said: the proof behind a lamp.
class NotedConduct final : public ConductRule
{
public:
    NotedConduct(const PolicyRule &, ParameterReader &reader) : m_signals(reader.requiredSignals(u"signal"_s)) {}

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        if (!isAnySaidHere(context, m_signals))
            return std::nullopt;
        return ConductFinding{context.message->number, 0, {}, {}};
    }

    QStringList references() const override { return m_signals; }

private:
    QStringList m_signals;
};

} // namespace

ConductResult makeNotedConduct(const PolicyRule &rule)
{
    return makeConduct<NotedConduct>(rule);
}

} // namespace atalaia
