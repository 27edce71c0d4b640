// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/rulehit.h"
#include "ingest/neutralconversation.h"

#include <QHash>

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
    /// stand in it: they are secrets.
    [[nodiscard]] QString of(const RuleHit &hit) const;

private:
    [[nodiscard]] QString shown(QStringView text, const Span &span, QStringView before) const;

    QHash<qint64, qsizetype> m_indexes; ///< by number of the message
    const NeutralConversation &m_conversation;
    const QString m_country;
};

} // namespace atalaia
