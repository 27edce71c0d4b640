// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace atalaia {

/// The keys that a policy file may have, by place; resources/policies/policy.schema.json has the same.
[[nodiscard]] QStringList policyKeys();
[[nodiscard]] QStringList listKeys();
[[nodiscard]] QStringList ruleKeys();
[[nodiscard]] QStringList signalKeys();
/// Of a condition about what was said, about the company's profile, about the contact, about the place.
[[nodiscard]] QStringList saidKeys();
[[nodiscard]] QStringList profileKeys();
[[nodiscard]] QStringList contactKeys();
[[nodiscard]] QStringList firstKeys();
[[nodiscard]] QStringList raiseKeys();

/// Words that a value may be.
[[nodiscard]] QStringList stateWords();
[[nodiscard]] QStringList directionWords();
[[nodiscard]] QStringList unitWords();
[[nodiscard]] QStringList profileWords();
[[nodiscard]] QStringList contactWords();

} // namespace atalaia
