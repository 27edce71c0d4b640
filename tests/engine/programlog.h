// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace atalaia {

/// Catches every log line of this process while it lives, whichever thread writes it. One at a time.
/// With ATALAIA_TEST_LOG set the lines are shown as well.
class ProgramLog
{
public:
    ProgramLog();
    ~ProgramLog();
    Q_DISABLE_COPY_MOVE(ProgramLog)

    [[nodiscard]] QStringList lines() const;
    /// Those lines in which one of the words stands.
    [[nodiscard]] QStringList linesWith(const QStringList &words) const;
};

} // namespace atalaia
