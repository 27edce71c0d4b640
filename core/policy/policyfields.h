// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"
#include "policy/yamltree.h"

#include <QString>
#include <QStringList>
#include <QVector>

namespace atalaia {

/// Collects what is wrong with one policy file; after kMaxKept problems it says only that there are more.
class PolicyFindings
{
public:
    static constexpr qsizetype kMaxKept = 200;

    explicit PolicyFindings(QString sourceName) : m_source(std::move(sourceName)) {}

    void setPolicy(const QString &name) { m_policy = name; }
    /// Of the problems that follow; empty = none.
    void setRule(const QString &id) { m_rule = id; }

    void add(int line, int column, const QString &reason);
    /// At a value.
    void add(const YamlNode &value, const QString &reason) { add(value.line, value.column, reason); }
    /// At the key of a value in a map.
    void addAtKey(const YamlNode &value, const QString &reason) { add(value.keyLine, value.keyColumn, reason); }

    [[nodiscard]] QVector<PolicyProblem> problems() const { return m_problems; }

private:
    const QString m_source;
    QString m_policy;
    QString m_rule;
    QVector<PolicyProblem> m_problems;
};

/// The values of one map, by type. What is unknown, missing or of a wrong type becomes a problem and the
/// fallback is returned. References must outlive this.
class PolicyFields
{
public:
    /// `what`: the thing the map describes, for problems ("a rule").
    PolicyFields(const YamlNode &map, const QStringList &known, const QString &what, PolicyFindings &findings);

    [[nodiscard]] const YamlNode &map() const { return m_map; }
    /// Null where the key is not there or has no value.
    [[nodiscard]] const YamlNode *find(QStringView key) const;
    /// The key must be there, else a problem at the map.
    void need(const QString &key) const;

    [[nodiscard]] QString text(QStringView key) const;
    /// One line that fits `pattern`, whole; `form` describes it ("small letters, digits and '-'").
    [[nodiscard]] QString word(QStringView key, const QString &pattern, const QString &form) const;
    [[nodiscard]] int number(QStringView key, int fallback, int least, int most) const;
    [[nodiscard]] double fraction(QStringView key, double fallback) const;
    [[nodiscard]] bool flag(QStringView key, bool fallback) const;
    /// Index in `words`.
    [[nodiscard]] int choice(QStringView key, const QStringList &words, int fallback) const;
    /// One text or a list of texts; none is empty.
    [[nodiscard]] std::vector<const YamlNode *> texts(QStringView key) const;
    /// The entries of a list; a problem when it is none.
    [[nodiscard]] std::vector<const YamlNode *> entries(QStringView key) const;

private:
    const YamlNode &m_map;
    const QString m_what;
    PolicyFindings &m_findings;
};

/// ", did you mean 'x'?" when one of `known` is close to `word`, else nothing.
[[nodiscard]] QString suggestionFor(QStringView word, const QStringList &known);

} // namespace atalaia
