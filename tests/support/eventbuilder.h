// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"
#include "gateway/gatewayevent.h"

#include <QStringList>

#include <memory>

namespace atalaia {

/// Events of one conversation (contact 5511900000001) for tests; change what the test is about.
[[nodiscard]] inline GatewayEvent messageEvent(const QString &line, const QString &id, const QString &text,
                                               Author author)
{
    MessageReceived message;
    message.messageId = id;
    message.chat = QStringLiteral("5511900000001@c.us");
    message.contactName = QStringLiteral("Clara Exemplo");
    message.author = author;
    message.sentAtMs = 1'767'614'000'000;
    message.text = text;
    message.hasText = true;
    return {line, message};
}

[[nodiscard]] inline GatewayEvent editEvent(const QString &line, const QString &id, const QString &editId,
                                            const QString &text, Author author)
{
    MessageEdited edit;
    edit.messageId = id;
    edit.editId = editId;
    edit.chat = QStringLiteral("5511900000001@c.us");
    edit.author = author;
    edit.editedAtMs = 1'767'614'060'000;
    edit.text = text;
    return {line, edit};
}

/// An engine without policies: a lexicon "test" of literal terms, category "bribery", severity 5.
[[nodiscard]] inline std::shared_ptr<const PolicyEngine> engineFor(const QStringList &literals)
{
    Lexicon lexicon;
    lexicon.id = LexiconId{1};
    lexicon.name = QStringLiteral("test");
    lexicon.version = 1;
    for (const QString &literal : literals) {
        Term term;
        term.text = literal;
        term.category = QStringLiteral("bribery");
        term.severity = 5;
        lexicon.terms.append(term);
    }
    return PolicyEngine::compile({}, {lexicon}).engine;
}

} // namespace atalaia
