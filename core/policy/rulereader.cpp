// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/rulereader.h"

#include "detection/conduct/conductrule.h"
#include "detection/expressions/expression.h"
#include "policy/conditionreader.h"
#include "policy/policykeys.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostThreadMessages = 10; // as many as a conversation's state keeps
constexpr int kHighestLevel = 3;

QJsonValue jsonOfScalar(const YamlNode &node)
{
    if (node.isQuoted)
        return node.text;
    if (node.text == u"true"_s || node.text == u"false"_s)
        return node.text == u"true"_s;
    bool isWhole = false;
    if (const int whole = node.text.toInt(&isWhole); isWhole)
        return whole;
    static const QRegularExpression kDecimal(u"\\A[+-]?[0-9]+\\.[0-9]+\\z"_s);
    return kDecimal.match(node.text).hasMatch() ? QJsonValue(node.text.toDouble()) : QJsonValue(node.text);
}

/// Depth is bounded by readYaml().
QJsonValue jsonOf(const YamlNode &node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return QJsonValue::Null;
    case YamlNode::Kind::Scalar:
        return jsonOfScalar(node);
    case YamlNode::Kind::Sequence: {
        QJsonArray array;
        for (const YamlNode &child : node.children)
            array.append(jsonOf(child));
        return array;
    }
    case YamlNode::Kind::Map: {
        QJsonObject object;
        for (const YamlNode &child : node.children)
            object.insert(child.key, jsonOf(child));
        return object;
    }
    }
    return {};
}

QStringList readTexts(const PolicyFields &fields, QStringView key)
{
    QStringList texts;
    for (const YamlNode *node : fields.texts(key))
        texts.append(node->text);
    return texts;
}

/// At the column that the parser names where the file has the expression as it is, else at its beginning.
void addExpressionProblem(const YamlNode &node, const QString &reason, PolicyFindings &findings)
{
    static const QRegularExpression kColumn(u"\\Acolumn ([0-9]{1,5}): "_s);
    const auto match = kColumn.match(reason);
    if (node.textColumn > 0 && match.hasMatch())
        findings.add(node.line, node.textColumn + match.captured(1).toInt() - 1, reason.sliced(match.capturedLength()));
    else
        findings.add(node, u"in the expression: %1"_s.arg(reason));
}

QStringList readExpressions(const PolicyFields &fields, PolicyFindings &findings)
{
    QStringList expressions;
    for (const YamlNode *node : fields.texts(u"when")) {
        if (const auto parsed = parseExpression(node->text); !parsed)
            addExpressionProblem(*node, parsed.error().context, findings);
        expressions.append(node->text);
    }
    return expressions;
}

/// The parameter that the reason names, else the conduct.
const YamlNode &placeOfParameter(const YamlNode &conduct, const YamlNode *parameters, const QString &reason)
{
    static const QRegularExpression kName(u"\\bparameter '?([A-Za-z0-9_-]+)"_s);
    const QString name = kName.match(reason).captured(1);
    if (parameters == nullptr || parameters->kind != YamlNode::Kind::Map)
        return conduct;
    for (const YamlNode &parameter : parameters->children) {
        if (parameter.key == name)
            return parameter;
    }
    return conduct;
}

void readConduct(const PolicyFields &fields, PolicyRule &rule, PolicyFindings &findings)
{
    const YamlNode *conduct = fields.find(u"conduct");
    const YamlNode *parameters = fields.find(u"parameters");
    if (parameters != nullptr && parameters->kind != YamlNode::Kind::Map)
        findings.add(*parameters, u"'parameters' must be a map of names and values"_s);
    else if (parameters != nullptr)
        rule.parameters = jsonOf(*parameters).toObject();
    if (conduct == nullptr) {
        if (parameters != nullptr)
            findings.addAtKey(*parameters, u"'parameters' belong to a conduct, and there is no 'conduct'"_s);
        return;
    }
    rule.conduct = fields.text(u"conduct");
    if (const QStringList names = conductNames(); !names.contains(rule.conduct)) {
        findings.add(*conduct, u"unknown conduct '%1'%2; known are %3"_s.arg(
                                       rule.conduct.left(60), suggestionFor(rule.conduct, names), names.join(u", "_s)));
        return;
    }
    if (const auto made = makeConductRule(rule); !made) {
        const YamlNode &place = placeOfParameter(*conduct, parameters, made.error().context);
        findings.add(place.keyLine, place.keyColumn, made.error().context);
    }
}

