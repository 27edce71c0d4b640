// SPDX-License-Identifier: GPL-3.0-or-later
// What PolicyCompiler and PolicyScanner share; for no one else.
#pragma once

#include "detection/builtinatoms.h"
#include "detection/conduct/conductrule.h"
#include "detection/expressions/compiledexpression.h"
#include "detection/identifiers/identifierfinder.h"
#include "detection/matcher.h"
#include "detection/policyengine.h"

#include <vector>

namespace atalaia {

struct PolicyEngine::Private
{
    struct Rule
    {
        PolicyRule rule; ///< without its examples
        QString name; ///< of the id, without the variant
        QString variant;
        QString policy;
        int policyVersion = 0;
        bool isBackground = false;
        size_t threadWindow = 0; ///< of a rule over threads: index in threadWindows
        std::vector<CompiledExpression> when;
        std::vector<char> asksLate; ///< by expression: whether it asks for late atoms
        std::shared_ptr<const ConductRule> conduct;
    };

    /// What a term of the matcher counts for.
    struct TermUse
    {
        std::vector<int> atoms;
        LanguageSet languages = kAnyLanguage;
        bool isStanding = false; ///< fires by itself
        bool hasDirection = false; ///< of a lexicon: counts only where the right side said it
    };

    QVector<PolicySource> sources;
    std::vector<Rule> rules; ///< those that others refer to come before those
    std::vector<std::vector<int>> rulesOfAtom; ///< by atom: rules that it may trigger, by unit
    std::vector<int> conductRules; ///< ascending
    AtomTable atoms;
    std::shared_ptr<const Matcher> matcher;
    std::vector<TermUse> terms; ///< by term of the matcher
    /// Regexes that no rule begins with: read only where the rest of an expression could hold.
    std::shared_ptr<const Matcher> lateMatcher;
    std::vector<char> isLate; ///< by atom: whether lateMatcher finds it
    std::vector<QString> lexiconNames; ///< by lexicon of the matcher
    std::vector<int> lexiconVersions;
    BuiltinAtoms builtins;
    IdentifierFinder identifiers;
    int maxLevel = 1; ///< highest reading that any rule looks at
    /// What has to be read of a bubble that belongs to a turn, which is read anyway.
    struct BubbleNeeds
    {
        bool text = false; ///< a rule looks at single bubbles
        bool terms = false; ///< for words, or lexicons that fire by themselves
        bool identifiers = false;
    };
    BubbleNeeds ofBubbles;
    std::vector<int> threadWindows; ///< how many messages rules look at, each once
};

} // namespace atalaia
