// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"

#include <QByteArray>
#include <QStringList>
#include <QVector>

#include <memory>
#include <optional>

namespace atalaia::test {

/// Policies as their files have them, includes resolved. Fails the test where a file is wrong.
[[nodiscard]] QVector<Policy> policiesFrom(const QVector<QByteArray> &files);
/// One policy of its rules: "policy: test" and the like go before `body`.
[[nodiscard]] Policy policyOf(const QByteArray &body);
/// Fails the test where there are problems.
[[nodiscard]] std::shared_ptr<const PolicyEngine> engineOf(const QVector<Policy> &policies,
                                                           const QVector<Lexicon> &lexicons = {});

/// Hands one conversation to an engine. Bubbles follow each other after 20 s on a working morning; each is
/// numbered 1, 2, ...
class EngineDriver
{
public:
    explicit EngineDriver(std::shared_ptr<const PolicyEngine> engine);
    explicit EngineDriver(const QByteArray &body) : EngineDriver(engineOf({policyOf(body)})) {}

    /// Names of the rules that fired ("rule" or "rule/variant"), joined by spaces; hits are in `hits`.
    QString agent(const QString &text, qint64 afterSeconds = 20);
    QString customer(const QString &text, qint64 afterSeconds = 20);
    QString observe(ObservedMessage message, qint64 afterSeconds = 20);
    /// As an agent's next bubble, without handing it in.
    [[nodiscard]] static ObservedMessage agentMessage(const QString &text);
    [[nodiscard]] static ObservedMessage customerMessage(const QString &text);
    /// A later version of message `number`.
    QString update(qint64 number, ObservedMessage message);
    /// With the number and time that it has.
    QString handIn(const ObservedMessage &message);
    QString close(qint64 afterSeconds);
    /// Another conversation with the same contact.
    void changeLine();
    /// All states through CBOR and back.
    void saveAndLoad();
    /// Spans of the only hit: "1:0-5 2:3-4".
    [[nodiscard]] QString spans() const;
    [[nodiscard]] const RuleHit &hit() const; ///< the only one
    [[nodiscard]] QString names() const;

    CompanyProfile company;
    ConversationFacts facts;
    ConversationState conversation;
    ContactState contact;
    AgentState agentState;
    QVector<RuleHit> hits; ///< of the last call
    qint64 nowMs = 0;
    qint64 number = 0;

private:
    std::unique_ptr<PolicyScanner> m_scanner;
    QHash<qint64, qint64> m_times; ///< by message
};

} // namespace atalaia::test