QVector<SeverityChange> readRaise(const PolicyFields &fields, PolicyFindings &findings)
{
    QVector<SeverityChange> changes;
    for (const YamlNode *node : fields.entries(u"raise")) {
        const PolicyFields change(*node, raiseKeys(), u"an entry of 'raise'"_s, findings);
        change.need(u"to"_s);
        change.need(u"given"_s);
        changes.append({readConditions(change, u"given", findings), change.number(u"to", 0, 1, 5)});
    }
    return changes;
}

void readWhatItIs(const PolicyFields &fields, bool isSignal, PolicyRule &rule)
{
    rule.code = fields.word(u"code", u"[A-Z]{1,4}-[0-9]{1,4}[a-z]?"_s, u"a code such as R-08 or R-09d"_s);
    rule.category = isSignal ? QString()
                             : fields.word(u"category", u"[a-z0-9_-]{1,60}"_s, u"small letters, digits, '-' and '_'"_s);
    rule.title = fields.text(u"title");
    rule.severity = fields.number(u"severity", rule.severity, 1, 5);
    rule.confidence = fields.fraction(u"confidence", rule.confidence);
    constexpr Direction kDirections[] = {Direction::Any, Direction::Agent, Direction::Contact};
    rule.by = kDirections[fields.choice(u"by", directionWords(), 0)];
    constexpr TextUnit kUnits[] = {TextUnit::Message, TextUnit::Turn, TextUnit::Thread};
    rule.unit = kUnits[fields.choice(u"unit", unitWords(), 1)];
    rule.threadMessages = fields.number(u"thread_messages", rule.threadMessages, 2, kMostThreadMessages);
    rule.maxLevel = fields.number(u"levels", rule.maxLevel, 0, kHighestLevel);
    if (fields.find(u"flag") != nullptr)
        rule.opensFlag = fields.flag(u"flag", false);
    rule.isForAutomatic = fields.flag(u"automatic", rule.isForAutomatic);
}

/// Values that do not go together.
void checkTogether(const PolicyFields &fields, const PolicyRule &rule, PolicyFindings &findings)
{
    const YamlNode *when = fields.find(u"when");
    const YamlNode *conduct = fields.find(u"conduct");
    if (when != nullptr && conduct != nullptr)
        findings.addAtKey(*conduct, u"a rule has either 'when' or 'conduct'"_s);
    if (when == nullptr && conduct == nullptr)
        findings.add(fields.map(), u"a rule needs 'when' or 'conduct'"_s);
    if (when != nullptr && when->kind == YamlNode::Kind::Sequence && when->children.empty())
        findings.add(*when, u"'when' is empty"_s);
    if (const YamlNode *messages = fields.find(u"thread_messages");
        messages != nullptr && rule.unit != TextUnit::Thread)
        findings.addAtKey(*messages, u"'thread_messages' needs 'unit: thread'"_s);
}

} // namespace

PolicyRule readRule(const YamlNode &node, bool isSignal, PolicyFindings &findings)
{
    PolicyRule rule;
    rule.line = node.line;
    rule.column = node.column;
    const PolicyFields fields(node, isSignal ? signalKeys() : ruleKeys(), isSignal ? u"a signal"_s : u"a rule"_s,
                              findings);
    if (node.kind != YamlNode::Kind::Map)
        return rule;
    rule.id = fields.word(u"id", u"[a-z0-9-]+(/[a-z0-9-]+)?"_s,
                          u"small letters, digits and '-', with at most one '/' before the variant"_s);
    findings.setRule(rule.id);
    fields.need(u"id"_s);
    if (!isSignal)
        fields.need(u"category"_s);
    readWhatItIs(fields, isSignal, rule);
    rule.when = readExpressions(fields, findings);
    rule.given = readConditions(fields, u"given", findings);
    rule.unless = readConditions(fields, u"unless", findings);
    rule.raise = readRaise(fields, findings);
    rule.matching = readTexts(fields, u"match");
    rule.notMatching = readTexts(fields, u"no_match");
    checkTogether(fields, rule, findings);
    readConduct(fields, rule, findings);
    findings.setRule({});
    return rule;
}

} // namespace atalaia
