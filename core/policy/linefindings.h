// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/lexiconimporter.h"

namespace atalaia {

/// All that was noticed on one line; the gravest becomes its verdict, the others are named in the
/// detail.
class LineFindings
{
public:
    void add(LineVerdict verdict, const QString &code, const QString &detail = {});

    [[nodiscard]] bool hasError() const;
    [[nodiscard]] bool has(const QString &code) const;
    /// Writes verdict, code and detail.
    void writeTo(ImportLine &line) const;

private:
    struct Finding
    {
        LineVerdict verdict;
        QString code;
        QString detail;
    };
    QVector<Finding> m_findings;
};

} // namespace atalaia
