// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace atalaia {

/// Walks once over a regular expression: folds its letters, renders a wider form that Hyperscan can
/// use, and refuses what could stall. Whether it is well formed is left to the regex engine.
class RegexReader
{
public:
    struct Reading
    {
        QString pattern; ///< folded
        QString prefilter; ///< empty where no sound one is known
    };

    explicit RegexReader(const QString &text);
    [[nodiscard]] Result<Reading> read();

private:
    /// What the next quantifier would repeat.
    struct Atom
    {
        qint64 weight = 0; ///< rough size of the automaton
        bool isGroup = false;
        bool isAssertion = false;
        bool repeatsFreely = false; ///< holds a quantifier without a small bound
        bool consumes = false; ///< holds something that must be there exactly once
    };
    struct Group
    {
        Atom body; ///< sum of the alternatives so far
        bool alternativeConsumes = false;
        bool everyAlternativeConsumes = true;
        bool isLookaround = false;
        qsizetype prefilterStart = 0; ///< where its wider form begins
        bool wasPrefilterSound = true; ///< before it
    };
    struct Repeat
    {
        qint64 least = 0;
        qint64 most = 0; ///< -1 = no bound
        qsizetype length = 0;
    };

    void readNext();
    void readEscape();
    void readClass();
    void readGroupStart();
    void readGroupEnd();
    void readLiteral();
    void readQuantifier(const Repeat &repeat);
    [[nodiscard]] Repeat quantifierAt(qsizetype at) const;
    [[nodiscard]] qsizetype escapeLengthAt(qsizetype at) const;
    [[nodiscard]] char32_t codePointAt(qsizetype at, qsizetype *length) const;
    void startAtom(Atom atom);
    void copyBoth(qsizetype length);
    void refuse(const QString &reason);
    void endAlternative();

    QString m_text;
    qsizetype m_at = 0;
    QString m_pattern;
    QString m_prefilter;
    bool m_isPrefilterSound;
    QString m_refusal;
    std::vector<Group> m_groups;
    Atom m_atom;
};

} // namespace atalaia
