// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policyfields.h"

#include <QRegularExpression>

#include <algorithm>
#include <numeric>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestShown = 60;

QString shown(const QString &text)
{
    return text.size() > kLongestShown ? text.left(kLongestShown) + u"..."_s : text;
}

/// Letters to insert, remove or replace; two that changed places count as one.
int editDistance(QStringView left, QStringView right)
{
    const auto width = size_t(right.size()) + 1;
    std::vector<int> before(width);
    std::vector<int> above(width);
    std::vector<int> row(width);
    std::iota(above.begin(), above.end(), 0);
    for (qsizetype i = 0; i < left.size(); ++i) {
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < right.size(); ++j) {
            const auto at = size_t(j);
            row[at + 1] = std::min({above[at + 1] + 1, row[at] + 1, above[at] + (left[i] == right[j] ? 0 : 1)});
            if (i > 0 && j > 0 && left[i] == right[j - 1] && left[i - 1] == right[j])
                row[at + 1] = std::min(row[at + 1], before[at - 1] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above.back();
}

} // namespace

QString suggestionFor(QStringView word, const QStringList &known)
{
    if (word.isEmpty() || word.size() > kLongestShown)
        return {};
    int best = word.size() < 4 ? 1 : 2;
    QString closest;
    for (const QString &candidate : known) {
        if (const int distance = editDistance(word, candidate); distance < best + (closest.isEmpty() ? 1 : 0)) {
            best = distance;
            closest = candidate;
        }
    }
    return closest.isEmpty() ? QString() : u", did you mean '%1'?"_s.arg(closest);
}

void PolicyFindings::add(int line, int column, const QString &reason)
{
    if (m_problems.size() > kMaxKept)
        return;
    PolicyProblem problem;
    problem.policy = m_policy;
    problem.source = m_source;
    problem.rule = m_rule;
    problem.line = line;
    problem.column = column;
    problem.reason = m_problems.size() == kMaxKept ? u"more problems follow that are not listed"_s : reason;
    m_problems.append(problem);
}

PolicyFields::PolicyFields(const YamlNode &map, const QStringList &known, const QString &what, PolicyFindings &findings)
    : m_map(map), m_what(what), m_findings(findings)
{
    if (map.kind != YamlNode::Kind::Map) {
        findings.add(map, u"%1 must be a map of keys and values"_s.arg(what));
        return;
    }
    for (const YamlNode &value : map.children) {
        if (known.contains(value.key))
            continue;
        const QString hint = suggestionFor(value.key, known);
        findings.addAtKey(value, u"unknown key '%1'%2"_s.arg(
                                         shown(value.key),
                                         hint.isEmpty() ? u"; %1 knows %2"_s.arg(what, known.join(u", "_s)) : hint));
    }
}

const YamlNode *PolicyFields::find(QStringView key) const
{
    if (m_map.kind != YamlNode::Kind::Map)
        return nullptr;
    for (const YamlNode &value : m_map.children) {
        if (value.key == key)
            return value.kind == YamlNode::Kind::Null ? nullptr : &value;
    }
    return nullptr;
}

void PolicyFields::need(const QString &key) const
{
    if (m_map.kind == YamlNode::Kind::Map && find(key) == nullptr)
        m_findings.add(m_map, u"%1 needs '%2'"_s.arg(m_what, key));
}

QString PolicyFields::text(QStringView key) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return {};
    if (value->kind != YamlNode::Kind::Scalar) {
        m_findings.add(*value, u"'%1' must be a text"_s.arg(key));
        return {};
    }
    const QString trimmed = value->text.trimmed();
    if (trimmed.isEmpty())
        m_findings.add(*value, u"'%1' is empty"_s.arg(key));
    return trimmed;
}

QString PolicyFields::word(QStringView key, const QString &pattern, const QString &form) const
{
    const YamlNode *value = find(key);
    const QString found = text(key);
    if (found.isEmpty())
        return {};
    const QRegularExpression shape(QRegularExpression::anchoredPattern(pattern));
    if (found.size() <= 80 && shape.match(found).hasMatch())
        return found;
    m_findings.add(*value, u"'%1' must be %2, not '%3'"_s.arg(key, form, shown(found)));
    return {};
}

int PolicyFields::number(QStringView key, int fallback, int least, int most) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return fallback;
    bool isNumber = false;
    const int number = value->text.toInt(&isNumber);
    if (value->kind == YamlNode::Kind::Scalar && !value->isQuoted && isNumber && number >= least && number <= most)
        return number;
    m_findings.add(*value, u"'%1' must be a whole number from %2 to %3"_s.arg(key).arg(least).arg(most));
    return fallback;
}

double PolicyFields::fraction(QStringView key, double fallback) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return fallback;
    bool isNumber = false;
    const double number = value->text.toDouble(&isNumber);
    if (value->kind == YamlNode::Kind::Scalar && !value->isQuoted && isNumber && number >= 0 && number <= 1)
        return number;
    m_findings.add(*value, u"'%1' must be a number from 0 to 1"_s.arg(key));
    return fallback;
}

bool PolicyFields::flag(QStringView key, bool fallback) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return fallback;
    if (value->kind == YamlNode::Kind::Scalar && !value->isQuoted) {
        if (value->text == u"true"_s)
            return true;
        if (value->text == u"false"_s)
            return false;
    }
    m_findings.add(*value, u"'%1' must be true or false"_s.arg(key));
    return fallback;
}

int PolicyFields::choice(QStringView key, const QStringList &words, int fallback) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return fallback;
    if (value->kind == YamlNode::Kind::Scalar) {
        if (const qsizetype index = words.indexOf(value->text); index >= 0)
            return int(index);
    }
    m_findings.add(*value,
                   u"'%1' must be one of %2%3"_s.arg(key, words.join(u", "_s), suggestionFor(value->text, words)));
    return fallback;
}

std::vector<const YamlNode *> PolicyFields::texts(QStringView key) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return {};
    std::vector<const YamlNode *> candidates{value};
    if (value->kind == YamlNode::Kind::Sequence)
        candidates = entries(key);
    std::vector<const YamlNode *> texts;
    for (const YamlNode *candidate : candidates) {
        if (candidate->kind == YamlNode::Kind::Scalar && !candidate->text.trimmed().isEmpty())
            texts.push_back(candidate);
        else if (candidate->kind == YamlNode::Kind::Scalar || candidate->kind == YamlNode::Kind::Null)
            m_findings.add(*candidate, u"an empty text in '%1' (what begins with '#' needs quotes)"_s.arg(key));
        else
            m_findings.add(*candidate, u"'%1' takes a text or a list of texts"_s.arg(key));
    }
    return texts;
}

std::vector<const YamlNode *> PolicyFields::entries(QStringView key) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return {};
    if (value->kind != YamlNode::Kind::Sequence) {
        m_findings.add(*value, u"'%1' must be a list"_s.arg(key));
        return {};
    }
    std::vector<const YamlNode *> list;
    for (const YamlNode &entry : value->children)
        list.push_back(&entry);
    return list;
}

} // namespace atalaia
