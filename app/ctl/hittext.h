// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/identifiers/identifier.h"
#include "domain/rulehit.h"
#include "ingest/neutralconversation.h"

#include <QHash>

#include <vector>

namespace atalaia {

/// What hits of one conversation, which must live as long, say as their text.
class HitText
{
public:
    /// Characters of each matched part that are shown. What matches more is cut.
    static constexpr int kMaxShown = 400;

    /// `country`: in which numbers are read.
    HitText(const NeutralConversation &conversation, QString country);

    /// The matched original text, part by part. Passwords, codes, keys and numbers of cards are masked wherever they
    /// stand in it, also those that go on over several bubbles or are told by what was said before: they are secrets.
    [[nodiscard]] QString of(const RuleHit &hit) const;

private:
    /// The part of a message that is looked at, in code points.
    struct Piece
    {
        qsizetype index = 0; ///< of the message
        int start = 0; ///< in the message
        int joinedStart = 0; ///< in the text that is looked at
        int length = 0;
    };
    struct Surroundings
    {
        QString text; ///< the pieces, a line each
        std::vector<Piece> pieces;
        QVector<Identifier> secrets; ///< by place in `text`
    };

    [[nodiscard]] Surroundings surroundingsOf(const RuleHit &hit) const;
    [[nodiscard]] QString textOf(qsizetype index, const RuleHit &hit) const;
    [[nodiscard]] static QString shown(const Surroundings &surroundings, const Piece &piece, const Span &span);

    QHash<qint64, qsizetype> m_indexes; ///< by number of the message
    const NeutralConversation &m_conversation;
    const QString m_country;
};

} // namespace atalaia
