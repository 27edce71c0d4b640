// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/linefindings.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

int gravity(LineVerdict verdict)
{
    switch (verdict) {
    case LineVerdict::Ok:
        return 0;
    case LineVerdict::Warning:
        return 1;
    case LineVerdict::Skipped:
        return 2;
    case LineVerdict::Error:
        return 3;
    }
    return 0;
}

} // namespace

void LineFindings::add(LineVerdict verdict, const QString &code, const QString &detail)
{
    if (!has(code))
        m_findings.append({verdict, code, detail});
}

bool LineFindings::hasError() const
{
    return std::any_of(m_findings.cbegin(), m_findings.cend(),
                       [](const Finding &finding) { return finding.verdict == LineVerdict::Error; });
}

bool LineFindings::has(const QString &code) const
{
    return std::any_of(m_findings.cbegin(), m_findings.cend(),
                       [&code](const Finding &finding) { return finding.code == code; });
}

void LineFindings::writeTo(ImportLine &line) const
{
    const auto gravest =
            std::max_element(m_findings.cbegin(), m_findings.cend(), [](const Finding &left, const Finding &right) {
                return gravity(left.verdict) < gravity(right.verdict);
            });
    if (gravest == m_findings.cend())
        return;
    line.verdict = gravest->verdict;
    line.code = gravest->code;
    QStringList parts;
    if (!gravest->detail.isEmpty())
        parts.append(gravest->detail);
    for (const Finding &finding : m_findings) {
        if (finding.code != gravest->code)
            parts.append(finding.detail.isEmpty() ? u"also "_s + finding.code
                                                  : u"also %1: %2"_s.arg(finding.code, finding.detail));
    }
    line.detail = parts.join(u"; "_s);
}

} // namespace atalaia
