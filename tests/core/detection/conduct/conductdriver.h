// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/conduct/conductrule.h"

#include <QStringList>
#include <QVector>

#include <memory>
#include <optional>

namespace atalaia::test {

/// Milliseconds of "2026-10-06T20:41:00-03:00".
[[nodiscard]] qint64 at(const QString &isoTime);

/// A rule with a conduct; parameters as JSON text.
[[nodiscard]] PolicyRule conductRule(const QString &conduct, const QByteArray &parameters,
                                     const QString &code = QStringLiteral("R-00"), int severity = 2);

/// Hands the messages of one conversation to one conduct rule, as the engine does: closes the window,
/// counts, remembers what was said, asks the rule. What a message says is told, not matched.
class ConductDriver
{
public:
    explicit ConductDriver(const PolicyRule &rule);

    /// Whether it fired; the finding itself is in `last`.
    bool agent(const QString &isoTime, const QStringList &says = {}, const QString &text = QStringLiteral("x"));
    bool automatic(const QString &isoTime, const QStringList &says = {});
    bool customer(const QString &isoTime, const QStringList &says = {});
    bool observe(ObservedMessage message, const QStringList &says = {});
    bool close(const QString &isoTime);
    /// Another conversation with the same person (another line): an empty conversation state.
    void changeLine();
    /// States through CBOR and back, as between two batches.
    void saveAndLoad();

    std::unique_ptr<const ConductRule> rule;
    CompanyProfile company;
    ConversationFacts facts;
    ConversationState conversation;
    ContactState contact;
    AgentState agentState;
    std::optional<ConductFinding> last;
    QVector<qint64> closed; ///< messages of findings at closes that a silence brought
    qint64 nextNumber = 1;
    QString agentId;
};

} // namespace atalaia::test
