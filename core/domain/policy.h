// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/lexicon.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace atalaia {

/// Life of a policy. Draft: not evaluated. Background: evaluated and counted, opens no flag. Live. Paused.
enum class PolicyState { Draft, Background, Live, Paused };

/// What an expression is evaluated on. A hit belongs to the bubble that completes it.
enum class TextUnit {
    Message, ///< one bubble
    Turn, ///< the bubble with those of the same author before it (gaps of at most 90 s, at most 6)
    Thread ///< the last bubbles of both parties
};

/// Something that must hold (or must not) around a hit. Exactly one of the groups is used.
struct RuleCondition
{
    enum class Kind {
        Said, ///< `subject` (a rule or signal, or the part of its id before '/') was found before or here
        Profile, ///< subject "vertical", "country", "tickets_by_chat" of the company, "agent_name" known or unknown;
                 ///< value in `value`
        Contact, ///< what is known of the contact: "related", "unrelated", "objected", "minor", "group"
        First, ///< the message is the first of the conversation (by its author)
    };
    Kind kind = Kind::Said;
    QString subject;
    QString value;
    /// For Said; zero = no such limit. Without any limit: anywhere before in this conversation.
    int withinMessages = 0; ///< 1 = in the message before or in this one
    int withinSeconds = 0;
    bool isHere = false; ///< Said: at this very message
    bool isEver = false; ///< Said: with this contact, on any line, in any conversation
    int times = 1; ///< Said: at least so often
    QString notSince; ///< Said: only where this was not found since
};

/// Another severity where conditions hold.
struct SeverityChange
{
    QVector<RuleCondition> given;
    int severity = 0;
};

/// What fires: an expression over a unit of text, or a conduct. A rule without category is a signal:
/// it is remembered, others refer to it, nobody is shown it by itself.
struct PolicyRule
{
    QString id; ///< "harassment/body": everything behind '/' tells variants of one rule apart
    QString code; ///< of the rule catalogue ("R-01"): parameters of a company profile are found by it
    QString category;
    QString title; ///< for people, English; translated in ui
    int severity = 3;
    double confidence = 0.9;
    Direction by = Direction::Any;
    TextUnit unit = TextUnit::Turn;
    int threadMessages = 6; ///< for Thread
    int maxLevel = 1; ///< of the readings looked at: 2 for what is said in disguise
    std::optional<bool> opensFlag; ///< nullopt = from severity kFlagSeverity on
    bool isForAutomatic = false; ///< also messages of bots and greetings
    QStringList when; ///< expressions, any of them
    QVector<RuleCondition> given; ///< all must hold
    QVector<RuleCondition> unless; ///< none may hold
    QVector<SeverityChange> raise;
    QString conduct; ///< name of the conduct, instead of `when`
    QJsonObject parameters; ///< of the conduct
    QStringList matching; ///< examples that must fire
    QStringList notMatching; ///< examples that must not
    int line = 0; ///< in the policy's file
    int column = 0;

    /// The id without its variant: what hits and flags carry.
    [[nodiscard]] QString name() const { return id.section(u'/', 0, 0); }
};

/// One name under `include` of a concept list: the other list's entries count as entries of this one.
struct ListInclude
{
    QString list;
    QString included;
    int line = 0; ///< in the policy's file
    int column = 0;
};

/// A named, versioned set of rules, with the concept lists that its expressions use.
struct Policy
{
    QString name;
    int version = 1;
    QString title;
    QString purpose;
    QString legalBasis;
    QString owner;
    PolicyState state = PolicyState::Live;
    QVector<Lexicon> lists; ///< concept lists by name, used as @name by any policy of the set; fire nothing alone
    QVector<ListInclude> includes; ///< of `lists`; none are left after resolveIncludes()
    QVector<PolicyRule> rules;
    QString sourceName; ///< file name
    QByteArray text; ///< the file as it was read; empty where there was none
};

/// What a hit can be reproduced with: a policy or lexicon as it scans.
struct PolicySource
{
    QString name;
    int version = 0;
    QString digest; ///< SHA-256 of the text, of a lexicon of its terms; hexadecimal
    QString text; ///< of a policy; a lexicon keeps its terms elsewhere
    friend bool operator==(const PolicySource &, const PolicySource &) = default;
};

} // namespace atalaia
