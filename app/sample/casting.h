// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange.h"
#include "script.h"

#include <QHash>
#include <QPair>

namespace atalaia {

/// Gives the script's people lines, numbers and names. Each pass over the script is played by new
/// contacts; within a pass the same phone is the same person, whoever writes to it.
class Casting
{
public:
    /// Makes two lines for each company and spreads its agents over them.
    Casting(const Script &script, Exchange &exchange);

    [[nodiscard]] quint32 sessionFor(const ScriptConversation &conversation) const;
    /// Makes the chat on first use.
    [[nodiscard]] quint32 chatFor(const ScriptConversation &conversation, int pass);
    /// First version of a bubble, said at `atMs`.
    [[nodiscard]] SampleMessage message(int pass, int conversation, int message, quint32 chat, qint64 atMs) const;

    [[nodiscard]] const Script &script() const { return m_script; }

private:
    void addLines(const QString &company);
    [[nodiscard]] QString numberFor(const QString &scriptPhone, int pass);

    const Script &m_script;
    Exchange &m_exchange;
    QHash<QString, QPair<quint32, quint32>> m_linesByCompany;
    QHash<QString, quint32> m_lineByAgent;
    QHash<QString, QString> m_numbers; ///< "pass/phone", of the last two passes only
    QHash<QString, QString> m_earlierNumbers;
    int m_newestPass = 0;
    int m_contactCount = 0;
};

} // namespace atalaia
